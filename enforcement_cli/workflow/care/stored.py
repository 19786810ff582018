"""The doctor opens the store: version, every table to its end, what does not fit together.

Comes in: a workspace. Goes out: findings, and what the checks of originals and issues need, read
under one shared hold of the lock. Refuses to migrate, and to change any fact.
"""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import EnforceError, StoreBusy
from enforcement_cli.store.clock import cure, returns_ahead, written_at
from enforcement_cli.store.lock import locked, wait_seconds
from enforcement_cli.store.publications import Frozen, Publication, frozen_of, issues_of
from enforcement_cli.store.save import is_unsettled
from enforcement_cli.store.session import Connection, open_store, row_counts, transaction
from enforcement_cli.store.soundness import (
    Original,
    campaigns_published,
    counted_twice,
    draft_files,
    homeless_rows,
    is_current,
    is_newer,
    looked_at,
    originals,
    schema_version,
    unreadable_tables,
)
from enforcement_cli.workflow.care.backup import backups_folder
from enforcement_cli.workflow.care.finding import (
    Finding,
    found,
    listed,
    mended_by,
    refused,
    sized,
)
from enforcement_cli.workflow.state import has_lost_store
from enforcement_cli.workflow.workspace import Workspace

_TOLERANCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """An issue that went out and was frozen; `keep` None: its snapshot is not there."""

    campaign: str
    issue: Publication
    keep: Frozen | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the store says of files: originals, issues that are out, JSON of drafts' names."""

    originals: tuple[Original, ...]
    issues: tuple[Out, ...]
    drafts: tuple[str, ...]


def check_store(workspace: Workspace, at: datetime) -> tuple[Seen | None, tuple[Finding, ...]]:
    """What the store says, and every finding about it; None where it cannot be asked."""
    log = workspace.store.with_name(workspace.store.name + ".wal")
    backup = _newest_backup(workspace)
    if not workspace.store.exists():
        if log.exists():
            return None, (found("store", "lost", log=log.name),)
        gone = has_lost_store(workspace)
        return None, (found("store", "gone", backup=backup) if gone else found("store", "none"),)
    patience = wait_seconds(os.environ)
    try:
        with (
            locked(workspace.lock, exclusive=False, patience=patience),
            looked_at(workspace.store) as connection,
        ):
            findings = _look(connection, workspace, at, backup)
            if log.exists():
                findings.append(found("store", "log", size=sized(log.stat().st_size)))
            sound = not any(finding.state == "error" for finding in findings)
            seen = None
            if sound and is_current(schema_version(connection)):
                seen, amiss = _seen(connection, backup)
                findings += amiss
    except StoreBusy as failure:
        return None, (refused("store", failure, "busy"),)
    except EnforceError as failure:
        return None, (refused("store", failure, backup=backup),)
    return seen, tuple(findings)


def _newest_backup(workspace: Workspace) -> str:
    made = sorted(backups_folder(workspace).glob("enforce-*.zip"))
    return f"最近一份是 {made[-1].name}。" if made else "backups/ 里没有备份，请到别处找。"


def _look(connection: Connection, workspace: Workspace, at: datetime, backup: str) -> list[Finding]:
    version = schema_version(connection)
    if version is None:
        return [found("store", "foreign", backup=backup)]
    if is_newer(version):
        return [found("store", "newer", version=version)]
    unread = unreadable_tables(connection)
    if unread:
        return [found("tables", "unreadable", names=listed(unread), backup=backup)]
    rows = row_counts(connection)
    whole = found("tables", "ok", count=len(rows), rows=sum(rows.values()))
    if not is_current(version):
        return [found("store", "older", version=version), whole]
    return [
        found("store", "ok", version=version),
        whole,
        *_records(connection, rows.get("returns", 0), backup),
        *_clock(connection, workspace, at),
    ]


def _records(connection: Connection, count: int, backup: str) -> list[Finding]:
    findings = [
        found("returns", "homeless", table=table, count=number, backup=backup)
        for table, number in homeless_rows(connection).items()
    ]
    twice = [str(number) for number in counted_twice(connection)]
    if twice:
        findings.append(found("returns", "twice", ids=listed(twice), first=twice[-1]))
    if is_unsettled(connection):
        findings.append(found("returns", "unsettled"))
    return findings or [found("returns", "ok", count=count)]


def _clock(connection: Connection, workspace: Workspace, at: datetime) -> list[Finding]:
    findings = []
    last = written_at(connection)
    if last is not None and at < last - _TOLERANCE:
        facts = {
            "now": f"{at:%Y-%m-%d %H:%M}",
            "last": f"{last.astimezone(BEIJING):%Y-%m-%d %H:%M}",
        }
        finding = found("clock", "back", **facts)
        findings.append(mended_by(finding, lambda: _set_back(workspace, at), alone=False))
    ahead = returns_ahead(connection, at)
    if ahead:
        findings.append(found("clock", "ahead", count=len(ahead), first=ahead[0]))
    return findings


def _set_back(workspace: Workspace, at: datetime) -> None:
    with open_store(workspace.store, write=True) as connection, transaction(connection):
        cure(connection, at)


def _seen(connection: Connection, backup: str) -> tuple[Seen | None, list[Finding]]:
    try:
        issues = [
            Out(campaign=campaign, issue=issue, keep=frozen_of(connection, campaign, issue))
            for campaign in campaigns_published(connection)
            for issue in issues_of(connection, campaign)
            if issue.state != "recorded"
        ]
    except (ValueError, TypeError, KeyError):  # JSON that somebody changed by hand
        return None, [found("published", "unreadable", backup=backup)]
    seen = Seen(
        originals=originals(connection), issues=tuple(issues), drafts=draft_files(connection)
    )
    return seen, []
