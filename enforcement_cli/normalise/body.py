"""The body of a located table as columns of plain cells.

Comes in: a LocatedTable. Goes out: its rows that hold something, column by column, with their Excel
rows and the broken cells among them. Rows with nothing but order numbers, the court's name or the
words of a zero report hold nothing. Refuses to know what a cell means.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from enforcement_cli.model.grid import Cell, SheetGrid, by_column
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
    columns: list[Sequence[Cell]]
    kinds: list[frozenset[type]]
    first_column: int
    broken: dict[tuple[int, int], str]
    textual: bool

    def cells(self, column: int) -> Sequence[Cell]:
        """The cells of an Excel column."""
        return self.columns[column - self.first_column] if self.rows else ()

    def kinds_of(self, column: int) -> frozenset[type]:
        """The types of the cells of an Excel column."""
        return self.kinds[column - self.first_column] if self.rows else frozenset()


def body_of(table: LocatedTable) -> Body:
    """The rows of a table that hold something."""
    grid = table.grid
    width = max(place.column for place in table.columns) - grid.first_column + 1
    broken = _broken_in(grid)
    broken_rows = {row for row, _ in broken}
    rows = table.body
    lines = _lines(grid, rows)
    if lines and min(map(len, lines)) < width:
        lines = [[*line, *[None] * (width - len(line))] for line in lines]
    telling = [place.column - grid.first_column for place in table.columns if _tells(table, place)]
    nothing = {
        i for i in _doubtful(table, lines)
        if rows[i] not in broken_rows and not _holds_something(lines[i], telling)
    }  # fmt: skip
    if nothing:
        rows = tuple(row for i, row in enumerate(rows) if i not in nothing)
        lines = [line for i, line in enumerate(lines) if i not in nothing]
    columns = by_column(lines)
    kinds = [frozenset(map(type, column)) for column in columns]
    return Body(
        sheet=grid.name,
        rows=rows,
        columns=[_unflagged(*pair) for pair in zip(columns, kinds, strict=True)],
        kinds=[found - {bool} | {str} if bool in found else found for found in kinds],
        first_column=grid.first_column,
        broken=broken,
        textual=all(kind in {str, type(None)} for line in lines[:20] for kind in map(type, line)),
    )


def _lines(grid: SheetGrid, rows: Sequence[int]) -> Sequence[list[Cell]]:
    if rows and rows[-1] - rows[0] == len(rows) - 1:  # they stand one under the other
        return grid.rows[rows[0] - grid.first_row : rows[-1] - grid.first_row + 1]
    return [grid.rows[row - grid.first_row] for row in rows]


def _broken_in(grid: SheetGrid) -> dict[tuple[int, int], str]:
    """The broken cells; one that is merged over a case's rows is broken in each of them."""
    broken = dict(grid.broken or {})
    for merge in grid.merges if broken else ():
        shown = broken.get((merge.top, merge.left))
        if shown is not None:
            broken |= {(row, merge.left): shown for row in range(merge.top, merge.bottom + 1)}
    return broken


def _doubtful(table: LocatedTable, lines: Sequence[Sequence[Cell]]) -> Sequence[int]:
    """The indexes of rows that may hold nothing: not those with a case number, which is any long text."""
    number = table.place("case_no")
    if number is None:
        return range(len(lines))
    j = number.column - table.grid.first_column
    cells = [line[j] for line in lines]
    return [
        i for i, cell in enumerate(cells) if not (type(cell) is str and len(cell) > _LONGEST_BLANK)
    ]


def _unflagged(cells: Sequence[Cell], kinds: frozenset[type]) -> Sequence[Cell]:
    """True as its word: as a value it would equal 1."""
    if bool in kinds:
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
