"""What the store says about returns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from enforcement_cli.model.relations import asking
from enforcement_cli.store.current import View, relations
from enforcement_cli.store.literals import sql_moment
from enforcement_cli.store.schema import CASE_COLUMNS
from enforcement_cli.store.session import Connection, first_row


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReturn:
    """One return as stored; `version` counts within its slot, None when it is not in force."""

    return_id: int
    sha256: str
    file_name: str
    court: str | None
    campaign: str | None
    form: str | None
    period_start: date | None
    period_end: date | None
    as_of: date | None
    received_at: datetime
    rows: int
    held: int
    status: str
    measure_kinds: tuple[str, ...]
    withdrawn: bool
    mapping: str
    sender: str


def all_returns(connection: Connection) -> list[StoredReturn]:
    """Every return ever received, in order of receipt."""
    return _returns(connection, "true", [])


def returns_of_courts(connection: Connection, courts: Collection[str]) -> list[StoredReturn]:
    """Every return these courts ever sent, in order of receipt."""
    return _returns(connection, "list_contains(?, reporting_court)", [sorted(courts)])


def returns_of_files(connection: Connection, hashes: Collection[str]) -> list[StoredReturn]:
    """What files with these hashes gave before, and all else of the same slots, in that order."""
    of_files = f"""
        list_contains(?, sha256) OR ({_SLOT}) IN (
            SELECT ({_SLOT}) FROM returns WHERE list_contains(?, sha256))"""
    return _returns(connection, of_files, [list(hashes), list(hashes)])


_SLOT = "reporting_court, form, campaign, period_start, period_end"


def _returns(connection: Connection, chosen: str, values: Sequence[object]) -> list[StoredReturn]:
    rows = connection.execute(
        f"""
        SELECT return_id, sha256, file_name, reporting_court, campaign, form, period_start,
               period_end, as_of, received_at, row_count, held_count, status, measure_kinds,
               return_id IN (SELECT return_id FROM events WHERE what = 'withdrawn'),
               coalesce(mapping, ''), coalesce(sender, '')
        FROM returns WHERE {chosen} ORDER BY received_at, return_id""",
        list(values),
    ).fetchall()
    return [
        StoredReturn(
            return_id=row[0], sha256=row[1], file_name=row[2], court=row[3], campaign=row[4],
            form=row[5], period_start=row[6], period_end=row[7], as_of=row[8],
            received_at=row[9], rows=row[10], held=row[11], status=row[12],
            measure_kinds=tuple(row[13] or ()), withdrawn=row[14], mapping=row[15],
            sender=row[16],
        )
        for row in rows
    ]  # fmt: skip


def received_before(connection: Connection, hashes: Collection[str]) -> set[str]:
    """Which of these fingerprints a return has that was ever received."""
    sql = "SELECT DISTINCT sha256 FROM returns WHERE list_contains(?, sha256)"
    return {row[0] for row in connection.execute(sql, [list(hashes)]).fetchall()}


def withdrawal_of(connection: Connection, return_id: int) -> tuple[str, str] | None:
    """Who took a return out, and why; None where nobody did."""
    found = first_row(
        connection,
        """SELECT coalesce("by", ''), coalesce(reason, '') FROM events
           WHERE what = 'withdrawn' AND return_id = ? ORDER BY rowid DESC LIMIT 1""",
        [return_id],
    )
    return None if found is None else (str(found[0]), str(found[1]))


def ranks_of(connection: Connection, view: View) -> dict[int, int]:
    """The place of every return in force in the order their statements are taken."""
    sql = asking(relations(view), "SELECT return_id, rank FROM accepted")
    return dict(connection.execute(sql).fetchall())


def accepted_returns(connection: Connection, view: View) -> list[StoredReturn]:
    """The returns in force for a view, in the order their statements are taken."""
    sql = asking(relations(view), "SELECT return_id FROM accepted ORDER BY rank")
    order = [row[0] for row in connection.execute(sql).fetchall()]
    known = {stored.return_id: stored for stored in all_returns(connection)}
    return [known[return_id] for return_id in order]


def last_change(connection: Connection, known_at: datetime) -> datetime | None:
    """When the store last learned anything up to a moment; None when it has learned nothing."""
    found = connection.execute(f"""
        SELECT max(moment) FROM (
            SELECT received_at AS moment FROM returns UNION ALL SELECT "at" FROM events)
        WHERE moment <= {sql_moment(known_at)}""").fetchall()
    return found[0][0] if found else None


def period_ends(connection: Connection, returns: Collection[int]) -> dict[int, date]:
    """The last day of the period some returns are of, by return."""
    rows = connection.execute(
        """SELECT return_id, period_end FROM returns
           WHERE period_end IS NOT NULL AND list_contains(?, return_id)""",
        [list(returns)],
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def distinct_causes(connection: Connection) -> list[str]:
    """Every 案由 the store holds, for classification by the vocabulary."""
    rows = connection.execute("SELECT DISTINCT cause FROM cases WHERE cause IS NOT NULL ORDER BY 1")
    return [row[0] for row in rows.fetchall()]


def stated_columns(connection: Connection) -> frozenset[str]:
    """The columns of a case that any statement fills."""
    counts = ", ".join(f'count("{name}") > 0' for name in CASE_COLUMNS)
    row = first_row(connection, f"SELECT {counts} FROM cases") or ()
    return frozenset(name for name, filled in zip(CASE_COLUMNS, row, strict=True) if filled)


def stored_so_far(connection: Connection) -> tuple[int, ...]:
    """How much stands in the tables that only grow: the same numbers are the same state."""
    tables = ("returns", "problems", "events")
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    return tuple(first_row(connection, f"SELECT {counts}") or ())
