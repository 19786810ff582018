"""Where in a sheet a form's table stands: header rows, columns, body, totals. No values yet."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from enforcement_cli.model.form import Form
from enforcement_cli.model.grid import SheetGrid

FigureRole = Literal["stated", "actions", "distinct", "part", "whole", "court", "rate"]


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
    """A 合计 or 小计 row, kept as control and never summed, with the body rows it speaks of.

    `block` are the rows between the repeated headers it stands among: where a header repeats, a
    total may close its page or the whole table.
    """

    row: int
    label: str
    covers: tuple[int, ...]
    block: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRows:
    """Rows of a body under a line of their own, and what the line says of them."""

    rows: tuple[int, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPlace:
    """One column of one table of a return, as the store keeps it: cells, and the layout's memory.

    `field` is empty for a column nobody knows. `unit` is the one it was read in, `stated` those the
    return itself names for it, joined by `/`. `header_rows` and `rows` (of the body) are Excel's,
    first and last; two tables may stand on one sheet.
    """

    sheet: str
    field: str
    column: int
    header: str = ""
    unit: str = ""
    stated: str = ""
    header_rows: tuple[int, int] = (0, 0)
    rows: tuple[int, int] = (0, (1 << 31) - 1)

    def covers(self, row: int) -> bool:
        """Whether a row belongs to the table."""
        return self.rows[0] <= row <= self.rows[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePlace:
    """One figure of an aggregate return: its cell, and what its headers and labels make it.

    `role` is what the cell is to the return: `stated` figures are its facts; `actions` and
    `distinct` are totals over actions (the second said to count each case once); `part` is an
    officer's or team's and `whole` the court's total over them; `court` a total over courts; `rate`
    a share. `action` is None for the whole scope; `basis` is `period` or `cumulative`, `span` how
    long the period is that a header names. `unit` is the one the figure is printed in (万元, 件,
    人次, 案/人, …), `unit_witnesses` where it was read. `sender` is the court that its own row or
    column names, None where the return has one court. `label` is the path of words that name it.
    """

    row: int
    column: int
    indicator: str
    basis: str
    role: FigureRole = "stated"
    action: str | None = None
    unit: str = ""
    unit_witnesses: tuple[tuple[str, str], ...] = ()
    span: str = ""
    sender: Evidence | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedAggregate:
    """One aggregate table: its figures, and the totals over courts that are controls.

    `controls` are figures of total rows or columns with the figures they should be the sum of.
    `columns` are all its columns; the field of one is the indicator that fills it, "" when several
    do, None when nobody knows it. `sender` is the court whose answers about columns hold for it.
    """

    form: Form
    grid: SheetGrid
    header_rows: tuple[int, int]
    last_row: int
    figures: tuple[FigurePlace, ...]
    controls: tuple[tuple[FigurePlace, tuple[FigurePlace, ...]], ...] = ()
    columns: tuple[ColumnPlace, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedTable:
    """One table of one form. `body` are the Excel rows that hold data, in order.

    `sections` are the parts of it that a line between the rows names.
    """

    form: Form
    grid: SheetGrid
    header_rows: tuple[int, int]
    columns: tuple[ColumnPlace, ...]
    body: tuple[int, ...]
    totals: tuple[TotalRow, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sections: tuple[SectionRows, ...] = ()

    def place(self, name: str) -> ColumnPlace | None:
        """The column that holds a field."""
        return next((place for place in self.columns if place.field == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedBook:
    """All tables of one file that a form claims, and what the sheets without table said.

    `nearly` are layouts, without rows, of tables that lack one column to be claimed.
    """

    tables: tuple[LocatedTable, ...]
    aggregates: tuple[LocatedAggregate, ...] = ()
    evidence: tuple[Evidence, ...] = field(default=())
    nearly: tuple[LocatedTable, ...] = ()
