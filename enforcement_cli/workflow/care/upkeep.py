"""The doctor asks whether the desk is looked after: audit log, schedule, runs, backups.

Comes in: a workspace, its desk, a moment. Goes out: findings. Refuses to run anything by itself.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from enforcement_cli.model.campaign import Desk
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.workflow.care.backup import backups_folder
from enforcement_cli.workflow.care.finding import Finding, found, listed, refused
from enforcement_cli.workflow.record.audit_check import read_audit, verify_audit
from enforcement_cli.workflow.routine.state import records_folder
from enforcement_cli.workflow.schedule.install import SYSTEMS, installed, is_of
from enforcement_cli.workflow.schedule.jobs import KIND_NAMES, KINDS, Kind
from enforcement_cli.workflow.workspace import Workspace

# The longest that a run of a kind may lie back; the daily one rests over 春节.
_LONGEST_DAYS = {"daily": 10, "weekly": 8, "monthly": 33}
_RECORD = re.compile(r"(daily|weekly|monthly)-(\d{4}-\d{2}-\d{2})(-.+)?")
_BACKUP = re.compile(r"enforce-.+-(\d{8})-\d{6}(?:-\d+)?\.zip")
_BACKUP_DAYS = 7
# A campaign's last bulletins are written in the weeks after it.
_AFTER = timedelta(days=31)


def check_care(workspace: Workspace, desk: Desk | None, at: datetime) -> Iterator[Finding]:
    """Every finding about how the desk is kept."""
    yield from _audit(workspace)
    yield _schedule(workspace, at)
    yield from _runs(workspace, desk, at.date())
    yield _backup(workspace, at.date())


def _audit(workspace: Workspace) -> Iterator[Finding]:
    try:
        state = verify_audit(workspace)
    except (OSError, EnforceError) as error:
        message = error.message if isinstance(error, EnforceError) else error.strerror
        yield found("audit", "unreadable", message=message)
        return
    if state.breaches:
        yield found("audit", "breach", line=state.breaches[0].line, count=len(state.breaches))
    elif state.entries:
        yield found("audit", "ok", count=state.entries)
    else:
        yield found("audit", "none")
    if state.torn:
        yield found("audit", "torn", count=len(state.torn))
    if state.unfinished:
        yield found("audit", "unfinished", count=len(state.unfinished))


def _schedule(workspace: Workspace, at: datetime) -> Finding:
    try:
        jobs = [job for job in installed(SYSTEMS, at) if is_of(job, workspace.root)]
    except EnforceError as failure:
        return refused("schedule", failure, "unreadable")
    if not jobs:
        return found("schedule", "none")
    return found("schedule", "ok", names=listed([job.name for job in jobs]))


def _runs(workspace: Workspace, desk: Desk | None, today: date) -> Iterator[Finding]:
    newest = _newest_records(workspace)
    if not newest:
        yield found("runs", "none")
        return
    running = desk is not None and any(
        campaign.start <= today <= campaign.end + _AFTER for campaign in desk.campaigns
    )
    for kind, (day, folder) in newest.items():
        days = (today - day).days
        name = f"{KIND_NAMES[kind]} {day}"
        status = _status(folder)
        if status is None:
            yield found("runs", "unreadable", name=folder.name)
        elif status == "failed":
            yield found("runs", "failed", name=f"{name}（{folder.name}）")
        elif running and days > _LONGEST_DAYS[kind]:
            yield found("runs", "late", name=name, days=days)
        else:
            yield found("runs", "ok", name=name)


def _newest_records(workspace: Workspace) -> dict[Kind, tuple[date, Path]]:
    """The last record of each kind of run."""
    folder = records_folder(workspace)
    newest: dict[Kind, tuple[date, Path]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        named = _RECORD.fullmatch(path.name)
        for kind in KINDS:
            if named and named[1] == kind and (path / "run.json").is_file():
                with suppress(ValueError):  # no day: somebody else's folder
                    newest[kind] = date.fromisoformat(named[2]), path
    return newest


def _status(folder: Path) -> str | None:
    try:
        told = json.loads((folder / "run.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return str(told.get("status")) if isinstance(told, dict) else None


def _backup(workspace: Workspace, today: date) -> Finding:
    made: list[tuple[date, str]] = []
    for path in backups_folder(workspace).glob("enforce-*.zip"):
        named = _BACKUP.fullmatch(path.name)
        if named:
            with suppress(ValueError):  # no day: somebody else's file
                made.append((date.fromisoformat(named[1]), path.name))
    # Those on another disk are not here to be seen, but their making is on record.
    with suppress(EnforceError, ValueError):  # a broken log is the audit's own finding
        made += [
            (day, str(day))
            for entry in read_audit(workspace)
            if (entry.what, entry.result) == ("backup", "done")
            and (day := date.fromisoformat(entry.at[:10])) <= today
        ]
    if not made:
        return found("backup", "none")
    day, name = max(made)
    days = (today - day).days
    return (
        found("backup", "old", name=name, days=days)
        if days > _BACKUP_DAYS
        else found("backup", "ok", name=name)
    )
