"""A lake under a run that adds to it: what is known so far, in memory, where a run may write.

Comes in: the folder of a lake. Goes out: a connection with the small tables copied and the facts as
they lie there; what was added, as tables. Refuses to write into the lake: whoever adds, puts files.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from enforcement_cli.disk.whole import passing_folder
from enforcement_cli.store.connecting import confine, plainly
from enforcement_cli.store.failures import lake_failure
from enforcement_cli.store.lake.layout import (
    IN_ORDER,
    META,
    LakeHead,
    folder_of,
    table_columns,
    tables,
)
from enforcement_cli.store.lake.over import MEMORY
from enforcement_cli.store.lake.parquet import COUNTS, has_returns, rows_of
from enforcement_cli.store.literals import sql_text
from enforcement_cli.store.schema import FACT_TABLES
from enforcement_cli.store.session import Connection, first_row

# What a run's own statements write to; a fact is written by the cluster.
_ADDED = ("problems", "events", "returns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How far the tables had grown: the highest numbers, and how many events there were."""

    returns: int
    problems: int
    events: int


@contextmanager
def working_copy(
    root: Path, head: LakeHead, *, spill: Path, facts: Collection[str] = ()
) -> Iterator[Connection]:
    """What is known of the lake below `root`, open for writing.

    Of the tables of facts it has those named in `facts`; `lay_facts` adds the others.

    Raises:
        StoreBroken: a file cannot be read.
        DiskFailed: the disk is full or fails.
    """
    with passing_folder(spill) as passing, duckdb.connect() as connection:
        connection.execute(f"SET temp_directory = {sql_text(str(passing))}")
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute("SET TimeZone = 'Asia/Shanghai'")
        confine(connection, root.resolve())
        with plainly(lambda error: lake_failure(error, root, laying=True)):
            connection.execute(f"CREATE TABLE {META} (key VARCHAR, value VARCHAR)")
            for row in head.meta:
                connection.execute(f"INSERT INTO {META} VALUES (?, ?)", list(row))
            for table in reversed(tables()):
                if table not in FACT_TABLES:
                    _lay(connection, root, table, "TABLE")
                elif table in facts:
                    _lay(connection, root, table, "VIEW")
        with plainly(lambda error: lake_failure(error, root)):
            yield connection


def lay_facts(connection: Connection, root: Path) -> None:
    """The facts, and the places, as they lie in the lake by now."""
    connection.execute("DROP TABLE places")
    for table in (*FACT_TABLES, "places"):
        _lay(connection, root, table, "VIEW")


def reached(connection: Connection) -> Reached:
    """How far the tables have grown by now."""
    row = first_row(
        connection,
        "SELECT (SELECT coalesce(max(return_id), 0) FROM returns), "
        "(SELECT coalesce(max(problem_id), 0) FROM problems), (SELECT count(*) FROM events)",
    )
    returns, problems, events = row or (0, 0, 0)
    return Reached(returns=returns, problems=problems, events=events)


def skip_to(connection: Connection, numbers: Reached) -> None:
    """Give out no number that a run had which was killed: its facts may lie in the lake."""
    now = reached(connection)
    if numbers.returns > now.returns:
        connection.execute(
            "INSERT INTO returns (return_id, sha256, file_name, received_at, row_count, held_count,"
            " status) VALUES (?, '', '', '1970-01-01', 0, 0, 'skipped')",
            [numbers.returns],
        )
    if numbers.problems > now.problems:
        connection.execute("INSERT INTO problems (problem_id) VALUES (?)", [numbers.problems])


def forget_skipped(connection: Connection) -> None:
    """The rows that held those numbers go again."""
    connection.execute("DELETE FROM returns WHERE status = 'skipped' AND sha256 = ''")
    connection.execute("DELETE FROM problems WHERE code IS NULL")


def added(connection: Connection, before: Reached) -> dict[str, dict[str, Any]]:
    """What was added since, as tables of pyarrow by table and folder of the lake."""
    marks = {"problems": before.problems, "events": before.events, "returns": before.returns}
    return {table: _by_folder(connection, table, marks[table]) for table in _ADDED}


def meta_rows(connection: Connection) -> tuple[tuple[str, str], ...]:
    """What the lake's head is to say."""
    rows = connection.execute(f"SELECT key, value FROM {META} ORDER BY key").fetchall()
    return tuple((str(key), str(value)) for key, value in rows)


def _lay(connection: Connection, root: Path, table: str, made: str) -> None:
    known = f" WHERE {COUNTS}" if has_returns(table) else ""
    connection.execute(f"CREATE {made} {table} AS {rows_of(root, table)}{known}")


def _by_folder(connection: Connection, table: str, after: int) -> dict[str, Any]:
    if table in IN_ORDER:
        names = ", ".join(f'"{name}"' for name in table_columns()[table])
        rows = connection.sql(
            f"SELECT {names} FROM {table} WHERE rowid >= {after} ORDER BY rowid"
        ).to_arrow_table()
        return {folder_of(table, None, None): rows} if rows.num_rows else {}
    number = "return_id" if table == "returns" else "problem_id"
    whose = connection.execute(
        f"SELECT r.period_end, r.reporting_court, list(t.{number}) FROM {table} t "
        f"LEFT JOIN returns r USING (return_id) WHERE t.{number} > {after} GROUP BY ALL"
    ).fetchall()
    of_folder: dict[str, list[int]] = {}
    for period_end, court, numbers in whose:
        of_folder.setdefault(folder_of(table, period_end, court), []).extend(numbers)
    return {
        folder: connection.sql(
            f"SELECT * FROM {table} WHERE list_contains(?, {number}) ORDER BY {number}",
            params=[numbers],
        ).to_arrow_table()
        for folder, numbers in sorted(of_folder.items())
    }
