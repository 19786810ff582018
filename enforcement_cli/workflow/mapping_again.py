"""Reads a court's returns again that asked what has now been answered, from the archive.

Comes in: court and form. Goes out: their new receipts. Refuses to touch a return that asks nothing
the answers speak of: what was read without them stays as it was.
"""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from enforcement_cli.check.routing import Given
from enforcement_cli.model.campaign import campaign_weeks
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.problems import Wanted, all_problems, problems_at
from enforcement_cli.store.read import StoredReturn, all_returns
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.doubts import settle_doubts
from enforcement_cli.workflow.ingest import ingest_files
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.mapping_questions import QUESTIONS, remember
from enforcement_cli.workflow.received import slot_of
from enforcement_cli.workflow.state import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAgain:
    """New receipts, and the names of files whose original the archive does not have.

    `unanswered` are problems that wait in what was read again, now or by this command before.
    """

    receipts: tuple[Receipt, ...]
    missing: tuple[str, ...]
    unanswered: int


def read_again(room: Room, court: str, form: str, *, at: datetime) -> ReadAgain:
    """Take in anew the court's returns of a form whose open questions the answers speak of.

    Each stands over its earlier reading from now on; what was known before now stays as it was.
    """
    returns, shared = _asking(room, court, form, at)
    receipts: list[Receipt] = []
    missing: list[str] = []
    with tempfile.TemporaryDirectory(prefix="enforce-") as folder:
        for stored in returns:
            original = next(iter(room.workspace.archive.glob(f"{stored.sha256}*")), None)
            if original is None:
                missing.append(stored.file_name)
                continue
            # Its name speaks as well: the copy has it again.
            named = Path(folder) / str(stored.return_id) / stored.file_name.rpartition("/")[2]
            named.parent.mkdir()
            shutil.copyfile(original, named)
            there = _campaign_room(room, stored)
            options = IngestOptions(
                received_at=at, given=_given(there, stored, alone=stored.sha256 not in shared)
            )
            found = ingest_files(there, [(named, stored.file_name)], options)
            whole = stored.sender == court  # a table of several courts, asked about once
            receipts += [r for r in found if whole or r.head is None or r.head.court == court]
    if not receipts and room.workspace.store.exists():
        settle_doubts(room, {}, at)
    return ReadAgain(
        receipts=tuple(receipts),
        missing=tuple(missing),
        unanswered=_unanswered(room, court, form, at),
    )


def _unanswered(room: Room, court: str, form: str, at: datetime) -> int:
    """Problems somebody must answer in the last readings of files that were read more than once."""
    if not room.workspace.store.exists():
        return 0
    with open_store(room.workspace.store, write=False) as connection:
        readings: dict[tuple[object, ...], list[int]] = {}
        for stored in all_returns(connection):
            if (stored.sender or stored.court, stored.form) == (court, form):
                slot = (stored.sha256, *slot_of(stored))
                readings.setdefault(slot, []).append(stored.return_id)
        last = [numbers[-1] for numbers in readings.values() if len(numbers) > 1]
        found = problems_at(connection, at, Wanted(returns=last))
    return sum(p.state == "open" and p.severity in ("return", "query") for p in found)


def _asking(
    room: Room, court: str, form: str, at: datetime
) -> tuple[list[StoredReturn], frozenset[str]]:
    """The returns to read again, and the files that hold returns of several courts."""
    if not room.workspace.store.exists():
        return [], frozenset()
    with open_store(room.workspace.store, write=False) as connection:
        returns = all_returns(connection)
        problems = all_problems(connection, at)
        memory = remember(room.workspace, connection)
    asking = {p.return_id for p in problems if p.state == "open" and p.code in QUESTIONS}
    last: dict[tuple[object, ...], StoredReturn] = {}
    for stored in returns:
        if (stored.sender or stored.court, stored.form) == (court, form):
            last[stored.sha256, *slot_of(stored)] = stored
    again = [
        stored
        for stored in last.values()
        if stored.return_id in asking and not stored.withdrawn and memory.read_otherwise(stored)
    ]
    once = {stored.sha256 if stored.sender else stored.return_id: stored for stored in again}
    return list(once.values()), _shared_files(returns)


def _shared_files(returns: Sequence[StoredReturn]) -> frozenset[str]:
    courts: dict[str, set[str | None]] = {}
    for stored in returns:
        courts.setdefault(stored.sha256, set()).add(stored.court)
    return frozenset(sha256 for sha256, named in courts.items() if len(named) > 1)


def _campaign_room(room: Room, stored: StoredReturn) -> Room:
    campaign = next((c for c in room.desk.campaigns if c.id == stored.campaign), room.campaign)
    return replace(room, campaign=campaign)


def _given(room: Room, stored: StoredReturn, *, alone: bool) -> Given:
    """What was decided the first time, so far as the clerk may have said it.

    The day is given only where it leads to the same week: a file may state a day outside of it.
    """
    weeks = campaign_weeks(room.campaign, room.desk.calendar)
    week = next((w for w in weeks if stored.as_of and w.covers(stored.as_of)), None)
    same = week is not None and week.end == stored.period_end
    return Given(
        court=stored.court if alone else None,
        form=stored.form,
        as_of=stored.as_of if same else None,
    )
