"""Writes a file beside its place, flushes it, renames it and flushes the folder: all, or nothing.

A rename that is not flushed can come back undone, or with an empty file, when the power goes.
What is left over by a process that was killed has a name that tells so (`is_left_over`).
"""

import errno
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

# Returns name the parties: nobody but the clerk's own account reads what enforce writes.
FILE_MODE = 0o600
FOLDER_MODE = 0o700
LEFT_OVER = ".enforce-part"


def write_whole(path: Path, data: bytes, *, mode: int = FILE_MODE) -> None:
    """Write `data` to `path`, replacing what stood there in one step.

    Raises:
        OSError: the disk refused; what stood there is unchanged.
    """
    part = write_part(path, data)
    try:
        part.chmod(mode)
        put(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_part(path: Path, data: bytes) -> Path:
    """A complete, flushed file with `data` beside `path`; `put` gives it its name.

    Raises:
        OSError: the disk refused; nothing is left of it.
    """
    part = part_of(path)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, FILE_MODE)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def part_of(path: Path) -> Path:
    """A free name beside `path` for what is not whole yet."""
    # The end of a long name goes: file systems take 255 bytes.
    return path.with_name(f".{path.name[:40]}.{os.urandom(4).hex()}{LEFT_OVER}")


def put(part: Path, place: Path) -> None:
    """Give a finished file its name: flushed, renamed over `place`, the folder flushed."""
    put_all({part: place})


def put_soon(part: Path, place: Path) -> None:
    """The same, the folder unflushed: whoever names many files flushes it once (`sync_folder`)."""
    sync_file(part)
    part.replace(place)


def put_all(places: Mapping[Path, Path]) -> None:
    """The same for several: all are flushed before the first gets its name."""
    for part in places:
        sync_file(part)
    for part, place in places.items():
        part.replace(place)
    for folder in {place.parent for place in places.values()}:
        sync_folder(folder)


def put_folder(part: Path, place: Path, *, aside: Path | None = None) -> None:
    """Give a finished folder its name, once all in it is private and on the disk.

    What stands at `place` goes to `aside` first, and comes back where the second step is refused.
    """
    for above, _, names in os.walk(part):
        for name in names:
            (Path(above) / name).chmod(FILE_MODE)
            sync_file(Path(above) / name)
        Path(above).chmod(FOLDER_MODE)
        sync_folder(Path(above))
    if aside is not None:
        place.rename(aside)
    try:
        part.rename(place)
    except BaseException:
        if aside is not None:
            aside.rename(place)
        raise
    sync_folder(place.parent)


def open_to_append(path: Path, *, read: bool = False) -> int:
    """A handle at the end of a file of ours, which is made where it is not there.

    Raises:
        OSError: the disk refused, or something else is there: a link would lead what we write to
            wherever somebody wants it, a pipe would be waited for without end.
    """
    if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
        number = errno.ELOOP if path.is_symlink() else errno.EISDIR
        raise OSError(number, os.strerror(number), str(path))
    ways = os.O_CREAT | os.O_APPEND | _BINARY | NO_LINK
    return os.open(path, (os.O_RDWR if read else os.O_WRONLY) | ways, FILE_MODE)


def make_folder(path: Path) -> None:
    """The folder and those above it, private where they are new, and there after a power cut."""
    if path.is_dir():
        return
    # A drive that is not there is its own parent.
    if path.parent != path:
        make_folder(path.parent)
    try:
        path.mkdir(mode=FOLDER_MODE, exist_ok=True)
    except FileExistsError as error:  # a file, or a link that leads nowhere
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path)) from error
    sync_folder(path.parent)


@contextmanager
def passing_folder(inside: Path) -> Iterator[Path]:
    """A private folder below `inside` that goes with the block; its name tells what it is."""
    make_folder(inside)
    with tempfile.TemporaryDirectory(dir=inside, prefix=".", suffix=LEFT_OVER) as folder:
        yield Path(folder)


def is_left_over(path: Path) -> bool:
    """Whether a file or folder is what a killed process left of its work."""
    return path.name.startswith(".") and path.name.endswith(LEFT_OVER)


def sync_file(path: Path) -> None:
    """Wait until the disk has the file."""
    handle = os.open(path, os.O_RDONLY | _BINARY)
    try:
        # Windows flushes only what is open for writing; there the writer has done it.
        if sys.platform != "win32":
            os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Wait until the disk has the names in a folder; Windows keeps them by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        # A share of another machine may know no such flush; any other refusal is one.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)


_BINARY = getattr(os, "O_BINARY", 0)
# A link somebody laid would lead what we open wherever they want it.
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
