"""The first steps of a run: take the inbox in, and write what goes back to the courts.

Comes in: a room, a moment. Goes out: receipts, what waits for an answer, marked copies and notices.
Refuses to move or change what lies in the inbox: a file that is in already costs a look.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from enforcement_cli.model.failure import ExitCode
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.read import all_returns
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.clocks import desk_time
from enforcement_cli.workflow.ingest import ingest
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.record.journal import note
from enforcement_cli.workflow.routine.steps import Step
from enforcement_cli.workflow.sendback import Told, send_back, what_to_tell
from enforcement_cli.workflow.state import Room

SENT_BACK = "退回"
_ASKS = ("return", "query")


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What the inbox held: `unanswered` problems wait for somebody, in files of earlier runs too."""

    receipts: tuple[Receipt, ...] = ()
    told: tuple[Told, ...] = ()
    unanswered: int = 0
    problems: Mapping[tuple[str, str], int] = field(default_factory=dict)


def receive(room: Room, at: datetime) -> tuple[Step, Received]:
    """Ingest the inbox. A file that cannot be read costs itself alone."""
    receipts: list[Receipt] = []
    if room.workspace.inbox.is_dir():
        receipts = ingest(room, [room.workspace.inbox], IngestOptions(received_at=at))
    for receipt in receipts:
        note(room.workspace, "ingest", status=receipt.status, sha256=receipt.sha256[:12])
    told = what_to_tell(room, receipts, at)
    unanswered = sum(item.severity in _ASKS for one in told for item in one.items)
    found = Received(
        receipts=tuple(receipts),
        told=tuple(told),
        unanswered=unanswered,
        problems=Counter((p.code, p.severity) for r in receipts for p in r.problems),
    )
    code = ExitCode.FINDINGS if unanswered else ExitCode.CLEAN
    if any(receipt.fault for receipt in receipts):
        code = ExitCode.BUG
    facts: dict[str, int | str | Sequence[str]] = {"unanswered": unanswered}
    facts |= Counter(str(receipt.status) for receipt in receipts)
    return Step(name="receive", code=code, facts=facts), found


def give_back(room: Room, received: Received, at: datetime) -> tuple[Step, tuple[Path, ...]]:
    """Marked copies and notices of the returns that came today, in 退回/<date>.

    Those of an earlier run of the day are written again: whoever killed it between took nothing.
    """
    today = _came_on(room, at)
    fresh = [one for one in received.told if one.receipt.return_id in today]
    if not fresh:
        return Step(name="send_back", skipped=True), ()
    folder = room.workspace.root / SENT_BACK / f"{at:%Y-%m-%d}"
    sent = send_back(room, [room.workspace.inbox], fresh, folder, at)
    files = [path for one in sent for path in (one.marked, one.notice) if path]
    step = Step(name="send_back", facts={"returns": len(fresh), "files": len(set(files))})
    return step, tuple(dict.fromkeys(files))


def _came_on(room: Room, at: datetime) -> set[int]:
    """The returns that first came on the day of a moment."""
    if not room.workspace.store.exists():
        return set()
    with open_store(room.workspace.store, write=False) as connection:
        known = all_returns(connection)
    day = desk_time(at).date()
    return {stored.return_id for stored in known if stored.received_at.date() == day}
