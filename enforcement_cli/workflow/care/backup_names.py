"""Which files of a workspace a backup holds, and which names a backup may hold.

Comes in: a name below the workspace, or a workspace. Goes out: yes or no, or the files to keep.
Refuses to follow a link, and to know what a backup looks like.
"""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from enforcement_cli.disk.whole import is_left_over

# Made again by themselves, or copied on their own (the store), or backups themselves.
_NOT_KEPT = ("backups", "logs", "store.duckdb.wal", "store.duckdb.tmp", "store.queue")
_STORE = "store.duckdb"
_LOCK = re.compile(r"\.(lock|turn)(\.|$)")
_HELD_BY_FOLDER = ("archive", "inbox")
_BACKUP = re.compile(r"enforce-[^/]+-\d{8}-\d{6}(-\d+)?\.zip")
# What Windows takes for a device in whatever folder, with whatever suffix.
_DEVICES = re.compile(
    r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$|clock\$)(\.|$)", re.IGNORECASE
)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_LONGEST_PART = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The files of a workspace to keep, sorted, and what is there and cannot be kept.

    `links` are links and devices, which nobody follows; `unsafe` are names that another system
    would not take.
    """

    names: tuple[str, ...]
    links: tuple[str, ...] = ()
    unsafe: tuple[str, ...] = ()


def belongs(name: str) -> bool:
    """Whether a file of that name below the workspace is part of a backup.

    >>> [belongs(n) for n in ("enforce.toml", "store.lock", "backups/a", "audit/audit.lock")]
    [True, False, False, False]
    """
    parts = PurePosixPath(name).parts
    if not parts or parts[0] in _NOT_KEPT or any(is_left_over(Path(part)) for part in parts):
        return False
    if parts[0].startswith(".store.duckdb"):
        return False
    if parts[0] in _HELD_BY_FOLDER:
        return True
    return not (_LOCK.search(parts[-1]) or _BACKUP.fullmatch(parts[-1]))


def is_backup_name(name: str, desk: str) -> bool:
    """Whether a file is named as the backups of that desk are."""
    return name.startswith(f"enforce-{desk}-") and _BACKUP.fullmatch(name) is not None


def is_safe(name: str) -> bool:
    """Whether a name stays below its folder and is a plain file's on every system.

    >>> [is_safe(n) for n in ("archive/ab.xlsx", "../x", "/x", "C:/x", "a/nul.txt", "a//b", "a/b ")]
    [True, False, False, False, False, False, False]
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return bool(name) and all(
        part not in ("", ".", "..")
        and not _FORBIDDEN.search(part)
        and not _DEVICES.match(part)
        and part[-1] not in ". "
        and len(part.encode()) <= _LONGEST_PART
        for part in name.split("/")
    )


def names_below(root: Path, folder: Path | None = None) -> Found:
    """The files of the workspace at `root` that a backup holds, its store apart.

    `folder` is a folder of it, where only that one's are asked for.
    """
    names, links, unsafe = [], [], []
    for here, folders, files in os.walk(folder or root):
        inside = Path(here).relative_to(root)
        for each in [*folders, *files]:
            name = (inside / each).as_posix()
            if name == _STORE or not belongs(name):
                continue
            kind = _kind(Path(here) / each)
            if kind == stat.S_IFDIR or kind is None:
                continue
            if kind != stat.S_IFREG:
                links.append(name)
            elif is_safe(name):
                names.append(name)
            else:
                unsafe.append(name)
        folders[:] = [each for each in folders if belongs((inside / each).as_posix())]
    return Found(
        names=tuple(sorted(names)), links=tuple(sorted(links)), unsafe=tuple(sorted(unsafe))
    )


def _kind(path: Path) -> int | None:
    """What kind of thing stands there, a link not followed; None where it has just gone."""
    try:
        return stat.S_IFMT(path.lstat().st_mode)
    except FileNotFoundError:
        return None
