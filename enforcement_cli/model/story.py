"""A 典型案例 as told in a story file, and as it stands in what a court sent; money in 分."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One typical case. `parties` are real names, which no rendered text may hold.

    `text` may name {amount}, {persons}, {days} and {party1}…; numbers of `approximate` are printed
    rounded down with 余. `amount_between_fen` are the bounds, inclusive, of an amount that nobody
    knows to the last digit; `amount_fen` is None then. A draft (`publish` False) has a `source`, the
    file and place it was read from, `questions` that are still open, and in `copy_of` the id of the
    story that it seems to tell again.
    """

    id: str
    court: str
    title: str
    text: str
    category: str = ""
    cause: str = ""
    parties: tuple[str, ...] = ()
    party_kinds: tuple[Literal["person", "company"], ...] = ()
    case_no: str = ""
    measures: tuple[str, ...] = ()
    amount_fen: int | None = None
    persons: int | None = None
    days: int | None = None
    day: date | None = None
    approximate: tuple[str, ...] = ()
    publish: bool = True
    where: str = ""
    claim_fen: int | None = None
    amount_between_fen: tuple[int, int] | None = None
    obstacles: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    outcome: str = ""
    quote: str = ""
    reviewer: str = ""
    source: str = ""
    copy_of: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPiece:
    """One case as it stands in a file: its heading, its words, where it was found.

    `given` is what a table says of it by field (court, debtor, applicant, case_no, measures,
    amount, claim, days, cause, day, permit, reviewer, quote), as written; `units` the money unit
    that the header of an amount names. `repeated` counts paragraphs that stood there again.
    """

    title: str
    text: str
    place: str
    given: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    repeated: int = 0
