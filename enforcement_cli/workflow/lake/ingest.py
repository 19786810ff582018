"""Files into a lake: read by the tasks of a cluster, decided on here, written by the cluster.

Comes in: a room, a source, a lake. Goes out: a receipt a file and form, as of an ingest on one
machine: same order, same numbers, same doubts. Until its returns are there nothing of a run counts.
Refuses two runs over a lake of this machine at once.
"""

import io
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet

from enforcement_cli.disk.whole import passing_folder
from enforcement_cli.model.facts import Facts
from enforcement_cli.model.lake import LakePlace
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.lake.files import (
    STAGING,
    LakeFiles,
    LocalFiles,
    RemoteFiles,
    mirrored,
    part_files,
)
from enforcement_cli.store.lake.layout import (
    LAKE_FILE,
    LakeHead,
    folder_of,
    head_bytes,
    part_name,
)
from enforcement_cli.store.lake.over import check_name
from enforcement_cli.store.lake.spark import spark_session
from enforcement_cli.store.lake.spark_rows import Target, with_rows, work_over, write_rows
from enforcement_cli.store.lake.working import (
    Reached,
    added,
    forget_skipped,
    lay_facts,
    meta_rows,
    reached,
    skip_to,
    working_copy,
)
from enforcement_cli.store.read import StoredReturn, all_returns
from enforcement_cli.store.save import is_unsettled
from enforcement_cli.store.session import Connection
from enforcement_cli.workflow.doubts import settle_in
from enforcement_cli.workflow.ingest import Progress, tell_what_came
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.keeping import save_files
from enforcement_cli.workflow.lake.place import alone, lake_head, refuse_unseen
from enforcement_cli.workflow.lake.source import (
    SourceFile,
    brought_here,
    for_tasks,
    source_files,
)
from enforcement_cli.workflow.lake.tasks import (
    SCHEMA,
    TABLES,
    Errand,
    Told,
    take_in_numbered,
    told_of,
    work_of,
)
from enforcement_cli.workflow.mapping_questions import remember
from enforcement_cli.workflow.received import duplicate_receipt
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.record.faults import Faults
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.status import clock_book
from enforcement_cli.workflow.taking import Arrival, Manner, Taken
from enforcement_cli.workflow.workspace import person_salt

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_RUNS = "runs"
_NO_PLACES = pa.table({"sheet": pa.array([], pa.string())})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One run over a lake: its number, where it works, and what it works with."""

    number: int
    room: Room
    session: "SparkSession"
    files: LakeFiles
    root: Path
    head: LakeHead
    options: IngestOptions
    progress: Progress | None


def ingest_lake(
    room: Room,
    source: str,
    lake: LakePlace,
    options: IngestOptions,
    *,
    progress: Progress | None = None,
) -> list[Receipt]:
    """Take the files of a folder or address into a lake; the lake is made where there is none.

    Raises:
        UnknownName: there is no such source.
        UsageError: the folder is no lake, or another desk's; or a cluster cannot see the files.
        StoreBroken: the lake is of another version, or cannot be read.
        StoreBusy: another run writes to it.
        BadConfiguration: Spark does not start.
    """
    if lake.is_local:
        check_name(lake.folder)
    about = {"campaign": room.campaign.id}
    with (
        audited(room.workspace, "lake_ingest", about=about, at_once=False) as entry,
        alone(lake),
        spark_session(lake.master) as session,
        passing_folder(Path(tempfile.gettempdir())) as passing,
    ):
        refuse_unseen(session, source, lake)
        files: LakeFiles = (
            LocalFiles(root=lake.folder)
            if lake.is_local
            else RemoteFiles(session=session, root=lake.address)
        )
        files.clear()
        head = lake_head(room, files, lake)
        run = _Run(
            number=1 + max((number for number, _ in _runs(files)), default=0),
            room=room,
            session=session,
            files=files,
            root=mirrored(files, session, passing),
            head=head,
            options=options,
            progress=progress,
        )
        try:
            with source_files(session, source, options, files) as found:
                entry.begin(files=len(found))
                receipts = _take_in(run, found)
        finally:
            files.clear()
        tell_what_came(entry, receipts)
        return receipts


def _take_in(run: _Run, found: Sequence[SourceFile]) -> list[Receipt]:
    faults = Faults(run.room.workspace.logs)
    with working_copy(run.root, run.head, spill=Path(tempfile.gettempdir())) as connection:
        errand, known = _errand(run, connection, found)
        parts, told = _read(run, errand, found)
        if set(told) != set(range(len(found))):
            raise RuntimeError("a file was lost between the tasks and the driver")
        skip_to(connection, _given_out(run.files))
        before = reached(connection)
        receipts: dict[str, list[Receipt]] = {}
        targets: dict[tuple[int, int], Target] = {}
        for number, of_file in _decide(connection, errand, found, told, known):
            _aim(targets, number, of_file, before)
            record = faults.keep(told[number].fault)
            receipts[found[number].shown] = [replace(r, fault=record) for r in of_file]
            if run.progress:
                run.progress(len(receipts), len(found), found[number].shown)
        forget_skipped(connection)
        unsettled = is_unsettled(connection)
        if targets:
            _commit(run, connection, parts, targets, before)
        if targets or unsettled:
            receipts = _settle(run, connection, receipts)
    return [receipt for file in found for receipt in receipts[file.shown]]


def _errand(
    run: _Run, connection: Connection, found: Sequence[SourceFile]
) -> tuple[Errand, list[StoredReturn]]:
    """What all tasks are told."""
    here = LakePlace(address=str(run.root))
    book = None
    if run.options.timed:
        book = clock_book(replace(run.room, lake=here), run.options.received_at)
    manner = Manner(
        desk=run.room.desk,
        campaign=run.room.campaign,
        salt=person_salt(run.room.workspace),
        options=run.options,
        memory=remember(run.room.workspace, connection),
        book=book,
    )
    known = all_returns(connection)
    by_sha256: dict[str, list[StoredReturn]] = {}
    for stored in known:
        by_sha256.setdefault(stored.sha256, []).append(stored)
    names = {number: (file.shown, file.name) for number, file in enumerate(found)}
    return Errand(manner=manner, names=names, known=by_sha256), known


def _read(
    run: _Run, errand: Errand, found: Sequence[SourceFile]
) -> tuple["DataFrame", dict[int, Told]]:
    """All files through the tasks; what Spark did not hand out is read here.

    That is a link, a name that Java takes for another, a file it hides or has no right to.
    """
    tasks = for_tasks(found)
    frame = None
    told: dict[int, Told] = {}
    if tasks:
        frame = work_over(run.session, tasks, work_of(errand), SCHEMA).persist()
        rows = frame.where("told IS NOT NULL").select("number", "told").collect()
        told = {row.number: told_of(row.told) for row in rows}
    missed = [number for number in range(len(found)) if number not in told]
    here = [
        (number, brought_here(run.session, found[number]), found[number].shown) for number in missed
    ]
    made = list(take_in_numbered(here, errand, workers=run.options.workers or 1))
    told |= {row["number"]: told_of(row["told"]) for row in made if row["told"]}  # type: ignore[arg-type,misc]
    return with_rows(run.session, frame, made, SCHEMA), told


def _decide(
    connection: Connection,
    errand: Errand,
    found: Sequence[SourceFile],
    told: Mapping[int, Told],
    known: list[StoredReturn],
) -> Iterator[tuple[int, list[Receipt]]]:
    """The receipts of each file, in order: what is new is stored in the working copy."""
    at = errand.manner.options.received_at
    stored = {each.sha256 for each in known}
    new: list[int] = []
    for number, file in enumerate(found):
        earlier = errand.earlier(told[number].sha256, file.shown) if not told[number].pairs else []
        if earlier:
            yield number, [duplicate_receipt(each, file.shown, at, known) for each in earlier]
        else:
            new.append(number)
    group = [_light(found[number], told[number]) for number in new]
    saved = save_files(connection, group, stored)
    for number, (_, receipts) in zip(new, saved, strict=True):
        yield number, receipts


def _light(file: SourceFile, told: Told) -> Taken:
    """A file as far as the driver has it: the rows stay in the cluster."""
    pairs = tuple(
        (
            receipt,
            None if kinds is None else Facts(tables={}, places=_NO_PLACES, measure_kinds=kinds),
        )
        for receipt, kinds in told.pairs
    )
    arrival = Arrival(path=file.path, shown=file.shown, sha256=told.sha256)
    return Taken(arrival=arrival, pairs=pairs, is_read=told.is_read, fault=told.fault)


def _aim(
    targets: dict[tuple[int, int], Target],
    number: int,
    receipts: Sequence[Receipt],
    before: Reached,
) -> None:
    """Which return the facts of a file's forms are of; what is in already has none."""
    given = {target.return_id for target in targets.values()}
    for place, receipt in enumerate(receipts):
        return_id = receipt.return_id
        if return_id is None or return_id <= before.returns or return_id in given:
            continue
        head = receipt.head
        period_end, court = (head.period_end, head.court) if head else (None, None)
        folder = folder_of("cases", period_end, court)
        _, period, province = folder.split("/")
        targets[number, place] = Target(
            return_id=return_id,
            period=period.partition("=")[2],
            province=province.partition("=")[2],
        )


def _commit(
    run: _Run,
    connection: Connection,
    parts: "DataFrame",
    targets: Mapping[tuple[int, int], Target],
    before: Reached,
) -> None:
    """The facts, then the problems, the returns last: before, nothing of it counts."""
    now = reached(connection)
    record = {"returns": now.returns, "problems": now.problems}
    run.files.write(f"{_RUNS}/run-{run.number:010d}.json", json.dumps(record).encode())
    there = parts.selectExpr(*(f"max(`{name}` IS NOT NULL) AS `{name}`" for name in TABLES))
    has = there.collect()[0].asDict()
    tables = [name for name in TABLES if has[name]]
    staging = {table: f"{run.files.address}/{STAGING}/{table}" for table in tables}
    write_rows(parts, staging, targets)
    for table in tables:
        listed = run.files.listed(f"{STAGING}/{table}")
        for place, (where, staged) in enumerate(part_files(listed)):
            run.files.take(staged, f"{table}/{where}/{part_name(run.number, place)}")
    parts.unpersist()
    _put_head(run, connection)  # it tells that nobody has looked for doubts yet
    _put(run, connection, before, 0)


def _put(run: _Run, connection: Connection, before: Reached, place: int) -> None:
    """What the driver's own tables have got since, as files; returns come last."""
    for by_folder in added(connection, before).values():
        for folder, rows in by_folder.items():
            run.files.write(f"{folder}/{part_name(run.number, place)}", _parquet(rows))


def _settle(
    run: _Run, connection: Connection, receipts: dict[str, list[Receipt]]
) -> dict[str, list[Receipt]]:
    """The doubts of the whole set, looked for by DuckDB over the lake as it lies now."""
    mirrored(run.files, run.session, run.root)
    lay_facts(connection, run.root)
    before = reached(connection)
    told = settle_in(connection, run.room, receipts, run.options.received_at)
    _put(run, connection, before, 1)
    _put_head(run, connection)
    return told


def _put_head(run: _Run, connection: Connection) -> None:
    run.files.write(LAKE_FILE, head_bytes(replace(run.head, meta=meta_rows(connection))))


def _parquet(rows: Any) -> bytes:
    sink = io.BytesIO()
    parquet.write_table(rows, sink, compression="zstd")
    return sink.getvalue()


def _runs(files: LakeFiles) -> list[tuple[int, dict[str, int]]]:
    """Number and record of every run there was, finished or not."""
    names = [listed.name for listed in files.listed(_RUNS)]
    return [
        (int(name.rpartition("-")[2].removesuffix(".json")), json.loads(files.read(name) or b"{}"))
        for name in names
    ]


def _given_out(files: LakeFiles) -> Reached:
    """The highest numbers any run meant to give out."""
    records = [record for _, record in _runs(files)]
    return Reached(
        returns=max((record["returns"] for record in records), default=0),
        problems=max((record["problems"] for record in records), default=0),
        events=0,
    )
