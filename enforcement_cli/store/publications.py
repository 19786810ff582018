"""The issues that went out: which figures were printed, and what was known then."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from enforcement_cli.model.period import Period
from enforcement_cli.store.session import Connection, first_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One issue. `figures` are the JSON figures as printed."""

    issue: int
    kind: str
    period_start: date
    period_end: date
    known_at: datetime
    figures: list[dict[str, Any]]


def record_issue(
    connection: Connection,
    *,
    campaign: str,
    period: Period,
    known_at: datetime,
    figures: list[dict[str, Any]],
    files: dict[str, str],
) -> int:
    """Note that the bulletin of `period` went out; its issue number.

    While no later issue has gone out, writing it again replaces the record, as it replaces the
    file; afterwards the record stands, since the later issue's 上期累计（已发布） rests on it.
    """
    found = find_issue(connection, campaign=campaign, period=period)
    number = issue_number(connection, campaign=campaign, period=period)
    if found:
        later = first_row(
            connection,
            "SELECT 1 FROM publications WHERE campaign = ? AND kind = ? AND period_end > ?",
            [campaign, period.kind, period.end],
        )
        if later:
            return found.issue
        connection.execute(
            "DELETE FROM publications WHERE campaign = ? AND kind = ? AND issue = ?",
            [campaign, period.kind, number],
        )
    connection.execute(
        "INSERT INTO publications VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number, campaign, period.kind, period.start, period.end,
            known_at.replace(tzinfo=None), known_at.replace(tzinfo=None),
            json.dumps(figures, ensure_ascii=False), json.dumps(files, ensure_ascii=False),
        ],
    )  # fmt: skip
    return number


def issue_number(connection: Connection, *, campaign: str, period: Period) -> int:
    """The number of the issue of that period, or the one it gets when it goes out now."""
    found = find_issue(connection, campaign=campaign, period=period)
    if found:
        return found.issue
    row = first_row(
        connection,
        "SELECT coalesce(max(issue), 0) + 1 FROM publications WHERE campaign = ? AND kind = ?",
        [campaign, period.kind],
    )
    return int(row[0]) if row else 1


def find_issue(connection: Connection, *, campaign: str, period: Period) -> Publication | None:
    """The issue of exactly that period, if it went out."""
    row = first_row(
        connection,
        """SELECT issue, kind, period_start, period_end, known_at, figures FROM publications
           WHERE campaign = ? AND kind = ? AND period_start = ? AND period_end = ?""",
        [campaign, period.kind, period.start, period.end],
    )
    if row is None:
        return None
    return Publication(
        issue=row[0], kind=row[1], period_start=row[2], period_end=row[3], known_at=row[4],
        figures=json.loads(row[5]),
    )  # fmt: skip
