"""Amounts and counts below zero that their row's note explains: a 核减 of a period, taken as such.

Comes in: a cell that was refused as negative, and the note beside it. Goes out: the value with its
sign, to be looked at (V-26). Refuses figures to date, which no reduction makes negative.
"""

import re
from collections.abc import Callable

from enforcement_cli.model.grid import Cell
from enforcement_cli.model.table import LocatedTable
from enforcement_cli.normalise.body import Body
from enforcement_cli.normalise.columns import ColumnValues
from enforcement_cli.normalise.reading import Reading, folded, shown
from enforcement_cli.vocabulary.forms import form_named, normalise_label
from enforcement_cli.vocabulary.notes import explains_reduction

NEGATIVE = "V-05"
_SIGNS = re.compile(r"[-−△▲负()（）]")
# The lists of events whose amounts are of a day, by the field.
_OF_A_DAY = {"payments": "amount_fen", "payouts": "amount_fen"}


def is_note(header: str) -> bool:
    """Whether a header, or the last word of its path, is that of a column of remarks."""
    labels = form_named("cases").field_named("note").labels
    return normalise_label(header.rpartition("/")[2]) in labels


def reduction(
    cell: Cell, note: Cell, parse: Callable[[Cell], int | Reading | None]
) -> Reading | None:
    """The value of a negative cell whose note says why; None where it does not."""
    if not isinstance(note, str) or not explains_reduction(note):
        return None
    size = (
        parse(-cell) if isinstance(cell, int | float) else parse(_SIGNS.sub("", folded(str(cell))))
    )
    value = size.value if isinstance(size, Reading) else size
    if not isinstance(value, int) or not value:
        return None
    return Reading(value=-value, code="V-26", facts={"raw": shown(cell), "note": shown(note)})


def take_reductions(table: LocatedTable, body: Body, columns: dict[str, ColumnValues]) -> None:
    """Let the explained negative amounts of an event list in, marked."""
    column = columns.get(_OF_A_DAY.get(table.form.key, ""))
    if column is None or all(p.code != NEGATIVE for p in column.problems):
        return
    note = next((place for place in table.columns if is_note(place.header)), None)
    if note is None:
        return
    at = {row: index for index, row in enumerate(body.rows)}
    cells, notes = body.cells(column.place.column), body.cells(note.column)
    kept = []
    for problem in column.problems:
        index = at.get(problem.origin.row or 0, -1)
        read = (
            reduction(cells[index], notes[index], column.parse)
            if problem.code == NEGATIVE and index >= 0
            else None
        )
        if read is None:
            kept.append(problem)
            continue
        column.values[index] = read.value
        column.held.discard(index)
        column.doubtful.discard(index)
        kept.append(column.place.problem(index, read.code, dict(read.facts)))
    column.problems = kept
