"""What DuckDB says of the disk, in a sentence.

Comes in: an error of DuckDB. Goes out: the failure to show; None where neither the disk nor the
file is to blame. Refuses to guess: a mistake in our SQL stays a bug.
"""

import errno
import os
from pathlib import Path

import duckdb

from enforcement_cli.disk.refused import disk_failure
from enforcement_cli.model.failure import DiskFailed, EnforceError, StoreBroken

_OF_THE_FILE = (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException)
# Told without a class of its own, when a block read is not what its checksum says.
_DAMAGED = "Corrupt database file"


def store_failure(error: duckdb.Error, path: Path) -> EnforceError | None:
    """The failure an error of DuckDB means for the store at `path`."""
    refused = _of_the_disk(str(error), path)
    if refused is not None or not (isinstance(error, _OF_THE_FILE) or _DAMAGED in str(error)):
        return refused
    return StoreBroken(
        f"数据库读写出错：{_first_line(error)}",
        where=str(path),
        remedy="请运行 enforce doctor 检查；若已损坏，请用 enforce restore 恢复备份。",
    )


def opening_failure(error: duckdb.Error, path: Path) -> EnforceError:
    """The same for a store that does not open: whatever is said then is about the file."""
    return _of_the_disk(str(error), path) or StoreBroken(
        f"数据库打不开：{_first_line(error)}",
        where=str(path),
        remedy="请确认文件没有被别的程序占用；若已损坏，请用 enforce restore 恢复备份。",
    )


def _of_the_disk(said: str, path: Path) -> DiskFailed | None:
    """DuckDB hands on the system's words, not its number; of a failed flush only that it failed."""
    if "fsync failed" in said:
        return disk_failure(OSError(errno.EIO, os.strerror(errno.EIO), str(path)))
    for number in errno.errorcode:
        if os.strerror(number) in said:
            refused = disk_failure(OSError(number, os.strerror(number), str(path)))
            if refused is not None:
                return refused
    return None


def _first_line(error: duckdb.Error) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
