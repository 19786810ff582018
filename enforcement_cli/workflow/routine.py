"""What cron does every week: take the inbox in, write the bulletin. Every step may be repeated."""

from dataclasses import dataclass
from datetime import date, datetime

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.read import last_change
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.ingest import ingest
from enforcement_cli.workflow.issue import Issue, issue_bulletin
from enforcement_cli.workflow.journal import note
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.state import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyRun:
    """What the routine did."""

    receipts: tuple[Receipt, ...]
    issue: Issue


def run_weekly(room: Room, *, at: datetime, day: date | None = None) -> WeeklyRun:
    """Ingest the inbox, then write and record the bulletin of the week.

    A file that cannot be read costs itself alone; run again, nothing is taken in twice and the
    same bulletin is written: it is dated by what it knows, not by when it was printed.
    """
    receipts: list[Receipt] = []
    if room.workspace.inbox.is_dir():
        receipts = ingest(room, [room.workspace.inbox], IngestOptions(received_at=at))
    for receipt in receipts:
        note(room.workspace, "ingest", status=receipt.status, sha256=receipt.sha256[:12])
    period, _ = resolve_period(
        PeriodWish(kind="week", day=day), room.desk, room.campaign, at.date()
    )
    issue = issue_bulletin(
        room,
        PeriodWish(kind="week", day=period.end),
        at=_known_until(room, at),
        formats=("md", "xlsx"),
    )
    note(
        room.workspace,
        "issue",
        number=str(issue.number),
        missing=",".join(issue.report.missing),
    )
    return WeeklyRun(receipts=tuple(receipts), issue=issue)


def _known_until(room: Room, at: datetime) -> datetime:
    with open_store(room.workspace.store, write=False) as connection:
        changed = last_change(connection, at)
    return changed.replace(tzinfo=BEIJING) if changed else at
