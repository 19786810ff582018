"""Which files an ingest on a cluster means, each with the name it is shown by.

Comes in: a folder of this machine, or an address Spark knows. Goes out: the files in their order,
archives taken apart. Refuses to read a return.
"""

import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from enforcement_cli.disk.whole import make_folder, passing_folder
from enforcement_cli.model.failure import EnforceError, UnknownName
from enforcement_cli.model.visible import in_a_line
from enforcement_cli.store.lake.files import LakeFiles, Listed, fetch, list_below, spark_path
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workflow.files import find_files, unpacked
from enforcement_cli.workflow.judging import IngestOptions

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_HERE = "file://"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file: the name it is shown by and its own; where tasks read it, where this machine does.

    `uri` is empty where Spark would not read it as it is; `path` does not exist where only Spark
    can read it.
    """

    shown: str
    name: str
    path: Path
    uri: str = ""
    size: int = 0


@contextmanager
def source_files(
    session: "SparkSession", source: str, options: IngestOptions, files: LakeFiles
) -> Iterator[list[SourceFile]]:
    """The files of a source, as long as the block lasts.

    Raises:
        UnknownName: there is nothing at the address.
    """
    with passing_folder(Path(tempfile.gettempdir())) as folder:
        if is_here(source):
            found = find_files([Path(source.removeprefix(_HERE)).expanduser()], options.root)
            remote: dict[Path, Listed] = {}
        else:
            found, remote = _remote_files(session, source, folder)
        with unpacked(found) as taken:
            only = options.only
            ours = {path for path, _ in found}
            yield [
                _of_spark(shown, path, remote[path])
                if path in remote and not path.exists()
                else _of_disk(shown, path, files, is_unpacked=path not in ours)
                for path, shown in taken
                if only is None or shown in only
            ]


def is_here(address: str) -> bool:
    """Whether this machine sees it as a folder of its own."""
    return "://" not in address or address.startswith(_HERE)


def brought_here(session: "SparkSession", file: SourceFile) -> Path:
    """A file where this machine can read it; what cannot be fetched is not there, and fails alone."""
    if not is_here(file.uri) and not file.path.exists():
        make_folder(file.path.parent)
        with suppress(EnforceError):
            fetch(session, file.uri, file.path)
    return file.path


def for_tasks(files: Sequence[SourceFile]) -> Mapping[str, tuple[int, int]]:
    """Number and size of the files that tasks read, by address."""
    return {
        file.uri: (number, file.size)
        for number, file in enumerate(files)
        if file.uri and file.size <= Limits().file_bytes
    }


def _of_disk(shown: str, path: Path, files: LakeFiles, *, is_unpacked: bool) -> SourceFile:
    """A file of this machine; links, devices, and names that Java takes apart are read here."""
    plain = not path.is_symlink() and path.is_file() and os.access(path, os.R_OK)
    if not plain or not _is_spelt(path.as_posix()):
        return SourceFile(shown=shown, name=path.name, path=path)
    lies = spark_path(path)
    uri = files.lay(path, f"unpacked/{path.parent.name}/{path.name}") if is_unpacked else lies
    return SourceFile(shown=shown, name=path.name, path=path, uri=uri, size=path.stat().st_size)


def _of_spark(shown: str, path: Path, listed: Listed) -> SourceFile:
    return SourceFile(shown=shown, name=path.name, path=path, uri=listed.uri, size=listed.size)


def _remote_files(
    session: "SparkSession", source: str, folder: Path
) -> tuple[list[tuple[Path, str]], dict[Path, Listed]]:
    """Files elsewhere under names of this machine, where archives alone are brought."""
    listed = list_below(session, source)
    if not listed:
        raise UnknownName("没有这个文件或文件夹。", where=source, remedy="请核对地址。")
    alike = Counter(in_a_line(file.name) for file in listed)
    found, remote = [], {}
    for number, file in enumerate(listed):
        path = folder / str(number) / file.name.rpartition("/")[2][-_LONGEST_NAME:]
        shown = in_a_line(file.name)
        found.append((path, shown if alike[shown] == 1 else in_a_line(file.uri)))
        remote[path] = file
        if path.suffix.lower() == ".zip" and file.size <= Limits().file_bytes:
            make_folder(path.parent)
            with suppress(EnforceError):
                fetch(session, file.uri, path)
    return found, remote


def _is_spelt(path: str) -> bool:
    """Whether Java reads a path as we do, and does not hide the file."""
    name = path.rpartition("/")[2]
    return (
        not name.startswith((".", "_"))
        and not name.endswith("._COPYING_")
        and ":" not in path
        and "\\" not in path
        and "//" not in path
        and all(sign.isprintable() and not "\ud800" <= sign <= "\udfff" for sign in path)
    )
