"""DuckDB over the files of a lake, in place of a store that is only read.

Comes in: the folder of a lake. Goes out: a connection whose tables have the store's names. Refuses
a lake on another machine's file system, and to write a row.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from enforcement_cli.disk.whole import passing_folder
from enforcement_cli.model.failure import StoreBusy, UnknownName, UsageError
from enforcement_cli.store.connecting import confine, plainly
from enforcement_cli.store.failures import lake_failure
from enforcement_cli.store.lake.layout import (
    IN_ORDER,
    LAKE_FILE,
    META,
    LakeHead,
    check_version,
    head_of,
    tables,
)
from enforcement_cli.store.lake.parquet import COUNTS, has_returns, rows_of
from enforcement_cli.store.literals import sql_text
from enforcement_cli.store.lock import locked
from enforcement_cli.store.session import Connection

# The nation's bulletin is to be made in under 4 GiB; what DuckDB counts is not all it takes.
MEMORY = "2560MiB"
# What DuckDB and Spark take for a pattern of several names.
_PATTERN = "*?[]{}\\"


def read_head(root: Path) -> LakeHead:
    """What the lake below `root` says of itself.

    Raises:
        UnknownName: there is no lake.
        StoreBroken: `lake.json` is not ours.
    """
    check_name(root)
    path = root / LAKE_FILE
    if not path.is_file():
        raise UnknownName(
            f"这里没有数据湖（没有 {LAKE_FILE}）。",
            where=str(root),
            remedy="请核对路径；由工作区写一个数据湖：enforce lake export 文件夹。",
        )
    return head_of(path.read_bytes(), str(path))


def check_name(root: Path) -> None:
    """Refuse a path that the engines would take for another.

    Raises:
        UsageError: it has a sign of patterns.
    """
    if any(sign in str(root) for sign in _PATTERN):
        raise UsageError(
            "数据湖的路径里有 * ? [ ] { } 或反斜杠，会被当成通配符。",
            where=str(root),
            remedy="请换一个名字。",
        )


@contextmanager
def open_lake(root: Path, *, spill: Path) -> Iterator[Connection]:
    """A connection to the lake below `root`, which reads no other file and writes none into it.

    Args:
        root: the lake's folder.
        spill: the folder in which what does not fit into memory passes.

    Raises:
        UnknownName: there is no lake.
        StoreBroken: it is of another version, or a file cannot be read.
        DiskFailed: the disk is full or fails.
    """
    head = read_head(root.resolve())
    check_version(head, str(root))
    with passing_folder(spill) as passing, duckdb.connect() as connection:
        connection.execute(f"SET temp_directory = {sql_text(str(passing))}")
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute("SET TimeZone = 'Asia/Shanghai'")
        confine(connection, root.resolve())
        with plainly(lambda error: lake_failure(error, root, laying=True)):
            _lay_tables(connection, root.resolve(), head)
        # No relation has an order of its own, and keeping one takes memory.
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET parquet_metadata_cache = true")
        with plainly(lambda error: lake_failure(error, root)):
            yield connection


@contextmanager
def alone_in(root: Path) -> Iterator[None]:
    """One writer at a time of the lake below `root`, a folder of this machine.

    Raises:
        StoreBusy: another enforce writes to it.
    """
    lock = locked(root / "lake.lock", exclusive=True, patience=0.0)
    try:
        lock.__enter__()
    except StoreBusy as busy:
        raise StoreBusy(
            "另一个 enforce 正在写这个数据湖，本次没有改动任何数据。",
            where=str(root),
            remedy="请等它结束后重试。",
        ) from busy
    try:
        yield
    finally:
        lock.__exit__(None, None, None)


def _lay_tables(connection: duckdb.DuckDBPyConnection, root: Path, head: LakeHead) -> None:
    """The store's names. What every statement asks, and what stands in order, is read once."""
    connection.execute(f"CREATE TABLE {META} (key VARCHAR, value VARCHAR)")
    for row in head.meta:
        connection.execute(f"INSERT INTO {META} VALUES (?, ?)", list(row))
    for table in reversed(tables()):  # returns first: they tell what counts
        known = f" WHERE {COUNTS}" if has_returns(table) else ""
        made = "TABLE" if table == "returns" or table in IN_ORDER else "VIEW"
        connection.execute(f"CREATE {made} {table} AS {rows_of(root, table)}{known}")
