"""A workspace into one file: everything that cannot be made again, verified before it has a name.

Comes in: a workspace and a place. Goes out: the backup, or nothing at all. The store is copied
under its lock; the files are compressed after. Refuses to remove an older backup while a doubt is
left about the new one.
"""

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from enforcement_cli.disk.turn import in_turn
from enforcement_cli.disk.whole import FILE_MODE, is_left_over, make_folder, part_of, put
from enforcement_cli.model.failure import EnforceError, StoreBusy, UsageError
from enforcement_cli.store.lock import wait_seconds
from enforcement_cli.store.session import row_counts
from enforcement_cli.store.soundness import looked_at, schema_version, unreadable_tables
from enforcement_cli.workbook.archive import fingerprint
from enforcement_cli.workflow.campaign.file import read_campaign_file
from enforcement_cli.workflow.care.backup_file import (
    STORE,
    broken,
    files_of,
    read_manifest,
    write_backup,
)
from enforcement_cli.workflow.care.backup_gather import Progress, gather
from enforcement_cli.workflow.care.backup_manifest import Manifest
from enforcement_cli.workflow.care.backup_names import is_backup_name
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.state import refuse_lost_store
from enforcement_cli.workflow.workspace import Workspace

_ORIGINAL = re.compile(r"archive/([0-9a-f]{64})(\..*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A verified backup.

    `links` and `unsafe` are what it does not hold (backup_names), `damaged` the originals whose
    bytes are no longer those of their name, `removed` the older backups that made room.
    """

    path: Path
    manifest: Manifest
    size: int
    links: tuple[str, ...]
    unsafe: tuple[str, ...]
    damaged: tuple[str, ...]
    removed: tuple[Path, ...]


def backups_folder(workspace: Workspace) -> Path:
    """Where backups go by default."""
    return workspace.root / "backups"


def back_up(
    workspace: Workspace,
    *,
    at: datetime,
    output: Path | None = None,
    keep: int | None = None,
    tell: Progress | None = None,
) -> Backup:
    """Write and verify a backup.

    `output` ends in .zip where it is the file itself, else it is a folder. With `keep` only so many
    of this desk's backups stay in that folder: the new one and the newest of the others.

    Raises:
        UsageError: the file is there and is no backup of this desk, or `keep` makes no sense.
        StoreBusy: another enforce holds the store or makes a backup.
        StoreBroken: the store is damaged or gone; the backups there are all the better for staying.
        EnforceError: a file would not hold still, or what was written is not what was read.
        OSError: the disk refused. In all cases nothing is left of it.
    """
    refuse_lost_store(workspace)
    desk = _desk_of(workspace)
    place = _place(workspace, output, desk, at, keep)
    make_folder(place.parent)
    with _alone(workspace):
        _sweep(place, desk)
        staging = part_of(place)
        part = part_of(place)
        try:
            staging.mkdir(mode=0o700)
            found, manifest, sources = gather(workspace, staging, (desk, at), tell or _silent)
            handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, FILE_MODE)
            with os.fdopen(handle, "wb") as file:
                write_backup(file, manifest, sources)
                file.flush()
                os.fsync(file.fileno())
            (tell or _silent)("核对备份")
            verify_backup(part, staging)
            with audited(workspace, "backup", about={"files": len(manifest.files)}) as entry:
                entry.add(sha256=fingerprint(part)[:12])
                put(part, place)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
            part.unlink(missing_ok=True)
        damaged = _damaged(manifest)
        removed = _thin(place, manifest, keep) if keep and not damaged else ()
    return Backup(
        path=place, manifest=manifest, size=place.stat().st_size, links=found.links,
        unsafe=found.unsafe, damaged=damaged, removed=removed,
    )  # fmt: skip


def verify_backup(path: Path, scratch: Path) -> Manifest:
    """Read a backup to its last byte; its store is laid out in `scratch` and must open and agree.

    Raises:
        UnknownName: there is no such file.
        EnforceError: it is not what it says.
    """
    manifest = read_manifest(path)
    folder = scratch / "verified"
    folder.mkdir(mode=0o700)
    for kept, parts in files_of(path):
        if kept.name == STORE:
            with (folder / kept.name).open("wb") as to:
                to.writelines(parts)
        else:
            for _ in parts:
                pass
    check_store(folder / STORE, manifest, path)
    shutil.rmtree(folder)
    return manifest


def check_store(store: Path, manifest: Manifest, path: Path) -> None:
    """Hold the store that a backup gave against what its manifest says of it.

    Raises:
        EnforceError: it is missing, cannot be read or has other rows.
    """
    if not store.exists():
        if manifest.schema_version is not None:
            raise broken(path, "没有数据库")
        return
    with looked_at(store) as connection:
        version, rows = schema_version(connection), row_counts(connection)
        unread = unreadable_tables(connection)
    if unread:
        raise broken(path, f"数据库里 {'、'.join(unread)} 读不完")
    if (version, rows) != (manifest.schema_version, dict(manifest.rows)):
        raise broken(path, "数据库的行数与清单不一致")


def own_backups(folder: Path, desk: str) -> list[Path]:
    """The backups of a desk in a folder, the oldest first by their names."""
    return sorted(
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if is_backup_name(path.name, desk) and path.is_file() and not path.is_symlink()
    )


def _desk_of(workspace: Workspace) -> str:
    """The desk's court; a campaign file that cannot be read is a reason to make a backup."""
    with contextlib.suppress(EnforceError):
        return read_campaign_file(workspace.campaign_file).court
    return "".join(sign for sign in workspace.root.name if sign.isalnum())[:20] or "desk"


def _place(
    workspace: Workspace, output: Path | None, desk: str, at: datetime, keep: int | None
) -> Path:
    if keep is not None and keep < 1:
        raise UsageError("--keep 至少是 1。", remedy="请写成 --keep 7。")
    if output is not None and any(
        output.resolve().is_relative_to(folder) for folder in workspace.folders
    ):
        raise UsageError(
            "备份不能放在工作区的这个文件夹里：收件箱里的会被当成来件。", where=str(output),
            remedy="请放到工作区以外，最好是别的磁盘。",
        )  # fmt: skip
    if output is not None and output.suffix == ".zip":
        if keep is not None:
            raise UsageError("--keep 要和文件夹一起用。", remedy="请把 --output 写成文件夹。")
        _refuse_other(output, desk)
        return output.absolute()
    folder = (output or backups_folder(workspace)).absolute()
    if folder.exists() and not folder.is_dir():
        raise UsageError("这不是文件夹。", where=str(folder), remedy="备份文件名请以 .zip 结尾。")
    stem = f"enforce-{desk}-{at:%Y%m%d-%H%M%S}"
    number, place = 1, folder / f"{stem}.zip"
    while place.exists():
        number += 1
        place = folder / f"{stem}-{number}.zip"
    return place


def _refuse_other(path: Path, desk: str) -> None:
    """Only a backup of the same desk is replaced: that is the same command once more."""
    if not path.exists():
        return
    try:
        same = read_manifest(path).desk == desk
    except EnforceError:
        same = False
    if not same:
        raise UsageError(
            "已有这个文件，而它不是本台的备份，没有改动它。", where=str(path),
            remedy="请换一个文件名。",
        )  # fmt: skip


@contextlib.contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    lock = backups_folder(workspace) / "backup.lock"
    try:
        with in_turn(lock, patience=wait_seconds(os.environ)):
            yield
    except TimeoutError as error:
        raise StoreBusy(
            "另一个 enforce 正在备份，本次没有备份。", where=str(lock.parent),
            remedy="请等它结束后重试。",
        ) from error  # fmt: skip


def _sweep(place: Path, desk: str) -> None:
    """What killed backups left beside; no other is running, so none of it is in use."""
    for path in place.parent.glob(".*"):
        if is_left_over(path) and path.name.startswith(
            (f".enforce-{desk}-", f".{place.name[:40]}.")
        ):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


def _damaged(manifest: Manifest) -> tuple[str, ...]:
    """Originals that are no longer what their name says: an older backup may hold them whole."""
    return tuple(
        kept.name
        for kept in manifest.files
        if (name := _ORIGINAL.fullmatch(kept.name)) and name[1] != kept.sha256
    )


def _thin(place: Path, made: Manifest, keep: int) -> tuple[Path, ...]:
    """Only this workspace's own go: another of the same desk may keep its own beside them."""
    others = [
        path
        for path in own_backups(place.parent, made.desk)
        if path != place and _workspace_of(path) == made.workspace
    ]
    gone = tuple(others[: max(0, len(others) - (keep - 1))])
    for path in gone:
        path.unlink()
    return gone


def _workspace_of(path: Path) -> str | None:
    try:
        return read_manifest(path).workspace
    except EnforceError:
        return None


def _silent(stage: str) -> None:
    """Nobody watches."""


_BINARY = getattr(os, "O_BINARY", 0)
