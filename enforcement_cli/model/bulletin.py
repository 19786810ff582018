"""A bulletin as a value: every number already attached to its figure. Templates only lay it out.

The part names of a table are those of the printed-table craft: heading, spanners, columns, stub,
body, notes.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from enforcement_cli.model.indicator import FigureKey

# count: a whole number; money: 分 shown in 万元; rate: shown in percent; decimal: with one decimal
# (days); text: a word or name.
ColumnKind = Literal["text", "count", "money", "rate", "decimal"]
# What of its figure a number is; all but "value" are worked out of it.
Aspect = Literal["value", "previous", "change", "share", "target", "gap", "low", "high"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One printed number or word.

    `number` is exact: int for counts and 分, Decimal for rates, None when missing. `shown` is what
    text formats print. `mark` is a sign behind it (`*` 沿用上期数, （报） 报送数). `key` leads explain
    to its cells. In prose `shown` holds the unit, and `aspect` says what of the figure is told.
    `window` names the window beside the campaign that the figure is of, empty for its own.
    """

    shown: str
    number: int | Decimal | None = None
    kind: ColumnKind = "text"
    key: FigureKey | None = None
    mark: str = ""
    aspect: Aspect = "value"
    window: str = ""

    @property
    def text(self) -> str:
        """The number with its mark, as printed."""
        return self.shown + self.mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a printed table. `additive`: its total over courts is their sum."""

    title: str
    kind: ColumnKind
    spanner: str = ""
    additive: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a printed table. `total` lines stand after the courts they speak of.

    `covers` are the positions in the table of the rows a total sums; empty: every row before it
    that is no total itself.
    """

    label: str
    values: tuple[Value, ...]
    total: bool = False
    covers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """One printed table; `unit_line` is the 单位 line above it."""

    id: str
    title: str
    stubhead: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit_line: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of figures that also stand in a table or sentence.

    `line` over periods, `bars` over courts, `share` parts of one whole. `marks` are values drawn
    beside the bars (a target), one a label or none. A missing value is a gap, never 0.
    """

    id: str
    title: str
    kind: Literal["line", "bars", "share"]
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[Value, ...]], ...]
    marks: tuple[Value, ...] = ()
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One of the few big numbers on top of a page."""

    name: str
    value: Value
    unit: str
    beneath: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered part: 一、总体情况. Paragraphs first, then tables, charts where a format has them.

    `title` carries no number (总体情况); the layout counts the sections. `numbers` are those that
    stand in the paragraphs, each attached to its figure, in reading order.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[FigureTable, ...] = ()
    charts: tuple[Chart, ...] = ()
    numbers: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """One 战报, ready to lay out."""

    title: str
    subtitle: str
    issue: str
    period_line: str
    cutoff_line: str
    issuer: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    headlines: tuple[Headline, ...] = ()
    kind: str = "week"
    day_line: str = ""
