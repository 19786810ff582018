"""Opens the store under its lock, for reading or for writing, and closes it again soon.

Comes in: the store's path. Goes out: a connection to tables of this version, a copy of the file.
Refuses to leave anything half: what a full disk or a kill interrupts was not begun.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from enforcement_cli.disk.whole import FILE_MODE, passing_folder, put
from enforcement_cli.model.clock import now
from enforcement_cli.model.engine import Engine
from enforcement_cli.model.failure import StoreBroken, UsageError
from enforcement_cli.store.clock import note_written
from enforcement_cli.store.connecting import opened, sweep_spilled
from enforcement_cli.store.failures import check_place
from enforcement_cli.store.lock import locked, wait_seconds
from enforcement_cli.store.migrate import Migration, backup_name, migrate, note_migration
from enforcement_cli.store.schema import SCHEMA_VERSION, statements


class Connection(Engine, Protocol):
    """What the store's own modules use of a connection; a lake's answers to the same."""

    def sql(self, query: str, /, *, params: object = None) -> Any:
        """The rows of one statement, of which `to_arrow_table()` makes a table of pyarrow."""
        ...

    def register(self, view_name: str, python_object: object, /) -> Any:
        """Make a table of pyarrow readable under a name."""
        ...

    def unregister(self, view_name: str, /) -> Any:
        """Forget it."""
        ...


BACKUPS = "backups"


@contextmanager
def open_store(path: Path, *, write: bool, beside: Path | None = None) -> Iterator[Connection]:
    """A connection to the store at `path`, made when it is not there.

    An older store is brought up to this version first, also for reading; a copy of it is kept.

    Args:
        path: the store's file.
        write: whether it may be changed.
        beside: a folder whose files its statements may read and write as well; without it, none.

    Raises:
        StoreBusy: another enforce holds it.
        StoreBroken: it cannot be opened, is damaged, or a newer enforce wrote it.
        DiskFailed: the disk is full, read-only or fails; of the open transaction nothing is kept.
    """
    import duckdb  # noqa: F401  # before anybody has to wait for us

    check_place(path)
    writes = write or not path.exists()
    with _held(path, exclusive=writes):
        if writes:
            # What a killed query put on the disk; nobody else has the store open now.
            sweep_spilled(path)
        if not path.exists():
            _make(path)
        with opened(path, read_only=not writes, beside=beside) as connection:
            found = _version(connection, path)
            if found == SCHEMA_VERSION:
                yield connection
                return
        if writes:
            _upgrade(path, found)
            with opened(path, read_only=False, beside=beside) as connection:
                yield connection
                return
    # Opened for reading, an older store is brought up under the writer's lock first.
    with open_store(path, write=True):
        pass
    with open_store(path, write=False, beside=beside) as connection:
        yield connection


def copy_store(path: Path, to: Path) -> None:
    """One file with all that is stored at `path`, of the same version, at `to`.

    The store itself is not touched; the copy is whole and on the disk, or not there.

    Raises:
        StoreBusy: another enforce writes to it.
        StoreBroken: it cannot be opened.
        OSError: the disk refused.
    """
    check_place(path)
    with _held(path, exclusive=False):
        _copy(path, to)


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All of the block, or none of it."""
    import duckdb  # loaded with the connection

    connection.execute("BEGIN TRANSACTION")
    try:
        yield
        note_written(connection, now())
        connection.execute("COMMIT")
    except BaseException:
        # After a failed COMMIT, or a fatal error, DuckDB has already rolled all of it back.
        with contextlib.suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        raise


def first_row(
    connection: Connection, sql: str, values: Sequence[object] = ()
) -> tuple[Any, ...] | None:
    """The first row of a result that is read to its end: an open result blocks the connection."""
    rows = connection.execute(sql, list(values)).fetchall()
    return rows[0] if rows else None


def row_counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = [row[0] for row in connection.execute("SHOW TABLES").fetchall()]
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()[0][0]
        for table in tables
    }


def put_store(part: Path, path: Path) -> None:
    """Give a store that was made elsewhere its place, where there is none or an empty one.

    Raises:
        StoreBusy: another enforce uses the place.
        StoreBroken: what stands there cannot be opened.
        UsageError: it holds something; nothing is changed.
        OSError: the disk refused.
    """
    check_place(path)
    with _held(path, exclusive=True):
        if path.exists():
            # Closed again, it leaves no log that would be played upon the file that comes now.
            with opened(path, read_only=False) as connection:
                kept = {name: rows for name, rows in row_counts(connection).items() if rows}
            if kept.keys() - {"meta"}:
                raise UsageError(
                    "工作区的数据库里已经有数据，没有改动它。",
                    where=str(path),
                    remedy="请换一个新工作区：enforce init 文件夹。",
                )
        put(part, path)


def _held(path: Path, *, exclusive: bool) -> contextlib.AbstractContextManager[None]:
    patience = wait_seconds(os.environ)
    return locked(path.with_name("store.lock"), exclusive=exclusive, patience=patience)


def _make(path: Path) -> None:
    """A new store, whole or not at all: whoever is interrupted here leaves none."""
    with passing_folder(path.parent) as folder:
        beside = folder / path.name
        with opened(beside, read_only=False) as connection:
            with transaction(connection):
                for statement in statements():
                    connection.execute(statement)
            # Said aloud: on closing a full disk would go unheard, and the log is left behind here.
            connection.execute("CHECKPOINT")
        put(beside, path)


def _copy(path: Path, to: Path) -> None:
    with passing_folder(to.parent) as folder:
        part = folder / to.name
        shutil.copyfile(path, part)
        log = path.with_name(path.name + ".wal")
        if log.exists():  # whoever wrote last was killed: the end of what it stored is only here
            shutil.copyfile(log, part.with_name(part.name + ".wal"))
            with opened(part, read_only=False) as connection:
                connection.execute("CHECKPOINT")
        part.chmod(FILE_MODE)
        put(part, to)


def _version(connection: Connection, path: Path) -> int:
    """The version of the tables, this one or an older one.

    Raises:
        StoreBroken: they are not ours, or a newer enforce's.
    """
    import duckdb  # loaded with the connection

    try:
        found = first_row(connection, "SELECT value FROM meta WHERE key = 'schema_version'")
    except (duckdb.CatalogException, duckdb.BinderException):
        found = None
    if found is None:
        raise StoreBroken(
            "这个文件不是 enforce 的数据库，没有改动它。",
            where=str(path),
            remedy="请移走它，或换一个工作区。",
        )
    if int(found[0]) > SCHEMA_VERSION:
        raise StoreBroken(
            f"数据库是更新版本的 enforce 建的（{found[0]}，本程序 {SCHEMA_VERSION}）。",
            where=str(path),
            remedy="请换用建库时的或更新的 enforce。",
        )
    return int(found[0])


def _upgrade(path: Path, found: int) -> None:
    """Bring an older store up to this version, once a copy of it is kept and looked into."""
    at = now()
    backup = path.parent / BACKUPS / backup_name(found, at)
    _copy(path, backup)
    with (
        opened(path, read_only=True) as before,
        opened(backup, read_only=True) as kept,
    ):
        if row_counts(before) != row_counts(kept):
            raise StoreBroken(
                "升级前的备份与数据库不一致，没有升级。",
                where=str(backup),
                remedy="请检查磁盘后重试。",
            )
    done = Migration(found=found, made=SCHEMA_VERSION, at=at, backup=f"{BACKUPS}/{backup.name}")
    with opened(path, read_only=False) as connection, transaction(connection):
        migrate(connection, found)
        note_migration(connection, done)
