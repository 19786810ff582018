"""What a text is held against: figures by window, the desk's courts and actions, dates, targets.

Comes in: plain values that workflow/proof gathers. Goes out: answers to what was asked of them.
Refuses to know the store and how the figures were worked out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.model.campaign import Action, Campaign, Desk
from enforcement_cli.model.comparison import Comparison
from enforcement_cli.model.indicator import Figure, FigureKey, Indicator
from enforcement_cli.model.period import Period

# own: the period proof-read; previous: the one before it; beside: an operation, or a window of
# [[campaign.beside]]; days: days that the text itself names.
WindowKind = Literal["own", "previous", "beside", "days"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days with their figures: those of basis `period` are of these days, `cumulative` until `end`.

    `name` is what a text calls it by (春节攻坚), `label` how it is told, `courts` whose figures they
    are, `options` those of `enforce explain` that lead to it, empty where none do. `actions` are
    those of its campaign.
    """

    kind: WindowKind
    label: str
    start: date
    end: date
    figures: Mapping[FigureKey, Figure]
    courts: tuple[str, ...]
    actions: tuple[Action, ...] = ()
    name: str = ""
    team: str | None = None
    options: str = ""

    def figure(self, key: FigureKey) -> Figure | None:
        """The figure of a key; of a window with one court its own stands for the whole."""
        named = replace(key, team=self.team) if self.team else key
        found = self.figures.get(named)
        if found is None and len(self.courts) == 1 and key.court == self.courts[0]:
            found = self.figures.get(replace(named, court=None))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All that marks and slips are made by.

    `windows` begins with the period's own. `indicators` are the definitions of every figure.
    `printed` is the bulletin that the data give for the period; with `issue` the one that went
    out, and `changed` what the data give now where it is another number than was printed.
    `ranks` are the places of courts by cumulative figure. `parties` are names that may not stand in
    a text as they are. `courts` are those that the period is about.
    """

    desk: Desk
    campaign: Campaign
    period: Period
    previous: Period | None
    known_at: datetime
    windows: tuple[Window, ...]
    indicators: Mapping[str, Indicator]
    courts: tuple[str, ...]
    printed: Bulletin | None = None
    issue: int | None = None
    changed: Mapping[FigureKey, int | Decimal | None] = field(default_factory=dict)
    ranks: Mapping[FigureKey, int] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    parties: tuple[str, ...] = ()
    # The indicators that any window has a figure of.
    known: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = frozenset(key.indicator for each in self.windows for key in each.figures)
        object.__setattr__(self, "known", known)

    @property
    def own(self) -> Window:
        """The figures of the period itself."""
        return self.windows[0]

    @property
    def before(self) -> Window | None:
        """The figures of the period before, where there is one."""
        return next((window for window in self.windows if window.kind == "previous"), None)

    @property
    def cutoff(self) -> date:
        """The last day that the period's figures are of (截至)."""
        return self.period.end

    def name(self, court: str | None) -> str:
        """A court's short name; of None the whole desk's."""
        if court is None:
            return self.name(self.courts[0]) if len(self.courts) == 1 else "全市"
        found = self.desk.court_of(court)
        return found.short if found else court

    def value(self, key: FigureKey, window: Window | None = None) -> int | Decimal | None:
        """The exact value of a figure (分, counts, rates 0 to 1); None where it is missing."""
        found = (window or self.own).figure(key)
        return None if found is None else found.value
