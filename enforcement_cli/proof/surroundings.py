"""The words around a claim: its sentence, its paragraph, what stands above it.

Comes in: a Prose. Goes out: texts. Refuses to know what the words mean.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from enforcement_cli.model.claim import Claim, Span
from enforcement_cli.model.prose import Prose, ProseTable

_ABOVE = 2
# A text may be one paragraph of a megabyte.
_FURTHEST = 1000
_MOST_EARLIER = 12
_CLAUSE_ENDS = "，,；;。：:！!？?\n"
_CLAUSE_SIGNS = re.compile(f"[{_CLAUSE_ENDS}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, or a cell of a sheet that stands alone in its row and is one."""

    start: int
    end: int
    place: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where claims of a text stand among its words."""

    prose: Prose
    claims: tuple[Claim, ...] = ()
    blocks: tuple[Block, ...] = field(init=False, repr=False)
    _starts: tuple[int, ...] = field(init=False, repr=False)
    # What was found in a stretch of the text, by where it begins; filled by those who look.
    found: dict[int, Any] = field(init=False, repr=False, default_factory=dict)
    _claim_starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        found = [
            Block(start=each.start, end=each.end, place=each.place)
            for each in self.prose.paragraphs
        ]
        found += [block for table in self.prose.tables for block in _alone(table)]
        blocks = tuple(sorted(found, key=lambda block: (block.start, block.end)))
        object.__setattr__(self, "blocks", blocks)
        object.__setattr__(self, "_starts", tuple(block.start for block in blocks))
        object.__setattr__(self, "_claim_starts", [claim.start for claim in self.claims])

    def paragraph(self, claim: Claim) -> Block | None:
        """The paragraph that a claim stands in; None in a table."""
        return self.block_at(claim.start)

    def block_at(self, start: int) -> Block | None:
        """The paragraph at a place of the text; None in a table."""
        at = bisect_right(self._starts, start) - 1
        found = self.blocks[at] if at >= 0 else None
        return found if found is not None and start < found.end else None

    def place(self, start: int) -> str:
        """Where a reader looks for a place of the text: 第3段, or a table and its line."""
        found = self.block_at(start)
        if found is not None:
            return found.place
        within = [table for table in self.prose.tables if table.start <= start <= table.end]
        return within[0].place_at(start) if within else ""

    def sentence(self, claim: Claim) -> str:
        """The whole sentence."""
        start, end = claim.sentence
        return self.prose.text[
            max(start, claim.start - _FURTHEST) : min(end, claim.end + _FURTHEST)
        ]

    def lead(self, claim: Claim) -> str:
        """The sentence up to the claim."""
        start = max(min(claim.sentence[0], claim.start), claim.start - _FURTHEST)
        return self.prose.text[start : claim.start]

    def before(self, claim: Claim) -> str:
        """The paragraph up to the claim."""
        found = self.paragraph(claim)
        if found is None:
            return ""
        return self.prose.text[max(found.start, claim.start - _FURTHEST) : claim.start]

    def stretch(self, claim: Claim) -> Span:
        """A stretch of the paragraph with the claim and what stands before it.

        Claims near each other share one, so that it is looked through once.
        """
        found = self.paragraph(claim)
        if found is None:
            return claim.start, claim.start
        start = max(found.start, claim.start // _FURTHEST * _FURTHEST - _FURTHEST)
        return start, min(found.end, start + 2 * _FURTHEST)

    def clause(self, claim: Claim) -> str:
        """The clause up to the claim, without the sign it begins after."""
        text = self.lead(claim)
        cut = max(text.rfind(sign) for sign in _CLAUSE_ENDS)
        return text[cut + 1 :]

    def clauses_before(self, claim: Claim) -> Iterator[str]:
        """The clauses of the paragraph up to the claim, the nearest first."""
        yield from reversed(_clauses(self.before(claim)))

    def near(self, claim: Claim) -> str:
        """The clause around the claim."""
        last = min(max(claim.sentence[1], claim.end), claim.end + _FURTHEST)
        behind = self.prose.text[claim.start : last]
        return self.clause(claim) + _clauses(behind)[0]

    def behind(self, claim: Claim) -> str:
        """The sentence behind the claim."""
        last = min(max(claim.sentence[1], claim.end), claim.end + _FURTHEST)
        return self.prose.text[claim.end : last]

    def earlier(self, claim: Claim) -> Iterator[Claim]:
        """The totals of the paragraph before the claim, the nearest first; a few at most."""
        found = self.paragraph(claim)
        if found is None:
            return
        at = bisect_left(self._claim_starts, claim.start)
        for each in reversed(self.claims[max(at - _MOST_EARLIER, 0) : at]):
            if each.start < found.start:
                return
            if each.is_total and each.end <= claim.start:
                yield each

    def above(self, claim: Claim) -> str:
        """The paragraphs before, and the first lines of the text, where its title stands."""
        at = bisect_right(self._starts, claim.start) - 1
        shown = self.blocks
        near = [*shown[:_ABOVE], *shown[max(at - _ABOVE, 0) : max(at, 0)]]
        return "\n".join(self.prose.text[each.start : each.end] for each in near)


def _clauses(text: str) -> list[str]:
    return _CLAUSE_SIGNS.split(text)


def _alone(table: ProseTable) -> list[Block]:
    """The cells that stand alone in their rows."""
    found: list[Block] = []
    for row in table.rows:
        filled: list[Span] = [span for span in row if span[1] > span[0]]
        if len(filled) == 1:
            ((start, end),) = filled
            found.append(Block(start=start, end=end, place=table.place_at(start)))
    return found
