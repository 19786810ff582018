"""What DuckDB says of the disk, in a sentence.

Comes in: an error of DuckDB. Goes out: the failure to show; None where neither the disk nor the
file is to blame. Refuses to guess: a mistake in our SQL stays a bug.
"""

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from enforcement_cli.disk.refused import disk_failure
from enforcement_cli.model.failure import DiskFailed, EnforceError, StoreBroken, UsageError

if TYPE_CHECKING:  # whoever has an error of DuckDB has loaded it
    import duckdb

# Told without a class of its own, when a block read is not what its checksum says.
_DAMAGED = "Corrupt database file"


def store_failure(error: "duckdb.Error", path: Path) -> EnforceError | None:
    """The failure an error of DuckDB means for the store at `path`."""
    import duckdb

    if isinstance(error, duckdb.OutOfMemoryException):
        return _out_of_memory(path, "请关闭别的程序、腾出磁盘后重试。")
    refused = _of_the_disk(str(error), path)
    if refused is not None or not (_is_of_the_file(error) or _DAMAGED in str(error)):
        return refused
    return StoreBroken(
        f"数据库读写出错：{_first_line(error)}",
        where=str(path),
        remedy="请运行 enforce doctor 检查；若已损坏，请用 enforce restore 恢复备份。",
    )


def opening_failure(error: "duckdb.Error", path: Path) -> EnforceError:
    """The same for a store that does not open: whatever is said then is about the file."""
    return _of_the_disk(str(error), path) or StoreBroken(
        f"数据库打不开：{_first_line(error)}",
        where=str(path),
        remedy="请确认文件没有被别的程序占用；若已损坏，请用 enforce restore 恢复备份。",
    )


def lake_failure(error: "duckdb.Error", root: Path, *, laying: bool = False) -> EnforceError | None:
    """The failure an error of DuckDB means for the lake below `root`.

    `laying`: its tables are being given their names, when every error is of the files.
    """
    import duckdb

    if isinstance(error, duckdb.OutOfMemoryException):
        return _out_of_memory(root, "请关闭别的程序、腾出磁盘后重试，或加 --engine spark。")
    refused = _of_the_disk(str(error), root)
    of_files = _is_of_the_file(error) or isinstance(error, duckdb.InvalidInputException)
    if refused is not None or not (laying or of_files):
        return refused
    return StoreBroken(
        f"数据湖的文件读不了：{_first_line(error)}",
        where=str(root),
        remedy="请核对这个文件；由工作区来的，可用 enforce lake export --yes 重新导出。",
    )


def check_place(path: Path) -> None:
    """Refuse what DuckDB would wait for without end, or open as another file than is named.

    Raises:
        StoreBroken: something else than a file is there, such as a pipe.
        UsageError: DuckDB cannot be told this path.
    """
    for each in (path, path.with_name(path.name + ".wal")):
        if each.exists() and not each.is_file():
            raise StoreBroken(
                "这里应当是数据库文件，却是文件夹、管道或设备。",
                where=str(each),
                remedy="请把它移到别处，再用 enforce restore 恢复备份。",
            )
    log = path.with_name(path.name + ".wal")
    if log.exists() and not path.exists():
        raise StoreBroken(
            "数据库不见了，只剩它的日志，没有另建新的。",
            where=str(log),
            remedy="请把 store.duckdb 放回原处，或用 enforce restore 恢复备份。",
        )
    text = str(path)
    # Whatever the system, DuckDB takes a backslash for a slash.
    if (os.sep != "\\" and "\\" in text) or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise UsageError(
            "路径里有反斜杠，或有不是 UTF-8 的字，数据库不能放在这里。",
            where=text.encode("utf-8", "backslashreplace").decode(),
            remedy="请把文件夹改名后，重新运行同一命令。",
        )


def _is_of_the_file(error: "duckdb.Error") -> bool:
    import duckdb

    return isinstance(
        error, (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException)
    )


def _out_of_memory(where: Path, remedy: str) -> EnforceError:
    return EnforceError("内存不够算这一步，临时文件也放不下。", where=str(where), remedy=remedy)


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


def _first_line(error: "duckdb.Error") -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
