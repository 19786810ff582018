"""Text or bytes come in; a whole file stands at its path, or what stood there before.

Written beside and renamed, readable by its owner alone. Knows nothing of what is in the file.
"""

from pathlib import Path

from enforcement_cli.disk.refused import disk_failure
from enforcement_cli.disk.whole import make_folder, write_whole
from enforcement_cli.model.failure import EnforceError, UsageError


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path is, or goes through, a link to a place outside the folder."""
    return not path.resolve().is_relative_to(folder.resolve())


def stay_inside(path: Path, folder: Path) -> None:
    """Refuse a path that leads out of the folder, by dots or by a link that somebody placed.

    Raises:
        UsageError: it does; nothing was written.
    """
    if leads_out(path, folder):
        raise UsageError("输出文件落在指定文件夹之外，未写入。", where=str(path))


def write_text(path: Path, text: str, *, folder: Path | None = None) -> None:
    """Write `text` as UTF-8 to `path`; see `write_bytes`."""
    write_bytes(path, text.encode("utf-8"), folder=folder)


def write_bytes(path: Path, data: bytes, *, folder: Path | None = None) -> None:
    """Write `data` to `path`, whole or not at all, mode 0600.

    Args:
        path: the file; what stood there is replaced in one step.
        data: all of it.
        folder: the folder the file must lie in, after links are followed; default: its own.

    Raises:
        UsageError: `path` leads out of `folder`.
        EnforceError: the disk refused; the old file is unchanged.
    """
    stay_inside(path, folder or path.parent)
    try:
        make_folder(path.parent)
        write_whole(path, data)
    except OSError as error:
        raise disk_failure(error, path) or EnforceError(
            f"文件写不进去（{error.strerror}），原文件未动。",
            where=str(path),
            remedy="请检查磁盘空间和文件夹权限，并关闭正打开此文件的程序后重试。",
        ) from error
