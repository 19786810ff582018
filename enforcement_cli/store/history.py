"""What changed between two moments of knowledge, and money taken off: for a bulletin's notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from enforcement_cli.model.relations import asking
from enforcement_cli.store.literals import sql_date, sql_text
from enforcement_cli.store.session import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """What a state says of a scope case up to a day: its closing, its money since the start."""

    court: str
    closed_on: date | None
    recovered_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChange:
    """A case two states differ in. `closed_on` is the closing that came (+1) or went (-1)."""

    court: str
    case_no: str
    closed_on: date | None
    sign: int
    amount_fen: int


def records_until(
    connection: Connection, parts: Mapping[str, str], start: date, until: date
) -> dict[str, CaseRecord]:
    """Scope cases closed or paid from `start` to `until` in the state that `parts` describe."""
    span = f"BETWEEN {sql_date(start)} AND {sql_date(until)}"
    sql = asking(
        parts,
        f"""
        SELECT m.case_no, m.court, CASE WHEN m.closed_on {span} THEN m.closed_on END,
               coalesce(f.amount_fen, 0)
        FROM members m LEFT JOIN (
            SELECT case_no, sum(amount_fen) AS amount_fen FROM receipts
            WHERE nature <> 'opening' AND day {span} GROUP BY case_no) f USING (case_no)
        WHERE m.in_scope AND (m.closed_on {span} OR f.amount_fen IS NOT NULL)""",
    )
    return {
        row[0]: CaseRecord(court=row[1], closed_on=row[2], recovered_fen=int(row[3]))
        for row in connection.execute(sql).fetchall()
    }


def changes(then: Mapping[str, CaseRecord], now: Mapping[str, CaseRecord]) -> list[CaseChange]:
    """Cases whose closing or money differs, by court, day and number."""
    found: list[CaseChange] = []
    for case in then.keys() | now.keys():
        court = (now.get(case) or then[case]).court
        nothing = CaseRecord(court=court, closed_on=None, recovered_fen=0)
        old, new = then.get(case, nothing), now.get(case, nothing)
        sign = (new.closed_on is not None) - (old.closed_on is not None)
        money = new.recovered_fen - old.recovered_fen
        if sign or money:
            closed_on = (new.closed_on or old.closed_on) if sign else None
            found.append(
                CaseChange(
                    court=court, case_no=case, closed_on=closed_on, sign=sign, amount_fen=money
                )
            )
    return sorted(found, key=lambda c: (c.court, c.closed_on or date.max, c.case_no))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReduction:
    """Money an explained statement took off, 分, negative."""

    court: str
    case_no: str
    day: date
    amount_fen: int
    reason: str


def reductions_until(
    connection: Connection, parts: Mapping[str, str], start: date, until: date
) -> list[StoredReduction]:
    """The 核减 of scope cases dated in a span, with the reason their explanation gives.

    They are few: their cases are found first, and no other is joined to what it is.
    """
    fallen = f"nature = 'reduction' AND day BETWEEN {sql_date(start)} AND {sql_date(until)}"
    # What `reduction` means, said of columns: the rest is left out before anything is joined.
    below = "effective_fen < coalesce(before_fen, 0)"
    few = f"SELECT DISTINCT case_no FROM ledger_flows WHERE {below} AND {fallen}"
    found = connection.execute(asking(parts, few)).fetchall()
    if not found:
        return []
    among = ", ".join(sorted(sql_text(row[0]) for row in found))
    sql = f"""
        SELECT m.court, r.case_no, r.day, r.amount_fen,
               (SELECT min(a.reason) FROM answered a
                WHERE a.return_id = r.return_id AND a.case_no = r.case_no AND a.code = 'P-01')
        FROM (SELECT return_id, case_no, day, amount_fen FROM receipts
              WHERE {fallen} AND case_no IN ({among})) r
        JOIN (SELECT case_no, court FROM members WHERE in_scope AND case_no IN ({among})) m
          USING (case_no)
        ORDER BY m.court, r.case_no, r.day"""
    return [
        StoredReduction(
            court=row[0], case_no=row[1], day=row[2], amount_fen=row[3], reason=row[4] or ""
        )
        for row in connection.execute(asking(parts, sql)).fetchall()
    ]
