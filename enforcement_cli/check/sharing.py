"""Whose a problem is, where one file gives several batches: by sheet, table, row and column.

Comes in: problems of a file and its batches. Goes out: the batches each belongs to. A table of a
row a court gives a batch a court: what holds a whole column back holds it back from each of them.
"""

from collections.abc import Sequence

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import FieldPlace


def owners(problem: Problem, batches: Sequence[Batch]) -> list[Batch]:
    """The batches a problem belongs to; none for a problem of the file or of a loose sheet.

    Of two tables on a sheet it is the one the place stands in. Of several courts of one table it
    is the one whose row and column it is; a problem of no court's row (the header's, a total's) is
    everybody's where it keeps figures back, else the first one's.
    """
    row, column = problem.origin.row or 0, problem.origin.column
    above = -1
    found: list[tuple[Batch, list[FieldPlace]]] = []
    for batch in batches:
        here = [place for place in batch.places if place.sheet == problem.origin.sheet]
        best = max((_begins(place, row) for place in here), default=-1)
        if best > above:
            above, found = best, []
        if here and best == above:
            found.append((batch, [place for place in here if _begins(place, row) == best]))
    if len(found) <= 1:
        return [batch for batch, _ in found]
    in_row = [(b, places) for b, places in found if any(place.covers(row) for place in places)]
    in_cell = [
        batch for batch, places in in_row if column is None
        or any(place.covers(row) and place.column == column for place in places)
    ]  # fmt: skip
    if in_cell or in_row:
        return (in_cell or [batch for batch, _ in in_row])[:1]
    everybody = problem.did in ("refuse", "blank", "hold")
    return [batch for batch, _ in found][: None if everybody else 1]


def _begins(place: FieldPlace, row: int) -> int:
    """Where the table of a place begins, 0 for one that begins below the row."""
    return place.header_rows[0] if place.header_rows[0] <= row else 0
