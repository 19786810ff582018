"""`python -m tests.claims.measure [FILE...]`: how well claims are read, a line a file of labels.

Without files: those used while building, then those that were not looked at until they were measured.
`--said` lists every mistake.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.claims.score import BLIND, DEVELOPMENT, Score, read, score


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--said", action="store_true", help="every mistake")
    given = parser.parse_args()
    _say("labels               passages totals recall precision value metric anecdotes as totals")
    for path in given.files or (*DEVELOPMENT, *BLIND):
        result = score(read(path))
        _say(_line(path.stem, result))
        if given.said:
            _say("\n".join(f"    {each}" for each in result.said))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _line(name: str, result: Score) -> str:
    return (
        f"{name:<20} {result.passages:>8} {result.totals:>6} {result.recall:>6.3f}"
        f" {result.precision:>9.3f} {result.value:>5.3f} {result.metric:>6.3f} {result.anecdotes:>9}"
        f" {result.mistaken:>9.3f}"
    )


if __name__ == "__main__":
    main()
