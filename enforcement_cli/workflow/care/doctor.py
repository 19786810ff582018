"""The desk's health: every check in its order, and the repair of what can safely be repaired.

Comes in: a workspace and a moment. Goes out: findings, each with what to do. Refuses to remove a
return, an original or anything published. A check that finds nothing amiss says so itself.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from enforcement_cli.store.lock import locked, wait_seconds
from enforcement_cli.vocabulary.doctor import Health, checks
from enforcement_cli.workflow.care.finding import Finding, found
from enforcement_cli.workflow.care.folder import check_folder
from enforcement_cli.workflow.care.kept import check_kept
from enforcement_cli.workflow.care.machine import check_machine
from enforcement_cli.workflow.care.settings import check_settings, check_templates, read_desk
from enforcement_cli.workflow.care.stored import check_store
from enforcement_cli.workflow.care.upkeep import check_care
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.workspace import Workspace

Progress = Callable[[str], None]

# Those who make these say nothing where nothing is amiss; all others say so themselves.
_SILENT_WHEN_WELL = ("folders", "modes", "left_overs", "nested", "inbox", "settings", "pdf")
_STORE = ("store", "tables")


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What the doctor found, in the order of the checks, and what was mended before."""

    findings: tuple[Finding, ...]
    mended: tuple[Finding, ...] = ()

    @property
    def worst(self) -> Health:
        """The gravest state of all."""
        order: tuple[Health, ...] = ("error", "warning", "note")
        states = {finding.state for finding in self.findings}
        return next((state for state in order if state in states), "ok")

    @property
    def store_broken(self) -> bool:
        """Whether the store itself cannot be relied upon."""
        return any(f.state == "error" and f.check in _STORE for f in self.findings)

    @property
    def mendable(self) -> bool:
        """Whether a repair would do anything."""
        return any(finding.mend for finding in self.findings)


def examine(workspace: Workspace, *, at: datetime, tell: Progress | None = None) -> Examined:
    """Make every check; nothing is changed."""
    order = checks()
    findings = sorted(
        _all(workspace, at, tell or _silent), key=lambda finding: order.index(finding.check)
    )
    return Examined(findings=tuple(findings))


def repair(workspace: Workspace, *, at: datetime, tell: Progress | None = None) -> Examined:
    """Make every check, mend what can be mended, and check again.

    Raises:
        StoreBusy: another enforce holds the store; nothing was mended.
        EnforceError: the audit log cannot be written; nothing was mended.
        OSError: the disk refused a repair; those before it are made.
    """
    before = examine(workspace, at=at, tell=tell)
    sick = [finding for finding in before.findings if finding.mend]
    if not sick:
        return before
    with audited(workspace, "doctor_repair", about={"findings": len(sick)}) as entry:
        with locked(workspace.lock, exclusive=True, patience=wait_seconds(os.environ)):
            mended = _mend([finding for finding in sick if finding.alone])
        # These open the store themselves.
        mended += _mend([finding for finding in sick if not finding.alone])
        entry.add(mended=[f"{finding.check}-{finding.what}" for finding in mended])
    after = examine(workspace, at=at, tell=tell)
    return Examined(findings=after.findings, mended=tuple(mended))


def _mend(sick: Sequence[Finding]) -> list[Finding]:
    for finding in sick:
        if finding.mend:
            finding.mend()
    return list(sick)


def _all(workspace: Workspace, at: datetime, tell: Progress) -> Iterator[Finding]:
    """What is found, and of each check that found nothing that all is well."""
    spoke = set()
    for finding in _found(workspace, at, tell):
        spoke.add(finding.check)
        yield finding
    for check in checks():
        if check in _SILENT_WHEN_WELL and check not in spoke:
            yield found(check, "ok")


def _found(workspace: Workspace, at: datetime, tell: Progress) -> Iterator[Finding]:
    tell("文件夹和设置")
    yield from check_folder(workspace)
    desk, broken = read_desk(workspace)
    yield from broken
    if desk is not None:
        yield from check_settings(workspace, desk)
    tell("数据库")
    seen, about_store = check_store(workspace, at)
    yield from about_store
    if seen is not None:
        tell(f"{len(seen.originals)} 份原件和 {len(seen.issues)} 期已发布")
        yield from check_kept(workspace, seen)
    if desk is not None and (seen is not None or not workspace.store.exists()):
        yield from check_templates(workspace, at)
    tell("记录和本机")
    yield from check_care(workspace, desk, at)
    yield from check_machine(at)


def _silent(stage: str) -> None:
    """Nobody watches."""
