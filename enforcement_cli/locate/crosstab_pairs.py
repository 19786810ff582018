"""A sheet filled in like a form: each label with its value at its right, no header over them.

Comes in: a grid and the words of an aggregate. Goes out: a Crosstab whose spots are those values.
Refuses a label with two numbers at its right: nothing says which is which.
"""

from enforcement_cli.locate.crosstab_grid import Column, Crosstab, Spot, is_mark, is_number
from enforcement_cli.locate.crosstab_merges import fill_texts
from enforcement_cli.locate.crosstab_words import Words
from enforcement_cli.model.grid import Cell, SheetGrid

_FEWEST = 2
_MOST_ROWS = 500  # of a form to fill in; a sheet beyond is a list, and reading its words takes long


def find_pairs(grid: SheetGrid, words: Words) -> Crosstab | None:
    """The pairs of label and value of a sheet; None where fewer than two labels have a number."""
    if len(grid.rows) > _MOST_ROWS:
        return None
    filled = fill_texts(grid)
    spots: list[Spot] = []
    for i, row in enumerate(filled.grid.rows):
        spots += _pairs(row, filled.grid.first_row + i, filled.grid.first_column, words)
    valued = [s for s in spots if is_number(filled.grid.value(s.row, s.column.number))]
    if len(valued) < _FEWEST:
        return None
    first, last = spots[0].row, spots[-1].row
    columns = dict.fromkeys(spot.column for spot in spots)
    remarks = range(last + 1, filled.grid.last_row + 1)
    return Crosstab(
        filled=filled,
        header_rows=(first, first),
        columns=tuple(columns),
        spots=tuple(spots),
        remarks=tuple(r for r in remarks if any(filled.grid.rows[r - filled.grid.first_row])),
        last_row=filled.grid.last_row,
    )


def _pairs(row: list[Cell], number: int, first_column: int, words: Words) -> list[Spot]:
    """The pairs of one row; a label of a group or an action before them belongs to all."""
    found: list[Spot] = []
    group: list[str] = []
    for j, cell in enumerate(row):
        if not isinstance(cell, str) or is_number(cell) or is_mark(cell) or row[:j].count(cell):
            continue
        said = words.meaning([cell])
        if said.figures is None and not said.rate and not said.silent:
            if not said.unknown:
                group = [cell]
            continue
        at = next((k for k in range(j + 1, len(row)) if row[k] != cell), None)
        if at is None or not (row[at] is None or is_number(row[at]) or is_mark(row[at])):
            continue
        two = at + 1 < len(row) and is_number(row[at]) and is_number(row[at + 1])
        column = Column(number=first_column + at, path=(), sort="value", segment=j)
        labels = (*group, cell, *(("两个数",) if two else ()))
        found.append(Spot(row=number, column=column, labels=labels))
    return found
