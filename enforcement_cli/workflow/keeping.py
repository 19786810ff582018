"""Keeps what was taken in: the original in the archive, the facts in the store.

Comes in: files that were read and judged. Goes out: each with its receipts, stored or not at all,
all of them in one transaction. Refuses to let one file cost another: one that is another by now is
refused by itself.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from enforcement_cli.model.facts import Facts
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.read import received_before, returns_of_files
from enforcement_cli.store.save import save_returns
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.workbook.archive import archive, flush
from enforcement_cli.workflow.received import duplicate_receipt, same_return
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.taking import Manner, Taken, has_personal_data, not_kept

# A copy mostly waits for the disk, which flushes several in hardly more time than one.
_COPIES_AT_ONCE = 4


def store_files(
    room: Room, files: Sequence[Taken], manner: Manner
) -> list[tuple[Taken, list[Receipt]]]:
    """Store files under one hold of the lock; each with its receipts."""
    with open_store(room.workspace.store, write=True) as connection:
        # The rows of a few files are no work to share out, and the cores are the readers'.
        connection.execute("SET threads = 1")
        with ThreadPoolExecutor(_COPIES_AT_ONCE) as pool:
            kept = list(pool.map(partial(_archived, room), files))
        group = [
            file if is_kept else not_kept(file, manner)
            for file, is_kept in zip(files, kept, strict=True)
        ]
        flush(room.workspace.archive)
        asked = {receipt.sha256 for file in group for receipt, _ in file.pairs}
        return save_files(connection, group, received_before(connection, asked))


def _archived(room: Room, file: Taken) -> bool:
    """Keep the original of what is stored; False where the file is no longer what was read."""
    path = file.arrival.path
    for receipt, _ in file.pairs:
        if receipt.status == "skipped" or not receipt.sha256 or has_personal_data(receipt):
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


def save_files(
    connection: Connection, group: Sequence[Taken], stored: set[str]
) -> list[tuple[Taken, list[Receipt]]]:
    """Store what is new of a group in one transaction; `stored` are the files the store has.

    A file met before (in the store or in the group) is compared with what is stored first, since
    the same bytes may be another court's zero report. What has no fingerprint was never received.
    """
    answers: dict[int, Receipt] = {}
    new: list[tuple[int, Receipt, Facts | None]] = []
    flat = [pair for file in group for pair in file.pairs]
    for place, (receipt, facts) in enumerate(flat):
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
        new.append((place, receipt, facts))
    answers |= _insert(connection, new)
    places = iter(range(len(flat)))
    return [(file, [answers[next(places)] for _ in file.pairs]) for file in group]


def _insert(
    connection: Connection, new: list[tuple[int, Receipt, Facts | None]]
) -> dict[int, Receipt]:
    """All of them or none; the receipts with the ids they got, by place."""
    if not new:
        return {}
    with transaction(connection):
        ids = save_returns(connection, [(receipt, facts) for _, receipt, facts in new])
    return {
        place: replace(receipt, return_id=return_id)
        for (place, receipt, _), return_id in zip(new, ids, strict=True)
    }


def _answer_again(connection: Connection, receipt: Receipt) -> Receipt | None:
    """The answer to a return that is in already; None when it only has the same bytes."""
    known = returns_of_files(connection, [receipt.sha256])
    same = same_return(known, receipt)
    if same is None:
        return None
    if receipt.status == "returned":
        return replace(receipt, return_id=same.return_id)
    return duplicate_receipt(same, receipt.file, receipt.received_at, known)
