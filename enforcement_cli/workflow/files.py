"""Which files a command means: paths, folders and archives, each with the name it is shown by."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from enforcement_cli.model.failure import UnknownName
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.unpack import unpack


def find_files(paths: Iterable[Path], root: Path | None = None) -> list[tuple[Path, str]]:
    """The files of paths and folders with the names they are shown by, sorted within a folder.

    Names are unique: where two files would be shown alike, both are shown by their whole path.

    Raises:
        UnknownName: a path is not there.
    """
    found: dict[Path, str] = {}
    for path in paths:
        if path.is_dir():
            for inside in sorted(p for p in path.rglob("*") if not p.is_dir()):
                found[inside.absolute()] = inside.relative_to(root or path).as_posix()
        elif path.exists() or path.is_symlink():
            found[path.absolute()] = path.relative_to(root).as_posix() if root else path.name
        else:
            raise UnknownName(
                "没有这个文件或文件夹。",
                where=str(path),
                remedy="请核对路径，文件名有空格时加引号。",
            )
    alike = Counter(found.values())
    return [
        (path, shown if alike[shown] == 1 else path.as_posix()) for path, shown in found.items()
    ]


@contextmanager
def unpacked(files: Sequence[tuple[Path, str]]) -> Iterator[list[tuple[Path, str]]]:
    """The same files with the archives among them replaced by what is in them.

    What is taken out lies in a private folder that goes with the context.
    """
    limits = Limits()
    with tempfile.TemporaryDirectory(prefix="enforce-") as folder:
        found: dict[str, Path] = {}
        for path, shown in files:
            for inside, name in unpack(path, shown, Path(folder), limits):
                number, unique = 1, name
                while unique in found:
                    number += 1
                    unique = f"{name}（{number}）"
                found[unique] = inside
        yield [(path, shown) for shown, path in found.items()]
