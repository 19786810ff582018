"""The facts of stored returns as they were typed in: to look at them again without their files.

Comes in: the returns wanted. Goes out: for each its tables as Arrow, one query a table for all of
them. Refuses to know frames and checks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from enforcement_cli.model.table import FieldPlace
from enforcement_cli.store.layouts import columns_of
from enforcement_cli.store.read import StoredReturn
from enforcement_cli.store.schema import FACT_TABLES
from enforcement_cli.store.session import Connection

# The tables that a return's form fills.
_TABLES = ("cases", "recoveries", "payouts", "measures", "todos", "statements")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFacts:
    """One return, its columns, and its rows by table: the table's own columns, sheet and row."""

    stored: StoredReturn
    places: tuple[FieldPlace, ...]
    tables: dict[str, pa.Table]


def stored_facts(connection: Connection, returns: Sequence[StoredReturn]) -> Iterator[StoredFacts]:
    """The rows that entered of each return, in the order of the returns."""
    numbers = [stored.return_id for stored in returns]
    places = columns_of(connection, numbers)
    whole = {table: _rows(connection, table, numbers) for table in _TABLES}
    spans = {table: _spans(rows) for table, rows in whole.items()}
    for stored in returns:
        found = {
            table: whole[table].slice(*spans[table][stored.return_id])
            for table in _TABLES
            if stored.return_id in spans[table]
        }
        yield StoredFacts(
            stored=stored, places=tuple(places.get(stored.return_id, ())), tables=found
        )


def _rows(connection: Connection, table: str, numbers: Sequence[int]) -> pa.Table:
    columns = ", ".join(f'"{name}"' for name in ("return_id", "sheet", "row", *FACT_TABLES[table]))
    rows: pa.Table = connection.sql(
        f"SELECT {columns} FROM {table} WHERE list_contains(?, return_id) "
        "ORDER BY return_id, sheet, row",
        params=[list(numbers)],
    ).to_arrow_table()
    return rows


def _spans(rows: pa.Table) -> dict[int, tuple[int, int]]:
    """Where the rows of each return begin, and how many they are."""
    spans: dict[int, tuple[int, int]] = {}
    for place, number in enumerate(rows["return_id"].to_pylist()):
        first, count = spans.get(number, (place, 0))
        spans[number] = (first, count + 1)
    return spans
