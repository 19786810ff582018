"""The operating system's lock on an open file, which the system takes back from the dead.

Comes in: a file handle. Goes out: whether we have its lock. Refuses to wait, and to know why it is
wanted.
"""

import os
import sys

if sys.platform == "win32":
    import msvcrt

    def take(handle: int, *, exclusive: bool) -> bool:
        """Take the lock if it is free.

        Raises:
            OSError: the disk keeps no locks.
        """
        del exclusive  # Windows offers one kind; readers wait for each other as writers do
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def give_back(handle: int) -> None:
        """Let others have the lock."""
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def take(handle: int, *, exclusive: bool) -> bool:
        """Take the lock if it is free.

        Raises:
            OSError: the disk keeps no locks.
        """
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def give_back(handle: int) -> None:
        """Let others have the lock; a child that has the handle too does not keep it."""
        fcntl.flock(handle, fcntl.LOCK_UN)
