"""Which files a command means: paths, folders and archives, each with the name it is shown by."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.personal import without_numbers
from enforcement_cli.model.visible import in_a_line
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.unpack import is_archive, unpack
from enforcement_cli.workbook.worker import WorkerFailure, run_in_workers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Packed:
    """An archive, the name it is shown by, and the folder its files go to."""

    path: Path
    shown: str
    into: Path


def find_files(paths: Iterable[Path], root: Path | None = None) -> list[tuple[Path, str]]:
    """The files of paths and folders with the names they are shown by, sorted within a folder.

    A name shows what steers a terminal spelt out (model/visible.py). Names are unique: where two
    files would be shown alike, both are shown by their whole path. No link inside a folder is
    followed; it is listed, and its reader says what it is. So is a folder that cannot be opened.

    Raises:
        UnknownName: a path is not there.
    """
    found: dict[Path, str] = {}
    for path in paths:
        if path.is_dir():
            for inside in sorted(_below(path)):
                shown = inside.relative_to(root or path).as_posix()
                found[inside.absolute()] = path.name if shown == "." else shown
        elif path.exists() or path.is_symlink():
            found[path.absolute()] = path.relative_to(root).as_posix() if root else path.name
        else:
            raise UnknownName(
                "没有这个文件或文件夹。",
                where=str(path),
                remedy="请核对路径，文件名有空格时加引号。",
            )
    named = {path: in_a_line(shown) for path, shown in found.items()}
    alike = Counter(named.values())
    return [
        (path, shown if alike[shown] == 1 else in_a_line(path.as_posix()))
        for path, shown in named.items()
    ]


def _below(folder: Path) -> list[Path]:
    closed: list[Path] = []

    def note(failure: OSError) -> None:
        closed.append(Path(failure.filename))

    found: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=note):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        found += [Path(place) / name for name in (*files, *links)]
    return found + closed


@contextmanager
def unpacked(files: Sequence[tuple[Path, str]]) -> Iterator[list[tuple[Path, str]]]:
    """The same files with the archives among them replaced by what is in them.

    What is taken out lies in a private folder that goes with the context.
    """
    limits = Limits()
    with tempfile.TemporaryDirectory(prefix="enforce-") as folder:
        packed = [
            _Packed(path=path, shown=shown, into=Path(folder))
            for path, shown in files
            if is_archive(path, limits)
        ]
        taken = dict(zip([each.path for each in packed], _taken(packed, limits), strict=True))
        found: dict[str, Path] = {}
        for path, shown in files:
            for inside, name in taken.get(path, [(path, shown)]):
                # A file is called after a person's number now and then; what is kept is not.
                shown_so = without_numbers(name)
                number, unique = 1, shown_so
                while unique in found:
                    number += 1
                    unique = f"{shown_so}（{number}）"
                found[unique] = inside
        yield [(path, shown) for shown, path in found.items()]


def take_apart(packed: _Packed) -> list[tuple[Path, str]]:
    """The files of an archive. Runs in a child process: an archive may be made to kill its reader."""
    return unpack(packed.path, packed.shown, packed.into, Limits())


def _taken(packed: Sequence[_Packed], limits: Limits) -> Iterator[list[tuple[Path, str]]]:
    """What each archive holds; the archive itself where it cannot be taken, as its reader says."""
    for each, result in run_in_workers(
        take_apart, packed, workers=1, seconds=limits.seconds, memory_bytes=limits.memory_bytes
    ):
        if isinstance(result, WorkerFailure):
            yield [(each.path, each.shown)]
        else:
            yield result
