"""A 典型案例 as told in a story file; money in 分."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One typical case. `parties` are real names, which no rendered text may hold.

    `text` may name {amount}, {persons}, {days} and {party1}…; numbers of `approximate` are printed
    rounded down with 余.
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
