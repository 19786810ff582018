"""A look at the store in passing, for those who would rather see nothing than wait or write.

Comes in: the store's path. Goes out: the newest numbers in it. Refuses to queue, to make a lock
file or a store, to bring an older one up, and to play back the log of a writer who was killed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from enforcement_cli.disk.oslock import give_back
from enforcement_cli.store.oslock import try_lock
from enforcement_cli.store.session import Connection

_MOST = 60


def newest_returns(path: Path) -> list[tuple[str, str]]:
    """The numbers of the latest returns with court, form and period, the newest first."""
    with _glanced(path) as connection:
        found = connection.execute(
            """SELECT return_id, reporting_court, form, period_end FROM returns
            WHERE status = 'accepted' ORDER BY return_id DESC LIMIT ?""",
            [_MOST],
        ).fetchall()
    return [(str(number), f"{court} {form} {end}") for number, court, form, end in found]


def newest_problems(path: Path) -> list[tuple[str, str]]:
    """The numbers of the latest problems that somebody has to answer, with code and court."""
    with _glanced(path) as connection:
        found = connection.execute(
            """SELECT problem_id, code, reporting_court FROM problems
            WHERE severity <> 'fixed' ORDER BY problem_id DESC LIMIT ?""",
            [_MOST],
        ).fetchall()
    return [(str(number), f"{code} {court}") for number, code, court in found]


def newest_issues(path: Path, campaign: str) -> list[tuple[str, str]]:
    """The published issues of a campaign, weekly ones by number, others like month:2."""
    with _glanced(path) as connection:
        found = connection.execute(
            """SELECT kind, issue, period_start, period_end FROM publications
            WHERE campaign = ? AND state = 'published' ORDER BY issued_at DESC LIMIT ?""",
            [campaign, _MOST],
        ).fetchall()
    return [
        (str(issue) if kind == "week" else f"{kind}:{issue}", f"{start} 至 {end}")
        for kind, issue, start, end in found
    ]


@contextmanager
def _glanced(path: Path) -> Iterator[Connection]:
    """A connection for reading, if there is one to be had at once.

    Raises:
        OSError: there is no store or no lock file.
        BlockingIOError: somebody writes, or was killed while writing.
    """
    import duckdb

    handle = os.open(path.with_name("store.lock"), os.O_RDONLY)
    try:
        if not try_lock(handle, exclusive=False, where=str(path)):
            raise BlockingIOError
        try:
            if path.with_name(path.name + ".wal").exists():
                raise BlockingIOError
            with duckdb.connect(str(path), read_only=True) as connection:
                connection.execute("SET enable_external_access = false")
                yield connection
        finally:
            give_back(handle)
    finally:
        os.close(handle)
