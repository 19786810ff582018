"""The issues that went out: which figures were printed, what was known then, and what was frozen.

Comes in: an open store. Goes out: records of issues, in one of three states. recorded: a routine
run wrote it, and writing it again replaces it; published: frozen behind the gate; correction: a
更正 of a published one. Refuses to know what a bulletin looks like.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from enforcement_cli.model.period import Period
from enforcement_cli.store.session import Connection, first_row

IssueState = Literal["recorded", "published", "correction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One issue. `figures` are the JSON figures as printed."""

    issue: int
    kind: str
    period_start: date
    period_end: date
    known_at: datetime
    figures: list[dict[str, Any]]
    state: IssueState = "recorded"
    issued_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What is kept of an issue so that it can be printed again.

    `bulletin` is the value as JSON, `templates` their texts by file name, `definitions` those of
    the indicators it prints, `files` names and `hashes` SHA-256 by format, `folder` where they lie
    below the workspace's bulletins.
    """

    bulletin: str
    templates: dict[str, str]
    definitions: dict[str, Any]
    files: dict[str, str]
    hashes: dict[str, str]
    folder: str
    issued_by: str
    reason: str = ""
    corrects: int | None = None


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
    file; afterwards the record stands, since the later issue's 上期累计（已发布） rests on it. What
    is published stands at once.
    """
    found = find_issue(connection, campaign=campaign, period=period)
    number = issue_number(connection, campaign=campaign, period=period)
    if found:
        later = first_row(
            connection,
            """SELECT 1 FROM publications
               WHERE campaign = ? AND kind = ? AND period_end > ? AND state <> 'correction'""",
            [campaign, period.kind, period.end],
        )
        if later or found.state == "published":
            return found.issue
    _put(connection, (number, campaign, period), (known_at, known_at), figures, "recorded", files)
    return number


def publish_issue(
    connection: Connection, campaign: str, period: Period, issue: Publication, frozen: Frozen
) -> None:
    """Freeze the issue of a period, or the 更正 of one; a routine record of it is replaced."""
    of = (issue.issue, campaign, period)
    at = (issue.known_at, issue.issued_at or issue.known_at)
    _put(connection, of, at, issue.figures, issue.state, frozen.files)
    connection.execute(
        """UPDATE publications SET bulletin = ?, templates = ?, definitions = ?, hashes = ?,
               issued_by = ?, reason = ?, corrects = ?, folder = ?
           WHERE campaign = ? AND kind = ? AND issue = ? AND state = ?""",
        [
            frozen.bulletin, _json(frozen.templates), _json(frozen.definitions),
            _json(frozen.hashes), frozen.issued_by, frozen.reason, frozen.corrects, frozen.folder,
            campaign, period.kind, issue.issue, issue.state,
        ],
    )  # fmt: skip


def _put(
    connection: Connection,
    of: tuple[int, str, Period],
    at: tuple[datetime, datetime],
    figures: list[dict[str, Any]],
    state: IssueState,
    files: dict[str, str],
) -> None:
    number, campaign, period = of
    # 更正 have numbers of their own: the issue of the same number is another.
    if state != "correction":
        connection.execute(
            """DELETE FROM publications WHERE campaign = ? AND kind = ? AND issue = ?
               AND state = 'recorded'""",
            [campaign, period.kind, number],
        )
    connection.execute(
        """INSERT INTO publications (issue, campaign, kind, period_start, period_end, known_at,
               issued_at, figures, files, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            number, campaign, period.kind, period.start, period.end,
            *(moment.replace(tzinfo=None) for moment in at), _json(figures), _json(files), state,
        ],
    )  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def issue_number(connection: Connection, *, campaign: str, period: Period) -> int:
    """The number of the issue of that period, or the one it gets when it goes out now."""
    found = find_issue(connection, campaign=campaign, period=period)
    if found:
        return found.issue
    row = first_row(
        connection,
        """SELECT coalesce(max(issue), 0) + 1 FROM publications
           WHERE campaign = ? AND kind = ? AND state <> 'correction'""",
        [campaign, period.kind],
    )
    return int(row[0]) if row else 1


_COLUMNS = "issue, kind, period_start, period_end, known_at, figures, state, issued_at"


def find_issue(connection: Connection, *, campaign: str, period: Period) -> Publication | None:
    """The issue of exactly that period, if it went out."""
    row = first_row(
        connection,
        f"""SELECT {_COLUMNS} FROM publications
           WHERE campaign = ? AND kind = ? AND period_start = ? AND period_end = ?
             AND state <> 'correction'""",
        [campaign, period.kind, period.start, period.end],
    )
    return _publication(row) if row else None


def issues_of(connection: Connection, campaign: str) -> tuple[Publication, ...]:
    """Every issue of a campaign that went out, 更正 too, in the order they did."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM publications WHERE campaign = ? ORDER BY issued_at, kind, issue",
        [campaign],
    ).fetchall()
    return tuple(_publication(row) for row in rows)


def frozen_of(connection: Connection, campaign: str, issue: Publication) -> Frozen | None:
    """What was kept of an issue; None of one that a routine run only recorded."""
    row = first_row(
        connection,
        """SELECT bulletin, templates, definitions, files, hashes, folder, issued_by, reason,
                  corrects FROM publications
           WHERE campaign = ? AND kind = ? AND issue = ? AND state = ?""",
        [campaign, issue.kind, issue.issue, issue.state],
    )
    if row is None or row[0] is None:
        return None
    templates, definitions, files, hashes = (json.loads(text) for text in row[1:5])
    return Frozen(
        bulletin=row[0], templates=templates, definitions=definitions, files=files, hashes=hashes,
        folder=row[5], issued_by=row[6] or "", reason=row[7] or "", corrects=row[8],
    )  # fmt: skip


def _publication(row: Sequence[Any]) -> Publication:
    return Publication(
        issue=row[0], kind=row[1], period_start=row[2], period_end=row[3], known_at=row[4],
        figures=json.loads(row[5]), state=row[6], issued_at=row[7],
    )  # fmt: skip
