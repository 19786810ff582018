"""Values of tables to the columns of the store's lists: measures, recoveries, payouts, matters.

Comes in: tables as read. Goes out: columns of events with the rows they come from: a row of a list
is one event, a ledger's measure cell is one. Refuses to know cells and frames.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from enforcement_cli.model.grid import Cell
from enforcement_cli.normalise.columns import ColumnValues, require
from enforcement_cli.normalise.counts import parse_count, same_unit
from enforcement_cli.normalise.frames import Values
from enforcement_cli.normalise.measure_columns import LedgerEvent
from enforcement_cli.normalise.person_keys import PersonKey
from enforcement_cli.normalise.reading import Reading
from enforcement_cli.normalise.tables import TableValues
from enforcement_cli.vocabulary.words import terms

Columns = dict[str, Values]

# Measures counted by the person: two persons in one row may be one event or two.
_OF_PERSONS = ("人次", "人", "份")
_NOTICE, _COMPLIED, _OPEN = "pre_penalty", "complied", "open"

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


def listed_payouts(values: TableValues) -> Columns:
    """The money a court paid on to applicants, a row a payment."""
    return {
        "case_no": values.cases,
        "paid_on": values_of(values, "paid_on"),
        "amount_fen": values_of(values, "amount_fen"),
        "payees": values_of(values, "payees"),
    }


def listed_todos(values: TableValues) -> Columns:
    """The matters a court supervises, a row each.

    A matter is listed because it waits: one that nobody has marked is open. A mark that could not
    be read leaves it unknown.
    """
    state = values.columns.get("state")
    doubtful = state.doubtful if state else set[int]()
    return {
        "case_no": values.cases,
        "matter": values_of(values, "matter"),
        "owner": values_of(values, "owner"),
        "due_on": values_of(values, "due_on"),
        "state": [
            _OPEN if said is None and index not in doubtful else said
            for index, said in enumerate(values_of(values, "state"))
        ],
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
    _doubt_unit_column(values, column)
    _doubt_unit_of_header(values, column)
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
        if isinstance(cell, str) and _SEVERAL.search(cell) and units.get(kind) in _OF_PERSONS
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


def _doubt_unit_column(values: TableValues, column: ColumnValues) -> None:
    """V-10 where the unit beside a quantity counts something else: 447 处 of 查封房产."""
    place, units = values.table.place("unit"), _units()
    kinds = values_of(values, "kind")
    for index, said in enumerate(values_of(values, "unit")):
        unit = units.get(kinds[index], "")
        unsaid = said is None or not unit or column.values[index] is None
        if place is None or unsaid or same_unit(said, unit):
            continue
        at = replace(column.place, column=place.column)
        column.values[index] = None
        column.add(index, at.problem(index, "V-10", {"unit1": unit, "unit2": said, "raw": said}))
        values.problems.append(column.problems[-1])


def _doubt_unit_of_header(values: TableValues, column: ColumnValues) -> None:
    """V-10 where the column says 处 and a row's measure counts 套; it speaks for every such row."""
    place, units = values.table.place("quantity"), _units()
    said = place.unit if place else ""
    for index, kind in enumerate(values_of(values, "kind")):
        unit = units.get(kind, "")
        unsaid = not said or not unit or column.values[index] is None
        if unsaid or same_unit(said, unit):
            continue
        facts = {"unit1": unit, "unit2": said, "raw": str(column.values[index])}
        column.values[index] = None
        column.add(index, column.place.problem(index, "V-10", facts))
        values.problems.append(column.problems[-1])


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
    stages, amounts = _stages(values), values_of(values, "amount_fen")
    if "complied_fen" in values.columns:
        paid = values_of(values, "complied_fen")
        amounts = [
            p if kind == _NOTICE else a for p, a, kind in zip(paid, amounts, kinds, strict=True)
        ]
    told = values_of(values, "person_kind")
    return {
        "case_no": values.cases,
        "kind": kinds,
        "taken_on": values_of(values, "taken_on"),
        "quantity": values.columns["quantity"].values if place else [1] * length,
        "unit": [printed or units.get(kind) for kind in kinds],
        "amount_fen": amounts,
        "person_key": [person.key if person else None for person in persons],
        "person_kind": [
            said or (person.kind or None if person else None)
            for said, person in zip(told, persons, strict=True)
        ],
        "officer": values_of(values, "officer"),
        "team": values_of(values, "team"),
        "operation": values_of(values, "operation"),
        "stage": stages,
        "field": [""] * length,
    }


def _stages(values: TableValues) -> list[str | None]:
    """How far each measure has come.

    Of a notice of a penalty what counts is whether it was complied with: as 是否履行 says, else the
    stage, else that money was paid on it. Of a measure taken 是否履行 says nothing.
    """
    read = zip(
        values_of(values, "kind"), values_of(values, "stage"), values_of(values, "complied"),
        values_of(values, "complied_fen"), strict=True,
    )  # fmt: skip
    return [
        (complied or stage or (_COMPLIED if paid else None)) if kind == _NOTICE else stage
        for kind, stage, complied, paid in read
    ]


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
