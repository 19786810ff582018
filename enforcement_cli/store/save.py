"""Writes returns into the store: their facts, the cells they came from, their problems.

Comes in: receipts with their facts as Arrow tables. Goes out: the numbers the returns got. Refuses
to know frames; one batch alone is turned into facts at the door.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.facts import Facts
from enforcement_cli.model.personal import without_numbers
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.columns import repeated, rows_table
from enforcement_cli.store.session import Connection, first_row

if TYPE_CHECKING:  # loaded when there is something to store
    import pyarrow as pa

_UNSETTLED = "unsettled"


def next_id(connection: Connection, table: str, column: str) -> int:
    """The next free number of an id column."""
    row = first_row(connection, f"SELECT coalesce(max({column}), 0) + 1 FROM {table}")
    return int(row[0]) if row else 1


def load_writer() -> None:
    """Load what writes returns, ahead of the first of them."""
    import duckdb  # noqa: F401
    import pyarrow as pa  # noqa: F401


def save_returns(
    connection: Connection, returns: Sequence[tuple[Receipt, Facts | None]]
) -> list[int]:
    """Store returns inside the caller's transaction, one insert a table; their new return_ids.

    Facts are None where nothing of a return may be kept, or nothing was found.
    """
    first = next_id(connection, "returns", "return_id")
    problem = next_id(connection, "problems", "problem_id")
    parts: dict[str, list[pa.Table]] = {}
    for return_id, (receipt, facts) in enumerate(returns, first):
        own = [("returns", _return_row(return_id, receipt, facts))]
        if facts is not None:
            of_return = {"places": facts.places, **facts.tables}
            own += [(table, _numbered(return_id, rows)) for table, rows in of_return.items()]
        if receipt.problems:
            court = receipt.head.court if receipt.head else None
            whose = (return_id, court, receipt.received_at)
            own.append(("problems", _problem_rows(problem, whose, receipt.problems)))
            problem += len(receipt.problems)
        for table, rows in own:
            parts.setdefault(table, []).append(rows)
    for table, tables in parts.items():
        _insert(connection, table, tables)
    mark_unsettled(connection)
    return list(range(first, first + len(returns)))


def _numbered(return_id: int, rows: "pa.Table") -> "pa.Table":
    return rows.add_column(0, "return_id", repeated(return_id, rows.num_rows))


def is_unsettled(connection: Connection) -> bool:
    """Whether something changed whose doubts nobody has looked for: a run was killed in between."""
    return first_row(connection, "SELECT 1 FROM meta WHERE key = ?", [_UNSETTLED]) is not None


def mark_unsettled(connection: Connection) -> None:
    """Note, in the caller's transaction, that what it changes may raise or end doubts."""
    if not is_unsettled(connection):
        connection.execute("INSERT INTO meta VALUES (?, '')", [_UNSETTLED])


def mark_settled(connection: Connection) -> None:
    """Note, in the caller's transaction, that all doubts of the state are stored."""
    connection.execute("DELETE FROM meta WHERE key = ?", [_UNSETTLED])


def save_return(connection: Connection, receipt: Receipt, batch: Batch | None) -> int:
    """Store one return inside the caller's transaction; its new return_id."""
    from enforcement_cli.store.arrow import facts_of

    facts = None if batch is None else facts_of(receipt, batch)
    return save_returns(connection, [(receipt, facts)])[0]


_RETURN_COLUMNS: dict[str, str] = {
    "return_id": "BIGINT",
    "sha256": "VARCHAR",
    "file_name": "VARCHAR",
    "reporting_court": "VARCHAR",
    "campaign": "VARCHAR",
    "form": "VARCHAR",
    "period_start": "DATE",
    "period_end": "DATE",
    "as_of": "DATE",
    "received_at": "TIMESTAMP",
    "declared_version": "INTEGER",
    "row_count": "INTEGER",
    "held_count": "INTEGER",
    "status": "VARCHAR",
    "measure_kinds": "VARCHAR[]",
    "mapping": "VARCHAR",
    "sender": "VARCHAR",
}


def _return_row(return_id: int, receipt: Receipt, facts: Facts | None) -> "pa.Table":
    head = receipt.head
    place: tuple[object, ...] = (
        (head.court, head.campaign, head.form, head.period_start, head.period_end, head.as_of)
        if head
        else (None,) * 6
    )
    row = (
        return_id,
        receipt.sha256,
        receipt.file,
        *place,
        receipt.received_at.replace(tzinfo=None),
        head.version if head else None,
        receipt.rows,
        receipt.held,
        receipt.status,
        list(facts.measure_kinds) if facts else [],
        receipt.mapping,
        receipt.sender,
    )
    return rows_table(_RETURN_COLUMNS, [row])


def _insert(connection: Connection, table: str, tables: "Sequence[pa.Table]") -> None:
    import pyarrow as pa

    rows = pa.concat_tables(tables, promote_options="permissive")
    connection.register("incoming", rows)
    names = ", ".join(f'"{name}"' for name in rows.column_names)
    connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM incoming")
    connection.unregister("incoming")


_PROBLEM_COLUMNS: dict[str, str] = {
    "problem_id": "BIGINT",
    "return_id": "BIGINT",
    "found_at": "TIMESTAMP",
    "file_name": "VARCHAR",
    "reporting_court": "VARCHAR",
    "code": "VARCHAR",
    "severity": "VARCHAR",
    "effect": "VARCHAR",
    "sheet": "VARCHAR",
    "row": "INTEGER",
    "column_number": "INTEGER",
    "field": "VARCHAR",
    "case_no": "VARCHAR",
    "message": "VARCHAR",
    "remedy": "VARCHAR",
    "subject": "VARCHAR",
    "value": "VARCHAR",
}


def _problem_rows(
    first: int, whose: tuple[int | None, str | None, datetime], problems: Sequence[Problem]
) -> "pa.Table":
    return_id, court, found_at = whose
    rows = [
        (
            first + i, return_id, found_at.replace(tzinfo=None), problem.origin.file, court,
            problem.code, problem.severity, problem.did,
            problem.origin.sheet and without_numbers(problem.origin.sheet), problem.origin.row,
            problem.origin.column, problem.field, problem.case_no, problem.message, problem.remedy,
            problem.subject, None if problem.value is None else str(problem.value),
        )
        for i, problem in enumerate(problems)
    ]  # fmt: skip
    return rows_table(_PROBLEM_COLUMNS, rows)


def save_problems(
    connection: Connection,
    found_at: datetime,
    of_returns: Iterable[tuple[int | None, str | None, Sequence[Problem]]],
) -> None:
    """Append problems of many returns, each with its court, by one insert; their ids follow on."""
    following = next_id(connection, "problems", "problem_id")
    tables: list[pa.Table] = []
    for return_id, court, problems in of_returns:
        tables.append(_problem_rows(following, (return_id, court, found_at), problems))
        following += len(problems)
    if tables:
        _insert(connection, "problems", tables)


def add_event(
    connection: Connection,
    *,
    what: str,
    at: datetime,
    by: str = "",
    reason: str = "",
    about: Mapping[str, object] | None = None,
) -> None:
    """Append what happened. `about` names columns of `events`: return_id, until and the rest."""
    columns = {
        "at": at.replace(tzinfo=None), "what": what, "by": by, "reason": reason, **(about or {}),
    }  # fmt: skip
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" for _ in columns)
    connection.execute(f"INSERT INTO events ({names}) VALUES ({marks})", list(columns.values()))
