"""One process at a time at a file: a lock the system takes back when its holder dies.

Comes in: the path of a lock file and how long to wait. Goes out: a block that nobody else is in.
Refuses to know what is done there.
"""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from enforcement_cli.disk.whole import FILE_MODE, make_folder

_STEP_SECONDS = 0.005


@contextmanager
def in_turn(path: Path, *, patience: float) -> Iterator[None]:
    """Be alone in the block among all who name the same lock file; it is made and stays.

    Raises:
        TimeoutError: others held it for all of `patience` seconds.
        OSError: the folder does not let us, or the file system knows no locks.
    """
    make_folder(path.parent)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
    try:
        deadline = time.monotonic() + patience
        while not _took(handle):
            if time.monotonic() > deadline:
                raise TimeoutError(errno.ETIMEDOUT, "locked", str(path))
            time.sleep(_STEP_SECONDS)
        try:
            yield
        finally:
            _give_back(handle)
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _took(handle: int) -> bool:
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _give_back(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _took(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give_back(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
