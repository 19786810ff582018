"""Bounds a log that another program appends to, such as the one of the cron line.

Comes in: a path, a size, a count. Goes out: older parts beside it, the oldest gone. Refuses to know
what is written; who holds the file open goes on writing into the part it became.
"""

from itertools import pairwise
from pathlib import Path

from enforcement_cli.disk.whole import FILE_MODE, sync_folder
from enforcement_cli.workflow.workspace import Workspace

_BYTES, _FILES = 1_000_000, 3


def trim_cron_log(workspace: Workspace) -> None:
    """Bound what cron keeps of this workspace's runs; called as a run begins."""
    rotate_file(workspace.logs / "cron.log", _BYTES, _FILES)


def rotate_file(path: Path, size: int, files: int) -> None:
    """Where `path` holds at least `size` bytes: it becomes .1, .1 becomes .2, at most `files` stay.

    What cron's shell made readable to others becomes private. A link is left alone.

    Raises:
        OSError: the disk or its rights do not allow it.
    """
    if path.is_symlink() or not path.is_file():
        return
    path.chmod(FILE_MODE)
    if path.stat().st_size < size:
        return
    parts = [path, *(path.with_name(f"{path.name}.{n}") for n in range(1, files + 1))]
    parts[-1].unlink(missing_ok=True)
    for newer, older in reversed(list(pairwise(parts))):
        if newer.exists():
            newer.replace(older)
    sync_folder(path.parent)
