"""A connection of DuckDB that touches no file it was not given, closed again with its block.

Comes in: the store's path. Goes out: the connection; what DuckDB says of the disk, in a sentence.
Refuses to know locks, and what the tables are.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from enforcement_cli.disk.whole import FILE_MODE, sync_folder
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.store.failures import opening_failure, store_failure
from enforcement_cli.store.literals import sql_text


@contextmanager
def opened(
    path: Path, *, read_only: bool, beside: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a store's file; with `beside`, a folder its statements may use as well.

    Raises:
        StoreBroken: it cannot be opened, or is damaged.
        DiskFailed: the disk is full, read-only or fails.
    """
    connection = _connect(path, read_only=read_only, beside=beside)
    try:
        with plainly(lambda error: store_failure(error, path)):
            yield connection
    finally:
        # DuckDB says nothing when there is no room to move its log into the file on closing: what
        # was committed stays in the log, which it flushed, but whose name it did not.
        connection.close()
        if not read_only:
            sync_folder(path.parent)


@contextmanager
def plainly(meaning: Callable[[duckdb.Error], EnforceError | None]) -> Iterator[None]:
    """What DuckDB says of the disk in the block becomes a failure with a sentence.

    `meaning`: the failure an error stands for; None where it is a bug.
    """
    try:
        yield
    except duckdb.Error as error:
        refused = meaning(error)
        if refused is None:
            raise
        raise refused from error
    except RuntimeError as error:
        # What DuckDB makes of Ctrl-C in the midst of a statement.
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from error
        raise


def confine(connection: duckdb.DuckDBPyConnection, beside: Path | None) -> None:
    """No statement reads or writes a file, other than below `beside`; nor undoes that."""
    if beside is not None:
        connection.execute(f"SET allowed_directories = [{sql_text(str(beside))}]")
    connection.execute("SET enable_external_access = false")


def _connect(path: Path, *, read_only: bool, beside: Path | None) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
        confine(connection, beside)
        connection.execute("SET TimeZone = 'Asia/Shanghai'")
    except duckdb.Error as error:
        raise opening_failure(error, path) from error
    if not read_only:
        path.chmod(FILE_MODE)
    return connection
