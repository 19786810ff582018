"""The lock of an open file at the store, and a sentence for a disk that keeps none.

Comes in: a file handle. Goes out: whether we have it. Refuses to wait.
"""

import errno

from enforcement_cli.disk.oslock import take
from enforcement_cli.model.failure import DiskFailed

# What a network share answers that keeps no locks.
_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS}


def try_lock(handle: int, *, exclusive: bool, where: str) -> bool:
    """Take the lock of an open file if it is free.

    Raises:
        DiskFailed: the disk keeps no locks; `where` is named.
    """
    try:
        return take(handle, exclusive=exclusive)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        raise DiskFailed(
            "工作区所在的磁盘不支持文件锁，不能保证同时只有一个程序写入，本次没有改动任何数据。",
            where=where,
            remedy="请把工作区放到本机磁盘，或请管理员开启网络盘的文件锁。",
        ) from error
