"""What the last look for doubts left behind, and which courts have changed since.

Comes in: an open store. Goes out: a Looked, as kept in the store's `meta` with every look. By it a
look is at the courts that changed and those linked to them; whatever it does not fit, the next look
is over the whole set. Refuses to hold a doubt: those are problems.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.store.problems import Wanted, problems_at
from enforcement_cli.store.scope import foreign_returns
from enforcement_cli.store.session import Connection, first_row
from enforcement_cli.store.unit_doubts import CourtBounds, CourtSum

_KEY = "looked"
# Doubts whose answers later doubts are found by: what they hold back is let in again.
_FED_BACK = "('P-01', 'P-17')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far the store had grown; `issued` tells which bulletins had gone out.

    Events are only ever added: so many are numbered from 0 on.
    """

    last_return: int
    events: int
    last_problem: int
    issued: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A look: under which settings, up to where, and what other courts need not be read for again.

    `sums` are what the courts' amounts sum to, `centres` what is usual by them, `bounds` between what
    that may lie with the same found of a court, `foreign` the returns that speak of another court's
    cases, `again` those whose new doubts change what stands.
    """

    under: str
    mark: Mark
    sums: tuple[CourtSum, ...]
    centres: tuple[tuple[str, float], ...]
    bounds: tuple[CourtBounds, ...]
    foreign: tuple[int, ...]
    again: tuple[int, ...]


def looked(connection: Connection, under: str) -> Looked | None:
    """The last look; None before the first, and where it was other settings' or another version's."""
    found = first_row(connection, "SELECT value FROM meta WHERE key = ?", [_KEY])
    told = json.loads(found[0]) if found else {}
    if told.get("under") != under or set(told) != {field.name for field in fields(Looked)}:
        return None
    return Looked(
        under=told["under"],
        mark=Mark(**told["mark"]),
        sums=tuple((c, f, n, s) for c, f, n, s in told["sums"]),
        centres=tuple((field, centre) for field, centre in told["centres"]),
        bounds=tuple((c, f, low, high) for c, f, low, high in told["bounds"]),
        foreign=tuple(told["foreign"]),
        again=tuple(told["again"]),
    )


def note_looked(connection: Connection, look: Looked) -> None:
    """Keep a look in the place of the one before it, in the caller's transaction."""
    connection.execute("DELETE FROM meta WHERE key = ?", [_KEY])
    connection.execute("INSERT INTO meta VALUES (?, ?)", [_KEY, json.dumps(asdict(look))])


def mark_of(connection: Connection) -> Mark:
    """How far the store has grown by now."""
    row = first_row(
        connection,
        """SELECT (SELECT coalesce(max(return_id), 0) FROM returns),
                  (SELECT count(*) FROM events),
                  (SELECT coalesce(max(problem_id), 0) FROM problems),
                  (SELECT concat(count(*), ' ', count(*) FILTER (state = 'correction'), ' ',
                                 max(issued_at)) FROM publications)""",
    )
    returns, events, problems, issued = row or (0, 0, 0, "")
    return Mark(last_return=returns, events=events, last_problem=problems, issued=str(issued))


def changed_courts(
    connection: Connection, look: Looked, also: Iterable[int]
) -> frozenset[str] | None:
    """The courts of returns stored, taken out or answered for since a look, and of `also`.

    None where the store has shrunk since: it is another one.
    """
    now = mark_of(connection)
    before = look.mark
    if (now.last_return, now.events) < (before.last_return, before.events):
        return None
    numbers = sorted({*look.again, *also})
    rows = connection.execute(
        """
        SELECT DISTINCT reporting_court FROM returns
        WHERE reporting_court IS NOT NULL AND (
            return_id > ? OR list_contains(?, return_id)
            OR return_id IN (SELECT return_id FROM events
                             WHERE rowid >= ? AND return_id IS NOT NULL)
            OR return_id IN (SELECT p.return_id FROM events e JOIN problems p USING (problem_id)
                             WHERE e.rowid >= ? AND p.return_id IS NOT NULL))""",
        [before.last_return, numbers, before.events, before.events],
    )
    return frozenset(row[0] for row in rows.fetchall())


def fed_back(connection: Connection, before: Mark) -> tuple[int, ...]:
    """Returns of which the next look may find something else, by what this one wrote since a mark.

    What it found anew may be answered or out of force already, and what it closed may have held
    cells back. A doubt that stands open changes nothing.
    """
    rows = connection.execute(
        f"""
        SELECT problem_id FROM problems
        WHERE problem_id > ? OR (
            code IN {_FED_BACK} AND problem_id IN (
                SELECT problem_id FROM events WHERE rowid >= ? AND problem_id IS NOT NULL))""",
        [before.last_problem, before.events],
    ).fetchall()
    if not rows:
        return ()
    ever = datetime.max.replace(microsecond=0, tzinfo=BEIJING)
    written = problems_at(connection, ever, Wanted(fixed=True, numbers=[row[0] for row in rows]))
    found = {problem.return_id for problem in written if problem.state != "open"}
    return tuple(sorted(number for number in found if number is not None))


def foreign_since(connection: Connection, look: Looked | None) -> tuple[int, ...]:
    """All returns that speak of other courts' cases, those known by a look not read again."""
    if look is None:
        return tuple(foreign_returns(connection, 0))
    return (*look.foreign, *foreign_returns(connection, look.mark.last_return))
