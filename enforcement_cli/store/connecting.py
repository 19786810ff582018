"""A connection of DuckDB that touches no file it was not given, closed again with its block.

Comes in: the store's path. Goes out: the connection; what DuckDB says of the disk, in a sentence.
Refuses to know locks, and what the tables are.
"""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from enforcement_cli.disk.whole import FILE_MODE, LEFT_OVER, sync_folder
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.store.failures import opening_failure, store_failure
from enforcement_cli.store.literals import sql_text

if TYPE_CHECKING:  # loaded when a store is opened
    import duckdb

# What DuckDB takes for reading at most, in bytes: it would else take four fifths of the machine,
# which the clerk's other programs need. What a question needs beyond it passes on the disk.
READING_BYTES = 3 * 1024**3


@contextmanager
def opened(
    path: Path, *, read_only: bool, beside: Path | None = None
) -> Iterator["duckdb.DuckDBPyConnection"]:
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


def sweep_spilled(path: Path) -> None:
    """Take away what killed processes spilled beside the store at `path`, which nobody has open."""
    kept = path.parent.glob(f".{path.name}.*{LEFT_OVER}")
    for folder in (path.with_name(path.name + ".tmp"), *kept):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def plainly(meaning: "Callable[[duckdb.Error], EnforceError | None]") -> Iterator[None]:
    """What DuckDB says of the disk in the block becomes a failure with a sentence.

    `meaning`: the failure an error stands for; None where it is a bug.
    """
    import duckdb

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


def confine(connection: "duckdb.DuckDBPyConnection", beside: Path | None) -> None:
    """No statement reads or writes a file, other than below `beside`; nor undoes that."""
    if beside is not None:
        connection.execute(f"SET allowed_directories = [{sql_text(str(beside))}]")
    connection.execute("SET enable_external_access = false")


def _connect(path: Path, *, read_only: bool, beside: Path | None) -> "duckdb.DuckDBPyConnection":
    import duckdb

    try:
        connection = duckdb.connect(str(path), read_only=read_only)
        if read_only:
            _limit(connection, path)
        confine(connection, beside)
        connection.execute("SET TimeZone = 'Asia/Shanghai'")
    except duckdb.Error as error:
        raise opening_failure(error, path) from error
    if not read_only:
        path.chmod(FILE_MODE)
    return connection


def _limit(connection: "duckdb.DuckDBPyConnection", path: Path) -> None:
    """No more memory than `READING_BYTES`, nor than DuckDB would take of a small machine.

    DuckDB makes the folder for the rest when it is needed, and takes it away with its last
    connection in this process. Several processes read at a time, whose files have the same names.
    """
    asked = "parse_formatted_bytes(current_setting('memory_limit')), current_setting('{}')"
    row = connection.execute(f"SELECT {asked.format('enable_external_access')}").fetchone()
    usual, is_open = row or (0, True)
    if not is_open:  # the second connection of this process: what holds for it was said before
        return
    if usual > READING_BYTES:
        connection.execute(f"SET memory_limit = '{READING_BYTES}B'")
    folder = path.with_name(f".{path.name}.{secrets.token_hex(8)}{LEFT_OVER}")
    connection.execute(f"SET temp_directory = {sql_text(str(folder))}")
