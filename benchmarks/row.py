"""What every row of the table has in common when it is run by itself.

Comes in: a row's name and what measures it. Goes out: its lines on standard output and in
build/bench/. Refuses to know any row.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.measure import Curve, Line, keep, show


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured."""

    smoke: bool = False  # small data, one round: tells only what is far off

    def rounds(self, usual: int) -> int:
        """Rounds of a row that usually has so many."""
        return 1 if self.smoke else usual


Measure = Callable[[Size], Sequence[Line | Curve]]


def row_main(doc: str | None, name: str, measure: Measure) -> None:
    """`python -m benchmarks.<name>`."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--smoke", "--small", action="store_true", help="small data, one round")
    found = measure(Size(smoke=parser.parse_args().smoke))
    lines = [one for one in found if isinstance(one, Line)]
    show(lines)
    keep(name, lines)
