"""Writes one return into the store: its facts, the cells they came from, its problems."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pandas as pd
import pyarrow as pa

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.schema import FACT_TABLES
from enforcement_cli.store.session import Connection, first_row

_DUCKDB_TO_ARROW: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DATE": pa.date32(),
    "BOOLEAN": pa.bool_(),
    "VARCHAR[]": pa.list_(pa.string()),
}
# Where a fact stands in its file; `return_id` comes with the statement.
_ORIGIN_COLUMNS = {"sheet": "VARCHAR", "row": "INTEGER"}


def next_id(connection: Connection, table: str, column: str) -> int:
    """The next free number of an id column."""
    row = first_row(connection, f"SELECT coalesce(max({column}), 0) + 1 FROM {table}")
    return int(row[0]) if row else 1


def save_return(connection: Connection, receipt: Receipt, batch: Batch | None) -> int:
    """Store one file's return of one form, inside the caller's transaction; its new return_id.

    `batch` is None when the return is refused; its problems are kept all the same.
    """
    return_id = next_id(connection, "returns", "return_id")
    head = receipt.head
    place: tuple[object, ...] = (
        (head.court, head.campaign, head.form, head.period_start, head.period_end, head.as_of)
        if head
        else (None,) * 6
    )
    connection.execute(
        "INSERT INTO returns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            return_id,
            receipt.sha256,
            receipt.file,
            *place,
            receipt.received_at.replace(tzinfo=None),
            head.version if head else None,
            receipt.rows,
            receipt.held,
            receipt.status,
            list(batch.measure_kinds) if batch else [],
        ],
    )
    if batch is not None:
        _save_places(connection, return_id, batch)
        for table, frame in batch.frames.items():
            _save_facts(connection, return_id, table, frame)
    court = head.court if head else None
    save_problems(connection, return_id, court, receipt.received_at, receipt.problems)
    return return_id


def _save_places(connection: Connection, return_id: int, batch: Batch) -> None:
    places = {
        "sheet": pa.array([sheet for sheet, _ in batch.places], pa.string()),
        "field": pa.array([field for _, field in batch.places], pa.string()),
        "column_number": pa.array(batch.places.values(), pa.int32()),
    }
    _insert(connection, "places", places, return_id)


def _save_facts(connection: Connection, return_id: int, table: str, frame: pd.DataFrame) -> None:
    kept = frame.loc[~frame["held"]] if frame["held"].any() else frame
    if kept.empty:
        return
    columns = {
        name: _arrow(kept[name], _DUCKDB_TO_ARROW[kind])
        for name, kind in (_ORIGIN_COLUMNS | FACT_TABLES[table]).items()
    }
    # A column with nothing in it need not travel: NULL is what it is without.
    said = {name: array for name, array in columns.items() if array.null_count < len(array)}
    _insert(connection, table, said, return_id)


def _arrow(values: "pd.Series[Any]", kind: pa.DataType) -> pa.Array:
    array = pa.array(values.array, from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    # DuckDB takes both sorts of string alike.
    same = array.type == kind or (pa.types.is_large_string(array.type) and kind == pa.string())
    return array if same else array.cast(kind)


def _insert(
    connection: Connection, table: str, columns: dict[str, pa.Array], return_id: int | None
) -> None:
    connection.register("incoming", pa.table(columns))
    names = ", ".join(f'"{name}"' for name in columns)
    connection.execute(
        f"INSERT INTO {table} (return_id, {names}) SELECT ?, {names} FROM incoming", [return_id]
    )
    connection.unregister("incoming")


def save_problems(
    connection: Connection,
    return_id: int | None,
    court: str | None,
    found_at: datetime,
    problems: Iterable[Problem],
) -> None:
    """Append problems; their ids follow on."""
    problems = tuple(problems)
    if not problems:
        return
    first = next_id(connection, "problems", "problem_id")
    rows = [
        (
            first + i, found_at.replace(tzinfo=None), problem.origin.file, court, problem.code,
            problem.severity, problem.did, problem.origin.sheet, problem.origin.row,
            problem.origin.column, problem.field, problem.case_no, problem.message, problem.remedy,
        )
        for i, problem in enumerate(problems)
    ]  # fmt: skip
    names = (
        "problem_id", "found_at", "file_name", "reporting_court", "code", "severity", "effect",
        "sheet", "row", "column_number", "field", "case_no", "message", "remedy",
    )  # fmt: skip
    kinds = (
        pa.int64(), pa.timestamp("us"), *[pa.string()] * 6, pa.int32(), pa.int32(),
        *[pa.string()] * 4,
    )  # fmt: skip
    columns = {
        name: pa.array([row[i] for row in rows], kind)
        for i, (name, kind) in enumerate(zip(names, kinds, strict=True))
    }
    _insert(connection, "problems", columns, return_id)


def add_event(
    connection: Connection,
    *,
    what: str,
    at: datetime,
    return_id: int | None = None,
    problem_id: int | None = None,
    by: str = "",
    reason: str = "",
) -> None:
    """Append what happened to a return or a problem."""
    connection.execute(
        "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, NULL)",
        [at.replace(tzinfo=None), what, return_id, problem_id, by, reason],
    )
