"""One process at a time at a file: a lock the system takes back when its holder dies.

Comes in: the path of a lock file and how long to wait. Goes out: a block that nobody else is in.
Refuses to know what is done there.
"""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from enforcement_cli.disk.oslock import give_back, take
from enforcement_cli.disk.whole import FILE_MODE, NO_LINK, make_folder

_STEP_SECONDS = 0.005


@contextmanager
def in_turn(path: Path, *, patience: float) -> Iterator[None]:
    """Be alone in the block among all who name the same lock file; it is made and stays.

    Raises:
        TimeoutError: others held it for all of `patience` seconds.
        OSError: the folder does not let us, or the file system knows no locks.
    """
    make_folder(path.parent)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK, FILE_MODE)
    try:
        deadline = time.monotonic() + patience
        while not take(handle, exclusive=True):
            if time.monotonic() > deadline:
                raise TimeoutError(errno.ETIMEDOUT, "locked", str(path))
            time.sleep(_STEP_SECONDS)
        try:
            yield
        finally:
            give_back(handle)
    finally:
        os.close(handle)
