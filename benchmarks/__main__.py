"""`make bench`: every measure in one go, peers and floors included.

Comes in: `--smoke` for small data, `--only` for some rows, `--page` to write docs/performance.md of
the last result. Goes out: the table on standard output; build/bench/result.json, result.md and
result.svg. Exits 1 when a row broke, and for a smoke run when a ratio is far off its goal.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from typing import Any

import psutil

from benchmarks import (
    board,
    growth,
    ingest,
    nation_bulletin,
    rendering,
    spark,
    start,
    week,
    weekly,
    workbook,
)
from benchmarks.measure import BENCH, FAR_OFF, ROOT, Curve, Line, line_record, show
from benchmarks.page import measured_text, shares, write_page
from benchmarks.plot import goals_svg
from benchmarks.row import Measure, Size

# In this order: what is quick first.
_ROWS: dict[str, Measure] = {
    "start": start.measure,
    "board": board.measure,
    "rendering": rendering.measure,
    "ingest": ingest.measure,
    "workbook": workbook.measure,
    "growth": growth.measure,
    "week": week.measure,
    "weekly": weekly.measure,
    "spark": spark.measure,
    "nation": nation_bulletin.measure,
}
# Spark takes ten seconds to start and half a gigabyte to install: not on every commit.
_NOT_SMOKED = ("spark",)


def main() -> int:
    """Run all rows, or some."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="small data, two minutes")
    parser.add_argument("--only", default="", help=f"rows by name: {','.join(_ROWS)}")
    parser.add_argument("--page", action="store_true", help="write the page of the last result")
    options = parser.parse_args()
    if options.page:
        result = json.loads((BENCH / "result.json").read_text(encoding="utf-8"))
        for path in write_page(result, ROOT / "docs"):
            print(path.relative_to(ROOT))
        return 0
    usual = [name for name in _ROWS if not (options.smoke and name in _NOT_SMOKED)]
    chosen = [name for name in options.only.split(",") if name] or usual
    unknown = sorted(set(chosen) - set(_ROWS))
    if unknown:
        parser.error(f"no such rows: {', '.join(unknown)}")
    size = Size(smoke=options.smoke)
    commit = _commit()
    begun = time.perf_counter()
    lines, curves = _measured(chosen, size)
    seconds = time.perf_counter() - begun
    # Neither a smoke run nor some rows replace the result that the page is made from.
    name = "smoke" if size.smoke else "some" if options.only else "result"
    _keep(_result(commit, lines, curves, seconds), name)
    print(f"{seconds / 60:.1f} minutes")
    off = [line.id for line in lines if not line.is_within(FAR_OFF)]
    broken = [line.id for line in lines if line.value is None]
    if off or broken:
        print(f"far off: {', '.join(off) or 'none'}; broken: {', '.join(broken) or 'none'}")
    return 1 if broken or (size.smoke and off) else 0


def _measured(names: Sequence[str], size: Size) -> tuple[list[Line], list[Curve]]:
    """Every row in turn; one that breaks off is said to be broken and the rest goes on."""
    lines: list[Line] = []
    curves: list[Curve] = []
    for name in names:
        begun = time.perf_counter()
        try:
            found = _ROWS[name](size)
        except Exception as error:  # noqa: BLE001  # whatever broke one row, the others count
            traceback.print_exc()
            said = str(error).strip().splitlines() or [type(error).__name__]
            found = [Line(id=name, what=name, value=None, goal=0, note=f"broken: {said[0][:200]}")]
        mine = [one for one in found if isinstance(one, Line)]
        show(mine)
        print(f"  ({name}: {time.perf_counter() - begun:.0f} s)\n", flush=True)
        lines += mine
        curves += [one for one in found if isinstance(one, Curve)]
    return lines, curves


def _commit() -> str:
    """What is measured; asked before, since work may go on meanwhile."""
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], check=False, capture_output=True, text=True,
        cwd=ROOT,
    )  # fmt: skip
    return said.stdout.strip() or "unknown"


def _result(
    commit: str, lines: Sequence[Line], curves: Sequence[Curve], seconds: float
) -> dict[str, Any]:
    return {
        "commit": commit,
        "machine": {
            "cores": os.cpu_count(),
            "memory_gib": round(psutil.virtual_memory().total / 2**30),
            "python": platform.python_version(),
        },
        "seconds": round(seconds),
        "lines": [line_record(line) for line in lines],
        "curves": [
            {"id": c.id, "what": c.what, "axis": c.axis, "points": list(c.points)} for c in curves
        ],
    }


def _keep(result: dict[str, Any], name: str) -> None:
    """As JSON, as the table and as its plot."""
    BENCH.mkdir(parents=True, exist_ok=True)
    text = json.dumps(result, indent=2, ensure_ascii=False)
    (BENCH / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    (BENCH / f"{name}.md").write_text(measured_text(result) + "\n", encoding="utf-8")
    (BENCH / f"{name}.svg").write_text(goals_svg(shares(result["lines"])), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
