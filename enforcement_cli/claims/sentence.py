"""A sentence of a paragraph with its numbers, its clauses, and what was said before it.

Comes in: the signs of a paragraph and its numbers. Goes out: Sentences. Refuses to know meanings.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enforcement_cli.claims.numbers import Counted
from enforcement_cli.claims.plain import Stretch

_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*[”」』]?")
_CLAUSE = re.compile(r"[，；。！？…]")
# What a place in an order is told with.
_RANKED = re.compile("[第首榜]")
_STOP = re.compile(r"[，；。！？：（）()…]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A part of a paragraph, `start` to `end`, with the numbers that stand in it."""

    stretch: Stretch
    signs: str
    start: int
    end: int
    numbers: tuple[Counted, ...]
    breaks: tuple[int, ...]

    @property
    def text(self) -> str:
        """Its own signs."""
        return self.signs[self.start : self.end]

    def clause_start(self, place: int) -> int:
        """Where the clause begins that a place of the paragraph stands in."""
        at = bisect_right(self.breaks, place - 1)
        return self.breaks[at - 1] + 1 if at else self.start

    def clause_end(self, place: int) -> int:
        """Where it ends."""
        at = bisect_right(self.breaks, place - 1)
        return self.breaks[at] if at < len(self.breaks) else self.end

    def before(self, index: int) -> int:
        """Where the words before a number begin: behind the number before it."""
        return self.numbers[index - 1].end if index else self.start

    def behind(self, index: int) -> int:
        """Where the words behind a number end: at the next stop or number."""
        number = self.numbers[index]
        stop = _STOP.search(self.signs, number.end, self.end)
        end = stop.start() if stop else self.end
        if index + 1 < len(self.numbers):
            end = min(end, self.numbers[index + 1].start)
        return end


def sentences(stretch: Stretch, numbers: Sequence[Counted]) -> Iterator[Sentence]:
    """The sentences of a paragraph, those without numbers too; one of very many numbers in parts."""
    signs = stretch.signs
    if not numbers and not _RANKED.search(signs):
        # Nothing is claimed: what it says is only asked for as a whole.
        yield Sentence(stretch, signs, 0, len(signs), (), ())
        return
    at = 0
    for found in _SENTENCE.finditer(signs):
        start, end = found.span()
        first = at
        while at < len(numbers) and numbers[at].start < end:
            at += 1
        for part in range(first, max(at, first + 1), _MOST):
            last = min(part + _MOST, at)
            until = end if last == at else numbers[last].start
            breaks: tuple[int, ...] = ()
            if part < last:
                breaks = tuple(each.start() for each in _CLAUSE.finditer(signs, start, until))
            yield Sentence(stretch, signs, start, until, tuple(numbers[part:last]), breaks)
            start = until


# No sentence of prose has so many numbers; a table without stops is not to be read in one go.
_MOST = 60
