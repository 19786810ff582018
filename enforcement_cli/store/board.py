"""What the board of returns asks of the store: who sent what when, what was granted, who was chased.

Comes in: an open store, a moment. Goes out: rows as known then. Refuses to read facts: the board
answers at once, however much the returns hold.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from enforcement_cli.store.literals import sql_date, sql_moment
from enforcement_cli.store.session import Connection

# The values of a BoardReturn in the order of its fields.
BoardRow = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardReturn:
    """One reading of a received file; `court` and `period_end` None where it could not be said."""

    return_id: int
    sha256: str
    file_name: str
    court: str | None
    sender: str
    campaign: str | None
    form: str | None
    period_end: date | None
    as_of: date | None
    received_at: datetime
    version: int | None
    rows: int
    held: int
    status: str
    withdrawn: bool

    @property
    def taken(self) -> bool:
        """Whether its rows entered."""
        return self.status in ("accepted", "gaps")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardEvent:
    """What the desk did about a slot: extended, exempted, revoked or chased."""

    at: datetime
    what: str
    by: str
    reason: str
    until: date | None
    court: str
    form: str
    period_start: date | None
    period_end: date | None
    detail: str


def board_returns(connection: Connection, known_at: datetime) -> list[BoardReturn]:
    """Every return received up to a moment, in order of receipt."""
    return [board_return(row) for row in _rows(connection, known_at)]


def rows_by_court(connection: Connection, known_at: datetime) -> dict[str | None, list[BoardRow]]:
    """The same as they come, by court, for whoever looks at few of them."""
    found: dict[str | None, list[BoardRow]] = {}
    for row in _rows(connection, known_at):
        found.setdefault(row[3], []).append(row)
    return found


def _rows(connection: Connection, known_at: datetime) -> list[BoardRow]:
    known = sql_moment(known_at)
    return connection.execute(f"""
        SELECT return_id, sha256, file_name, reporting_court, coalesce(sender, ''), campaign, form,
               period_end, as_of, received_at, declared_version, coalesce(row_count, 0),
               coalesce(held_count, 0), status,
               return_id IN (SELECT return_id FROM events
                             WHERE what = 'withdrawn' AND return_id IS NOT NULL AND "at" <= {known})
        FROM returns WHERE received_at <= {known} ORDER BY received_at, return_id""").fetchall()


def board_return(row: BoardRow) -> BoardReturn:
    """What a row says."""
    return BoardReturn(
        return_id=row[0], sha256=row[1], file_name=row[2], court=row[3], sender=row[4],
        campaign=row[5], form=row[6], period_end=row[7], as_of=row[8], received_at=row[9],
        version=row[10], rows=row[11], held=row[12], status=row[13], withdrawn=row[14],
    )  # fmt: skip


def board_events(connection: Connection, known_at: datetime, campaign: str) -> list[BoardEvent]:
    """What was granted to courts of a campaign and when they were chased, up to a moment."""
    rows = connection.execute(
        f"""
        SELECT "at", what, coalesce("by", ''), coalesce(reason, ''), until, court, form,
               period_start, period_end, coalesce(detail, '')
        FROM events
        WHERE what IN ('extended', 'exempted', 'revoked', 'chased') AND campaign = ?
          AND court IS NOT NULL AND form IS NOT NULL AND "at" <= {sql_moment(known_at)}
        ORDER BY "at", rowid""",
        [campaign],
    ).fetchall()
    return [
        BoardEvent(
            at=row[0], what=row[1], by=row[2], reason=row[3], until=row[4], court=row[5],
            form=row[6], period_start=row[7], period_end=row[8], detail=row[9],
        )
        for row in rows
    ]  # fmt: skip


def issued_periods(connection: Connection, known_at: datetime, campaign: str) -> list[date]:
    """The last days of the weeks whose bulletin went out up to a moment, in order."""
    rows = connection.execute(
        f"""SELECT DISTINCT period_end FROM publications
            WHERE campaign = ? AND kind = 'week' AND state <> 'correction'
              AND issued_at <= {sql_moment(known_at)}
            ORDER BY 1""",
        [campaign],
    ).fetchall()
    return [row[0] for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiring:
    """An explanation that stands, and soon no longer."""

    problem_id: int
    court: str | None
    code: str
    message: str
    reason: str
    until: date


def expiring_explanations(connection: Connection, known_at: datetime, last: date) -> list[Expiring]:
    """Explanations as of a moment that run out from its day to `last`, the first to go first."""
    rows = connection.execute(f"""
        SELECT problem_id, reporting_court, code, message, reason, until
        FROM (
            SELECT problem_id, what, coalesce(reason, '') AS reason, until FROM events
            WHERE problem_id IS NOT NULL AND "at" <= {sql_moment(known_at)}
            QUALIFY row_number() OVER (PARTITION BY problem_id ORDER BY "at" DESC, rowid DESC) = 1)
        JOIN problems USING (problem_id)
        WHERE what = 'explained'
          AND until BETWEEN {sql_date(known_at.date())} AND {sql_date(last)}
        ORDER BY until, problem_id""").fetchall()
    return [
        Expiring(
            problem_id=row[0], court=row[1], code=row[2], message=row[3], reason=row[4],
            until=row[5],
        )
        for row in rows
    ]  # fmt: skip
