"""The nation's weekly bulletin on DuckDB over the Parquet lake: what it holds at most.

Comes in: nothing, or `--smoke`. Goes out: a line of the table, and build/bench/nation_bulletin.json.
"""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from benchmarks.docket import START
from benchmarks.measure import BENCH, ENFORCE, Line, peak, run
from benchmarks.nation import Nation, make_nation
from benchmarks.row import Size, row_main


def measure(size: Size) -> list[Line]:
    """One run of `enforce report --week --lake`, watched."""
    nation = Nation(courts=310, weeks=10, cases=100_000) if size.smoke else Nation()
    made = make_nation(BENCH, nation)
    day = START + timedelta(days=7 * nation.weeks - 1)
    with tempfile.TemporaryDirectory(dir=BENCH) as folder:
        desk = Path(folder, "desk")
        shutil.copytree(made / "desk", desk)
        report = ["report", "--week", "--date", str(day), "--lake", str(made / "lake"), "-q"]
        # The year may not be over yet: all of its returns count, whenever this runs.
        known = ["--known-at", str(day + timedelta(days=7))]
        where = ["-C", str(desk), "--output", str(Path(folder, "out"))]
        taken = run([*ENFORCE, *report, *known, *where], watched=True)
    return [
        Line(
            id="nation",
            what=f"weekly bulletin of {nation.courts:,} courts, {nation.cases:,} cases, over a lake",
            value=peak([taken]) / 1024,
            goal=4.0,
            unit=" GiB",
            note=f"finished in {taken.wall:.0f} s",
            runs={"report": [taken]},
        )
    ]


if __name__ == "__main__":
    row_main(__doc__, "nation_bulletin", measure)
