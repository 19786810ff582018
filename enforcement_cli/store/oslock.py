"""The lock of the operating system on an open file; the system takes it back from the dead.

Comes in: a file handle. Goes out: whether we have it. Refuses to wait.
"""

import errno
import os
import sys

from enforcement_cli.model.failure import DiskFailed

# What a network share answers that keeps no locks.
_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS}


def try_lock(handle: int, *, exclusive: bool, where: str) -> bool:
    """Take the lock of an open file if it is free.

    Raises:
        DiskFailed: the disk keeps no locks; `where` is named.
    """
    try:
        return _take(handle, exclusive=exclusive)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        raise DiskFailed(
            "工作区所在的磁盘不支持文件锁，不能保证同时只有一个程序写入，本次没有改动任何数据。",
            where=where,
            remedy="请把工作区放到本机磁盘，或请管理员开启网络盘的文件锁。",
        ) from error


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int, *, exclusive: bool) -> bool:
        del exclusive  # Windows offers one kind; readers wait for each other as writers do
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def unlock(handle: int) -> None:
        """Give the lock back."""
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int, *, exclusive: bool) -> bool:
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(handle: int) -> None:
        """Give the lock back; a child that has the handle too does not keep it."""
        fcntl.flock(handle, fcntl.LOCK_UN)
