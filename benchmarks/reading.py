"""How well and how fast returns nobody has seen before are read: every measure of issue 3.

Comes in: nothing, or `--small`. Goes out: a table, and build/bench/reading.json. The seeds of the
disguises are taken from the hash of the commit, so that nobody has built for them; a whole run
exits 1 when a value was wrong in silence. Seconds are this machine's; only the ratios travel.
"""

import argparse
import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.workbooks import make_big
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
    parser.add_argument("--small", action="store_true", help="few disguises, one short workbook")
    parser.add_argument("--disguises", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--run", choices=_CONTESTANTS, help=argparse.SUPPRESS)
    parser.add_argument("--campaign", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        seconds = _CONTESTANTS[options.run](options.campaign)
        print(json.dumps({"seconds": seconds, "mib": _peak_mib()}))
        return 0
    count, rows, rounds = (options.disguises, 100_000, options.rounds)
    if options.small:
        count, rows, rounds = 200, 5_000, 1
    layouts = _layouts(count)
    silent: list[str] = layouts.pop("silent")
    result: dict[str, Any] = {
        "commit": _commit(),
        "layouts": layouts,
        "workbook": _workbook(rows, rounds),
    }
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


def _workbook(rows: int, rounds: int) -> dict[str, object]:
    """One large workbook: medians of interleaved runs, each in a process of its own."""
    campaign = make_big(_BENCH, rows=rows)
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in _CONTESTANTS}
    for _ in range(rounds):
        for name, taken in runs.items():
            command = [sys.executable, "-m", "benchmarks.reading", "--run", name]
            child = subprocess.run(
                [*command, "--campaign", str(campaign)], check=True, capture_output=True, text=True
            )
            taken.append(json.loads(child.stdout.splitlines()[-1]))
    seconds = {name: statistics.median(r["seconds"] for r in taken) for name, taken in runs.items()}
    peaks = {name: max(r["mib"] for r in taken) for name, taken in runs.items()}
    return {
        "rows": rows,
        "seconds": {name: round(taken, 2) for name, taken in seconds.items()},
        "reading / calamine": round(seconds["reading"] / seconds["calamine"], 2),
        "ingest / calamine": round(seconds["ingest"] / seconds["calamine"], 2),
        "goal": "at most 2.0",
        "peak MiB": peaks,
        "goal MiB": 600,
    }


def _calamine(campaign: Path) -> float:
    """The reader alone, its values dropped."""
    import python_calamine

    start = time.perf_counter()
    for path in _returns(campaign):
        book = python_calamine.CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
    return time.perf_counter() - start


def _reading(campaign: Path) -> float:
    """Read, locate, normalise and check, as a worker does it: with its modules loaded."""
    from enforcement_cli.workflow.campaign.file import read_campaign_file
    from enforcement_cli.workflow.reading import STAGES, ReadTask, read_return

    for module in STAGES:
        importlib.import_module(module)
    desk = read_campaign_file(campaign / "enforce.toml")
    start = time.perf_counter()
    for path in _returns(campaign):
        task = ReadTask(
            path=path, shown=path.name, sha256="0" * 64, desk=desk, campaign=desk.campaigns[0],
            salt=b"bench",
        )  # fmt: skip
        if not read_return(task).batches:
            raise SystemExit(f"{path.name} was not read")
    return time.perf_counter() - start


def _ingest(campaign: Path) -> float:
    """`enforce ingest` in a new workspace, start of its readers included."""
    start = time.perf_counter()
    from enforcement_cli.workflow.reading import warm_readers

    warm_readers()
    from enforcement_cli.model.clock import now
    from enforcement_cli.workflow.ingest import ingest
    from enforcement_cli.workflow.judging import IngestOptions
    from enforcement_cli.workflow.state import enter
    from enforcement_cli.workflow.workspace import create_workspace

    with tempfile.TemporaryDirectory(dir=campaign.parent) as folder:
        text = (campaign / "enforce.toml").read_text(encoding="utf-8")
        room = enter(create_workspace(Path(folder) / "desk", text))
        receipts = ingest(room, [campaign / "returns"], IngestOptions(received_at=now()))
    if [receipt for receipt in receipts if receipt.status not in ("accepted", "gaps")]:
        raise SystemExit("the workbook was not accepted")
    return time.perf_counter() - start


_CONTESTANTS: dict[str, Callable[[Path], float]] = {
    "calamine": _calamine,
    "reading": _reading,
    "ingest": _ingest,
}


def _returns(campaign: Path) -> list[Path]:
    return sorted((campaign / "returns").glob("*.xlsx"))


def _peak_mib() -> float:
    """Of this process since it began: what getrusage says would include the one that started it.

    `reading` is what a worker holds, `ingest` the parent that stores.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return round(int(line.split()[1]) / 1024, 1)


def _show(result: dict[str, Any]) -> None:
    layouts, workbook = result["layouts"], result["workbook"]
    print(f"{layouts['files']} disguises, seeds {layouts['seeds']} of commit {result['commit']}")
    for name, part in layouts.items():
        if isinstance(part, dict) and "goal" in part:
            share = "" if part["percent"] is None else f"{part['percent']:7.2f} %"
            print(f"  {name:<36}{part['is']:>6} of {part['of']:<6}{share:>10}   {part['goal']}")
    for what, commands in layouts["to look at"].items():
        print(f"  {what}:", *commands, sep="\n    ")
    print(f"one workbook of {workbook['rows']} rows x 20 columns")
    for name, ratio in workbook.items():
        if "/" in name:
            print(f"  {name:<36}{ratio:8.2f}    {workbook['goal']}")
    for name, peak in workbook["peak MiB"].items():
        print(f"  peak of {name:<28}{peak:8.0f} MiB at most {workbook['goal MiB']}")


if __name__ == "__main__":
    sys.exit(main())
