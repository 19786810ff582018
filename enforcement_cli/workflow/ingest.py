"""Files in, receipts out: read, route, judge, store; a file failing alone (design.md section 2).

Every file ends as one receipt a form it holds. What was stored before stays untouched by what
fails after; run again, the same files change nothing.
"""

import gc
import os
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.read import StoredReturn, all_returns
from enforcement_cli.store.save import save_return
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.workbook.archive import archive, fingerprint
from enforcement_cli.workflow.doubts import settle_doubts
from enforcement_cli.workflow.files import find_files
from enforcement_cli.workflow.judging import IngestOptions, judge
from enforcement_cli.workflow.reading import Reading, ReadTask, read_returns
from enforcement_cli.workflow.received import duplicate_receipt, known_file, same_return
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import person_salt

# Files read before they are stored: memory for so many, and no reader idle.
_READ_AHEAD = 16
# The store is opened for a group of files, and left to others soon.
_LONGEST_HOLD_SECONDS = 2.0
_MOST_WORKERS = 4

Progress = Callable[[int, int, str], None]
Reader = Callable[[Sequence[ReadTask], int], Iterator[Reading]]


def ingest(
    room: Room,
    paths: Sequence[Path],
    options: IngestOptions,
    *,
    progress: Progress | None = None,
    reader: Reader = read_returns,
) -> list[Receipt]:
    """Take files and folders in; a receipt a file and form, in the order of the files.

    `reader` turns tasks into readings; the default reads in child processes.

    Raises:
        UnknownName: a path is not there.
        StoreBusy: another enforce holds the store; what was stored until then stays.
    """
    files = find_files(paths, options.root)
    known = _known_returns(room)
    receipts: dict[str, list[Receipt]] = {}
    tasks: list[ReadTask] = []
    for task in tasks_for(room, files, dry_run=options.dry_run):
        earlier = known_file(known, task.sha256, task.shown, options.given)
        if earlier:
            receipts[task.shown] = [
                duplicate_receipt(stored, task.shown, options.received_at, known)
                for stored in earlier
            ]
        else:
            tasks.append(task)
    workers = options.workers or min(_MOST_WORKERS, os.cpu_count() or 1)
    done = len(files) - len(tasks)
    # What is imported stays: walking it again and again is an eighth of the parent's time.
    gc.freeze()
    try:
        for readings in _ahead(reader(tasks, workers)):
            for reading, found in _store(room, readings, options):
                done += 1
                receipts[reading.task.shown] = found
                if progress:
                    progress(done, len(files), reading.task.shown)
    finally:
        gc.unfreeze()
    if tasks and not options.dry_run:
        receipts = settle_doubts(room, receipts, options.received_at)
    return [receipt for _, shown in files for receipt in receipts[shown]]


def tasks_for(
    room: Room, files: Sequence[tuple[Path, str]], *, dry_run: bool = False
) -> Iterator[ReadTask]:
    """What is to be read, with the fingerprints of what can be: no link or device is followed.

    A dry run makes no salt: person keys of a moment tell persons apart as well.
    """
    passing = dry_run and not room.workspace.salt.exists()
    salt = secrets.token_bytes(32) if passing else person_salt(room.workspace)
    for path, shown in files:
        yield ReadTask(
            path=path,
            shown=shown,
            sha256=fingerprint(path) if path.is_file() and not path.is_symlink() else "",
            desk=room.desk,
            campaign=room.campaign,
            salt=salt,
        )


def _ahead(readings: Iterator[Reading]) -> Iterator[Iterator[Reading]]:
    """Groups of readings: the first is waited for, the others are those that are ready after it.

    Files are read while the readings before them are stored.
    """
    thread = ThreadPoolExecutor(max_workers=1)
    coming: deque[Future[Reading | None]] = deque()

    def take() -> Reading | None:
        while len(coming) <= _READ_AHEAD:
            coming.append(thread.submit(next, readings, None))
        return coming.popleft().result()

    def ready(first: Reading) -> Iterator[Reading]:
        yield first
        until = time.monotonic() + _LONGEST_HOLD_SECONDS
        while coming[0].done() and time.monotonic() < until and (reading := take()):
            yield reading

    try:
        while first := take():
            yield ready(first)
    finally:
        thread.shutdown(cancel_futures=True)


def _known_returns(room: Room) -> list[StoredReturn]:
    if not room.workspace.store.exists():
        return []
    with open_store(room.workspace.store, write=False) as connection:
        return all_returns(connection)


def _store(
    room: Room, readings: Iterator[Reading], options: IngestOptions
) -> Iterator[tuple[Reading, list[Receipt]]]:
    """Judge and store some readings under one hold of the lock; each with its receipts."""
    if options.dry_run:
        for reading in readings:
            yield reading, [receipt for receipt, _ in judge(room, reading, options)]
        return
    with open_store(room.workspace.store, write=True) as connection:
        # The rows of one file are no work to share out, and the cores are the readers'.
        connection.execute("SET threads = 1")
        stored = {known.sha256 for known in all_returns(connection)}
        for reading in readings:
            pairs = judge(room, reading, options)
            yield reading, [_save(room, connection, reading, pair, stored) for pair in pairs]


def _save(
    room: Room,
    connection: Connection,
    reading: Reading,
    pair: tuple[Receipt, Batch | None],
    stored: set[str],
) -> Receipt:
    """Store one return unless it is in already; `stored` are the files the store has, and gains it."""
    receipt, batch = pair
    if receipt.status == "skipped":
        return receipt
    known = all_returns(connection) if receipt.sha256 in stored else []
    same = same_return(known, receipt)
    if same and receipt.status == "returned":
        return replace(receipt, return_id=same.return_id)
    if same:
        return duplicate_receipt(same, receipt.file, receipt.received_at, known)
    if not any(problem.code == "V-22" for problem in receipt.problems):
        archive(reading.task.path, room.workspace.archive, receipt.sha256)
    with transaction(connection):
        return_id = save_return(
            connection, receipt, batch if receipt.status in ("accepted", "gaps") else None
        )
    stored.add(receipt.sha256)
    return replace(receipt, return_id=return_id)
