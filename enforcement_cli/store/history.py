"""What changed between two moments of knowledge, and money taken off: for a bulletin's notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from enforcement_cli.store.current import sql_date, with_clause
from enforcement_cli.store.session import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedClosing:
    """A closing that one state has and the other has not."""

    court: str
    case_no: str
    closed_on: date
    sign: int


def closings_until(
    connection: Connection, parts: Mapping[str, str], start: date, until: date
) -> dict[str, tuple[str, date]]:
    """Scope cases closed from `start` to `until` in a state: case to (court, day)."""
    sql = (
        with_clause(parts)
        + f"""
        SELECT case_no, court, closed_on FROM members
        WHERE in_scope AND closed_on BETWEEN {sql_date(start)} AND {sql_date(until)}"""
    )
    return {row[0]: (row[1], row[2]) for row in connection.execute(sql).fetchall()}


def changed_closings(
    then: Mapping[str, tuple[str, date]], now: Mapping[str, tuple[str, date]]
) -> list[ChangedClosing]:
    """Cases that came late (+1) or were taken back (-1), by court, day and number."""
    added = [(now[case], case, 1) for case in now.keys() - then.keys()]
    gone = [(then[case], case, -1) for case in then.keys() - now.keys()]
    return [
        ChangedClosing(court=court, case_no=case, closed_on=day, sign=sign)
        for (court, day), case, sign in sorted(added + gone)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReduction:
    """Money an explained statement took off, 分, negative."""

    court: str
    case_no: str
    amount_fen: int
    reason: str


def reductions_between(
    connection: Connection, parts: Mapping[str, str], start: date, end: date
) -> list[StoredReduction]:
    """The 核减 of scope cases dated in a span, with the reason their explanation gives."""
    sql = (
        with_clause(parts)
        + f"""
        SELECT m.court, r.case_no, r.amount_fen,
               (SELECT any_value(e.reason) FROM problems p JOIN events e USING (problem_id)
                WHERE p.return_id = r.return_id AND p.case_no = r.case_no
                  AND p.code = 'P-01' AND e.what = 'explained')
        FROM receipts r JOIN members m USING (case_no)
        WHERE m.in_scope AND r.nature = 'reduction'
          AND r.day BETWEEN {sql_date(start)} AND {sql_date(end)}
        ORDER BY m.court, r.case_no"""
    )
    return [
        StoredReduction(court=row[0], case_no=row[1], amount_fen=row[2], reason=row[3] or "")
        for row in connection.execute(sql).fetchall()
    ]
