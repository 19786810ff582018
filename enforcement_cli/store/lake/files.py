"""The files of a lake and of a source, on this machine's disk or on any file system Spark knows.

Comes in: an address. Goes out: files listed, read, fetched, put in their place whole. Refuses to
know what is in them.
"""

import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol

from enforcement_cli.disk.whole import LEFT_OVER, make_folder, put, write_whole
from enforcement_cli.model.failure import EnforceError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Where a run lays what is not in the lake yet. Its name says that a killed run left it.
STAGING = f".run{LEFT_OVER}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A file below an address: its own address, its name relative to it, its size in bytes."""

    uri: str
    name: str
    size: int


class LakeFiles(Protocol):
    """What a run does with the files of a lake. Names are relative to it, with slashes."""

    @property
    def address(self) -> str:
        """The lake's, as Spark takes it."""

    def listed(self, below: str) -> list[Listed]:
        """The Parquet and JSON files below a folder, their names relative to the lake."""

    def read(self, name: str) -> bytes | None:
        """A file's bytes; None where there is none."""

    def write(self, name: str, data: bytes) -> None:
        """A file, whole or not at all, in the place of what stood there."""

    def take(self, staged: Listed, name: str) -> None:
        """Give a staged file its name."""

    def lay(self, path: Path, name: str) -> str:
        """Lay a file of this machine where tasks can read it; its address."""

    def clear(self) -> None:
        """Remove what a run laid, and what a killed one left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFiles:
    """A lake in a folder of this machine."""

    root: Path

    @property
    def address(self) -> str:
        """As Spark takes it: no sign of a path is a sign of an address."""
        return spark_path(self.root)

    def listed(self, below: str) -> list[Listed]:
        """The files below a folder."""
        found = (p for p in sorted((self.root / below).rglob("*")) if _is_ours(p.name))
        return [
            Listed(
                uri=spark_path(path),
                name=path.relative_to(self.root).as_posix(),
                size=path.stat().st_size,
            )
            for path in found
        ]

    def read(self, name: str) -> bytes | None:
        """A file's bytes."""
        path = self.root / name
        return path.read_bytes() if path.is_file() else None

    def write(self, name: str, data: bytes) -> None:
        """A file, whole."""
        path = self.root / name
        make_folder(path.parent)
        write_whole(path, data)

    def take(self, staged: Listed, name: str) -> None:
        """Give a staged file its name; it is private, and on the disk."""
        path = self.root / name
        part = self.root / staged.name
        make_folder(path.parent)
        part.chmod(0o600)
        put(part, path)

    def lay(self, path: Path, name: str) -> str:  # noqa: ARG002  # it keeps its own name
        """The tasks run here and read the file where it is."""
        return spark_path(path)

    def clear(self) -> None:
        """Remove what was staged."""
        shutil.rmtree(self.root / STAGING, ignore_errors=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFiles:
    """A lake on a file system that Java knows by the scheme of its address."""

    session: "SparkSession"
    root: str

    @property
    def address(self) -> str:
        """As Spark takes it."""
        return self.root.rstrip("/")

    def listed(self, below: str) -> list[Listed]:
        """The files below a folder."""
        place = f"{self.address}/{below}"
        return [
            Listed(uri=each.uri, name=f"{below}/{each.name}", size=each.size)
            for each in list_below(self.session, place)
            if _is_ours(each.name.rpartition("/")[2])
        ]

    def read(self, name: str) -> bytes | None:
        """A file's bytes."""
        system, path = _java(self.session, f"{self.address}/{name}")
        if not system.exists(path):
            return None
        stream = system.open(path)
        try:
            return bytes(stream.readAllBytes())
        finally:
            stream.close()

    def write(self, name: str, data: bytes) -> None:
        """Beside its place first. An object store has each file whole or not at all anyway."""
        part = f"{self.address}/{STAGING}/{name}"
        system, path = _java(self.session, part)
        stream = system.create(path, True)  # noqa: FBT003  # Java's: over what stood there
        try:
            stream.write(bytearray(data))
        finally:
            stream.close()
        self._rename(part, name)

    def take(self, staged: Listed, name: str) -> None:
        """Give a staged file its name."""
        self._rename(f"{self.address}/{staged.name}", name)

    def lay(self, path: Path, name: str) -> str:
        """Copy a file of this machine to where all tasks see it."""
        system, to = _java(self.session, f"{self.address}/{STAGING}/{name}")
        here = self.session.sparkContext._jvm.org.apache.hadoop.fs.Path(spark_path(path))  # noqa: SLF001
        system.copyFromLocalFile(False, True, here, to)  # noqa: FBT003
        return str(system.makeQualified(to).toString())

    def clear(self) -> None:
        """Remove what was staged."""
        system, path = _java(self.session, f"{self.address}/{STAGING}")
        system.delete(path, True)  # noqa: FBT003  # Java's: with all below

    def _rename(self, part: str, name: str) -> None:
        system, source = _java(self.session, part)
        _, target = _java(self.session, f"{self.address}/{name}")
        system.mkdirs(target.getParent())
        if system.exists(target):
            system.delete(target, False)  # noqa: FBT003
        if not system.rename(source, target):
            raise OSError(5, "rename refused", f"{self.address}/{name}")


def list_below(session: "SparkSession", address: str) -> list[Listed]:
    """All files below an address, in the order of their names; an address of a file is that file."""
    system, path = _java(session, address)
    if not system.exists(path):
        return []
    root = system.getFileStatus(path).getPath().toString().rstrip("/")
    found = []
    each = system.listFiles(path, True)  # noqa: FBT003  # Java's: with all below
    while each.hasNext():
        status = each.next()
        uri = str(status.getPath().toString())
        name = uri.removeprefix(root).lstrip("/") or uri.rpartition("/")[2]
        found.append(Listed(uri=uri, name=name, size=int(status.getLen())))
    return sorted(found, key=lambda file: PurePosixPath(file.name).parts)


def fetch(session: "SparkSession", uri: str, to: Path) -> None:
    """Copy a file to this machine.

    Raises:
        EnforceError: Java cannot read it: no right to it, or a name its file system takes apart.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    system, path = _java(session, uri)
    here = session.sparkContext._jvm.org.apache.hadoop.fs.Path(spark_path(to))  # noqa: SLF001
    try:
        system.copyToLocalFile(False, path, here, True)  # noqa: FBT003  # Java's: without checksums
    except (Py4JError, PySparkException) as error:
        raise EnforceError(
            "这个文件取不过来。", where=uri, remedy="请核对读取权限和文件名。"
        ) from error


def mirrored(
    files: LakeFiles, session: "SparkSession", into: Path, *, only: Collection[str] | None = None
) -> Path:
    """A lake's files on this machine: itself where it is here, else a copy below `into`.

    `only` are the tables wanted; None: all.
    """
    if isinstance(files, LocalFiles):
        return files.root
    for listed in files.listed(""):
        name = listed.name.lstrip("/")
        path = into / name
        if only is not None and name.partition("/")[0] not in only:
            continue
        # Files of a lake never change; only what tells of the lake itself does.
        if not name.startswith(".") and (not path.exists() or path.suffix == ".json"):
            make_folder(path.parent)
            fetch(session, listed.uri, path)
    return into


def spark_path(path: Path) -> str:
    """A path of this machine as Spark takes and spells it: nothing in it is escaped."""
    return f"file:{path.absolute().as_posix()}"


def _is_ours(name: str) -> bool:
    return name.endswith((".parquet", ".json")) and not name.startswith((".", "_"))


def _java(session: "SparkSession", address: str) -> tuple[Any, Any]:
    """Java's file system of an address, and the address as its path."""
    context = session.sparkContext
    path = context._jvm.org.apache.hadoop.fs.Path(address)  # noqa: SLF001  # it has no other door
    return path.getFileSystem(context._jsc.hadoopConfiguration()), path  # noqa: SLF001


def part_files(listed: list[Listed]) -> Iterator[tuple[str, Listed]]:
    """Parquet files below a folder of a partitioned table, each with the two folders it is in."""
    for file in listed:
        if file.name.endswith(".parquet"):
            yield "/".join(file.name.split("/")[-3:-1]), file
