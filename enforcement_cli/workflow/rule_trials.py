"""One check tried on files, and what another setting of it would change in what is stored.

Comes in: a room, a code, files or a setting. Goes out: problems. Refuses to keep anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.model.problem import CheckSetting, Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.session import open_store
from enforcement_cli.vocabulary.checks import adjustable, catalogue
from enforcement_cli.workflow.ingest import ingest
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.recheck import Found, recheck
from enforcement_cli.workflow.state import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What a changed setting changes in the problems of the stored returns."""

    appearing: tuple[Found, ...]
    disappearing: tuple[Found, ...]
    standing: int


def try_rule(
    room: Room, code: str, paths: Sequence[Path], options: IngestOptions
) -> list[tuple[Receipt, tuple[Problem, ...]]]:
    """What one check finds on files, beside all that the store has; nothing is kept."""
    receipts = ingest(room, paths, replace(options, dry_run=True))
    return [(receipt, tuple(p for p in receipt.problems if p.code == code)) for receipt in receipts]


def replay(room: Room, setting: CheckSetting, *, known_at: datetime) -> Replay:
    """What the problems of the stored returns would be with `setting` added to the campaign's.

    Raises:
        UnknownName: nothing is stored yet.
        UsageError: the check judges what is read, which only the files themselves show.
    """
    shipped = catalogue()[setting.code]
    if shipped.waits or (shipped.over == "return" and not adjustable(shipped) and not shipped.on):
        raise UsageError(f"{setting.code} 尚未提供，没有可以回放的结果。")
    if not room.workspace.store.exists():
        raise UnknownName("工作区里还没有任何报表。", remedy="先用 enforce ingest 收报表。")
    with open_store(room.workspace.store, write=False) as connection:
        now, then = (
            _of_code(recheck(connection, room, settings, known_at=known_at), setting.code)
            for settings in (room.campaign.checks, (*room.campaign.checks, setting))
        )
    return Replay(
        appearing=tuple(found for key, found in then.items() if key not in now),
        disappearing=tuple(found for key, found in now.items() if key not in then),
        standing=sum(1 for key in then if key in now),
    )


def _of_code(found: Sequence[Found], code: str) -> dict[tuple[object, ...], Found]:
    return {
        (
            item.stored.return_id, item.problem.severity, str(item.problem.origin),
            item.problem.subject or item.problem.field, item.problem.case_no,
        ): item
        for item in found
        if item.problem.code == code
    }  # fmt: skip
