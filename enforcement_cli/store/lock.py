"""The store's OS lock: shared for readers, exclusive for writers, waited for a bounded while.

DuckDB lets one process write while no other reads, and gives no wait setting; so every command
queues here in the order of coming and holds the lock only while the database is open (design.md
section 8, docs/adr/0017). Refuses to know what is done with the store.
"""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from enforcement_cli.disk.oslock import give_back
from enforcement_cli.disk.refused import disk_failure
from enforcement_cli.disk.whole import FILE_MODE, NO_LINK, make_folder
from enforcement_cli.model.failure import StoreBusy, UsageError
from enforcement_cli.store.oslock import try_lock
from enforcement_cli.store.queue import Owner, Place, arrived, first_ahead, holders, queued

_STEP_SECONDS = 0.02
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
    """Hold the lock file at `path` for the block; who waits gets it in the order of coming.

    On a disk where it cannot be made a reader goes on without: nobody can write there either.

    Raises:
        StoreBusy: others held it for all of `patience` seconds; names who and since when.
        DiskFailed: the disk keeps no locks, or a writer may not write there.
    """
    handle = _open(path, exclusive=exclusive)
    if handle is None:
        yield
        return
    try:
        with queued(path.with_suffix(".queue"), exclusive=exclusive) as place:
            _wait(path, handle, place, exclusive=exclusive, patience=patience)
            try:
                if place is not None:
                    arrived(place)
                yield
            finally:
                give_back(handle)
    finally:
        os.close(handle)


def _open(path: Path, *, exclusive: bool) -> int | None:
    """The lock file, made where it is not there; None: it is not and cannot be made."""
    try:
        make_folder(path.parent)
        return os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK, FILE_MODE)
    except OSError as error:
        if exclusive:
            raise disk_failure(error) or error from error
    try:
        return os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None


def _wait(
    path: Path, handle: int, place: Place | None, *, exclusive: bool, patience: float
) -> None:
    deadline = time.monotonic() + patience
    where = str(path.with_name("store.duckdb"))
    while (place is not None and first_ahead(place)) or not try_lock(
        handle, exclusive=exclusive, where=where
    ):
        if time.monotonic() > deadline:
            raise StoreBusy(
                f"数据库正被另一个 enforce 使用{_told(holders(place) if place else [])}，"
                "本次没有改动任何数据。",
                where=where,
                remedy="请等它结束后重试。",
            )
        time.sleep(_STEP_SECONDS)


def _told(owners: list[Owner]) -> str:
    """In brackets, who has the store: the one who has had it longest, and how many more."""
    if not owners:
        return ""
    first = min(owners, key=lambda owner: owner.since)
    since = first.since.replace("T", " ")[:19]
    who = f"{first.user}@{first.host}" if first.user else first.host
    doing = f"的 enforce {first.command}" if first.command else "的 enforce"
    manner = "写入" if first.writes else "读取"
    more = f"，另有 {len(owners) - 1} 个在读取" if len(owners) > 1 else ""
    return f"（{who} {doing}，进程 {first.pid}，自 {since} 起{manner}{more}）"
