"""Values of tables to the columns of the store's event tables: measures and recoveries.

Comes in: tables as read. Goes out: columns of events with the rows they come from: a row of a list
is one event, a ledger's measure cell is one. Refuses to know cells and frames.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from enforcement_cli.model.grid import Cell
from enforcement_cli.normalise.columns import ColumnValues, require
from enforcement_cli.normalise.counts import parse_count
from enforcement_cli.normalise.frames import Values
from enforcement_cli.normalise.measure_columns import LedgerEvent
from enforcement_cli.normalise.person_keys import PersonKey
from enforcement_cli.normalise.reading import Reading
from enforcement_cli.normalise.tables import TableValues
from enforcement_cli.vocabulary.words import terms

Columns = dict[str, Values]

# 王某、李某; 赵某等3人; 钱某等.
_SEVERAL = re.compile(
    r"\S\s*[、，,；;/\n]\s*\S|等\s*(?:$|[0-9０-９一二三四五六七八九十两]+\s*[人名])"
)


def values_of(values: TableValues, name: str) -> list[Any]:
    """A field's values, all missing where the table has no such column."""
    column = values.columns.get(name)
    return column.values if column else [None] * len(values.body.rows)


def listed_recoveries(values: TableValues) -> Columns:
    """The receipts a court listed, a row each."""
    return {
        "case_no": values.cases,
        "received_on": values_of(values, "received_on"),
        "amount_fen": values_of(values, "amount_fen"),
        "manner": values_of(values, "manner"),
    }


def require_quantity(values: TableValues) -> None:
    """In a list of measures each row has a quantity or a person; a row of its own is one event.

    A row that names several persons and says no number could be one event or more: V-01.
    """
    column = values.columns.get("quantity")
    persons = values_of(values, "person_id")
    debtor = values.table.place("debtor")
    named = values.body.cells(debtor.column) if debtor else (None,) * len(persons)
    several = _of_several(values, named)
    if column is None:
        if debtor and several:
            _hold_several(values, debtor.column, several)
        return
    _doubt_units(values, column)
    for index, quantity in enumerate(column.values):
        if quantity is None and index not in column.doubtful:
            if index in several or (persons[index] is None and named[index] is None):
                known = len(column.problems)
                require(column, [index])
                values.problems.extend(column.problems[known:])
            else:
                column.values[index] = 1
    values.held.update(column.held)


def _of_several(values: TableValues, named: Sequence[Cell]) -> list[int]:
    """The rows that name several persons, of measures that are counted by the person."""
    if not any(isinstance(cell, str) and _SEVERAL.search(cell) for cell in set(named)):
        return []
    units = _units()
    return [
        index
        for index, (cell, kind) in enumerate(zip(named, values_of(values, "kind"), strict=True))
        if isinstance(cell, str) and _SEVERAL.search(cell) and units.get(kind) == "人次"
    ]


def _hold_several(values: TableValues, column: int, rows: Sequence[int]) -> None:
    quantity = values.table.form.field_named("quantity")
    place = replace(values.columns["kind"].place, column=column, field=quantity)
    values.problems.extend(place.problem(index, "V-01") for index in rows)
    values.held.update(rows)


def _doubt_units(values: TableValues, column: ColumnValues) -> None:
    """V-10 where a cell counts something else than its row's measure does: 448人 of 拘传 (T39)."""
    kinds = values_of(values, "kind")
    units = _units()
    doubted: set[int] = set()
    for index, cell in enumerate(values.body.cells(column.place.column)):
        unit = units.get(kinds[index], "")
        if not isinstance(cell, str) or not unit or index in column.doubtful:
            continue
        read = parse_count(cell, unit)
        if isinstance(read, Reading) and read.code == "V-10":
            column.values[index] = None
            column.add(index, column.place.problem(index, read.code, dict(read.facts)))
            values.problems.append(column.problems[-1])
            doubted.add(column.place.rows[index])
    # What was said of how such a cell is written no longer holds.
    values.problems[:] = [
        problem for problem in values.problems
        if problem.severity != "fixed" or problem.field != column.place.field.name
        or problem.origin.row not in doubted
    ]  # fmt: skip


def _units() -> dict[str, str]:
    return {term.key: term.unit for term in terms("measure").values()}


def listed_measures(values: TableValues) -> Columns:
    """The measures a court listed, a row each. Without a column of quantities a row is one."""
    length = len(values.body.rows)
    kinds = values_of(values, "kind")
    persons: list[PersonKey | None] = values_of(values, "person_id")
    units = _units()
    place = values.table.place("quantity")
    printed = place.unit if place else ""
    return {
        "case_no": values.cases,
        "kind": kinds,
        "taken_on": values_of(values, "taken_on"),
        "quantity": values.columns["quantity"].values if place else [1] * length,
        "unit": [printed or units.get(kind) for kind in kinds],
        "amount_fen": values_of(values, "amount_fen"),
        "person_key": [person.key if person else None for person in persons],
        "person_kind": [person.kind or None if person else None for person in persons],
        "officer": values_of(values, "officer"),
        "team": values_of(values, "team"),
        "operation": values_of(values, "operation"),
        "field": [""] * length,
    }


def ledger_measures(values: TableValues) -> tuple[Columns, list[int]]:
    """The events of a ledger's measure columns, and the index of the row each stands in."""
    events: list[tuple[int, str, str, str, LedgerEvent]] = []
    for name, column in values.columns.items():
        field = column.place.field
        if field.kind == "measure":
            events += [
                (index, field.measure, field.unit, name, event)
                for index, event in enumerate(column.values)
                if event is not None
            ]
    indexes = [index for index, *_ in events]
    persons: list[PersonKey | None] = values_of(values, "person_id")
    of_row = {
        "case_no": values.cases,
        "person_key": [person.key if person else None for person in persons],
        "person_kind": [person.kind or None if person else None for person in persons],
        "officer": values_of(values, "officer"),
        "team": values_of(values, "team"),
    }
    columns: Columns = {name: [cells[i] for i in indexes] for name, cells in of_row.items()}
    columns["kind"] = [kind for _, kind, _, _, _ in events]
    columns["unit"] = [unit for _, _, unit, _, _ in events]
    columns["field"] = [name for _, _, _, name, _ in events]
    columns["taken_on"] = [event.taken_on for *_, event in events]
    columns["quantity"] = [event.quantity for *_, event in events]
    return columns, indexes
