"""The board of returns as values: clocks, what a court was granted, slots and their history.

Comes in: nothing. Goes out: shapes. Refuses to know how any of it is worked out or shown. Moments
are UTC+8 without a zone, as the store keeps them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from enforcement_cli.model.period import Period

# What became of one due return, as of a moment. The first that holds:
#   accepted   a return of it is in force, and nobody has anything to answer about it
#   queried    a return is in force with open 退回 rows or 核实 problems
#   received   a file came that cannot be taken yet, and all it waits for is the desk's own answer
#   exempt     nothing is in force, and the desk let the court off
#   locked     nothing is in force and the third clock has passed
#   returned   nothing is in force; the latest file was refused for something its sender must put right
#   withdrawn  nothing is in force; the latest file had been taken and was taken out again
#   missing    nothing came
# A file of a slot's history is accepted, queried, received, returned or withdrawn in the same sense,
# or `replaced`: taken, and followed by a later version.
SlotState = Literal[
    "accepted", "queried", "received", "exempt", "locked", "returned", "withdrawn", "missing"
]
FileState = Literal["accepted", "queried", "received", "returned", "withdrawn", "replaced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The three clocks of a slot; `locked_at` None: it never locks.

    `by_weekday`: a year they run through is not in the table of working days, so they are 暂按.
    """

    due: datetime
    on_time_until: datetime
    locked_at: datetime | None
    by_weekday: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What the desk granted: a later due moment of one period, or no return at all.

    `extended`: the return of the period that ends on `period_end` is due at `until`.
    `exempted`: periods that end from `period_start` to `until` (None: to the campaign's end).
    """

    kind: Literal["extended", "exempted"]
    court: str
    form: str
    period_start: date
    period_end: date | None
    until: datetime | None
    by: str
    reason: str
    at: datetime

    def covers(self, court: str, form: str, period: Period) -> bool:
        """Whether it is about that slot."""
        if (self.court, self.form) != (court, form):
            return False
        if self.kind == "extended":
            return self.period_end == period.end
        last = self.until.date() if self.until else date.max
        return self.period_start <= period.end <= last


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a file was not taken, or what is to be answered; `command` is the desk's own answer."""

    code: str
    severity: str
    cell: str
    message: str
    remedy: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """One file of a slot, however often it was read; `came` is when it first came."""

    return_id: int
    file_name: str
    state: FileState
    came: datetime
    rows: int
    held: int
    version: int | None
    whole: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One due return: whose, which form and period, what became of it.

    `late` goes by the first complete submission, one that was taken at some time: it came after
    `on_time_until`; or none has come, and that moment has passed. A later version changes nothing
    about it. `complete_at` is that first submission's arrival. `file` is what stands for the slot.
    """

    court: str
    form: str
    title: str
    every: str
    period: Period
    state: SlotState
    late: bool
    clocks: Clocks | None
    allowance: Allowance | None
    complete_at: datetime | None
    file: SentFile | None
    history: tuple[SentFile, ...]

    @property
    def is_in(self) -> bool:
        """Whether a return is in force."""
        return self.state in ("accepted", "queried")

    @property
    def is_missing(self) -> bool:
        """Whether a return is still wanted."""
        return not self.is_in and self.state != "exempt"

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What is to be answered about the file that stands for the slot."""
        return self.file.reasons if self.file else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtRecord:
    """How punctual a court was over the campaign, counted in slots whose clocks have run.

    `due` are those that came or whose time has passed; `first_right` those whose first file was
    taken whole and still stands; `sent` those for which anything came. `late_periods` are the
    occasions, one a period however many forms were late.
    """

    court: str
    due: int
    on_time: int
    late: int
    missing: int
    sent: int
    first_right: int
    late_periods: tuple[Period, ...]
