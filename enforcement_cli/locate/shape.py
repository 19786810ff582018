"""Where a table's header stands by its shape alone, in a sheet whose words nobody knows.

Comes in: a grid. Goes out: a HeaderBand, or None. Refuses to say what the table is: it lets a
question name the columns instead of saying that there are none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from enforcement_cli.locate.body import is_plain_number
from enforcement_cli.locate.header import SEARCHED_ROWS, HeaderBand, band_of, filled_top
from enforcement_cli.model.grid import Cell, SheetGrid

_LONGEST = 30
_LOOKED_BELOW = 12


@dataclass(frozen=True, slots=True)
class _Row:
    """What one row looks like: filled cells, how many are short texts, all different."""

    filled: int
    texts: int
    distinct: bool


def find_by_shape(grid: SheetGrid) -> HeaderBand | None:
    """The first wide row of short different texts, with the group rows merged over it.

    A header is a row most of whose columns hold a short text, over rows that hold other kinds of
    values or repeat themselves; title lines above it are narrow.
    """
    top = filled_top(grid)
    if len(top) < 2:
        return None
    width = _width(top)
    for number in range(len(top) - 1):
        row = _look(grid.rows[number], top[number])
        if row.filled < width and any(
            isinstance(c, str) and ":" in c.replace("：", ":") for c in top[number]
        ):
            continue  # 单位：… 日期：… stand over the table
        if row.filled >= max(0.6 * width, 2) and row.texts >= 0.9 * row.filled and row.distinct:
            last = _deepest(grid, top, number, width)
            first = _highest(grid, top, number)
            return band_of(grid, top, first, last)
    return None


def _width(top: Sequence[Sequence[Cell]]) -> int:
    """How many columns the table fills: what most of the wider rows do."""
    counts = sorted(sum(cell is not None for cell in row) for row in top)
    return counts[-max(len(counts) // 4, 1)] if counts else 0


def _look(row: Sequence[Cell], filled: Sequence[Cell]) -> _Row:
    own = [cell for cell in row if cell is not None]
    texts = [cell for cell in own if isinstance(cell, str) and len(cell) <= _LONGEST]
    numbers = sum(is_plain_number(text) for text in texts)
    wide = sum(cell is not None for cell in filled)
    return _Row(
        filled=wide,
        texts=wide - (len(own) - len(texts)) - numbers,
        # Columns in pairs say their words twice; a title merged over the width says its one.
        distinct=len({str(cell) for cell in own}) >= 0.5 * len(own) and len(own) >= 0.4 * wide,
    )


def _deepest(grid: SheetGrid, top: Sequence[Sequence[Cell]], row: int, width: int) -> int:
    """The last header row: a merge of the row reaches down, or groups stand over their columns."""
    last = row
    for merge in grid.merges:
        if merge.top - grid.first_row <= row <= merge.bottom - grid.first_row:
            last = max(last, min(merge.bottom - grid.first_row, len(top) - 1))
    spans = any(
        merge.top - grid.first_row == row and merge.right > merge.left for merge in grid.merges
    )
    below = row + 1
    if last == row and spans and below < len(top):
        under = [cell for cell in top[below] if cell is not None]
        if under and all(isinstance(cell, str) and not is_plain_number(cell) for cell in under):
            last = below
    return last if last - row <= _LOOKED_BELOW and width else row


def _highest(grid: SheetGrid, top: Sequence[Sequence[Cell]], row: int) -> int:
    """The first header row: a group row above, bound by a merge that is no title."""
    first = row
    for merge in grid.merges:
        start, end = merge.top - grid.first_row, merge.bottom - grid.first_row
        narrow = merge.right - merge.left + 1 < max(0.6 * len(top[row]), 2)
        if start < first <= end and narrow and start >= 0:
            first = start
    return first if row - first < SEARCHED_ROWS else row
