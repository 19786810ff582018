"""How well returns nobody has seen before are read.

Comes in: nothing, or `--small`. Goes out: a table, and build/bench/reading.json. The seeds of the
disguises are taken from the hash of the commit, so that nobody has built for them; a whole run
exits 1 when a value was wrong in silence. Refuses to know how fast: benchmarks/workbook.py does.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from tests.disguise.compare import examine
from tests.disguise.make import disguise
from tests.disguise.score import Score

_BENCH = Path(__file__).resolve().parent.parent / "build" / "bench"
_CHUNK = 25
# Seeds of the property test lie below; those of a measuring run far above.
_FIRST = 1_000_000
_MOST = 10**9


def main() -> int:
    """Run the bench, or (in a child) one contestant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="few disguises")
    parser.add_argument("--disguises", type=int, default=2000)
    options = parser.parse_args()
    count = 200 if options.small else options.disguises
    layouts = _layouts(count)
    silent: list[str] = layouts.pop("silent")
    result: dict[str, Any] = {"commit": _commit(), "layouts": layouts}
    _BENCH.mkdir(parents=True, exist_ok=True)
    shown = json.dumps(result, indent=2, ensure_ascii=False)
    (_BENCH / "reading.json").write_text(shown + "\n", encoding="utf-8")
    _show(result)
    for command in silent:
        print(f"SILENT ERROR: {command}")
    # The seeds of a smoke run change with every commit: what they find is printed, and the fixed
    # seeds of the property test are the gate.
    return 1 if silent and not options.small else 0


def _commit() -> str:
    said = subprocess.run(["git", "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return said.stdout.strip()


def _layouts(count: int) -> dict[str, Any]:
    """Disguises as chance has them, clean returns, perturbed ones, and slips of unit."""
    first = _FIRST + int(_commit()[:12], 16) % _MOST * 10_000
    clean = max(200, count // 5)
    mixed = _score(range(first, first + count), None)
    calm = _score(range(first + count, first + count + clean), "")
    asked = _score(range(first + count + clean, first + count + 2 * clean), "any")
    slips = _score(range(first + count + 2 * clean, first + count + 3 * clean), "slip cell")
    whole = Score()
    for part in (mixed, calm, asked, slips):
        whole.merge(part)
    return {
        "seeds": [first, first + count + 3 * clean],
        "files": whole.files,
        "wrong in silence": _part(len(whole.failed.get("silent", [])), whole.files, "0"),
        "stored without a question": _part(whole.unasked, whole.clean, "98 %"),
        "header band exact": _part(whole.headers, whole.files, "99 %"),
        "right first suggestion": _part(whole.right, whole.asked, "95 %"),
        "slips in a cell caught": _part(
            whole.caught["slip cell"], whole.slips["slip cell"], "98 %"
        ),
        "slips of a column caught": _part(
            whole.caught["slip column"], whole.slips["slip column"], "no goal"
        ),
        "false unit alarms in clean returns": _part(calm.false_alarms, calm.clean, "1 in 200"),
        "to look at": {what: commands[:5] for what, commands in whole.failed.items()},
        "silent": whole.failed.get("silent", []),
    }


def _part(number: int, of: int, goal: str) -> dict[str, object]:
    share = round(100 * number / of, 2) if of else None
    return {"is": number, "of": of, "percent": share, "goal": goal}


def _score(seeds: Iterable[int], wrong: str | None) -> Score:
    """Examine the disguises in as many processes as there are cores."""
    numbers = list(seeds)
    chunks = [(numbers[at : at + _CHUNK], wrong) for at in range(0, len(numbers), _CHUNK)]
    score = Score()
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for part in pool.map(_examine, chunks):
            score.merge(part)
    return score


def _examine(work: tuple[list[int], str | None]) -> Score:
    seeds, wrong = work
    score = Score()
    for seed in seeds:
        score.add(examine(disguise(seed, wrong=wrong)))
    return score


def _show(result: dict[str, Any]) -> None:
    layouts = result["layouts"]
    print(f"{layouts['files']} disguises, seeds {layouts['seeds']} of commit {result['commit']}")
    for name, part in layouts.items():
        if isinstance(part, dict) and "goal" in part:
            share = "" if part["percent"] is None else f"{part['percent']:7.2f} %"
            print(f"  {name:<36}{part['is']:>6} of {part['of']:<6}{share:>10}   {part['goal']}")
    for what, commands in layouts["to look at"].items():
        print(f"  {what}:", *commands, sep="\n    ")


if __name__ == "__main__":
    sys.exit(main())
