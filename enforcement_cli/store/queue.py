"""The queue before the store's lock: who came first goes first, and everybody can see who it is.

Comes in: the folder of the queue. Goes out: a place in it, and those ahead. A place is a file its
owner keeps locked: of a process that was killed the lock is free, and whoever comes next removes
it. Refuses to protect anything: that is the lock's work; the queue only keeps order and names.
"""

import contextlib
import getpass
import json
import os
import re
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enforcement_cli.disk.whole import FILE_MODE, make_folder, part_of
from enforcement_cli.model.clock import now
from enforcement_cli.model.failure import DiskFailed
from enforcement_cli.store.oslock import try_lock

# Number in the order of coming, r or w, and what tells two of one number apart.
_NAME = re.compile(r"(\d{12})-([rw])-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the queue: its file, kept open and locked by its owner."""

    path: Path
    handle: int
    exclusive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who is in the queue. `since`: when the store was got, for those who wait when they came."""

    host: str
    pid: int
    user: str
    command: str
    since: str
    writes: bool
    holds: bool


@contextmanager
def queued(folder: Path, *, exclusive: bool) -> Iterator[Place | None]:
    """Stand in the queue for the block; None where the disk is full or read-only.

    Without a place one still gets the lock, only out of turn: reading must be possible there.
    """
    try:
        place = _join(folder, exclusive=exclusive)
    except (OSError, DiskFailed):
        place = None
    try:
        yield place
    finally:
        if place is not None:
            _leave(place)


def first_ahead(place: Place) -> Path | None:
    """The first who must be waited for: for a writer anyone ahead, for a reader a writer."""
    for ahead in _ahead(place):
        if (place.exclusive or _kind(ahead) == "w") and _is_alive(ahead):
            return ahead
    return None


def holders(place: Place) -> list[Owner]:
    """Those alive ahead who have the store."""
    found = [_read(ahead) for ahead in _ahead(place) if _is_alive(ahead)]
    return [owner for owner in found if owner is not None and owner.holds]


def arrived(place: Place) -> None:
    """Note in the place that its owner has the store now."""
    # Only who waits in vain reads it: what cannot be written is a name that is not told.
    with contextlib.suppress(OSError):
        _sign(place.handle, exclusive=place.exclusive, holds=True)


def _join(folder: Path, *, exclusive: bool) -> Place:
    make_folder(folder)
    number = 1 + max((int(each.name[:12]) for each in _places(folder)), default=0)
    name = f"{number:012d}-{'w' if exclusive else 'r'}-{secrets.token_hex(4)}"
    # Elsewhere than on Windows an unlocked place is a dead one's: it gets its name once locked.
    path = folder / name
    part = path if sys.platform == "win32" else part_of(path)
    # Not flushed: a place means nothing once its process is gone.
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE_MODE)
    try:
        _keep(handle)
        _sign(handle, exclusive=exclusive, holds=False)
        if part != path:
            part.replace(path)
    except BaseException:
        _leave(Place(path=part, handle=handle, exclusive=exclusive))
        raise
    return Place(path=path, handle=handle, exclusive=exclusive)


def _leave(place: Place) -> None:
    # Windows removes no open file, others must not take a removed place for a dead one's: there
    # the file goes after it is closed, elsewhere before.
    if sys.platform == "win32":
        os.close(place.handle)
        _remove(place.path)
    else:
        _remove(place.path)
        os.close(place.handle)


def _remove(path: Path) -> None:
    # Gone already, or the folder was made read-only meanwhile: the next who comes removes it.
    with contextlib.suppress(OSError):
        path.unlink()


def _places(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if _NAME.fullmatch(each.name))


def _ahead(place: Place) -> Iterator[Path]:
    return (each for each in _places(place.path.parent) if each.name < place.path.name)


def _kind(path: Path) -> str:
    return path.name[13]


def _sign(handle: int, *, exclusive: bool, holds: bool) -> None:
    """Always of one length for one process: it is written over in one step."""
    word = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1].isalpha() else ""
    owner = {
        "host": socket.gethostname(), "pid": os.getpid(), "user": _user(), "command": word,
        "since": now().isoformat(), "writes": int(exclusive), "holds": int(holds),
    }  # fmt: skip
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps(owner).encode())


def _user() -> str:
    try:
        return getpass.getuser()
    # An account without a name, as in a container; Windows without one lacks a module before 3.13.
    except (OSError, KeyError, ImportError):
        return ""


def _read(path: Path) -> Owner | None:
    try:
        told: dict[str, Any] = json.loads(path.read_bytes())
        return Owner(**{**told, "writes": bool(told["writes"]), "holds": bool(told["holds"])})
    except (OSError, ValueError, KeyError, TypeError):  # gone meanwhile, or not written yet
        return None


if sys.platform == "win32":

    def _keep(handle: int) -> bool:
        del handle  # open is enough: Windows lets nobody remove it
        return True

    def _is_alive(path: Path) -> bool:
        try:
            path.unlink(missing_ok=True)
        except PermissionError:
            return True
        return False

else:

    def _keep(handle: int) -> bool:
        return try_lock(handle, exclusive=True, where="")

    def _is_alive(path: Path) -> bool:
        """Whether its owner still runs; a dead one's place is removed."""
        try:
            handle = os.open(path, os.O_RDWR)
        except OSError:  # gone meanwhile, or another account's: the lock itself will tell
            return False
        try:
            if not _keep(handle):
                return True
            _remove(path)
            return False
        finally:
            os.close(handle)
