"""Merged cells of a table of figures: a text is in every cell it covers, a number in none but one.

Comes in: a grid. Goes out: the grid with texts filled in, and the merges that hold one number for
several cells. Refuses to give a number to two figures.
"""

import dataclasses
from dataclasses import dataclass

from enforcement_cli.model.grid import Merge, SheetGrid


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """`grid` with merged texts filled; `numbers` are the merges of several cells with a number."""

    grid: SheetGrid
    numbers: tuple[Merge, ...] = ()

    def spread(self, row: int, column: int) -> Merge | None:
        """The merge of a number that covers a cell."""
        return next((m for m in self.numbers if _covers(m, row, column)), None)


def fill_texts(grid: SheetGrid) -> Filled:
    """Fill every merged text inside its merge, in a copy of the touched rows."""
    rows = list(grid.rows)
    numbers: list[Merge] = []
    copied: set[int] = set()
    for merge in grid.merges:
        value = grid.value(merge.top, merge.left)
        if value is None or (merge.top == merge.bottom and merge.left == merge.right):
            continue
        if not isinstance(value, str) or value.strip()[:1].isdecimal():
            numbers.append(merge)
            continue
        for row in range(max(merge.top, grid.first_row), min(merge.bottom, grid.last_row) + 1):
            i = row - grid.first_row
            if i not in copied:
                rows[i] = list(rows[i])
                copied.add(i)
            for column in range(merge.left, merge.right + 1):
                j = column - grid.first_column
                if 0 <= j < len(rows[i]):
                    rows[i][j] = value
    return Filled(grid=dataclasses.replace(grid, rows=rows), numbers=tuple(numbers))


def _covers(merge: Merge, row: int, column: int) -> bool:
    return merge.top <= row <= merge.bottom and merge.left <= column <= merge.right
