"""What the store says about returns and problems."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from enforcement_cli.store.current import View, relations, with_clause
from enforcement_cli.store.literals import sql_moment, sql_text
from enforcement_cli.store.session import Connection, first_row
from enforcement_cli.vocabulary.checks import codes_over_the_set


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProblem:
    """One problem as stored, with its state (a view over events)."""

    problem_id: int
    return_id: int | None
    file_name: str
    court: str | None
    code: str
    severity: str
    effect: str
    sheet: str | None
    row: int | None
    column: int | None
    field: str
    case_no: str
    message: str
    remedy: str
    state: str
    found_at: datetime
    subject: str
    value: Decimal | None


def all_returns(connection: Connection) -> list[StoredReturn]:
    """Every return ever received, in order of receipt."""
    rows = connection.execute("""
        SELECT return_id, sha256, file_name, reporting_court, campaign, form, period_start,
               period_end, as_of, received_at, row_count, held_count, status, measure_kinds,
               return_id IN (SELECT return_id FROM events WHERE what = 'withdrawn'),
               coalesce(mapping, ''), coalesce(sender, '')
        FROM returns ORDER BY received_at, return_id""").fetchall()
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


def accepted_returns(connection: Connection, view: View) -> list[StoredReturn]:
    """The returns in force for a view, in the order their statements are taken."""
    parts = relations(view)
    sql = (
        with_clause({"accepted": parts["accepted"]})
        + "SELECT return_id FROM accepted ORDER BY rank"
    )
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


def all_problems(connection: Connection, known_at: datetime) -> list[StoredProblem]:
    """Every problem as of a moment with its state: open, corrected, explained, waived, expired.

    The latest event decides. Else a problem is corrected when its return is out of force: taken
    out, replaced by a later version of its slot, or, for a ledger, followed by a later one, which
    states every case anew.
    """
    known = sql_moment(known_at)
    lasting = ", ".join(sql_text(code) for code in codes_over_the_set())
    rows = connection.execute(f"""
        WITH last AS (
            SELECT problem_id, arg_max(what, "at") AS what FROM events
            WHERE problem_id IS NOT NULL AND "at" <= {known} GROUP BY problem_id),
        withdrawn AS (
            SELECT return_id FROM events
            WHERE what = 'withdrawn' AND return_id IS NOT NULL AND "at" <= {known}),
        standing AS (
            SELECT * FROM returns
            WHERE status IN ('accepted', 'gaps') AND received_at <= {known}
              AND return_id NOT IN (SELECT return_id FROM withdrawn)),
        replaced AS (
            SELECT return_id FROM withdrawn
            UNION
            SELECT r.return_id FROM returns r JOIN standing n
              ON n.reporting_court = r.reporting_court AND n.form = r.form
             AND n.campaign = r.campaign AND n.period_start = r.period_start
             AND n.period_end = r.period_end
             AND (coalesce(n.declared_version, 1), n.received_at)
                 > (coalesce(r.declared_version, 1), r.received_at)),
        followed AS (
            SELECT r.return_id FROM returns r JOIN standing n
              ON n.reporting_court = r.reporting_court AND n.form = r.form
             AND (n.as_of, n.period_end) > (r.as_of, r.period_end)
            WHERE r.form = 'cases')
        SELECT p.problem_id, p.return_id, p.file_name, p.reporting_court, p.code, p.severity,
               p.effect, p.sheet, p.row, p.column_number, p.field, p.case_no, p.message, p.remedy,
               CASE WHEN last.what IS NOT NULL THEN last.what
                    WHEN p.return_id IN (SELECT return_id FROM replaced) THEN 'corrected'
                    WHEN p.code NOT IN ({lasting})
                         AND p.return_id IN (SELECT return_id FROM followed) THEN 'corrected'
                    ELSE 'open' END,
               p.found_at, p.subject, p.value
        FROM problems p LEFT JOIN last USING (problem_id)
        WHERE p.found_at <= {known}
        ORDER BY p.problem_id""").fetchall()
    return [
        StoredProblem(
            problem_id=row[0], return_id=row[1], file_name=row[2], court=row[3], code=row[4],
            severity=row[5], effect=row[6], sheet=row[7], row=row[8], column=row[9],
            field=row[10] or "", case_no=row[11] or "", message=row[12], remedy=row[13],
            state=row[14], found_at=row[15], subject=row[16] or "",
            value=None if row[17] is None else Decimal(row[17]),
        )
        for row in rows
    ]  # fmt: skip


def period_ends(connection: Connection) -> dict[int, date]:
    """The last day of the period each return is of, by return."""
    rows = connection.execute(
        "SELECT return_id, period_end FROM returns WHERE period_end IS NOT NULL"
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def distinct_causes(connection: Connection) -> list[str]:
    """Every 案由 the store holds, for classification by the vocabulary."""
    rows = connection.execute("SELECT DISTINCT cause FROM cases WHERE cause IS NOT NULL ORDER BY 1")
    return [row[0] for row in rows.fetchall()]


def stored_so_far(connection: Connection) -> tuple[int, ...]:
    """How much stands in the tables that only grow: the same numbers are the same state."""
    tables = ("returns", "problems", "events")
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    return tuple(first_row(connection, f"SELECT {counts}") or ())
