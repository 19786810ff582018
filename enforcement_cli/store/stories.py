"""What the store knows of 典型案例: when each was told, and the money of the cases they tell of.

Comes in: an open store, a moment. Goes out: days by story, money by case. Refuses to know the texts
of stories: those stay in their files.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from enforcement_cli.model.period import Period
from enforcement_cli.model.relations import asking
from enforcement_cli.store.literals import sql_moment, sql_text
from enforcement_cli.store.save import add_event
from enforcement_cli.store.session import Connection

_TOLD = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoney:
    """A case's money in 分, as it stands: what came in, what is asked, and each receipt."""

    recovered_fen: int | None
    claim_fen: int | None
    receipts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDays:
    """When a case was filed and closed, as it stands; None where the ledgers do not say."""

    filed_on: date | None
    closed_on: date | None


def record_stories(
    connection: Connection,
    stories: Iterable[tuple[str, str]],
    *,
    campaign: str,
    period: Period,
    at: datetime,
) -> None:
    """Note that an issue told these stories, given by id and court."""
    for story, court in stories:
        about = {
            "detail": story, "court": court, "campaign": campaign, "period_start": period.start,
            "period_end": period.end,
        }  # fmt: skip
        add_event(connection, what=_TOLD, at=at, about=about)


def stories_told(
    connection: Connection, *, campaign: str, before: date, known_at: datetime
) -> dict[str, date]:
    """By id the last day of the last period before a day whose issue told the story."""
    rows = connection.execute(
        f"""SELECT detail, max(period_end) FROM events
            WHERE what = ? AND campaign = ? AND period_end < ? AND "at" <= {sql_moment(known_at)}
            GROUP BY detail""",
        [_TOLD, campaign, before],
    ).fetchall()
    return dict(rows)


def money_of(
    connection: Connection, base: Mapping[str, str], case_numbers: Sequence[str]
) -> dict[str, CaseMoney]:
    """The money of those of the cases that the store knows."""
    if not case_numbers:
        return {}
    listed = ", ".join(sql_text(number) for number in case_numbers)
    select = f"""
        SELECT c.case_no, c.recovered_fen, c.claim_fen,
               list(r.amount_fen) FILTER (r.amount_fen IS NOT NULL)
        FROM current_cases c LEFT JOIN receipts r USING (case_no)
        WHERE c.case_no IN ({listed}) GROUP BY ALL"""
    rows = connection.execute(asking(base, select)).fetchall()
    return {
        number: CaseMoney(
            recovered_fen=recovered, claim_fen=claim, receipts=tuple(map(int, receipts or ()))
        )
        for number, recovered, claim, receipts in rows
    }


def days_of(
    connection: Connection, base: Mapping[str, str], case_numbers: Sequence[str]
) -> dict[str, CaseDays]:
    """The days of those of the cases that the store knows."""
    if not case_numbers:
        return {}
    listed = ", ".join(sql_text(number) for number in case_numbers)
    select = f"""
        SELECT case_no, max(filed_on), max(closed_on) FROM current_cases
        WHERE case_no IN ({listed}) GROUP BY ALL"""
    rows = connection.execute(asking(base, select)).fetchall()
    return {number: CaseDays(filed_on=filed, closed_on=closed) for number, filed, closed in rows}


def party_cells(connection: Connection, base: Mapping[str, str]) -> tuple[str, ...]:
    """Every cell that names parties of a case, applicants and debtors, each once."""
    select = """
        SELECT DISTINCT name FROM (
            SELECT applicant AS name FROM current_cases UNION ALL SELECT debtor FROM current_cases)
        WHERE name IS NOT NULL ORDER BY name"""
    rows = connection.execute(asking(base, select)).fetchall()
    return tuple(row[0] for row in rows)
