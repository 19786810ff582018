"""The weekly issue going out: written, and recorded with what was known and printed."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from enforcement_cli.store.publications import record_issue
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.workflow.figures import figure_json
from enforcement_cli.workflow.material import ReportOptions
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.record.plain_facts import Fact
from enforcement_cli.workflow.report import Report, hold_back, report_from, write_report
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.writing import layout_of

_PLAIN = ReportOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A bulletin that went out: its number and files by format."""

    report: Report
    number: int
    files: dict[str, Path]


def issue_bulletin(
    room: Room,
    wish: PeriodWish,
    *,
    at: datetime,
    formats: tuple[str, ...],
    options: ReportOptions = _PLAIN,
) -> Issue:
    """Compose, write into bulletins/ and record the bulletin of a period.

    What was printed first stays the reference of the next issue's 上期累计（已发布）; running it
    again writes the files anew from what is known now and changes no record.

    Raises:
        HeldBack: the campaign waits for all courts, and one is missing; nothing is written.
    """
    period, previous = resolve_period(wish, room.desk, room.campaign, at.date())
    about: dict[str, Fact] = {"campaign": room.campaign.id, "kind": period.kind, "end": period.end}
    with (
        audited(room.workspace, "issue", about=about, at_once=False) as entry,
        open_store(room.workspace.store, write=True) as connection,
    ):
        found = report_from(connection, room, period, previous, at, options)
        hold_back(found)
        layout = layout_of(room.workspace)
        entry.begin(missing=found.missing)
        files = write_report(found, formats, room.workspace.bulletins, layout)
        with transaction(connection):
            number = record_issue(
                connection,
                campaign=room.campaign.id,
                period=period,
                known_at=at,
                figures=[figure_json(figure) for figure in found.figures.figures],
                files={kind: path.name for kind, path in files.items()},
            )
        entry.add(issue=number)
    return Issue(report=found, number=number, files=files)
