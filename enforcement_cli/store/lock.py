"""The store's OS lock: shared for readers, exclusive for writers, waited for a bounded while.

DuckDB lets one process write while no other reads, and gives no wait setting; so every command
queues here and holds the lock only while the database is open (design.md section 8).
"""

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from enforcement_cli.model.clock import now
from enforcement_cli.model.failure import StoreBusy

_STEP_SECONDS = 0.05
DEFAULT_WAIT_SECONDS = 20.0


@contextmanager
def locked(path: Path, *, exclusive: bool, wait_seconds: float) -> Iterator[None]:
    """Hold the lock file at `path` for the block.

    Raises:
        StoreBusy: somebody else held it for all of `wait_seconds`; names who and since when.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
        deadline = time.monotonic() + wait_seconds
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
