# ruff: noqa: T201
"""Writes the workbook of one seed and prints truth, reading and differences.

Comes in: a seed, `--clean` or `--wrong KIND`, `--form`. Goes out: a file and a report on screen.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.disguise.compare import examine
from tests.disguise.files import save
from tests.disguise.make import disguise


def main() -> int:
    """Show one seed; exit 1 when it holds a silent error."""
    parser = argparse.ArgumentParser(prog="python -m tests.disguise", description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("--form", default="")
    parser.add_argument("--wrong", default=None, help="'', any, or a kind of perturbation")
    parser.add_argument("--clean", dest="wrong", action="store_const", const="")
    parser.add_argument("--output", type=Path, default=Path(tempfile.gettempdir()))
    options = parser.parse_args()
    made = disguise(options.seed, wrong=options.wrong, form=options.form)
    print(
        f"{save(made, options.output)}\n{made.layout}\nasks: {sorted(made.asks)} {made.perturbation}"
    )
    print(f"truth: {made.truth.court.short} {made.truth.week.label} {made.truth.week.end}")
    for canvas in made.canvases:
        print(
            f"--- {canvas.name}{' (hidden)' if canvas.hidden else ''} merges={len(canvas.merges)}"
        )
        for number, row in enumerate(canvas.sheet().rows[:14], start=1):
            print(number, " | ".join("" if cell is None else str(cell) for cell in row))
    finding = examine(made)
    for read in finding.reads:
        print(f"read: {read.status} {read.head}")
    for problem in finding.problems:
        print(f"{problem.severity:6} {problem.code} {problem.origin.cell} {problem.message}")
    print(f"header exact: {finding.headers_exact}; unasked: {finding.unasked}")
    print(*finding.silent[:30], sep="\n")
    return 1 if finding.silent else 0


if __name__ == "__main__":
    sys.exit(main())
