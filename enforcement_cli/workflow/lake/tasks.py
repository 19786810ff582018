"""What a task of the cluster does with the files it is handed: what an ingest on one machine does.

Comes in: the bytes of files, what they are called, what the lake knows. Goes out: a row a form with
its receipt and its facts. Refuses to let a file cost another: each is read in a child of the task.
"""

import contextlib
import pickle
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import pyarrow as pa

from enforcement_cli.disk.whole import passing_folder
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.lake.spark_rows import Piece, as_bytes, part_kinds
from enforcement_cli.store.read import StoredReturn
from enforcement_cli.store.schema import FACT_TABLES
from enforcement_cli.workbook.archive import fingerprint
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.worker import WorkerFailure
from enforcement_cli.workflow.reading import REASONS, each_in_worker, unread
from enforcement_cli.workflow.received import known_file
from enforcement_cli.workflow.stages import STAGES
from enforcement_cli.workflow.taking import Arrival, Manner, Taken, take_in_file, taken

# Files that lie on the disk of a task at once, for one child to read.
_AT_ONCE = 32
TABLES = (*FACT_TABLES, "places")
SCHEMA: pa.Schema = part_kinds({"known": "BOOLEAN"}, TABLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is the same for all tasks of a run: what files are called, what is known of them."""

    manner: Manner
    names: Mapping[int, tuple[str, str]]
    known: Mapping[str, Sequence[StoredReturn]]

    def earlier(self, sha256: str, shown: str) -> list[StoredReturn]:
        """The returns that a file gave before, so that it need not be read again."""
        manner = self.manner
        return known_file(
            self.known.get(sha256, ()),
            sha256,
            shown,
            manner.options.given,
            manner.memory.read_otherwise,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the driver gets to know of a file: all but the facts.

    `pairs` are its receipts, each with the kinds of measures its return states, None without facts.
    """

    sha256: str
    pairs: tuple[tuple[Receipt, tuple[str, ...] | None], ...] = ()
    is_read: bool = False
    fault: str = ""


def take_in_pieces(pieces: Iterable[Piece], errand: Errand) -> Iterator[Mapping[str, object]]:
    """A row a form of each file, in a private folder that goes with the handful."""
    each = iter(pieces)
    with _no_main_module():
        while group := list(islice(each, _AT_ONCE)):
            with passing_folder(Path(tempfile.gettempdir())) as folder:
                files = []
                for piece in group:
                    shown, name = errand.names[piece.number]
                    path = folder / str(piece.number) / name
                    _lay(path, piece.content)
                    files.append((piece.number, path, shown))
                del group
                yield from take_in_numbered(files, errand, workers=1)


def take_in_numbered(
    files: Sequence[tuple[int, Path, str]], errand: Errand, *, workers: int
) -> Iterator[Mapping[str, object]]:
    """The same for files of this machine: (number, path, the name it is shown by)."""
    new: list[Arrival] = []
    numbers: list[int] = []
    for number, path, shown in files:
        sha256 = _fingerprint(path)
        if errand.earlier(sha256, shown):
            told = pickle.dumps(Told(sha256=sha256))
            yield {"number": number, "place": 0, "known": True, "told": told}
        else:
            new.append(Arrival(path=path, shown=shown, sha256=sha256))
            numbers.append(number)
    if not new:
        return
    # The child packs what it found: handed over as it is, it would be unpacked and packed again.
    done = each_in_worker(partial(_packed, manner=errand.manner), new, workers, (__name__, *STAGES))
    for number, (arrival, result) in zip(numbers, done, strict=True):
        rows = (
            _rows(_not_survived(arrival, errand.manner, result))
            if isinstance(result, WorkerFailure)
            else result
        )
        for place, row in enumerate(rows):
            yield {"number": number, "place": place, "known": False, **row}


def told_of(data: bytes) -> Told:
    """What a row tells of its file."""
    told: Told = pickle.loads(data)  # noqa: S301  # a task of ours wrote it
    return told


def _packed(arrival: Arrival, manner: Manner) -> list[dict[str, object]]:
    """Read a file, judge it, and pack what is to be told and stored. Runs in a child process."""
    return _rows(take_in_file(arrival, manner))


def _not_survived(arrival: Arrival, manner: Manner, failure: WorkerFailure) -> Taken:
    task = manner.task(arrival)
    return taken(unread(task, REASONS[failure.cause], fault=failure.detail), manner)


def _rows(file: Taken) -> list[dict[str, object]]:
    """A row a form with its facts; the first tells of the file."""
    told = Told(
        sha256=file.arrival.sha256,
        pairs=tuple(
            (receipt, None if facts is None else facts.measure_kinds)
            for receipt, facts in file.pairs
        ),
        is_read=file.is_read,
        fault=file.fault,
    )
    rows: list[dict[str, object]] = []
    for place, (_, facts) in enumerate(file.pairs):
        tables = {} if facts is None else {**facts.tables, "places": facts.places}
        packed = {name: as_bytes(table) for name, table in tables.items() if table.num_rows}
        rows.append({"told": None if place else pickle.dumps(told), **packed})
    return rows


def _lay(path: Path, content: bytes) -> None:
    """Not flushed: it is read at once, and gone with its folder."""
    path.parent.mkdir(mode=0o700)
    path.write_bytes(content)


def _fingerprint(path: Path) -> str:
    """As an ingest on one machine: none for what is no file, or too large to be worth it."""
    try:
        if path.is_symlink() or not path.is_file():
            return ""
        return fingerprint(path) if path.stat().st_size <= Limits().hashed_bytes else ""
    except OSError:
        return ""


@contextlib.contextmanager
def _no_main_module() -> Iterator[None]:
    """A child looks up the main module of its parent and loads it: here that is all of Spark's."""
    main = sys.modules["__main__"]
    spec, file = getattr(main, "__spec__", None), getattr(main, "__file__", None)
    main.__spec__ = None
    main.__file__ = None
    try:
        yield
    finally:
        main.__spec__ = spec
        main.__file__ = file


def work_of(errand: Errand) -> "partial[Iterator[Mapping[str, object]]]":
    """The function of a task."""
    return partial(take_in_pieces, errand=errand)
