"""A sheet filled in like a form: each label with its value at its right, no header over them.

Comes in: a grid and the words of an aggregate. Goes out: a Crosstab whose spots are those values.
Refuses a label with two numbers at its right: nothing says which is which.
"""

from enforcement_cli.locate.body import is_footer
from enforcement_cli.locate.crosstab.body import is_mark, is_number
from enforcement_cli.locate.crosstab.grid import Column, Crosstab, Spot
from enforcement_cli.locate.crosstab.merges import fill_texts
from enforcement_cli.locate.crosstab.words import Words
from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.vocabulary.aggregate import unit_text

_FEWEST = 2


def find_pairs(grid: SheetGrid, words: Words) -> Crosstab | None:
    """The pairs of label and value of a sheet.

    None where fewer than two labels of figures have a number, or one that says its basis. A label
    nobody knows with a number beside it is a spot too: it is asked about.
    """
    filled = fill_texts(grid)
    spots: list[Spot] = []
    remarks: list[int] = []
    for number, row in enumerate(filled.grid.rows, start=filled.grid.first_row):
        first = next((cell for cell in row if cell is not None), None)
        footer = isinstance(first, str) and is_footer(first)
        pairs = [] if footer else _pairs(row, number, filled.grid.first_column, words)
        spots += pairs
        if spots and not pairs and first is not None:
            remarks.append(number)
    told = [
        said for spot in spots
        if is_number(filled.grid.value(spot.row, spot.column.number))
        and (said := words.meaning(spot.labels[-1:])).figures is not None
    ]  # fmt: skip
    if len(told) < _FEWEST and not any(said.basis for said in told):
        return None
    columns = dict.fromkeys(spot.column for spot in spots)
    return Crosstab(
        filled=filled,
        header_rows=(spots[0].row, spots[0].row),
        columns=tuple(columns),
        spots=tuple(spots),
        remarks=tuple(remarks),
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
        named = said.figures is not None or bool(said.rate) or said.silent
        at = next((k for k in range(j + 1, len(row)) if row[k] != cell), None)
        if at is None or not (is_number(row[at]) or (named and _holds_value(row, at, words))):
            if not named and not said.unknown:
                group = [cell]
            continue
        two = at + 1 < len(row) and is_number(row[at]) and is_number(row[at + 1])
        column = Column(number=first_column + at, path=(), sort="value", segment=j)
        label = cell + _unit_after(row, at)
        labels = (*group, *(("两个数",) if two else ()), label)
        found.append(Spot(row=number, column=column, labels=labels))
    return found


def _holds_value(row: list[Cell], at: int, words: Words) -> bool:
    """Whether the cell beside a figure's label is its value: blank, a mark, or no label itself.

    What is written badly (__12__) or elsewhere (见附件) is asked about where it is read.
    """
    cell = row[at]
    if cell is None or is_mark(cell):
        return True
    labels = at + 1 < len(row) and is_number(row[at + 1])
    return isinstance(cell, str) and not labels and not words.known(cell)


def _unit_after(row: list[Cell], at: int) -> str:
    """The unit in a cell of its own behind a value, as it stands in a label: （万元）."""
    cell = row[at + 1] if at + 1 < len(row) else None
    return f"（{cell}）" if isinstance(cell, str) and unit_text(cell) else ""
