"""What cron does every week: take the inbox in, write the bulletin. Every step may be repeated."""

from dataclasses import dataclass
from datetime import date, datetime

from enforcement_cli.model.receipt import Receipt
from enforcement_cli.workflow.ingest import ingest
from enforcement_cli.workflow.issue import Issue, issue_bulletin
from enforcement_cli.workflow.journal import note
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.resources import template_path
from enforcement_cli.workflow.state import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyRun:
    """What the routine did."""

    receipts: tuple[Receipt, ...]
    issue: Issue


def run_weekly(room: Room, *, at: datetime, day: date | None = None) -> WeeklyRun:
    """Ingest the inbox, then write and record the bulletin of the week.

    A file that cannot be read costs itself alone; run again, nothing is taken in twice and the
    same bulletin is written.
    """
    receipts: list[Receipt] = []
    if room.workspace.inbox.is_dir():
        receipts = ingest(room, [room.workspace.inbox], IngestOptions(received_at=at))
    for receipt in receipts:
        note(room.workspace, "ingest", status=receipt.status, sha256=receipt.sha256[:12])
    issue = issue_bulletin(
        room,
        PeriodWish(kind="week", day=day),
        at=at,
        formats=("md", "xlsx"),
        templates={
            "md": template_path(room.workspace, "weekly.md.j2"),
            "xlsx": template_path(room.workspace, "weekly.xlsx"),
        },
    )
    note(
        room.workspace,
        "issue",
        number=str(issue.number),
        missing=",".join(issue.report.missing),
    )
    return WeeklyRun(receipts=tuple(receipts), issue=issue)
