"""An indicator as declared, and a figure as computed. Declarations live in indicators.toml."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

# events: rows whose day lies in the window; state: cases as they stand at its end; rate: one
# indicator over another; declared: no fact of ours gives it, only what courts state.
# median: of `amount` over the events; derived: worked out of figures, such as 目标完成率.
IndicatorKind = Literal["events", "state", "rate", "median", "declared", "derived"]
Basis = Literal["period", "cumulative"]
# computed: from cases and events; declared: stated in an aggregate return (报送数); inferred: from
# what was declared of other days (推算); phoned: by telephone; carried: the last known state.
Source = Literal["computed", "declared", "inferred", "phoned", "carried"]
Unit = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is counted or summed, declared once and compiled to the engine's SQL.

    `table` is a view of the facts (cases, recoveries, measures); `day` its column that places a
    row in time; `amount` the column to sum (empty: count rows); `where` a condition over the
    view's columns. A rate names two other indicators. `person_unit` is what it becomes when every
    row has a person key (人 instead of 人次). `case_types` empty: all that the campaign counts.
    `measures` are kinds of measure (`measure` is one), `stage` how far it has got. `distinct`
    "case_no" counts the cases of the rows. `at` is the moment a state is of: the end of the
    window, the day before its start, or any day during it. It holds for periods that end from
    `since` to `until`. `written` is the file and line it is declared at, empty for ours.
    """

    id: str
    name: str
    unit: Unit
    kind: IndicatorKind
    form: str
    table: str = ""
    day: str = ""
    amount: str = ""
    where: str = ""
    measure: str = ""
    measures: tuple[str, ...] = ()
    stage: str = ""
    case_types: tuple[str, ...] = ()
    distinct: Literal["", "case_no"] = ""
    at: Literal["end", "start", "during"] = "end"
    person_unit: str = ""
    numerator: str = ""
    denominator: str = ""
    direction: Literal["up", "down", "interval", ""] = "up"
    decimals: int = 0
    additive: bool = True
    note: str = ""
    source: str = ""
    version: str = ""
    since: date | None = None
    until: date | None = None
    written: str = field(default="", compare=False)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of measure it counts; empty for what is no measure."""
        return self.measures or ((self.measure,) if self.measure else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureKey:
    """Which figure: None means all (the scope, the whole desk)."""

    indicator: str
    basis: Basis = "period"
    action: str | None = None
    court: str | None = None
    team: str | None = None
    officer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with all that is printed beside it; value None is missing, never 0.

    Money is in 分 with unit `fen`; a rate is a Decimal between 0 and 1. `note` says why a value is
    missing or what it leaves out; `sources` what it rests on, several for a sum over courts.
    """

    key: FigureKey
    value: int | Decimal | None
    unit: Unit
    previous: int | Decimal | None = None
    previous_published: int | Decimal | None = None
    change: int | Decimal | None = None
    target: int | Decimal | None = None
    rank: int | None = None
    note: str = ""
    sources: tuple[Source, ...] = ("computed",)
