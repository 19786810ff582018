"""Cells under their addresses become a grid: for readers of markup, which name cells one by one.

Comes in: what was found of a sheet. Goes out: a SheetGrid. Refuses a rectangle beyond the limits
before it is built, whatever single far cell asks for it.
"""

from dataclasses import dataclass, field

from enforcement_cli.model.grid import Cell, Merge, SheetGrid, Shown
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.refusal import Refused


@dataclass(slots=True, kw_only=True)
class SparseSheet:
    """A sheet while it is read; rows and columns are 1-based, blank cells are absent."""

    name: str = ""
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    scaled: dict[tuple[int, int], Shown] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def grid_of(sheet: SparseSheet, limits: Limits) -> SheetGrid:
    """The grid from the first cell that holds something to the last.

    Raises:
        Refused: more cells or merges than the limits allow (F-01).
    """
    places = [*sheet.cells, *sheet.broken]
    bottom = max((row for row, _ in places), default=0)
    right = max((column for _, column in places), default=0)
    top = min((row for row, _ in places), default=1)
    left = min((column for _, column in places), default=1)
    height, width = max(bottom - top + 1, 0), max(right - left + 1, 0)
    if height * width > limits.sheet_cells:
        raise Refused("F-01", reason="单元格太多", sheet=sheet.name)
    merges = tuple(m for m in sheet.merges if m.top <= bottom and m.left <= right)
    if len(merges) > limits.merges:
        raise Refused("F-01", reason=f"合并单元格有 {len(merges)} 处之多", sheet=sheet.name)
    rows: list[list[Cell]] = [[None] * width for _ in range(height)]
    for (row, column), value in sheet.cells.items():
        rows[row - top][column - left] = value
    return SheetGrid(
        name=sheet.name,
        rows=rows,
        first_row=top,
        first_column=left,
        merges=merges,
        hidden=sheet.hidden,
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=frozenset(sheet.hidden_columns),
        broken=sheet.broken or None,
        percents=frozenset(sheet.percents),
        scaled=sheet.scaled or None,
    )
