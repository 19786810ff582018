"""One located table to values and problems, field by field.

Comes in: a LocatedTable. Goes out: its columns as read, what must stand together checked, personal
data looked for. Refuses to know frames and the tables of the store.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from enforcement_cli.model.form import Field
from enforcement_cli.model.grid import SheetGrid
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import ColumnPlace, LocatedTable
from enforcement_cli.normalise.body import Body, body_of
from enforcement_cli.normalise.choices import OPEN, parse_close_method
from enforcement_cli.normalise.columns import (
    ColumnValues,
    Place,
    mark_broken,
    read_column,
    require,
)
from enforcement_cli.normalise.parsers import (
    UNREAD,
    Context,
    parser_of,
    read_plainly,
)
from enforcement_cli.normalise.reductions import take_reductions
from enforcement_cli.normalise.shown import doubt_shown, stored_place
from enforcement_cli.normalise.texts import personal_data_in
from enforcement_cli.normalise.unit_of_column import doubt_unit
from enforcement_cli.vocabulary.notes import names_settlement

_PAIR = ("closed_on", "close_method")
_NO_CLOSING = "中止、暂缓执行不是结案。"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableValues:
    """A table as read: columns by field, official case number, holds and marks by row."""

    table: LocatedTable
    body: Body
    columns: dict[str, ColumnValues]
    cases: list[str | None]
    held: set[int]
    problems: list[Problem]
    cleared: list[list[str] | None]
    not_applicable: list[list[str] | None]


def read_table(table: LocatedTable, context: Context) -> TableValues:
    """Read every column of a table whose field is known."""
    body = body_of(table)
    columns: dict[str, ColumnValues] = {}
    cases: list[Any] = []
    places = [place for place in table.columns if place.field is not None]
    # Problems name the case they speak of, so its number is read first.
    for place in sorted(places, key=lambda place: place.field != "case_no"):
        field = table.form.field_named(place.field or "")
        if field.kind in UNREAD:
            continue
        at = Place(
            file=context.file,
            sheet=body.sheet,
            column=place.column,
            field=field,
            rows=body.rows,
            cases=cases,
            textual=body.textual,
        )
        column = _read(body, place, at, context, table.grid)
        columns[field.name] = column
        if field.name == "case_no":
            cases += body.cells(place.column) if column.plain else column.values
    take_reductions(table, body, columns)
    cleared, not_applicable = _marks(columns, len(body.rows))
    _check_pair(body, columns)
    problems = [problem for column in columns.values() for problem in column.problems]
    return TableValues(
        table=table,
        body=body,
        columns=columns,
        cases=cases or [None] * len(body.rows),
        held=set[int]().union(*(column.held for column in columns.values())),
        problems=problems + _personal_data(table, body, columns, context),
        cleared=cleared,
        not_applicable=not_applicable,
    )


def _read(
    body: Body, place: ColumnPlace, at: Place, context: Context, grid: SheetGrid
) -> ColumnValues:
    stored = stored_place(place, at.field, body, grid)
    parse = parser_of(at.field, stored, context)
    cells = body.cells(place.column)
    kinds = body.kinds_of(place.column)
    plain = read_plainly(at.field, stored, cells, kinds, context)
    if plain is None:
        column = read_column(cells, kinds, parse, at)
    else:
        column = ColumnValues(
            place=at,
            parse=parse,
            array=plain.array,
            parts=plain.parts,
            words=plain.words,
            plain=True,
        )
    if body.broken:
        mark_broken(column, body.broken)
    doubt_shown(column, place, stored.unit, body, grid)
    doubt_unit(column, place, stored.unit)
    if at.field.required:
        require(column)
    return column


def _marks(
    columns: dict[str, ColumnValues], length: int
) -> tuple[list[list[str] | None], list[list[str] | None]]:
    """What each row takes back and what does not apply to it; 撤销报结 takes back day and method."""
    cleared: list[list[str] | None] = [None] * length
    not_applicable: list[list[str] | None] = [None] * length
    for name, column in columns.items():
        for index, mark in column.marked:
            fields = _PAIR if mark == "cleared" and name in _PAIR else (name,)
            target = cleared if mark == "cleared" else not_applicable
            target[index] = list(dict.fromkeys([*(target[index] or []), *fields]))
            if mark == "cleared":
                for field in fields:
                    if field in columns:
                        columns[field].values[index] = None
    return cleared, not_applicable


def _check_pair(body: Body, columns: dict[str, ColumnValues]) -> None:
    """A closing whose method says that the case goes on, or may go on (T17)."""
    if not all(name in columns for name in _PAIR):
        return
    day, method = columns["closed_on"], columns["close_method"]
    marked = {index for column in (day, method) for index, _ in column.marked}
    unlike = np.flatnonzero(day.missing != method.missing).tolist()
    lone = [index for index in unlike if index not in marked]
    cells = body.cells(method.place.column) if lone else []
    for index in lone:
        if day.values[index] is None or parse_close_method(cells[index]) is not OPEN:
            continue
        facts = {"raw": str(cells[index]), "nearest": _NO_CLOSING}
        if names_settlement(facts["raw"]):  # it may be performed by now: open until answered
            asked = method.place.problem(index, "R-25", facts)
            day.values[index] = None
            day.add(index, replace(asked, field=day.place.field.name))
        else:
            method.add(index, method.place.problem(index, "V-14", facts))


def _personal_data(
    table: LocatedTable, body: Body, columns: dict[str, ColumnValues], context: Context
) -> list[Problem]:
    """V-22 wherever an identity or mobile number stands outside its own column."""
    problems: list[Problem] = []
    for place in table.columns:
        field = table.form.field_named(place.field) if place.field else _UNKNOWN
        if field.kind in _HOLD_NUMBERS:
            continue
        cells = body.cells(place.column)
        known = columns.get(field.name)
        words = known.words if known and known.place.column == place.column else None
        if words is None and str in body.kinds_of(place.column):
            words = [cell for cell in cells if isinstance(cell, str)]
        found = personal_data_in(words or [])
        if not found:
            continue
        at = Place(
            file=context.file,
            sheet=body.sheet,
            column=place.column,
            field=field,
            rows=body.rows,
            cases=(),
        )
        problems += [
            at.problem(index, "V-22", {"kind": found[cell]})
            for index, cell in enumerate(cells)
            if isinstance(cell, str) and cell in found
        ]
    return problems


# A column nobody knows is not stored, but its file would be archived.
_UNKNOWN = Field(name="", title="", kind="ignored")
# An identity number has its own column; a case number that is none is told by its own check.
_HOLD_NUMBERS = frozenset({"person_id", "case_no"})
