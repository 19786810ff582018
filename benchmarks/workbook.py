"""How fast one large workbook is taken in, as a ratio to the fastest reader alone.

Comes in: nothing, or `--smoke`. Goes out: a line of the table, and build/bench/workbook.json.
"""

from benchmarks.desk import desks
from benchmarks.measure import BENCH, Line, interleaved, module, ratio
from benchmarks.row import Size, row_main
from benchmarks.workbooks import make_big


def measure(size: Size) -> list[Line]:
    """Ingest of one workbook of 20 columns, start and storing included."""
    rows = 20_000 if size.smoke else 100_000
    campaign = make_big(BENCH, rows=rows)
    with desks() as made:
        commands = {
            "ingest": made.ingest(campaign),
            "calamine": module("floors", "calamine", str(campaign)),
        }
        runs = interleaved(commands, size.rounds(3), warm=("calamine",), watched=("ingest",))
        made.check_taken()
    return [
        Line(
            id="workbook",
            what=f"one workbook of {rows:,} rows × 20 columns, ingest / python-calamine",
            value=ratio(runs, "ingest", "calamine"),
            # Start-up outweighs a small file.
            goal=5.0 if size.smoke else 2.0,
            unit="×",
            rounds=len(runs["ingest"]),
            runs=runs,
        )
    ]


if __name__ == "__main__":
    row_main(__doc__, "workbook", measure)
