"""One store asked by three engines: DuckDB as written, Spark and ClickHouse by store/lake/dialect.

Comes in: tables as Parquet, and a script: relations to be kept as tables, statements to be answered.
Goes out: rows by statement, as plain Python values. Refuses to know what is asked.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enforcement_cli.store.lake.dialect import CLICKHOUSE_SETTINGS, clickhouse_sql, spark_sql
from enforcement_cli.store.lake.layout import table_columns
from enforcement_cli.store.session import Connection

_OFFLINE = str(Path(__file__).parent.parent / "offline")
_CLICKHOUSE = {
    "BIGINT": "Nullable(Int64)",
    "INTEGER": "Nullable(Int32)",
    "VARCHAR": "Nullable(String)",
    "DATE": "Nullable(Date32)",
    "TIMESTAMP": "Nullable(DateTime64(6))",
    "BOOLEAN": "Nullable(Bool)",
    "VARCHAR[]": "Array(Nullable(String))",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A statement; with `keep`, its rows become the table of that name for those after it."""

    sql: str
    keep: str = ""


Rows = list[tuple[Any, ...]]


def write_tables(connection: Connection, folder: Path) -> dict[str, Path]:
    """The store's tables as Parquet; an event's place in the order of recording is its `rowid`."""
    found = {}
    for table in table_columns():
        found[table] = folder / f"{table}.parquet"
        columns = "rowid, *" if table == "events" else "*"
        connection.execute(
            f"COPY (SELECT {columns} FROM {table}) TO '{found[table]}' (FORMAT parquet)"
        )
    return found


def on_duckdb(connection: Connection, steps: Iterable[Step]) -> list[Rows]:
    """DuckDB over its own tables."""
    answers: list[Rows] = []
    for step in steps:
        if step.keep:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {step.keep} AS {step.sql}")
        else:
            answers.append(connection.execute(step.sql).fetchall())
    return answers


def on_clickhouse(tables: dict[str, Path], steps: Sequence[Step]) -> list[Rows]:
    """ClickHouse in this process."""
    import io

    import pyarrow as pa
    from chdb.session import Session

    session = Session()
    try:
        settings = ", ".join(f"{name} = {value!r}" for name, value in CLICKHOUSE_SETTINGS.items())
        session.query(f"SET {settings}")
        for table, path in tables.items():
            columns = table_columns()[table] | ({"rowid": "BIGINT"} if table == "events" else {})
            typed = ", ".join(f'"{name}" {_CLICKHOUSE[kind]}' for name, kind in columns.items())
            names = ", ".join(f'"{name}"' for name in columns)
            session.query(f"CREATE TABLE {table} ({typed}) ENGINE = Memory")
            session.query(f"INSERT INTO {table} SELECT {names} FROM file('{path}', Parquet)")
        answers: list[Rows] = []
        for step in steps:
            sql = clickhouse_sql(step.sql)
            if step.keep:
                session.query(f"CREATE OR REPLACE TABLE {step.keep} ENGINE = Memory AS {sql}")
                continue
            told = session.query(
                f"{sql} SETTINGS output_format_arrow_string_as_string = 1", "ArrowStream"
            ).bytes()
            found = pa.ipc.open_stream(io.BytesIO(told)).read_all() if told else pa.table({})
            columns = [column.to_pylist() for column in found.columns]
            answers.append(list(zip(*columns, strict=True)))
        return answers
    finally:
        session.close()


def on_spark(tables: dict[str, Path], steps: Sequence[Step], folder: Path) -> list[Rows]:
    """Spark in a child: it speaks to its Java by a socket, which no process of the suite may open."""
    told = [(step.keep, spark_sql(step.sql)) for step in steps]
    script = folder / "script"
    script.write_bytes(pickle.dumps((tables, told)))
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    allowed = os.pathsep.join(path for path in paths if path != _OFFLINE)
    ran = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("spark_child.py")), str(script)],
        check=False,
        env={**os.environ, "PYTHONPATH": allowed},
        stderr=subprocess.PIPE,
    )
    assert ran.returncode == 0, ran.stderr.decode()[-3500:]
    answers: list[Rows] = pickle.loads(script.with_suffix(".answers").read_bytes())  # noqa: S301
    return answers
