"""What the disk said, in a sentence: full, read-only, not allowed, out of reach.

Comes in: an OSError. Goes out: the failure to show; None where the disk is not to blame.
"""

import errno
from pathlib import Path

from enforcement_cli.model.failure import DiskFailed

_WORDS: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("磁盘满了，没有写成。", "请腾出空间后，重新运行同一命令。"),
    errno.EDQUOT: ("磁盘配额用完了，没有写成。", "请腾出空间后，重新运行同一命令。"),
    errno.EFBIG: ("文件超过系统允许的大小，没有写成。", "请检查系统对文件大小的限制后重试。"),
    errno.EROFS: ("文件夹所在的磁盘是只读的，没有写成。", "请换一个可以写入的文件夹。"),
    errno.EACCES: (
        "没有权限读写。",
        "请核对文件和文件夹的权限；文件正在别的程序里打开时请先关闭。",
    ),
    errno.EPERM: ("没有权限读写。", "请核对文件和文件夹的权限；文件正在别的程序里打开时请先关闭。"),
    errno.EIO: ("磁盘读写出错。", "请检查磁盘；换一块磁盘后用 enforce restore 恢复备份。"),
    errno.EMFILE: ("系统打开的文件太多。", "请关闭一些程序后，重新运行同一命令。"),
    errno.ENFILE: ("系统打开的文件太多。", "请关闭一些程序后，重新运行同一命令。"),
    errno.EISDIR: (
        "这里应当是文件，却是文件夹、管道或设备。",
        "请把它移到别处，再重新运行同一命令。",
    ),
    errno.ENOTDIR: (
        "这里应当是文件夹，却是文件或断了的链接。",
        "请把它移到别处，再重新运行同一命令；是链接的，请核对磁盘是否已挂载。",
    ),
    errno.ELOOP: (
        "这里应当是文件，却是一个链接，没有顺着它读写。",
        "请把这个链接移到别处，再重新运行同一命令。",
    ),
    **dict.fromkeys(
        (errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN, errno.ENXIO, errno.ENODEV),
        ("磁盘或共享文件夹断开了。", "请重新连上或挂载后，再运行同一命令。"),
    ),
    errno.ENAMETOOLONG: ("文件名太长。", "请改短文件名后重试。"),
}


def disk_failure(error: OSError, path: Path | None = None) -> DiskFailed | None:
    """The failure an OSError at `path` means; None where the disk and its rights are not to blame."""
    found = _WORDS.get(error.errno or 0)
    if found is None:
        return None
    message, remedy = found
    where = path or error.filename2 or error.filename or ""
    return DiskFailed(message, where=str(where), remedy=remedy)
