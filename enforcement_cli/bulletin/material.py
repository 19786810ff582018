"""What a bulletin is written from: figures, and the facts its notes need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from enforcement_cli.model.campaign import Action, Campaign, Desk
from enforcement_cli.model.case_list import CaseList
from enforcement_cli.model.comparison import Comparison, Marking, Pace, Ranking
from enforcement_cli.model.indicator import Basis, Figure, FigureKey, Indicator
from enforcement_cli.model.period import Period
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A case that changes what an earlier issue printed.

    `closed_on` is a closing that came late (sign +1) or was taken back (-1), None where only its
    money changed, by `amount_fen` 分.
    """

    court: str
    case_no: str
    closed_on: date | None
    sign: int
    amount_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction:
    """Money taken off again with an explanation (核减), in 分, negative."""

    court: str
    case_no: str
    amount_fen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonedNumber:
    """A number by telephone about the period: printed, or replaced by what a return gives.

    `value` was said, `printed` stands in the bulletin (None: nothing), both in 分 or counts.
    """

    key: FigureKey
    value: int
    unit: str
    printed: int | None
    replaced: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What was explained of doubted numbers of the period (情况说明), in its sender's words.

    `period` names the one it was given for, `until` the last day it holds to, None: for it alone.
    """

    court: str
    period: str
    reason: str
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProblems:
    """What the numbers rest on with reservation: rows held, cells missing, doubts unanswered."""

    held_rows: Mapping[str, int] = field(default_factory=dict)
    blanked: Mapping[str, int] = field(default_factory=dict)
    queries: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Punctuality:
    """How the due returns of a week or day came, by court: titles of forms, `returned` in 份.

    `late` are in and came after their time, `locked` had not come when the period was locked,
    `exempt` were let off, `returned` were refused and are not replaced yet.
    """

    late: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    locked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exempt: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    returned: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowFigures:
    """An operation or another window, team or campaign, beside the bulletin's own figures."""

    name: str
    start: date
    end: date
    figures: Mapping[FigureKey, Figure]
    courts: tuple[str, ...] = ()
    team: str | None = None
    actions: tuple[Action, ...] = ()
    indicators: tuple[str, ...] = ()
    approximate: bool = False
    note: str = ""
    definitions: Mapping[str, Indicator] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """The desk's figures of one earlier period, or of this one, for a line over time."""

    period: Period
    figures: Mapping[FigureKey, Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDue:
    """When the next return of a form is due; `moved` when a holiday shifted it."""

    period: str
    form: str
    at: datetime
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All a bulletin is written from. `known_until`: how far the returns of a court reach.

    `workdays` are those gone by and those of the whole campaign. `texts` are paragraphs people
    wrote, by the name of their section (vocabulary/bulletin.toml): nothing is written for them.
    `remarks` are what is said of the period itself, as notes.
    """

    desk: Desk
    campaign: Campaign
    period: Period
    previous: Period | None
    courts: tuple[str, ...]
    known_at: datetime
    figures: Mapping[FigureKey, Figure]
    indicators: Mapping[str, Indicator]
    expected: tuple[str, ...]
    missing: Mapping[str, tuple[str, ...]]
    previous_published: bool
    revisions: tuple[Revision, ...] = ()
    reductions: tuple[Reduction, ...] = ()
    statements: tuple[Statement, ...] = ()
    problems: OpenProblems = field(default_factory=OpenProblems)
    punctuality: Punctuality = field(default_factory=Punctuality)
    issue: int | None = None
    sample: bool = False
    weeks: int = 0
    phoned: tuple[PhonedNumber, ...] = ()
    known_until: Mapping[str, date] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    paces: tuple[Pace, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    markings: tuple[Marking, ...] = ()
    lists: tuple[CaseList, ...] = ()
    windows: tuple[WindowFigures, ...] = ()
    trend: tuple[TrendPoint, ...] = ()
    stories: tuple[Story, ...] = ()
    cards: tuple[Indicator, ...] = ()
    by: Literal["", "team", "officer"] = ""
    next_due: tuple[NextDue, ...] = ()
    workdays: tuple[int, int] | None = None
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()

    def figure(
        self,
        indicator: str,
        basis: Basis = "period",
        *,
        action: str | None = None,
        court: str | None = None,
    ) -> Figure | None:
        """One figure; None when the campaign has no such indicator."""
        return self.figures.get(
            FigureKey(indicator=indicator, basis=basis, action=action, court=court)
        )

    def name(self, court: str) -> str:
        """A court's short name."""
        found = self.desk.court_of(court)
        return found.short if found else court

    @property
    def flows(self) -> bool:
        """Whether the period is a part of the campaign, so that 本期 and 累计 differ."""
        return self.period.kind not in ("total", "operation", "custom")
