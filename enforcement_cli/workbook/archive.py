"""The originals, kept unchanged under the name of their fingerprint.

Comes in: a file. Goes out: its sha256, and the place of its copy. Refuses to alter or replace
what is archived already.
"""

import hashlib
import os
from pathlib import Path

from enforcement_cli.disk.whole import FILE_MODE, make_folder, part_of, put_soon, sync_folder

_CHUNK = 1 << 20
_BINARY = getattr(os, "O_BINARY", 0)


def fingerprint(path: Path) -> str:
    """sha256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def archive(path: Path, folder: Path, sha256: str) -> Path:
    """Copy a file to `folder`/sha256 + its suffix; there already, nothing is done.

    The copy is written beside, flushed and renamed, so that a broken-off copy is never taken for
    one. Its name is on the disk once the folder is flushed: `flush`, for many copies at once.

    Raises:
        OSError: the disk is full or the folder cannot be written.
        ValueError: the bytes are no longer those of `sha256`.
    """
    place = folder / (sha256 + path.suffix.lower())
    if place.exists():
        return place
    make_folder(folder)
    part = part_of(place)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, FILE_MODE)
    try:
        digest = hashlib.sha256()
        with os.fdopen(handle, "wb") as copy, path.open("rb") as original:
            while chunk := original.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
        if digest.hexdigest() != sha256:
            raise ValueError(f"{path.name} changed while it was archived")  # noqa: TRY301
        put_soon(part, place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return place


def flush(folder: Path) -> None:
    """Wait until the disk has the names of the copies in `folder`; nothing where none was made.

    Raises:
        OSError: the disk fails.
    """
    if folder.is_dir():
        sync_folder(folder)
