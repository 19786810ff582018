"""Several tables on one sheet: where one ends and the next begins, below it, above it, beside it.

Comes in: a grid, the header found in it, its body. Goes out: the rows or columns at which to cut.
Refuses to decide what the other part is: it is read like a sheet of its own.
"""

from collections.abc import Sequence

from enforcement_cli.locate.body import (
    Body,
    is_case_number,
    is_footer,
    is_plain_number,
    total_label,
)
from enforcement_cli.locate.header import HeaderBand, known_words, reads_as_title
from enforcement_cli.locate.sections import reads_as_section, tied_rows, wide_rows
from enforcement_cli.model.grid import Cell, SheetGrid

_TITLE_CELLS = 3  # the most a title line between two tables holds
_NUMBERS = 2  # numbers in one row above the header from which a table stands there


def cut_below(
    grid: SheetGrid, band: HeaderBand, body: Body, key: int, words: frozenset[str]
) -> int | None:
    """The Excel row at which another table begins under this one; None when none does.

    A header with other words begins one. The same header again does where title lines of its own
    stand over it (a block an action); else it only repeats on the next page.
    """
    again = set(body.repeated_headers)
    for row in body.repeated_headers:
        start = _start(grid, band, again, words, key, row)
        if any(_filled(_row(grid, n)) and n not in again for n in range(start, row)):
            return start
    if body.other_header is None:
        return None
    return _start(grid, band, again, words, key, body.other_header)


def _start(
    grid: SheetGrid, band: HeaderBand, again: set[int], words: frozenset[str], key: int, header: int
) -> int:
    """The first row of the table whose header stands at `header`: its titles belong to it.

    Only what reads as a title or as a header's upper row does; a row that may be data stays with
    the table above, where it is asked about.
    """
    start = header
    for number in range(header - 1, band.last, -1):
        row = _row(grid, number)
        if not _filled(row):
            continue
        if number not in again and not _is_title(grid, band, words, number, key):
            break
        start = number
    return start


def _is_title(
    grid: SheetGrid, band: HeaderBand, words: frozenset[str], number: int, key: int
) -> bool:
    row = _row(grid, number)
    texts = [cell for cell in row if cell is not None]
    if not all(isinstance(cell, str) for cell in texts) or any(map(is_case_number, texts)):
        return False
    if _begins_footer(row) or any(isinstance(c, str) and total_label(c) for c in texts[:2]):
        return False
    if known_words(row, words) >= 2:
        return True
    if len(texts) > _TITLE_CELLS or number in tied_rows(grid, key):
        return False
    return number in wide_rows(grid, band) or all(
        isinstance(cell, str) and (reads_as_section(cell) or reads_as_title(cell)) for cell in texts
    )


def cut_above(grid: SheetGrid, band: HeaderBand) -> int | None:
    """The last row of a table above the header's titles; None when only titles stand there."""
    last = None
    for number in range(grid.first_row, band.first):
        row = _row(grid, number)
        if sum(_is_number(cell) for cell in row) >= _NUMBERS:
            last = number
    return last


def gutters(grid: SheetGrid, band: HeaderBand) -> list[int]:
    """Columns between two headed ones that are blank from the header on: tables may stand beside.

    Only where headers repeat on both sides, or the caller finds a form on each.
    """
    columns = sorted(band.paths)
    low, high = columns[0] - grid.first_column, columns[-1] - grid.first_column
    start = band.first - grid.first_row
    blank = [
        j
        for j in range(low + 1, high)
        if all(row[j] is None for row in grid.rows[start:] if j < len(row))
    ]
    return [j + grid.first_column for j in blank]


def _row(grid: SheetGrid, number: int) -> list[Cell]:
    return grid.rows[number - grid.first_row]


def _filled(row: Sequence[Cell]) -> int:
    return len(row) - list(row).count(None)


def _begins_footer(row: Sequence[Cell]) -> bool:
    first = next((cell for cell in row if cell is not None), None)
    return isinstance(first, str) and is_footer(first)


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return is_plain_number(cell)
    return isinstance(cell, float | int) and not isinstance(cell, bool)
