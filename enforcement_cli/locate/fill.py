"""Merged cells of the body: their value in every row they cover, and nowhere else.

Comes in: a grid and its table's columns. Goes out: a grid with the touched rows copied. Refuses to
multiply money: one amount merged over several cases is asked about.
"""

import dataclasses
from collections.abc import Sequence

from enforcement_cli.model.batch import Outcome
from enforcement_cli.model.form import Form
from enforcement_cli.model.grid import Cell, Merge, SheetGrid
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import ColumnPlace
from enforcement_cli.vocabulary.checks import rule


def fill_merges(
    grid: SheetGrid, places: Sequence[ColumnPlace], form: Form, body: Sequence[int], file: str
) -> Outcome[SheetGrid]:
    """Fill vertical merges of the body's known columns.

    A number over several rows is filled only where the case number is merged over the same rows;
    elsewhere it could be any row's, so it is taken out and asked about (S-13); so is a number over
    several columns of numbers.
    """
    inside = set(body)
    merges = [
        m for m in grid.merges
        if (m.bottom > m.top or m.right > m.left) and {m.top, m.bottom} & inside
    ]  # fmt: skip
    if not merges:
        return Outcome(value=grid)
    fields = {place.column: place.field for place in places if place.field}
    key = next((column for column, name in fields.items() if name == "case_no"), None)
    same_case = {(m.top, m.bottom) for m in merges if key is not None and m.left == key}
    rows = list(grid.rows)
    copied: set[int] = set()
    problems: list[Problem] = []
    for merge in merges:
        name = fields.get(merge.left)
        if name is None:
            continue
        value = grid.value(merge.top, merge.left)
        counted = [
            place for place in places
            if merge.left <= place.column <= merge.right and place.field
            and form.field_named(place.field).kind in ("money", "count")
        ]  # fmt: skip
        rows_apart = merge.bottom > merge.top and (merge.top, merge.bottom) not in same_case
        asked = bool(counted) and counted[0].column == merge.left
        if asked and value is not None and (rows_apart or len(counted) > 1):
            header = "、".join(place.header for place in counted)
            problems.append(_ask(grid, merge, header, name, file))
            value = None
        _write(grid, merge, value, rows, copied, inside)
    return Outcome(value=dataclasses.replace(grid, rows=rows), problems=tuple(problems))


def _write(
    grid: SheetGrid, merge: Merge, value: Cell, rows: list[list[Cell]], copied: set[int],
    inside: set[int],
) -> None:  # fmt: skip
    j = merge.left - grid.first_column
    for number in range(merge.top, min(merge.bottom, grid.last_row) + 1):
        i = number - grid.first_row
        if number not in inside:
            continue
        if i not in copied:
            rows[i] = list(rows[i])
            copied.add(i)
        rows[i][j] = value


def _ask(grid: SheetGrid, merge: Merge, header: str, name: str, file: str) -> Problem:
    facts = {"header": header, "rows": f"{merge.top}-{merge.bottom}"}
    origin = Origin(file=file, sheet=grid.name, row=merge.top, column=merge.left)
    return Problem(rule=rule("S-13"), origin=origin, facts=facts, field=name)
