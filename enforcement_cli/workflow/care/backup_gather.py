"""What goes into a backup, held still: copies of what may change, and the list of it all.

Comes in: a workspace that others go on using, and a folder for copies. Goes out: a manifest and
where each file's bytes lie. Refuses to know how a backup is written.
"""

import hashlib
import os
import shutil
import stat
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from enforcement_cli import __version__
from enforcement_cli.disk.whole import FILE_MODE
from enforcement_cli.model.failure import EnforceError, StoreBroken
from enforcement_cli.store.session import copy_store, row_counts
from enforcement_cli.store.soundness import looked_at, schema_version, unreadable_tables
from enforcement_cli.workbook.archive import fingerprint
from enforcement_cli.workflow.care.backup_file import STORE
from enforcement_cli.workflow.care.backup_manifest import Kept, Manifest
from enforcement_cli.workflow.care.backup_names import Found, names_below
from enforcement_cli.workflow.workspace import PUBLISHED, Workspace

Progress = Callable[[str], None]

_TRIES, _PAUSE_SECONDS = 40, 0.05


def gather(
    workspace: Workspace, staging: Path, of: tuple[str, datetime], tell: Progress
) -> tuple[Found, Manifest, dict[str, Path]]:
    """The files to keep, the manifest that lists them, and where the bytes of each lie.

    What is written in a certain order is read in the other: a published file, which comes after its
    record, is listed before the store is copied, an original, which comes before its return, after.
    """
    tell("复制数据库")
    published = names_below(workspace.root, workspace.bulletins / PUBLISHED).names
    sources: dict[str, Path] = {}
    version: int | None = None
    rows: Mapping[str, int] = {}
    if workspace.store.exists():
        copy_store(workspace.store, staging / STORE)
        sources[STORE] = staging / STORE
        version, rows = _looked_into(staging / STORE, workspace.store)
    found = names_below(workspace.root)
    below = f"{workspace.bulletins.name}/{PUBLISHED}/"
    names = [name for name in found.names if not name.startswith(below) or name in published]
    tell(f"备份 {len(names)} 个文件")
    kept = [_kept(name, path, FILE_MODE) for name, path in sources.items()]
    for number, name in enumerate(names):
        path = staging / f"{number}"
        if name.startswith(f"{workspace.archive.name}/"):
            path = workspace.root / name
            seen: os.stat_result | None = path.stat()
        else:
            seen = _copied(workspace.root / name, path)
        if seen is not None:
            sources[name] = path
            kept.append(_kept(name, path, stat.S_IMODE(seen.st_mode)))
    desk, at = of
    manifest = Manifest(
        version=__version__, desk=desk, created=at, schema_version=version, rows=rows,
        files=tuple(kept), workspace=_mark(workspace),
    )  # fmt: skip
    return found, manifest, sources


def _mark(workspace: Workspace) -> str:
    """What no other workspace has: it stays when the folder is moved or restored."""
    if not workspace.salt.is_file():
        return ""
    return hashlib.sha256(workspace.salt.read_bytes()).hexdigest()[:8]


def _looked_into(copy: Path, store: Path) -> tuple[int | None, Mapping[str, int]]:
    """Version and rows of a copy of `store` that is read to its end.

    Opening and counting touch few of its blocks: a damaged one would pass, and push out the older
    backup that still has them.
    """
    found: tuple[int | None, Mapping[str, int]] = (None, {})
    try:
        with looked_at(copy) as connection:
            found = schema_version(connection), row_counts(connection)
            unread = unreadable_tables(connection)
    except StoreBroken:
        unread = (store.name,)
    if unread:
        raise StoreBroken(
            f"数据库有损坏（{'、'.join(unread)} 读不完），没有备份，旧备份都没有动。",
            where=str(store),
            remedy="请运行 enforce doctor；恢复用 enforce restore 较早的备份。",
        )
    return found


def _kept(name: str, path: Path, mode: int) -> Kept:
    return Kept(name=name, size=path.stat().st_size, sha256=fingerprint(path), mode=mode)


def _copied(path: Path, to: Path) -> os.stat_result | None:
    """Copy a file as it was at one moment; None where it is gone meanwhile.

    Raises:
        EnforceError: somebody writes to it without end.
    """
    for _ in range(_TRIES):
        try:
            before = path.stat()
            shutil.copyfile(path, to)
            after = path.stat()
        except FileNotFoundError:
            to.unlink(missing_ok=True)
            return None
        if (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size):
            return before
        time.sleep(_PAUSE_SECONDS)
    raise EnforceError(
        "这个文件一直有人在写，没有备份。", where=str(path), remedy="请等写完后重新运行同一命令。"
    )
