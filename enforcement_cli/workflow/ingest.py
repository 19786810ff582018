"""Files in, receipts out: read, route, judge, store; a file failing alone (design.md section 2).

Every file ends as one receipt a form it holds. What was stored before stays untouched by what
fails after; run again, the same files change nothing.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.read import StoredReturn, returns_of_files
from enforcement_cli.store.save import is_unsettled
from enforcement_cli.store.session import open_store
from enforcement_cli.workbook.archive import fingerprint
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workflow.ahead import groups_ahead
from enforcement_cli.workflow.doubts import settle_doubts
from enforcement_cli.workflow.files import find_files, unpacked
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.keeping import store_files
from enforcement_cli.workflow.mapping_questions import Memory, remember
from enforcement_cli.workflow.reading import Reading, ReadTask
from enforcement_cli.workflow.received import duplicate_receipt, known_file
from enforcement_cli.workflow.record.audit import Entry, audited
from enforcement_cli.workflow.record.faults import Faults
from enforcement_cli.workflow.scratch import scratch
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.status import clock_book
from enforcement_cli.workflow.taking import Arrival, Manner, Taken, take_in_files, taken
from enforcement_cli.workflow.workspace import person_salt

_MOST_WORKERS = 4

Progress = Callable[[int, int, str], None]
Reader = Callable[[Sequence[ReadTask], int], Iterator[Reading]]
_Taker = Callable[[Sequence[Arrival], Manner, int], Iterator[Taken]]


def ingest(
    room: Room,
    paths: Sequence[Path],
    options: IngestOptions,
    *,
    progress: Progress | None = None,
    reader: Reader | None = None,
) -> list[Receipt]:
    """Take files, folders and archives in; a receipt a file and form, in the order of the files.

    `reader` turns tasks into readings, which are judged here; without one, files are read and
    judged in child processes.

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
    reader: Reader | None = None,
) -> list[Receipt]:
    """The same for files with the names they are shown by, none of them an archive.

    A dry run does all of it over a copy of the store, so that what only the whole set of returns
    shows is told as well.

    Raises:
        BadConfiguration: what is remembered of the courts' columns is broken.
        StoreBusy: as `ingest`.
    """
    faults = Faults(room.workspace.logs)
    taker = take_in_files if reader is None else _judging(reader)
    if options.dry_run:
        with scratch(room) as passing:
            found = _take_in(passing, files, options, faults, progress, taker)
        return [replace(receipt, return_id=None) for receipt in found]
    about = {"campaign": room.campaign.id}
    with audited(room.workspace, "ingest", about=about, at_once=False) as entry:

        def begun(arrivals: Sequence[Arrival], manner: Manner, workers: int) -> Iterator[Taken]:
            """Recorded where there is anything to read: files known already change nothing."""
            entry.begin(files=len(arrivals))
            return taker(arrivals, manner, workers)

        receipts = _take_in(room, files, options, faults, progress, begun)
        tell_what_came(entry, receipts)
    return receipts


def tell_what_came(entry: Entry, receipts: Sequence[Receipt]) -> None:
    """Into the audit: how many of each status, and which returns are new."""
    new = [r for r in receipts if r.return_id is not None and r.status != "duplicate"]
    entry.add(
        **Counter(str(receipt.status) for receipt in receipts),
        courts=sorted({receipt.head.court for receipt in new if receipt.head}),
        returns=[receipt.return_id or 0 for receipt in new],
        sha256=[receipt.sha256[:12] for receipt in new],
    )


def _take_in(
    room: Room,
    files: Sequence[tuple[Path, str]],
    options: IngestOptions,
    faults: Faults,
    progress: Progress | None,
    taker: _Taker,
) -> list[Receipt]:
    hashes = [_fingerprint(path) for path, _ in files]
    known, memory, unsettled = _known_returns(room, hashes)
    receipts: dict[str, list[Receipt]] = {}
    new: list[Arrival] = []
    for (path, shown), sha256 in zip(files, hashes, strict=True):
        earlier = known_file(known, sha256, shown, options.given, memory.read_otherwise)
        if earlier:
            receipts[shown] = [
                duplicate_receipt(stored, shown, options.received_at, known) for stored in earlier
            ]
        else:
            new.append(Arrival(path=path, shown=shown, sha256=sha256))
    manner = Manner(
        desk=room.desk,
        campaign=room.campaign,
        salt=person_salt(room.workspace),
        options=options,
        memory=memory,
        book=clock_book(room, options.received_at) if options.timed else None,
    )
    workers = options.workers or min(_MOST_WORKERS, os.cpu_count() or 1)
    tick = _ticking(progress, [arrival.shown for arrival in new], len(files))
    for group in groups_ahead(taker(new, manner, workers), tick) if new else ():
        for file, found in store_files(room, group, manner):
            record = faults.keep(file.fault)
            receipts[file.arrival.shown] = [replace(r, fault=record) for r in found]
    if new or unsettled:
        receipts = settle_doubts(room, receipts, options.received_at)
    return [receipt for _, shown in files for receipt in receipts[shown]]


def _ticking(
    progress: Progress | None, names: Sequence[str], total: int
) -> Callable[[], None] | None:
    """What is called after each file: how many are done, and which is in hand now."""
    if progress is None:
        return None
    coming = enumerate((*names, ""), start=total - len(names))

    def tick() -> None:
        done, name = next(coming)
        progress(done, total, name)

    if names:
        tick()
    return tick


def _judging(reader: Reader) -> _Taker:
    """Files taken in from what `reader` gives, judged in this process."""

    def take(arrivals: Sequence[Arrival], manner: Manner, workers: int) -> Iterator[Taken]:
        readings = reader([manner.task(arrival) for arrival in arrivals], workers)
        return (taken(reading, manner) for reading in readings)

    return take


def tasks_for(room: Room, files: Sequence[tuple[Path, str]]) -> Iterator[ReadTask]:
    """What is to be read, with the fingerprints of what can be read at all."""
    salt = person_salt(room.workspace)
    for path, shown in files:
        yield ReadTask(
            path=path,
            shown=shown,
            sha256=_fingerprint(path),
            desk=room.desk,
            campaign=room.campaign,
            salt=salt,
        )


def _fingerprint(path: Path) -> str:
    """Empty for what is no file, cannot be read, or is too large to be worth an hour of reading.

    No link or device is followed; its reader says what is wrong with such a file.
    """
    try:
        if path.is_symlink() or not path.is_file():
            return ""
        return fingerprint(path) if path.stat().st_size <= Limits().hashed_bytes else ""
    except OSError:
        return ""


def _known_returns(room: Room, hashes: Sequence[str]) -> tuple[list[StoredReturn], Memory, bool]:
    """What of these files is in, what is remembered, and whether a run was killed before it settled."""
    if not room.workspace.store.exists():
        return [], remember(room.workspace, None), False
    with open_store(room.workspace.store, write=False) as connection:
        memory = remember(room.workspace, connection)
        known = returns_of_files(connection, [sha256 for sha256 in hashes if sha256])
        return known, memory, is_unsettled(connection)
