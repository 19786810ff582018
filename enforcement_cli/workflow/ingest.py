"""Files in, receipts out: read, route, judge, store; a file failing alone (design.md section 2).

Every file ends as one receipt a form it holds. What was stored before stays untouched by what
fails after; run again, the same files change nothing.
"""

import gc
import importlib
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.read import StoredReturn, all_returns
from enforcement_cli.store.save import is_unsettled, save_returns
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.workbook.archive import archive, fingerprint
from enforcement_cli.workflow.clocks import ClockBook
from enforcement_cli.workflow.doubts import settle_doubts
from enforcement_cli.workflow.files import find_files, unpacked
from enforcement_cli.workflow.judging import IngestOptions, judge
from enforcement_cli.workflow.mapping_questions import Memory, remember, with_questions
from enforcement_cli.workflow.reading import Reading, ReadTask, read_returns
from enforcement_cli.workflow.received import duplicate_receipt, known_file, same_return
from enforcement_cli.workflow.scratch import scratch
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.status import clock_book
from enforcement_cli.workflow.workspace import person_salt

# Files read before they are stored: memory for so many, and no reader idle.
_READ_AHEAD = 16
# The store is opened for a group of files, and left to others soon.
_LONGEST_HOLD_SECONDS = 2.0
_MOST_WORKERS = 4
# Returns that enter in one transaction: each is in it whole or not at all.
_STORED_AT_ONCE = 16

Progress = Callable[[int, int, str], None]
_Judged = tuple[Reading, list[tuple[Receipt, Batch | None]]]
# What was remembered of the courts' columns, and of when their returns are due.
_Kept = tuple[Memory, ClockBook | None]
Reader = Callable[[Sequence[ReadTask], int], Iterator[Reading]]


def ingest(
    room: Room,
    paths: Sequence[Path],
    options: IngestOptions,
    *,
    progress: Progress | None = None,
    reader: Reader = read_returns,
) -> list[Receipt]:
    """Take files, folders and archives in; a receipt a file and form, in the order of the files.

    `reader` turns tasks into readings; the default reads in child processes.

    Raises:
        UnknownName: a path is not there.
        StoreBusy: another enforce holds the store; what was stored until then stays.
    """
    with unpacked(find_files(paths, options.root)) as found:
        only = options.only
        files = [file for file in found if only is None or file[1] in only]
        return ingest_files(room, files, options, progress=progress, reader=reader)


def ingest_files(
    room: Room,
    files: Sequence[tuple[Path, str]],
    options: IngestOptions,
    *,
    progress: Progress | None = None,
    reader: Reader = read_returns,
) -> list[Receipt]:
    """The same for files with the names they are shown by, none of them an archive.

    A dry run does all of it over a copy of the store, so that what only the whole set of returns
    shows is told as well.

    Raises:
        BadConfiguration: what is remembered of the courts' columns is broken.
        StoreBusy: as `ingest`.
    """
    if options.dry_run:
        with scratch(room) as passing:
            kept = replace(options, dry_run=False)
            found = ingest_files(passing, files, kept, progress=progress, reader=reader)
        return [replace(receipt, return_id=None) for receipt in found]
    known, memory, unsettled = _known_returns(room)
    book = clock_book(room, options.received_at) if options.timed else None
    receipts: dict[str, list[Receipt]] = {}
    tasks: list[ReadTask] = []
    for bare in tasks_for(room, files):
        task = replace(
            bare,
            mappings=memory.mappings,
            given_court=options.given.court,
            passwords=options.passwords,
        )
        earlier = known_file(known, task.sha256, task.shown, options.given, memory.read_otherwise)
        if earlier:
            receipts[task.shown] = [
                duplicate_receipt(stored, task.shown, options.received_at, known)
                for stored in earlier
            ]
        else:
            tasks.append(task)
    workers = options.workers or min(_MOST_WORKERS, os.cpu_count() or 1)
    done = len(files) - len(tasks)
    for readings in _ahead(reader(tasks, workers)) if tasks else ():
        for reading, found in _store(room, readings, options, (memory, book)):
            done += 1
            receipts[reading.task.shown] = found
            if progress:
                progress(done, len(files), reading.task.shown)
    if tasks or unsettled:
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


def _ahead(readings: Iterator[Reading]) -> Iterator[Iterator[Reading]]:
    """Groups of readings: the first is waited for, then all that come within one hold of the store.

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
        while (rest := until - time.monotonic()) > 0:
            wait([coming[0]], timeout=rest)
            if not coming[0].done() or (reading := take()) is None:
                return
            yield reading

    try:
        coming.append(thread.submit(next, readings, None))
        # What readings hold is loaded while the first is read. It stays: walking it again and
        # again is an eighth of the parent's time.
        importlib.import_module("pandas")
        gc.freeze()
        while first := take():
            yield ready(first)
    finally:
        gc.unfreeze()
        thread.shutdown(cancel_futures=True)


def _known_returns(room: Room) -> tuple[list[StoredReturn], Memory, bool]:
    """What is in, what is remembered, and whether a run was killed before it settled the doubts."""
    if not room.workspace.store.exists():
        return [], remember(room.workspace, None), False
    with open_store(room.workspace.store, write=False) as connection:
        memory = remember(room.workspace, connection)
        return all_returns(connection), memory, is_unsettled(connection)


def _judged(
    room: Room, reading: Reading, options: IngestOptions, kept: _Kept
) -> list[tuple[Receipt, Batch | None]]:
    """Receipts whose questions name the command that answers them."""
    memory, book = kept
    return [
        (with_questions(receipt, batch, room.desk, memory), batch)
        for receipt, batch in judge(room, reading, options, book)
    ]


def _store(
    room: Room, readings: Iterator[Reading], options: IngestOptions, kept: _Kept
) -> Iterator[tuple[Reading, list[Receipt]]]:
    """Judge and store some readings under one hold of the lock; each with its receipts."""
    with open_store(room.workspace.store, write=True) as connection:
        # The rows of a few files are no work to share out, and the cores are the readers'.
        connection.execute("SET threads = 1")
        stored = {known.sha256 for known in all_returns(connection)}
        group: list[_Judged] = []
        for reading in readings:
            group.append((reading, _judged(room, reading, options, kept)))
            if len(group) >= _STORED_AT_ONCE:
                yield from _save(room, connection, group, stored)
                group = []
        yield from _save(room, connection, group, stored)


def _save(
    room: Room, connection: Connection, group: list[_Judged], stored: set[str]
) -> Iterator[tuple[Reading, list[Receipt]]]:
    """Store what is new of a group in one transaction; `stored` are the files the store has.

    A file met before (in the store or in the group) is compared with what is stored first, since
    the same bytes may be another court's zero report.
    """
    for reading, pairs in group:
        for receipt, _ in pairs:
            if receipt.status != "skipped" and not _has_personal_data(receipt):
                archive(reading.task.path, room.workspace.archive, receipt.sha256)
    answers: dict[int, Receipt] = {}
    new: list[tuple[int, Receipt, Batch | None]] = []
    flat = [pair for _, pairs in group for pair in pairs]
    for place, (receipt, batch) in enumerate(flat):
        if receipt.status == "skipped":
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
