"""Which cell a problem is shown at: its own, else the head of its column, row or sheet.

Comes in: a list item and the cells of its sheet. Goes out: row and column. Refuses to read values.
"""

from enforcement_cli.check.sendback.cells import Place, SheetCells
from enforcement_cli.check.sendback.items import ListItem

_HEADER_ROWS = 60  # a header stands above this row or is not looked for


def place_of(item: ListItem, cells: SheetCells) -> Place:
    """The cell of a problem; of a whole row its first value, of a column its header."""
    if item.row is not None and item.column is not None:
        return item.row, item.column
    if item.row is not None:
        return item.row, _first_value(item.row, cells)
    if item.column is not None:
        return _header(item.column, cells), item.column
    for row in cells.rows[:_HEADER_ROWS]:
        for cell in cells.cells(row):
            if cell.valued:
                return row.number, cell.column
    return 1, 1


def _first_value(number: int, cells: SheetCells) -> int:
    row = cells.row(number)
    found = (cell.column for cell in (cells.cells(row) if row else ()) if cell.valued)
    return next(found, 1)


def _header(column: int, cells: SheetCells) -> int:
    """The row of the first value in a column that is no title over several columns."""
    wide = {(m.top, m.left) for m in cells.merges if m.right > m.left}
    first: int | None = None
    for row in cells.rows[:_HEADER_ROWS]:
        if any(cell.column == column and cell.valued for cell in cells.cells(row)):
            first = first or row.number
            if (row.number, column) not in wide:
                return row.number
    return first or 1
