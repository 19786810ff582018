"""Reported figures laid out as lines over periods: what the checks over time and courts look at.

Comes in: the figures of one campaign, and its checks in force on a day. Goes out: a Series, and
the doubts found in it. Refuses to judge: that is done by the modules series_* and courts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.problem import Rule
from enforcement_cli.model.reported import ReportedFigure
from enforcement_cli.vocabulary.aggregate import figure_words, same_unit

Slot = tuple[date, date]
# Court, action ("" for all cases), indicator, unit.
LineKey = tuple[str, str, str, str]
RulesOn = Callable[[date], Mapping[str, Rule]]
PERSONS = "人"
_DAY = timedelta(days=1)
_SHOWN = 3


@dataclass(slots=True, kw_only=True)
class Point:
    """What a line states for one period: the period's own figure, the one to date, or both."""

    slot: Slot
    now: ReportedFigure | None = None
    to_date: ReportedFigure | None = None

    @property
    def figure(self) -> ReportedFigure:
        """The figure a doubt of the point stands at: the period's own where there is one."""
        found = self.now or self.to_date
        if found is None:
            raise LookupError("a point has a figure")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One indicator of one court and action over the periods, oldest first.

    `own` are the figures of periods, `usual` the middle of them, 0 where there is none.
    """

    key: LineKey
    points: tuple[Point, ...]
    stock: bool
    own: Mapping[Slot, int]
    usual: float

    def before(self, place: int) -> Point | None:
        """The point of the period that ends the day before this one's begins."""
        if place == 0:
            return None
        earlier = self.points[place - 1]
        follows = earlier.slot[1] + _DAY == self.points[place].slot[0]
        return earlier if follows else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the sender calls courts and actions, by code and id."""

    courts: Mapping[str, str]
    actions: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All of one campaign; `returns` also have what is put aside.

    `told`: lines with a doubt, by slot. `copied`: returns of a court that look like another file.
    """

    lines: Mapping[LineKey, Line]
    slots: Mapping[str, Sequence[Slot]]
    returns: Mapping[tuple[str, Slot], Sequence[ReportedFigure]]
    peers: Mapping[tuple[str, str, str], Sequence[Line]]
    names: Names
    rules_on: RulesOn
    told: set[tuple[LineKey, Slot]] = field(default_factory=set)
    copied: set[tuple[str, Slot]] = field(default_factory=set)

    def rule(self, code: str, slot: Slot) -> Rule | None:
        """The check as it is in force for a period; None where it is off."""
        return self.rules_on(slot[1]).get(code)

    def line(self, key: LineKey, indicator: str, unit: str = "件") -> Line | None:
        """Another indicator of the same court and action."""
        return self.lines.get((key[0], key[1], indicator, unit))

    def others(self, line: Line) -> list[Line]:
        """The same line of the other courts."""
        return [other for other in self.peers[line.key[1:]] if other.key[0] != line.key[0]]

    def beside(self, line: Line, slot: Slot) -> list[tuple[float, float]]:
        """The other courts' figures of a period, each with its court's own middle."""
        return [
            (other.own[slot], other.usual)
            for other in self.others(line)
            if other.usual and slot in other.own
        ]

    def movement(self, line: Line, slot: Slot) -> float | None:
        """How the other courts moved in a period, their middle; None where fewer than two say."""
        moved = [value / usual for value, usual in self.beside(line, slot)]
        return middle(moved) if len(moved) > 1 else None


def series_of(figures: Sequence[ReportedFigure], names: Names, rules_on: RulesOn) -> Series:
    """Lay out the figures of one campaign; those put aside are left out of the lines."""
    points: dict[LineKey, dict[Slot, Point]] = {}
    returns: dict[tuple[str, Slot], list[ReportedFigure]] = {}
    for figure in figures:
        court, slot = figure.of.court, figure.slot
        stated = returns.get((court, slot))
        if stated is None:
            stated = returns[court, slot] = []
        stated.append(figure)
        if figure.doubted:
            continue
        key = (court, figure.action, figure.indicator, same_unit(figure.unit))
        of_line = points.get(key)
        if of_line is None:
            of_line = points[key] = {}
        point = of_line.get(slot)
        if point is None:
            point = of_line[slot] = Point(slot=slot)
        if figure.basis == "period":
            point.now = figure
        else:
            point.to_date = figure
    lines = {key: _line(key, found) for key, found in sorted(points.items())}
    peers: dict[tuple[str, str, str], list[Line]] = {}
    for key, line in lines.items():
        peers.setdefault(key[1:], []).append(line)
    slots: dict[str, list[Slot]] = {}
    for court, slot in sorted(returns):
        slots.setdefault(court, []).append(slot)
    return Series(
        lines=lines, slots=slots, returns=returns, peers=peers, names=names, rules_on=rules_on
    )


def _line(key: LineKey, found: Mapping[Slot, Point]) -> Line:
    points = tuple(found[slot] for slot in sorted(found))
    own = {point.slot: point.now.value for point in points if point.now}
    return Line(
        key=key,
        points=points,
        stock=figure_words()[key[2]].stock,
        own=own,
        usual=middle(list(own.values())) if own else 0,
    )


def size(rule: Rule, unit: str) -> int:
    """From where on a figure is no small number, in base units: `least_yuan`, `least_count`."""
    if unit == "fen":
        return int(rule.number("least_yuan")) * FEN_PER_UNIT["元"]
    return int(rule.number("least_count"))


def middle(values: Sequence[float]) -> float:
    """The median."""
    return float(median(values))
