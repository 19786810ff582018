"""One figure that a text states in words, and the sentence it stands in."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

# What a figure says of its metric: how much it grew or fell, that it is a share or a place in an
# order, that it is a part of the one before. None: the thing itself.
Relation = Literal["increase", "decrease", "rate", "rank", "of_which"]
Span = tuple[int, int]
CHANGES: frozenset[Relation | None] = frozenset({"increase", "decrease"})

# What is told of one case: never a total.
ANECDOTES = frozenset({"anecdote_amount", "anecdote_other"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statistical claim, or a number of one case (`metric` of ANECDOTES).

    `value` is exact in the base unit `unit` (元, 件, 人, 人次, 辆, %, 百分点, 位 …); `step` is what one
    in the last printed digit is worth, in that unit: 1.98亿元 has 198000000 and 1000000. `raw` stands
    at `start` to `end` of the text, offsets in characters. `subject`, `period`, `action` and
    `against` (同比, 较上周: what a change is measured from) are words of the text, or None where it
    does not say. `approx_word` is 余, 约, 近 …, empty for an exact figure. `also` are the other places
    where the same paragraph stands again. `sentence` is the sentence around it. `part_of` is the
    start of the claim that it is a part of, by the text's own words (其中).
    """

    metric: str
    value: Decimal
    unit: str
    raw: str
    start: int
    end: int
    sentence: Span
    step: Decimal = Decimal(1)
    subject: str | None = None
    period: str | None = None
    action: str | None = None
    against: str | None = None
    approx_word: str = ""
    relation: Relation | None = None
    part_of: int | None = None
    also: tuple[Span, ...] = ()

    @property
    def approx(self) -> bool:
        """Whether the text itself says that the number is not exact."""
        return bool(self.approx_word)

    @property
    def is_total(self) -> bool:
        """Whether it counts a court's work, not one case."""
        return self.metric not in ANECDOTES
