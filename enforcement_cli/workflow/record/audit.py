"""The audit log: who changed what, when and why, begun before the change and ended after it.

Comes in: a use case that changes something. Goes out: lines of audit/audit.jsonl, each with the
hash of the line before, so that a line changed, taken out or put in shows (audit_check). Refuses to
let a change go on that it cannot record, and to record what names a party.
"""

import os
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from enforcement_cli.disk.refused import disk_failure
from enforcement_cli.model.failure import EnforceError, ExitCode, StoreBusy
from enforcement_cli.workflow.record.audit_lines import append_entry
from enforcement_cli.workflow.record.journal import RUN_ID, note_all
from enforcement_cli.workflow.record.plain_facts import Fact, Plain, plain
from enforcement_cli.workflow.workspace import Workspace

Verb = Literal[
    "ingest", "withdraw", "publish", "issue", "correct", "explain", "waive", "accept", "reopen",
    "extend", "exempt", "revoke", "state", "chase", "mapping_confirm", "mapping_edit",
    "mapping_forget", "targets_import", "workdays", "stories", "restore", "backup",
    "doctor_repair", "schedule_install", "schedule_remove", "run", "deliver", "migrate",
    "lake_import", "lake_ingest",
]  # fmt: skip
Result = Literal["begun", "done", "failed"]

_LONGEST_REASON = 1000


@dataclass(slots=True, kw_only=True)
class Entry:
    """One change on its way. `begun`: the number of its first line, 0 before there is one."""

    workspace: Workspace
    what: Verb
    by: str
    why: str
    about: dict[str, Plain]
    begun: int = 0
    added: dict[str, Plain] = field(default_factory=dict)
    started: float = 0.0

    def begin(self, **facts: Fact) -> None:
        """Record that the change is about to be made; a second time does nothing.

        Raises:
            EnforceError: it cannot be recorded; the change must not be made.
        """
        if self.begun:
            return
        self.about |= _plain(facts)
        self.started = time.monotonic()
        told = {"who": self.by, "account": account(), "why": self.why, "about": self.about}
        self.begun = _append(self, "begun", told, "没有改动任何数据。")
        note_all(self.workspace, "begin", {**self.about, "what": self.what, "audit": self.begun})

    def add(self, **facts: Fact) -> None:
        """What is known only after the change: new ids, counts."""
        self.added |= _plain(facts)

    def end(self, code: int) -> None:
        """Record how it ended; nothing where it never began.

        Raises:
            EnforceError: the change is made, and the record of its end is not.
        """
        if not self.begun:
            return
        result: Result = "done" if code == ExitCode.CLEAN else "failed"
        told: dict[str, Any] = {"of": self.begun, "about": self.added}
        if code:
            told["code"] = code
        number = _append(self, result, told, "改动本身已经完成。")
        took = round((time.monotonic() - self.started) * 1000)
        level: Literal["info", "error"] = "info" if result == "done" else "error"
        facts = {**self.added, "what": self.what, "code": code, "ms": took, "audit": number}
        note_all(self.workspace, "end", facts, level=level)


@contextmanager
def audited(
    workspace: Workspace,
    what: Verb,
    *,
    by: str = "",
    why: str = "",
    about: Mapping[str, Fact] | None = None,
    at_once: bool = True,
) -> Iterator[Entry]:
    """Record the change that the block makes: that it begins, and how it ended.

    Whoever is killed between leaves a beginning without an end. The block encloses the store's
    transaction, so that nothing is called done before it is.

    Args:
        workspace: whose audit log.
        what: the kind of change.
        by: who answers for it; empty: the account that runs enforce, which is recorded anyway.
        why: the clerk's words; numbers of persons in them are masked.
        about: ids, codes, counts, days, hashes (plain_facts); nothing else is kept.
        at_once: False: the block calls `begin` itself when it knows that there is something to
            change; without, nothing is recorded.

    Raises:
        EnforceError: the audit log cannot be written.
    """
    entry = Entry(
        workspace=workspace, what=what, by=_masked(by), why=_masked(why), about=_plain(about or {})
    )
    if at_once:
        entry.begin()
    try:
        yield entry
    except BaseException as failure:
        _end_failed(entry, failure)
        raise
    entry.end(ExitCode.CLEAN)


def account() -> str:
    """The account of the machine that runs this, whatever the environment says."""
    if sys.platform == "win32":
        name = os.getlogin()
    else:
        import pwd

        try:
            name = pwd.getpwuid(os.getuid()).pw_name
        except KeyError:  # a container's number without a name
            name = f"uid{os.getuid()}"
    return f"{name}@{socket.gethostname()}"


def _end_failed(entry: Entry, failure: BaseException) -> None:
    """What stopped the change is told, not that its record could not be ended as well."""
    if isinstance(failure, EnforceError):
        code = int(failure.code)
    elif isinstance(failure, KeyboardInterrupt):
        code = int(ExitCode.INTERRUPTED)
    else:
        known = isinstance(failure, OSError) and disk_failure(failure) is not None
        code = int(ExitCode.FAILED if known else ExitCode.BUG)
    try:
        entry.end(code)
    except EnforceError as unrecorded:
        failure.add_note(unrecorded.message)


def _append(entry: Entry, result: Result, told: Mapping[str, Any], stands: str) -> int:
    values = {"run": RUN_ID, "what": entry.what, "result": result, **told}
    try:
        return append_entry(entry.workspace.audit, values)
    except TimeoutError as error:
        raise StoreBusy(
            f"审计记录正被另一个 enforce 写着，{stands}",
            where=str(entry.workspace.audit),
            remedy="请等它结束后重试。",
        ) from error
    except OSError as error:
        refused = disk_failure(error)
        cause = refused.message if refused else f"{error.strerror}。"
        raise EnforceError(
            f"审计记录写不进去：{cause}{stands}",
            where=str(entry.workspace.audit),
            remedy="请核对磁盘空间和文件夹的权限，然后重新运行同一命令。",
        ) from error


def _plain(facts: Mapping[str, Fact]) -> dict[str, Plain]:
    return {key: plain(value) for key, value in facts.items() if value not in ("", (), [])}


def _masked(text: str) -> str:
    """The clerk's words without numbers of persons, cards and cars."""
    from enforcement_cli.bulletin.leaks import scan

    shown = " ".join(text.split())[:_LONGEST_REASON]
    for leak in reversed(scan(shown)):
        shown = f"{shown[: leak.start]}［{leak.kind}］{shown[leak.end :]}"
    return shown
