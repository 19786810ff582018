"""The weekly bulletin over 10 million cases against SQL by hand, as a line of the table.

Comes in: nothing, or `--smoke`. Goes out: a line, and build/bench/weekly.json. What runs and how is
benchmarks/bulletin.py's, which is run as it is.
"""

import json
import sys

from benchmarks.measure import BENCH, Line, run
from benchmarks.row import Size, row_main


def measure(size: Size) -> list[Line]:
    """One call of the bench of bulletins."""
    cases, rounds = (100_000, 1) if size.smoke else (10_000_000, 1)
    asked = ("--cases", str(cases), "--rounds", str(rounds))
    run([sys.executable, "-m", "benchmarks.bulletin", *asked])
    found = json.loads((BENCH / "bulletin.json").read_text(encoding="utf-8"))
    medians = found["medians"]
    return [
        Line(
            id="bulletin",
            what=f"weekly bulletin over {cases:,} cases / hand-written SQL for the same figures",
            value=medians["report"] / medians["by hand"],
            goal=3.0 if size.smoke else 1.5,
            unit="×",
            rounds=rounds,
            note=f"report {medians['report']:.1f} s, by hand {medians['by hand']:.1f} s",
        )
    ]


if __name__ == "__main__":
    row_main(__doc__, "weekly", measure)
