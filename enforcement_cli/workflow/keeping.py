"""Judges what was read and keeps it: the original in the archive, the facts in the store.

Comes in: readings. Goes out: each with its receipts, stored or not at all, sixteen a transaction.
Refuses to let one file cost another: what we fail over is refused by itself.
"""

from collections.abc import Iterator
from dataclasses import replace

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.model.fault import outline
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.read import all_returns
from enforcement_cli.store.save import save_returns
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.workbook.archive import archive
from enforcement_cli.workflow.clocks import ClockBook
from enforcement_cli.workflow.judging import IngestOptions, judge
from enforcement_cli.workflow.mapping_questions import Memory, with_questions
from enforcement_cli.workflow.reading import CHANGED, Reading, met_a_bug, unread
from enforcement_cli.workflow.received import duplicate_receipt, same_return
from enforcement_cli.workflow.state import Room

# Returns that enter in one transaction: each is in it whole or not at all.
_STORED_AT_ONCE = 16

Judged = tuple[Reading, list[tuple[Receipt, Batch | None]]]
# What was remembered of the courts' columns, and of when their returns are due.
Kept = tuple[Memory, ClockBook | None]


def store_readings(
    room: Room, readings: Iterator[Reading], options: IngestOptions, kept: Kept
) -> Iterator[tuple[Reading, list[Receipt]]]:
    """Judge and store some readings under one hold of the lock; each with its receipts."""
    with open_store(room.workspace.store, write=True) as connection:
        # The rows of a few files are no work to share out, and the cores are the readers'.
        connection.execute("SET threads = 1")
        stored = {known.sha256 for known in all_returns(connection)}
        group: list[Judged] = []
        for reading in readings:
            group.append(_answered(room, reading, options, kept))
            if len(group) >= _STORED_AT_ONCE:
                yield from _save(connection, group, stored)
                group = []
        yield from _save(connection, group, stored)


def _judged(
    room: Room, reading: Reading, options: IngestOptions, kept: Kept
) -> list[tuple[Receipt, Batch | None]]:
    """Receipts whose questions name the command that answers them."""
    memory, book = kept
    return [
        (with_questions(receipt, batch, room.desk, memory), batch)
        for receipt, batch in judge(room, reading, options, book)
    ]


def _answered(room: Room, reading: Reading, options: IngestOptions, kept: Kept) -> Judged:
    """The reading with its receipts, the original in the archive.

    A file over which we fail, or that is another one by now, is refused alone: the others go on.
    """
    try:
        pairs = _judged(room, reading, options, kept)
    except (EnforceError, MemoryError):
        raise
    except Exception as failure:  # noqa: BLE001  # its outline is kept, and the run says so
        reading = met_a_bug(reading.task, outline(failure))
        pairs = _judged(room, reading, options, kept)
    if _archived(room, reading, pairs):
        return reading, pairs
    gone = replace(reading.task, sha256="")
    # Its reader may have said why already.
    reading = unread(gone, CHANGED) if reading.batches else replace(reading, task=gone)
    return reading, _judged(room, reading, options, kept)


def _archived(room: Room, reading: Reading, pairs: list[tuple[Receipt, Batch | None]]) -> bool:
    """Keep the original of what is stored; False where the file is no longer what was read."""
    path = reading.task.path
    for receipt, _ in pairs:
        if receipt.status == "skipped" or not receipt.sha256 or _has_personal_data(receipt):
            continue
        try:
            archive(path, room.workspace.archive, receipt.sha256)
        except ValueError:
            return False
        except OSError as failure:
            if failure.filename != str(path):  # the archive's disk, not the file
                raise
            return False
    return True


def _save(
    connection: Connection, group: list[Judged], stored: set[str]
) -> Iterator[tuple[Reading, list[Receipt]]]:
    """Store what is new of a group in one transaction; `stored` are the files the store has.

    A file met before (in the store or in the group) is compared with what is stored first, since
    the same bytes may be another court's zero report. What has no fingerprint was never received.
    """
    answers: dict[int, Receipt] = {}
    new: list[tuple[int, Receipt, Batch | None]] = []
    flat = [pair for _, pairs in group for pair in pairs]
    for place, (receipt, batch) in enumerate(flat):
        if receipt.status == "skipped" or not receipt.sha256:
            answers[place] = receipt
            continue
        if receipt.sha256 in stored:
            answers |= _insert(connection, new)
            new = []
            again = _answer_again(connection, receipt)
            if again:
                answers[place] = again
                continue
        stored.add(receipt.sha256)
        new.append((place, receipt, None if _has_personal_data(receipt) else batch))
    answers |= _insert(connection, new)
    place = 0
    for reading, pairs in group:
        yield reading, [answers[place + i] for i in range(len(pairs))]
        place += len(pairs)


def _insert(
    connection: Connection, new: list[tuple[int, Receipt, Batch | None]]
) -> dict[int, Receipt]:
    """All of them or none; the receipts with the ids they got, by place."""
    if not new:
        return {}
    with transaction(connection):
        ids = save_returns(connection, [(receipt, batch) for _, receipt, batch in new])
    return {
        place: replace(receipt, return_id=return_id)
        for (place, receipt, _), return_id in zip(new, ids, strict=True)
    }


def _answer_again(connection: Connection, receipt: Receipt) -> Receipt | None:
    """The answer to a return that is in already; None when it only has the same bytes."""
    known = all_returns(connection)
    same = same_return(known, receipt)
    if same is None:
        return None
    if receipt.status == "returned":
        return replace(receipt, return_id=same.return_id)
    return duplicate_receipt(same, receipt.file, receipt.received_at, known)


def _has_personal_data(receipt: Receipt) -> bool:
    return any(problem.code == "V-22" for problem in receipt.problems)
