"""The nouns of the sample: what a return, a row and an answer are, as meant by their senders.

In: nothing. Out: frozen values. Refuses to know layouts, files and figures.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sample_data.making.cases import Case
from sample_data.making.casting import Story
from sample_data.making.courts import Court
from sample_data.making.measures import Event, Mark
from sample_data.making.weeks import Week

WITHDRAWN = "撤销报结"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One ledger row as meant; `written` is raw text a slip puts in its place."""

    case_no: str
    original: str | None
    filed_on: date
    cause: str
    applicant: str
    debtor: str
    officer: int
    claim_fen: int
    recovered_fen: int
    waived_fen: int | None
    closing_claim_fen: int | None
    received_on: date | None
    closed_on: date | None
    close_method: str | None
    declared: tuple[str, ...]
    sheets: tuple[str, ...]
    compelled: date | str | None
    detained: date | str | None
    note: str
    written: tuple[tuple[str, str | int], ...] = ()
    hidden: bool = False
    held: bool = False
    held_fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One line of a measures list."""

    case_no: str
    debtor: str
    person_id: str
    kind: str
    on: date
    quantity: int
    amount_fen: int | None
    officer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One file as sent; `accepted` is false for a copy and for a temporary file."""

    court: Court
    form: str
    week: Week
    version: int
    received_at: datetime
    file: str
    why: str = ""
    statements: tuple[Statement, ...] = ()
    measures: tuple[Measure, ...] = ()
    total_off_fen: int = 0
    accepted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An explanation that the desk recorded."""

    at: datetime
    court: str
    code: str
    case_no: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All that the returns are made from."""

    story: Story
    events: dict[tuple[str, int], tuple[Event, ...]]
    marks: dict[tuple[int, str], Mark]
    faults: bool

    def case(self, part: str) -> Case:
        """The case that plays a part."""
        return self.story.cases[self.story.parts[part]]
