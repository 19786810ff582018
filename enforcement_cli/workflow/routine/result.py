"""A run as a value: its steps, what it drafted, who was missing, and the exit code of it all.

Comes in: nothing. Goes out: shapes. Refuses to know how a run is done, kept or shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from enforcement_cli.model.failure import ExitCode
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.model.routine import Goods, RunKind
from enforcement_cli.workflow.routine.bulletins import Draft
from enforcement_cli.workflow.routine.deliver import Delivered
from enforcement_cli.workflow.routine.owed import Owed
from enforcement_cli.workflow.routine.steps import Step, gravest

RunStatus = Literal["clean", "findings", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunWish:
    """What the command line asks: which run, which period, whether to publish (None: as the file)."""

    kind: RunKind
    day: date | None = None
    publish: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtCount:
    """Returns of one court that are due in the period looked at: how many are in, which are not.

    `missing` are form and last day of the period, as `cases 2026-01-04`.
    """

    campaign: str
    court: str
    name: str
    received: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFile:
    """A file of the run. Marked copies are named for what courts sent: their `path` is empty."""

    goods: Goods
    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run did.

    `rested`: it was no working day. `unanswered` are problems of the inbox that wait for somebody,
    `problems` all it has, by code and severity. `waiting` is what each campaign's bulletin waits
    for.
    """

    kind: RunKind
    campaigns: tuple[str, ...]
    started: datetime
    ended: datetime
    rested: bool = False
    steps: tuple[Step, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    unanswered: int = 0
    problems: Mapping[tuple[str, str], int] = field(default_factory=dict)
    courts: tuple[CourtCount, ...] = ()
    drafts: tuple[Draft, ...] = ()
    published: tuple[Draft, ...] = ()
    waiting: tuple[Owed, ...] = ()
    files: tuple[RunFile, ...] = ()
    deliveries: tuple[Delivered, ...] = ()

    @property
    def code(self) -> ExitCode:
        """What failed first, then as design.md section 5 orders it; rest days find nothing."""
        told = [s.code for s in self.steps if not self.rested or s.status == "failed"]
        return gravest(told)

    @property
    def status(self) -> RunStatus:
        """clean, findings or failed."""
        if any(step.status == "failed" for step in self.steps):
            return "failed"
        return "clean" if self.code is ExitCode.CLEAN else "findings"

    @property
    def unknown_years(self) -> tuple[int, ...]:
        """Years the table of working days lacks: deadlines in them go by the weekday alone."""
        found: set[int] = set()
        for step in self.steps:
            years = step.facts.get("unknown_years", ())
            found |= set() if isinstance(years, int | str) else set(map(int, years))
        return tuple(sorted(found))

    @property
    def severities(self) -> dict[str, int]:
        """How many problems of each severity the inbox has."""
        counts = dict.fromkeys(("return", "query", "note", "fixed"), 0)
        for (_, severity), count in self.problems.items():
            counts[severity] += count
        return counts
