"""Opens the store under its lock, for reading or for writing, and closes it again soon."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from enforcement_cli.disk.whole import put
from enforcement_cli.model.failure import StoreBroken
from enforcement_cli.store.lock import locked, wait_seconds
from enforcement_cli.store.migrate import migrate
from enforcement_cli.store.schema import SCHEMA_VERSION, statements

Connection = duckdb.DuckDBPyConnection


@contextmanager
def open_store(path: Path, *, write: bool) -> Iterator[Connection]:
    """A connection to the store at `path`, made when it is not there.

    Raises:
        StoreBusy: another enforce holds it.
        StoreBroken: it cannot be opened, or a newer enforce wrote it.
    """
    writes = write or not path.exists()
    patience = wait_seconds(os.environ)
    with locked(path.with_name("store.lock"), exclusive=writes, patience=patience):
        if not path.exists():
            _make(path)
        connection = _connect(path, read_only=not writes)
        try:
            older = _check_version(connection, path, writes=writes)
            if not older:
                yield connection
                return
        finally:
            connection.close()
    # Opened for reading, an older store is brought up under the writer's lock first.
    with open_store(path, write=True):
        pass
    with open_store(path, write=False) as connection:
        yield connection


def copy_store(path: Path, to: Path) -> None:
    """A copy of a store nobody writes to meanwhile, brought up to this version.

    Raises:
        StoreBusy: another enforce holds it.
    """
    patience = wait_seconds(os.environ)
    with locked(path.with_name("store.lock"), exclusive=False, patience=patience):
        shutil.copyfile(path, to)
        log = path.with_name(path.name + ".wal")
        if log.exists():  # whoever wrote last was killed: the end of what it stored is only here
            shutil.copyfile(log, to.with_name(to.name + ".wal"))
    with open_store(to, write=True):
        pass


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All of the block, or none of it."""
    connection.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def first_row(
    connection: Connection, sql: str, values: Sequence[object] = ()
) -> tuple[Any, ...] | None:
    """The first row of a result that is read to its end: an open result blocks the connection."""
    rows = connection.execute(sql, list(values)).fetchall()
    return rows[0] if rows else None


def _make(path: Path) -> None:
    """A new store, whole or not at all: whoever is interrupted here leaves none."""
    beside = path.with_name(f".{path.name}.new")
    for rest in (beside, beside.with_name(beside.name + ".wal")):
        rest.unlink(missing_ok=True)
    connection = _connect(beside, read_only=False)
    try:
        _check_version(connection, beside, writes=True)
    finally:
        connection.close()
    put(beside, path)


def _connect(path: Path, *, read_only: bool) -> Connection:
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException) as error:
        raise StoreBroken(
            f"数据库打不开：{str(error).splitlines()[0]}",
            where=str(path),
            remedy="请确认文件没有被别的程序占用；若已损坏，请用备份恢复。",
        ) from error
    if not read_only:
        path.chmod(0o600)
    connection.execute("SET enable_external_access = false")
    connection.execute("SET TimeZone = 'Asia/Shanghai'")
    return connection


def _check_version(connection: Connection, path: Path, *, writes: bool) -> bool:
    """Make or migrate the tables where `writes` allows it; True for an older store left as it is."""
    version = _version(connection)
    if version is None:
        if writes and not connection.execute("SHOW TABLES").fetchall():
            with transaction(connection):
                for statement in statements():
                    connection.execute(statement)
            return False
        raise StoreBroken(
            "这个文件不是 enforce 的数据库，没有改动它。",
            where=str(path),
            remedy="请移走它，或换一个工作区。",
        )
    if version > SCHEMA_VERSION:
        raise StoreBroken(
            f"数据库是更新版本的 enforce 建的（{version}，本程序 {SCHEMA_VERSION}）。",
            where=str(path),
            remedy="请换用建库时的或更新的 enforce。",
        )
    if version < SCHEMA_VERSION and writes:
        with transaction(connection):
            migrate(connection, version)
    return version < SCHEMA_VERSION and not writes


def _version(connection: Connection) -> int | None:
    """The version of the tables; None where there are none of ours."""
    try:
        found = first_row(connection, "SELECT value FROM meta WHERE key = 'schema_version'")
    except (duckdb.CatalogException, duckdb.BinderException):
        return None
    return int(found[0]) if found else 0
