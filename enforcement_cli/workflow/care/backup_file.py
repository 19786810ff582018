"""A backup as a file: a zip whose first member lists every other with its hash.

Comes in: a manifest and files, or a zip that somebody hands us. Goes out: the zip, or what it lists
once every byte of it was held against the list. Refuses to believe a name, size or kind that a zip
states: what the list does not have, or no folder of ours may have, is no backup.
"""

import hashlib
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from enforcement_cli.disk.whole import FILE_MODE, make_folder
from enforcement_cli.model.failure import EnforceError, UnknownName
from enforcement_cli.workflow.care.backup_manifest import (
    SCHEMA,
    Kept,
    Manifest,
    manifest_of,
    told_of,
)
from enforcement_cli.workflow.care.backup_names import belongs, is_safe

MANIFEST = "manifest.json"
STORE = "store.duckdb"
# A file of the workspace may have any name, the list's too.
_INSIDE = "workspace/"

_CHUNK = 1 << 20
_MOST_MANIFEST_BYTES = 256 << 20
# A store full of empty blocks shrinks much; nothing honest shrinks like this beyond a gigabyte.
_ANY_SHRINKING_BYTES = 1 << 30
_MOST_SHRINKING = 200
# Compressed already: trying again costs time and gains nothing.
_PACKED = (".xlsx", ".xlsm", ".docx", ".zip", ".pdf", ".png", ".jpg", ".7z", ".rar", ".gz", ".et")
_BINARY = getattr(os, "O_BINARY", 0)


def write_backup(handle: IO[bytes], manifest: Manifest, sources: Mapping[str, Path]) -> None:
    """Write the zip of `manifest` to an open file; `sources` has each file's bytes by name.

    Raises:
        EnforceError: a file is no longer what the manifest says.
        OSError: the disk refused.
    """
    at = manifest.created
    with zipfile.ZipFile(handle, "w", allowZip64=True) as book:
        book.writestr(_member(MANIFEST, at, FILE_MODE), told_of(manifest))
        for kept in manifest.files:
            member = _member(_INSIDE + kept.name, at, kept.mode)
            digest = hashlib.sha256()
            with (
                sources[kept.name].open("rb") as source,
                book.open(member, "w", force_zip64=kept.size > zipfile.ZIP64_LIMIT // 2) as to,
            ):
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                    to.write(chunk)
            if digest.hexdigest() != kept.sha256:
                raise EnforceError(
                    "备份时这个文件变了，没有备份。", where=kept.name, remedy="请重新运行同一命令。"
                )


def _member(name: str, at: datetime, mode: int) -> zipfile.ZipInfo:
    # A zip knows no other years; a machine whose battery is dead stands at 1970.
    year = min(max(at.year, 1980), 2107)
    member = zipfile.ZipInfo(name, (year, *at.timetuple()[1:6]))
    packed = name.startswith(f"{_INSIDE}archive/") or name.lower().endswith(_PACKED)
    member.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    member.external_attr = (stat.S_IFREG | mode) << 16
    return member


def read_manifest(path: Path) -> Manifest:
    """What a backup says it holds; its files' bytes are not looked at.

    Raises:
        UnknownName: there is no such file.
        EnforceError: it is no backup, was tampered with, or a newer enforce made it.
    """
    with _opened(path) as book:
        return _manifest(book, path)


def files_of(path: Path) -> Iterator[tuple[Kept, Iterator[bytes]]]:
    """Every file of a backup with its bytes, which the caller reads to their end before the next.

    Raises:
        EnforceError: as `read_manifest`; also where bytes are others than the manifest's.
    """
    with _opened(path) as book:
        for kept in _manifest(book, path).files:
            yield kept, _bytes(book, kept, path)


def unpack(path: Path, folder: Path) -> None:
    """The files of a backup below `folder`, which has none of them yet, each flushed to the disk.

    A file that was read-only is again; what else it says of rights is not taken over.

    Raises:
        EnforceError: as `files_of`; what is unpacked so far is the caller's to remove.
    """
    for kept, parts in files_of(path):
        place = folder / PurePosixPath(kept.name)
        try:
            make_folder(place.parent)
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, FILE_MODE)
        except (FileExistsError, NotADirectoryError) as error:
            # One name is the folder of another, or the same where capitals are not told apart.
            raise broken(path, f"{kept.name} 与另一个文件重名") from error
        with os.fdopen(handle, "wb") as to:
            for part in parts:
                to.write(part)
            to.flush()
            os.fsync(to.fileno())
        if not kept.mode & stat.S_IWUSR:
            place.chmod(stat.S_IRUSR)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    if not path.is_file():
        raise UnknownName("没有这个备份文件。", where=str(path), remedy="请核对路径。")
    with _blamed(path), zipfile.ZipFile(path) as book:
        # The list of a zip may point before its first byte; a seek there is the disk's refusal.
        if any(member.header_offset < 0 for member in book.infolist()):
            raise broken(path, "压缩包坏了")
        yield book


@contextmanager
def _blamed(path: Path) -> Iterator[None]:
    try:
        yield
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
        *(ValueError, struct.error),
    ) as error:
        # Python tells of a damaged or locked zip in all of these ways.
        raise broken(path, "压缩包坏了") from error


def broken(path: Path, why: str) -> EnforceError:
    """The failure of a file that is not the backup it should be."""
    return EnforceError(
        f"这不是完好的备份：{why}，没有改动任何文件。",
        where=str(path),
        remedy="请换一份备份；用 enforce backup --verify 可以先核对。",
    )


def _manifest(book: zipfile.ZipFile, path: Path) -> Manifest:
    members = book.infolist()
    if not members or members[0].filename != MANIFEST:
        raise broken(path, f"第一项不是 {MANIFEST}")
    if members[0].file_size > _MOST_MANIFEST_BYTES:
        raise broken(path, "清单太大")
    try:
        manifest = manifest_of(book.read(members[0]))
    except (KeyError, TypeError, RecursionError) as error:
        raise broken(path, "清单读不出来") from error
    if manifest is None:
        raise broken(path, f"清单的写法不是 {SCHEMA}")
    _hold_against(members[1:], manifest, path)
    return manifest


def _hold_against(members: list[zipfile.ZipInfo], manifest: Manifest, path: Path) -> None:
    """Names, sizes and kinds of the zip are those of the list, and all of them may be there."""
    for kept in manifest.files:
        if not is_safe(kept.name) or not belongs(kept.name):
            raise broken(path, f"清单里有不该有的文件名 {kept.name!r}")
    listed = [(_INSIDE + kept.name, kept.size) for kept in manifest.files]
    if len({name for name, _ in listed}) != len(listed):
        raise broken(path, "清单里有重复的文件名")
    if listed != [(member.filename, member.file_size) for member in members]:
        raise broken(path, "里面的文件与清单不一致")
    for member in members:
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or member.flag_bits & 1:
            raise broken(path, f"{member.filename} 是链接或加了密")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise broken(path, f"{member.filename} 的压缩方式不认识")
    whole = path.stat().st_size
    # Members that share bytes add up to more than the file is long.
    if sum(member.compress_size for member in members) > whole:
        raise broken(path, "里面的文件互相重叠")
    if manifest.size > max(_ANY_SHRINKING_BYTES, whole * _MOST_SHRINKING):
        raise broken(path, "解开后大得不合理")


def _bytes(book: zipfile.ZipFile, kept: Kept, path: Path) -> Iterator[bytes]:
    digest, size = hashlib.sha256(), 0
    # The bytes are read by whoever asked for the files, outside the block that opened the zip.
    with _blamed(path), book.open(_INSIDE + kept.name) as member:
        while chunk := member.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if size > kept.size:
                break
            yield chunk
    if size != kept.size or digest.hexdigest() != kept.sha256:
        raise broken(path, f"{kept.name} 的内容与清单不一致")
