"""Where in a sheet a form's table stands: header rows, columns, body, totals. No values yet."""

from dataclasses import dataclass, field
from datetime import date

from enforcement_cli.model.form import Form
from enforcement_cli.model.grid import SheetGrid


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one place says about whose return this is and what it speaks of.

    `source` is title, footer, section, column, case_no, sheet or file; `row`/`column` are 0 where the text
    stands in no cell. Every value not said is None or empty.
    """

    source: str
    text: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    court: str | None = None
    unknown_court: str = ""
    start: date | None = None
    end: date | None = None
    as_of: date | None = None
    week: int | None = None
    version: int | None = None
    unit: str = ""
    action: str = ""
    officer: str = ""
    team: str = ""
    zero_report: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlace:
    """One column of a located table: what heads it, which field it is, in which unit.

    `field` is None when nothing in the vocabulary knows the header. `unit_witnesses` lists where
    the unit was read: (`header`|`title`|`mapping`, unit).
    """

    column: int
    header: str
    field: str | None
    unit: str = ""
    unit_witnesses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """A 合计 or 小计 row, kept as control and never summed, with the body rows it speaks of."""

    row: int
    label: str
    covers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPlace:
    """One column of one table of a return, as the store keeps it: cells, and the layout's memory.

    `field` is empty for a column nobody knows. `header_rows` and `rows` (of the body) are Excel's,
    first and last; two tables may stand on one sheet.
    """

    sheet: str
    field: str
    column: int
    header: str = ""
    unit: str = ""
    header_rows: tuple[int, int] = (0, 0)
    rows: tuple[int, int] = (0, (1 << 31) - 1)

    def covers(self, row: int) -> bool:
        """Whether a row belongs to the table."""
        return self.rows[0] <= row <= self.rows[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePlace:
    """One figure of an aggregate return: its cell, and what its headers and labels make it.

    `action` is None for the whole scope; `basis` is `period` or `cumulative`. `unit` is the one
    the figure is printed in (万元, 件, 人次, …). `label` is the path of words that name it.
    """

    row: int
    column: int
    indicator: str
    basis: str
    action: str | None = None
    court: str | None = None
    unit: str = ""
    unit_witnesses: tuple[tuple[str, str], ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedAggregate:
    """One aggregate table: its figures, and the totals that are controls.

    `controls` are figures of total rows with the figures they should be the sum of.
    """

    form: Form
    grid: SheetGrid
    header_rows: tuple[int, int]
    last_row: int
    figures: tuple[FigurePlace, ...]
    controls: tuple[tuple[FigurePlace, tuple[FigurePlace, ...]], ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedTable:
    """One table of one form. `body` are the Excel rows that hold data, in order."""

    form: Form
    grid: SheetGrid
    header_rows: tuple[int, int]
    columns: tuple[ColumnPlace, ...]
    body: tuple[int, ...]
    totals: tuple[TotalRow, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def place(self, name: str) -> ColumnPlace | None:
        """The column that holds a field."""
        return next((place for place in self.columns if place.field == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedBook:
    """All tables of one file that a form claims, and what the sheets without table said."""

    tables: tuple[LocatedTable, ...]
    aggregates: tuple[LocatedAggregate, ...] = ()
    evidence: tuple[Evidence, ...] = field(default=())
