"""How fast `enforce ingest` is, as ratios to what else could read the same workbooks.

Comes in: nothing, or `--smoke`. Goes out: lines of the table, and build/bench/ingest.json. One run
more is watched for what the tree of processes holds. pandas with openpyxl reads a share of the files.
"""

import sys

from benchmarks.desk import desks
from benchmarks.floors import PANDAS_SHARE
from benchmarks.measure import (
    BENCH,
    Line,
    Run,
    always,
    interleaved,
    median,
    module,
    peak,
    ratio,
    run,
)
from benchmarks.row import Size, row_main
from benchmarks.workbooks import make_campaign


def measure(size: Size) -> list[Line]:
    """Ingest of workbooks of 500 rows × 20 columns, and its memory."""
    files, rows = (60, 500) if size.smoke else (300, 500)
    campaign = make_campaign(BENCH, files=files, rows=rows)
    with desks() as made:
        commands = {
            "ingest": made.ingest(campaign),
            "calamine": module("floors", "calamine", str(campaign)),
            "pandas+openpyxl": module("floors", "pandas", str(campaign)),
            "import pandas": always(*_IMPORTS),
        }
        runs = interleaved(commands, size.rounds(3), warm=("calamine", "ingest"))
        watched = run(commands["ingest"](0), watched=True)
        made.check_taken()
    whole = _scaled(median(runs["pandas+openpyxl"]), median(runs["import pandas"]))
    what = f"{files} workbooks × {rows} rows × 20 columns"
    return [
        Line(
            id="ingest",
            what=f"ingest of {what} / python-calamine reading them, one thread",
            value=ratio(runs, "ingest", "calamine"),
            goal=4.0 if size.smoke else 1.5,
            unit="×",
            rounds=len(runs["ingest"]),
            runs=_of(runs, "ingest", "calamine"),
        ),
        Line(
            id="pandas",
            what="pandas with openpyxl, reading only / that ingest",
            value=whole / median(runs["ingest"]),
            goal=1.5 if size.smoke else 6,
            sense="at least",
            unit="×",
            rounds=len(runs["ingest"]),
            note=f"every {PANDAS_SHARE}th file read; what is above the imports scaled up",
            runs=_of(runs, "pandas+openpyxl", "import pandas"),
        ),
        Line(
            id="memory-300",
            what="peak memory of that ingest, over the process tree",
            value=peak([watched]),
            goal=700,
            unit=" MiB",
            note="proportional set size: pages that processes share are counted once",
            runs={"ingest": [watched]},
        ),
    ]


_IMPORTS = (sys.executable, "-c", "import pandas, openpyxl")


def _scaled(taken: float, start: float) -> float:
    return start + max(taken - start, 0) * PANDAS_SHARE


def _of(runs: dict[str, list[Run]], *names: str) -> dict[str, list[Run]]:
    return {name: runs[name] for name in names}


if __name__ == "__main__":
    row_main(__doc__, "ingest", measure)
