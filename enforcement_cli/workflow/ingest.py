"""Files in, receipts out: read, route, judge, store; a file failing alone (design.md section 2).

Every file ends as one receipt a form it holds. What was stored before stays untouched by what
fails after; run again, the same files change nothing.
"""

import os
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

# Files stored under one hold of the lock: few enough that a reader never waits long.
_STORED_AT_ONCE = 16
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
    for task in tasks_for(room, files):
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
    for readings in _ahead(reader(tasks, workers)):
        for reading in readings:
            done += 1
            if progress:
                progress(done, len(files), reading.task.shown)
        receipts |= _store(room, readings, options)
    if tasks and not options.dry_run:
        receipts = settle_doubts(room, receipts, options.received_at)
    return [receipt for _, shown in files for receipt in receipts[shown]]


def tasks_for(room: Room, files: Sequence[tuple[Path, str]]) -> Iterator[ReadTask]:
    """What is to be read, with the fingerprints of what can be: no link or device is followed."""
    salt = person_salt(room.workspace)
    for path, shown in files:
        yield ReadTask(
            path=path,
            shown=shown,
            sha256=fingerprint(path) if path.is_file() and not path.is_symlink() else "",
            desk=room.desk,
            campaign=room.campaign,
            salt=salt,
        )


def _ahead(readings: Iterator[Reading]) -> Iterator[list[Reading]]:
    """What has been read by now, one at least; the next are read while these are stored."""
    thread = ThreadPoolExecutor(max_workers=1)
    coming: deque[Future[Reading | None]] = deque()
    try:
        while True:
            while len(coming) < _STORED_AT_ONCE:
                coming.append(thread.submit(next, readings, None))
            found = [coming.popleft().result()]
            while coming and coming[0].done():
                found.append(coming.popleft().result())
            yield [reading for reading in found if reading]
            if None in found:
                return
    finally:
        thread.shutdown(cancel_futures=True)


def _known_returns(room: Room) -> list[StoredReturn]:
    if not room.workspace.store.exists():
        return []
    with open_store(room.workspace.store, write=False) as connection:
        return all_returns(connection)


def _store(
    room: Room, readings: Sequence[Reading], options: IngestOptions
) -> dict[str, list[Receipt]]:
    """Judge and store some readings under one hold of the lock; receipts by shown name."""
    judged = [(reading, judge(room, reading, options)) for reading in readings]
    if options.dry_run or not judged:
        return {reading.task.shown: [receipt for receipt, _ in pairs] for reading, pairs in judged}
    receipts: dict[str, list[Receipt]] = {}
    with open_store(room.workspace.store, write=True) as connection:
        stored = {known.sha256 for known in all_returns(connection)}
        for reading, pairs in judged:
            receipts[reading.task.shown] = [
                _save(room, connection, reading, pair, stored) for pair in pairs
            ]
    return receipts


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
