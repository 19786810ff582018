"""Personal data around the tables of a file: in a sheet's name, a title, a header, a footer (V-22).

Comes in: a file as read, and what was located in it. Goes out: problems. Refuses to look into the
columns of a table: each is looked through where it is read.
"""

from collections.abc import Iterator

from enforcement_cli.model.grid import RawBook, SheetGrid
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import LocatedBook
from enforcement_cli.normalise.texts import personal_data, personal_data_in
from enforcement_cli.vocabulary.checks import rule


def personal_around(book: RawBook, located: LocatedBook, file: str) -> tuple[Problem, ...]:
    """V-22 for each sheet's name and each cell outside the rows of tables that holds a number."""
    inside: dict[str, set[int]] = {}
    for table in located.tables:
        inside.setdefault(table.grid.name, set()).update(table.body)
    return tuple(
        Problem(rule=rule("V-22"), origin=origin, facts={"kind": kind})
        for grid in book.sheets
        for origin, kind in _found(grid, inside.get(grid.name, set()), file)
    )


def _found(grid: SheetGrid, inside: set[int], file: str) -> Iterator[tuple[Origin, str]]:
    named = personal_data(grid.name)
    if named:
        yield Origin(file=file, sheet=grid.name), named
    rows = [
        (number, cells)
        for number, cells in enumerate(grid.rows, start=grid.first_row)
        if number not in inside
    ]
    found = personal_data_in([cell for _, cells in rows for cell in cells if isinstance(cell, str)])
    if not found:
        return
    for number, cells in rows:
        for column, cell in enumerate(cells, start=grid.first_column):
            if isinstance(cell, str) and cell in found:
                origin = Origin(file=file, sheet=grid.name, row=number, column=column)
                yield origin, found[cell]
