"""The body of a located table as columns of plain cells.

Comes in: a LocatedTable. Goes out: its rows that hold something, column by column, with their Excel
rows and the broken cells among them. Rows with nothing but order numbers, the court's name or the
words of a zero report hold nothing. Refuses to know what a cell means.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from enforcement_cli.model.grid import Cell
from enforcement_cli.model.table import ColumnPlace, LocatedTable
from enforcement_cli.normalise.reading import shown
from enforcement_cli.vocabulary.words import marks, normalise_word

# What is longer is a case number or a text, and not worth looking up among the blank marks.
_LONGEST_BLANK = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """`rows` are Excel's, `columns` their cells from `first_column` on, TRUE and FALSE as text.

    `textual`: nothing but text stands in it, as in every csv, so that a number written as text is
    nothing to speak of.
    """

    sheet: str
    rows: tuple[int, ...]
    columns: list[tuple[Cell, ...]]
    first_column: int
    broken: dict[tuple[int, int], str]
    textual: bool

    def cells(self, column: int) -> tuple[Cell, ...]:
        """The cells of an Excel column."""
        return self.columns[column - self.first_column] if self.rows else ()


def body_of(table: LocatedTable) -> Body:
    """The rows of a table that hold something."""
    grid = table.grid
    width = max(place.column for place in table.columns) - grid.first_column + 1
    broken = grid.broken or {}
    number = table.place("case_no")  # looked at first: it alone makes nearly every row a row
    broken_rows = {row for row, _ in broken}
    telling = [place.column - grid.first_column for place in table.columns if _tells(table, place)]
    telling.sort(key=lambda j: j + grid.first_column != number.column if number else j)
    rows: list[int] = []
    lines: list[list[Cell]] = []
    for row in table.body:
        line = grid.rows[row - grid.first_row]
        if len(line) < width:
            line = [*line, *[None] * (width - len(line))]
        if row in broken_rows or _holds_something(line, telling):
            rows.append(row)
            lines.append(line)
    return Body(
        sheet=grid.name,
        rows=tuple(rows),
        columns=[_unflagged(column) for column in zip(*lines, strict=False)],
        first_column=grid.first_column,
        broken=broken,
        textual=all(kind in {str, type(None)} for line in lines[:20] for kind in map(type, line)),
    )


def _unflagged(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """True as its word: as a value it would equal 1."""
    if bool in set(map(type, cells)):
        return tuple(shown(cell) if isinstance(cell, bool) else cell for cell in cells)
    return cells


def _tells(table: LocatedTable, place: ColumnPlace) -> bool:
    """Whether a column's content makes a row a row: not the order number, not the court's name."""
    if place.field is None:
        return True
    return place.field != "seq" and table.form.field_named(place.field).kind != "court"


def _holds_something(line: Sequence[Cell], telling: Sequence[int]) -> bool:
    for j in telling:
        cell = line[j]
        if cell is None:
            continue
        if not isinstance(cell, str) or len(cell) > _LONGEST_BLANK:
            return True
        word = normalise_word(cell)
        if word not in marks("blank") and word not in marks("zero_report"):
            return True
    return False
