"""The store's OS lock: shared for readers, exclusive for writers, waited for a bounded while.

DuckDB lets one process write while no other reads, and gives no wait setting; so every command
queues here and holds the lock only while the database is open (design.md section 8).
"""

import json
import os
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from enforcement_cli.model.clock import now
from enforcement_cli.model.failure import StoreBusy, UsageError

_STEP_SECONDS = 0.05
_WAIT_NAME = "ENFORCE_LOCK_WAIT"
_WAIT_SECONDS = 20.0


def wait_seconds(environment: Mapping[str, str]) -> float:
    """How long to wait for the store: ENFORCE_LOCK_WAIT in seconds, else 20.

    Raises:
        UsageError: the variable holds no number of seconds.
    """
    text = environment.get(_WAIT_NAME, "")
    if not text:
        return _WAIT_SECONDS
    if not text.isascii() or not text.replace(".", "", 1).isdigit():
        raise UsageError(
            f"等待数据库的秒数“{text}”认不出。", where=_WAIT_NAME, remedy="请写成数字，如 20。"
        )
    return float(text)


@contextmanager
def locked(path: Path, *, exclusive: bool, patience: float) -> Iterator[None]:
    """Hold the lock file at `path` for the block.

    Raises:
        StoreBusy: somebody else held it for all of `patience` seconds; names who and since when.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
        deadline = time.monotonic() + patience
        while not _try_lock(file, exclusive=exclusive):
            if time.monotonic() > deadline:
                raise _busy(path)
            time.sleep(_STEP_SECONDS)
        try:
            if exclusive:
                _sign(path)
            yield
        finally:
            _unlock(file)


def _holder(path: Path) -> Path:
    # A second file: on Windows a locked file cannot be read by the one who waits.
    return path.with_name(path.name + ".holder")


def _sign(path: Path) -> None:
    who = {"host": socket.gethostname(), "pid": os.getpid(), "since": now().isoformat()}
    holder = _holder(path)
    holder.write_text(json.dumps(who), encoding="utf-8")
    holder.chmod(0o600)


def _busy(path: Path) -> StoreBusy:
    try:
        who: dict[str, Any] = json.loads(_holder(path).read_text(encoding="utf-8"))
        since = str(who["since"]).replace("T", " ")[:19]
        holder = f"（{who['host']} 上的进程 {who['pid']}，自 {since} 起）"
    except (OSError, ValueError, KeyError):
        holder = ""
    return StoreBusy(
        f"数据库正被另一个 enforce 使用{holder}，本次没有改动任何数据。",
        where=str(path.with_name("store.duckdb")),
        remedy="请等它结束后重试。",
    )


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str], *, exclusive: bool) -> bool:
        del exclusive  # Windows offers one kind; readers queue as writers do
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[str], *, exclusive: bool) -> bool:
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
