"""The highest wall clock at any write: what is stored now may not sort before what is there.

Comes in: a connection and the machine's clock. Goes out: the mark, moved on; what lies ahead of
the clock. Refuses to ask the clock itself, and to touch a stored moment.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.engine import Engine

_KEY = "written_at"
_STEP = timedelta(seconds=1)
# Moments the program takes from the clock by itself. `--received` may set the first: the clerk's
# word, which may well lie ahead.
_MOMENTS = (
    "SELECT received_at AS moment FROM returns",
    'SELECT "at" FROM events',
    "SELECT issued_at FROM publications",
)


def written_at(connection: Engine) -> datetime | None:
    """The highest clock at any write; None before the first."""
    found = _rows(connection, "SELECT value FROM meta WHERE key = ?", [_KEY])
    return datetime.fromisoformat(found[0][0]) if found else None


def note_written(connection: Engine, clock: datetime) -> None:
    """Move the mark on to `clock`; it never goes back by this."""
    before = written_at(connection)
    if before is None or clock > before:
        _set(connection, clock)


def next_moment(connection: Engine, clock: datetime) -> datetime:
    """A moment for what is written now, after all before it; the mark moves on to it."""
    before = written_at(connection)
    moment = clock if before is None or clock >= before else before + _STEP
    note_written(connection, moment)
    return moment


def cure(connection: Engine, clock: datetime) -> datetime:
    """Set a mark that lies ahead back to the newest stored moment not after `clock`.

    For a clock that once stood far in the future: its mark would hold every later moment up there.
    The moments stored then stay (`returns_ahead`). Gives back the new mark.
    """
    newest = _rows(
        connection,
        f"SELECT max(moment) FROM ({' UNION ALL '.join(_MOMENTS)}) WHERE moment <= ?",
        [_naive(clock)],
    )[0][0]
    mark = newest.replace(tzinfo=BEIJING) if newest is not None else clock
    _set(connection, mark)
    return mark


def returns_ahead(connection: Engine, clock: datetime) -> list[int]:
    """Returns received after `clock`: until then no report knows them.

    To be withdrawn and ingested again, unless their moment was meant.
    """
    sql = """SELECT return_id FROM returns WHERE received_at > ? AND return_id NOT IN (
                 SELECT return_id FROM events WHERE what = 'withdrawn' AND return_id IS NOT NULL)
             ORDER BY return_id"""
    return [row[0] for row in _rows(connection, sql, [_naive(clock)])]


def _set(connection: Engine, mark: datetime) -> None:
    connection.execute("DELETE FROM meta WHERE key = ?", [_KEY])
    connection.execute("INSERT INTO meta VALUES (?, ?)", [_KEY, mark.isoformat()])


def _naive(clock: datetime) -> datetime:
    return clock.astimezone(BEIJING).replace(tzinfo=None)


def _rows(connection: Engine, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    return connection.execute(sql, list(values)).fetchall()
