"""A part of a figure comes in; the file, sheet and cell it was read from goes out.

Refuses to say what the number is: that is explain's.
"""

from collections.abc import Iterator

from enforcement_cli.indicator.origins import CellOrigin, Part
from enforcement_cli.model.origin import Origin
from enforcement_cli.store.read import StoredReturn
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.forms import form_named

Columns = dict[tuple[int, str, str], list[tuple[int, int, int]]]


def columns_read(connection: Connection) -> Columns:
    """By return, sheet and field: the columns with the first and last row of their tables."""
    columns: Columns = {}
    for return_id, sheet, name, *place in connection.execute(
        "SELECT return_id, sheet, field, first_row, last_row, column_number FROM places"
    ).fetchall():
        columns.setdefault((return_id, sheet, name), []).append(tuple(place))
    return columns


def place_of(
    part: Part,
    cell: CellOrigin | None,
    returns: dict[int, StoredReturn],
    columns: Columns,
) -> Origin | None:
    """The file, sheet and cell of a part's number; without column where none was read for it."""
    if cell is None:
        return None
    return Origin(
        file=returns[cell.return_id].file_name,
        sheet=cell.sheet,
        row=cell.row,
        column=next(
            (
                column
                for name in _fields_of(part, cell)
                for first, last, column in columns.get((cell.return_id, cell.sheet, name), [])
                if first <= cell.row <= last
            ),
            None,
        ),
    )


def _fields_of(part: Part, cell: CellOrigin) -> Iterator[str]:
    """The columns a number may stand in: a list's own, a ledger's column of that measure."""
    yield cell.field
    if cell.field == "taken_on":
        yield from (each.name for each in form_named("cases").fields if each.measure == part.nature)
    elif cell.field == "amount_fen":
        yield "complied_fen"
