"""A backup laid out as a workspace again, in place of one that is set aside whole.

Comes in: a backup and a folder. Goes out: the folder as it was backed up, all of it or untouched.
Everything is unpacked and verified beside the folder first; then it is renamed. Refuses to remove
what it replaces. The audit log of a workspace that is replaced goes on in the new one.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from enforcement_cli.disk.turn import in_turn
from enforcement_cli.disk.whole import LEFT_OVER, make_folder, sync_folder, write_whole
from enforcement_cli.model.failure import EnforceError, StoreBusy, UsageError
from enforcement_cli.store.lock import locked, wait_seconds
from enforcement_cli.store.soundness import is_newer
from enforcement_cli.workflow.care.backup import check_store
from enforcement_cli.workflow.care.backup_file import STORE, read_manifest, unpack
from enforcement_cli.workflow.care.backup_manifest import Manifest
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.record.plain_facts import Fact
from enforcement_cli.workflow.workspace import CAMPAIGN_FILE, Workspace

_ASIDE = ".before-restore-"
_AUDIT_FILE = "audit.jsonl"
_SPARE_BYTES = 100 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoring:
    """Who restores and why; `yes`: an existing workspace may be set aside."""

    by: str = ""
    reason: str = ""
    yes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A workspace that is laid out; `aside` is where the one before it stands now."""

    folder: Path
    manifest: Manifest
    aside: Path | None


def restore(source: Path, folder: Path, wish: Restoring, *, at: datetime) -> Restored:
    """Lay a backup out as the workspace `folder`.

    Killed at any moment, the folder is the old one, the new one, or (between two renames) not
    there; the same command completes it.

    Raises:
        UnknownName: there is no such backup.
        UsageError: the folder holds something else, or a workspace that nobody said to replace.
        EnforceError: the backup is not whole or newer than this program; nothing is changed.
        StoreBusy: another enforce uses the workspace.
        OSError: the disk refused.
    """
    source, folder = source.absolute(), folder.expanduser().resolve()
    present = _present(folder, wish)
    manifest = restorable(source, folder.parent)
    make_folder(folder.parent)
    part = _part_of(folder)
    with contextlib.ExitStack() as held:
        held.enter_context(_alone(present or Workspace(part)))
        try:
            _unpack(source, part, manifest, present)
            if sys.platform == "win32":  # a folder with an open file in it has its name for good
                held.close()
            aside = _aside(folder, at) if present else None
            _put(part, folder, aside, wish, manifest)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return Restored(folder=folder, manifest=manifest, aside=aside)


def restorable(source: Path, beside: Path) -> Manifest:
    """What a backup holds, where this program can restore it and there is room.

    Raises:
        UnknownName: there is no such file.
        EnforceError: it is no backup, its store is newer than this program, or it is too large.
    """
    manifest = read_manifest(source)
    if is_newer(manifest.schema_version):
        raise EnforceError(
            f"备份里的数据库是更新版本的 enforce（{manifest.version}）建的，没有改动任何文件。",
            where=str(source),
            remedy="请换用做备份时的或更新的 enforce。",
        )
    while not beside.exists() and beside != beside.parent:
        beside = beside.parent
    free = shutil.disk_usage(beside).free
    if manifest.size + _SPARE_BYTES > free:
        raise EnforceError(
            f"备份解开要 {manifest.size >> 20} MB，磁盘只剩 {free >> 20} MB，没有改动任何文件。",
            where=str(beside),
            remedy="请腾出空间，或恢复到别的磁盘。",
        )
    return manifest


def set_aside(folder: Path) -> tuple[Path, ...]:
    """The workspaces that earlier restores put aside for one at `folder`, the oldest first."""
    return tuple(sorted(folder.parent.glob(f"{_escaped(folder.name)}{_ASIDE}*")))


def _present(folder: Path, wish: Restoring) -> Workspace | None:
    """The workspace that is there; None where nothing is.

    Raises:
        UsageError: something else is there, or the workspace may not be set aside.
    """
    if _ASIDE in folder.name:
        raise UsageError(
            "这是上次恢复时移开的工作区，没有改动。", where=str(folder),
            remedy=f"请写明要恢复到哪里：{folder.with_name(folder.name.partition(_ASIDE)[0])}。",
        )  # fmt: skip
    for above in folder.parents:
        if (above / CAMPAIGN_FILE).is_file():
            raise UsageError(
                f"这个文件夹在工作区 {above} 里面，没有恢复。", where=str(folder),
                remedy="请写工作区以外的文件夹，免得里面的原件被当成来件。",
            )  # fmt: skip
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    if not any((folder / name).is_file() for name in (CAMPAIGN_FILE, STORE)):
        raise UsageError(
            "文件夹里有别的东西，不是工作区，没有改动。", where=str(folder),
            remedy="请换一个空的或还没有的文件夹。",
        )  # fmt: skip
    if not (wish.yes and wish.by.strip() and wish.reason.strip()):
        raise UsageError(
            "这里已有工作区，没有改动。恢复会把它整个移到旁边，再放备份。", where=str(folder),
            remedy="确认要恢复的，加 --yes --by 姓名 --reason 原因；只看备份，加 --dry-run。",
        )  # fmt: skip
    return Workspace(folder)


def _part_of(folder: Path) -> Path:
    # Always the same: what a killed restore left is cleared by the next one.
    return folder.with_name(f".{folder.name[:60]}.restoring{LEFT_OVER}")


@contextlib.contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    make_folder(workspace.root)
    with locked(workspace.lock, exclusive=True, patience=wait_seconds(os.environ)):
        yield


def _unpack(source: Path, part: Path, manifest: Manifest, present: Workspace | None) -> None:
    """The backup as a complete workspace in `part`, flushed to the disk."""
    make_folder(part)
    lock = Workspace(part).lock
    ours = () if present else (lock.name, lock.with_suffix(".queue").name)
    for left in part.iterdir():
        if left.is_dir() and left.name not in ours:
            shutil.rmtree(left)
        elif left.name not in ours:
            left.unlink()
    unpack(source, part)
    check_store(part / STORE, manifest, source)
    for folder in Workspace(part).folders:
        make_folder(folder)
    if present:
        # Whoever waits for the store that goes waits at the same lock for the one that comes.
        make_folder(lock.with_suffix(".queue"))
        with contextlib.suppress(OSError):  # a file system without links
            os.link(present.lock, lock)
    for path in (part, *(each for each in part.rglob("*") if each.is_dir())):
        sync_folder(path)


def _put(part: Path, folder: Path, aside: Path | None, wish: Restoring, manifest: Manifest) -> None:
    """Rename, and record it in the audit log that goes on in the new workspace."""
    earlier = set_aside(folder)
    before = folder if aside else (earlier[-1] if earlier and not folder.exists() else None)
    goes_on = Workspace(before) if before and (before / "audit" / _AUDIT_FILE).is_file() else None
    about: dict[str, Fact] = {"files": len(manifest.files), "created": manifest.created.date()}
    of = goes_on if goes_on and aside else Workspace(part)
    with contextlib.ExitStack() as held:
        if goes_on and not aside:
            _carry_on(goes_on, Workspace(part))
        entry = held.enter_context(audited(of, "restore", by=wish.by, why=wish.reason, about=about))
        if goes_on and aside:
            with _nobody_records(goes_on):
                _carry_on(goes_on, Workspace(part))
                _rename(part, folder, aside)
        else:
            _rename(part, folder, aside)
        entry.workspace = Workspace(folder)


@contextlib.contextmanager
def _nobody_records(workspace: Workspace) -> Iterator[None]:
    """Keep others from the audit log for the block; no line of theirs is left behind."""
    if sys.platform == "win32":  # as above: the open lock file would hold the folder
        yield
        return
    with contextlib.ExitStack() as held:
        try:
            lock = workspace.audit / "audit.lock"
            held.enter_context(in_turn(lock, patience=wait_seconds(os.environ)))
        except TimeoutError as error:
            raise StoreBusy(
                "审计记录正被另一个 enforce 写着，没有恢复。", where=str(workspace.audit),
                remedy="请等它结束后重试。",
            ) from error  # fmt: skip
        yield


def _carry_on(old: Workspace, new: Workspace) -> None:
    make_folder(new.audit)
    write_whole(new.audit / _AUDIT_FILE, (old.audit / _AUDIT_FILE).read_bytes())


def _rename(part: Path, folder: Path, aside: Path | None) -> None:
    if aside:
        folder.rename(aside)
    elif folder.exists():
        folder.rmdir()  # empty, and Windows renames nothing over it
    try:
        part.rename(folder)
    except BaseException:
        if aside:
            aside.rename(folder)
        raise
    sync_folder(folder.parent)


def _aside(folder: Path, at: datetime) -> Path:
    number, place = 1, folder.with_name(f"{folder.name}{_ASIDE}{at:%Y%m%d-%H%M%S}")
    while place.exists():
        number += 1
        place = folder.with_name(f"{folder.name}{_ASIDE}{at:%Y%m%d-%H%M%S}-{number}")
    return place


def _escaped(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
