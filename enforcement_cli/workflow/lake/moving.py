"""A workspace's store written out as a lake, and a store of a workspace made from one.

Comes in: a room, a folder. Goes out: the lake or the store, whole or not at all. Refuses to take
originals along, to write over what is no lake of this desk, and to mix two stores into one.
"""

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from enforcement_cli.disk.whole import is_left_over, make_folder, passing_folder, put_folder
from enforcement_cli.model.failure import StoreBroken, UnknownName, UsageError
from enforcement_cli.model.lake import LakePlace
from enforcement_cli.store.connecting import plainly
from enforcement_cli.store.failures import lake_failure
from enforcement_cli.store.lake.layout import LAKE_FILE, LakeHead, check_version
from enforcement_cli.store.lake.over import alone_in, check_name, read_head
from enforcement_cli.store.lake.parquet import fill_store, write_lake
from enforcement_cli.store.session import open_store, put_store, row_counts
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.state import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Rows by table that went into a lake or came out of one; what the lake's files take."""

    folder: Path
    rows: Mapping[str, int]
    files: int
    size: int


def export_lake(room: Room, place: LakePlace, *, replace: bool) -> Moved:
    """Write all that a workspace's store holds as a lake.

    Killed at any moment, the folder is the old lake, the new one, or (between two renames) not
    there; the same command completes it.

    Args:
        room: the workspace.
        place: the folder of the lake, on this machine.
        replace: a lake of this desk may be replaced.

    Raises:
        UnknownName: nothing has been received yet.
        UsageError: the folder holds something else, or a lake that nobody said to replace.
        StoreBusy: another enforce writes to the store, or to the lake.
        OSError: the disk refused; what stood there is unchanged.
    """
    folder = _outside(room, place)
    if not room.workspace.store.exists():
        raise UnknownName(
            "工作区里还没有任何报表。",
            where=str(room.workspace.root),
            remedy="先用 enforce ingest 收报表。",
        )
    there = _standing(room, folder, replace=replace)
    with passing_folder(folder.parent) as passing, ExitStack() as alone:
        if there:
            alone.enter_context(alone_in(folder))
        part = passing / "new"
        make_folder(part)
        with open_store(room.workspace.store, write=False, beside=part.resolve()) as connection:
            meta = connection.execute("SELECT key, value FROM meta ORDER BY key").fetchall()
            head = LakeHead(
                desk=room.desk.court,
                campaigns=tuple(campaign.id for campaign in room.desk.campaigns),
                meta=tuple((str(key), str(value)) for key, value in meta),
            )
            rows = write_lake(connection, part.resolve(), head)
        if sys.platform == "win32":  # a folder with an open file in it has its name for good
            alone.close()
        put_folder(part, folder, aside=passing / "old" if there else None)
    return _moved(folder, rows)


def import_lake(room: Room, place: LakePlace, *, by: str = "", reason: str = "") -> Moved:
    """Make the store of a workspace that has received nothing from a lake.

    Raises:
        UnknownName: there is no lake.
        StoreBroken: it is of another version, or a file cannot be read.
        UsageError: it is another desk's, or the workspace has a store with something in it.
        StoreBusy: another enforce uses the workspace.
        OSError: the disk refused; the workspace is unchanged.
    """
    folder = _outside(room, place)
    head = read_head(folder)
    check_version(head, str(folder))
    if head.desk != room.desk.court:
        raise UsageError(
            f"这个数据湖是“{head.desk}”的，工作区是“{room.desk.court}”的，没有导入。",
            where=str(folder),
            remedy="请核对路径，或用 -C 指明工作区。",
        )
    store = room.workspace.store
    with audited(
        room.workspace, "lake_import", by=by, why=reason, about={"campaigns": head.campaigns}
    ) as entry:
        with passing_folder(room.workspace.root) as passing:
            with open_store(passing / store.name, write=True, beside=folder) as connection:
                with plainly(lambda error: lake_failure(error, folder, laying=True)):
                    rows = fill_store(connection, folder, head)
                found = row_counts(connection)
                if any(found[table] != count for table, count in rows.items()):
                    raise StoreBroken("导入后行数不符，没有导入。", where=str(folder))
            put_store(passing / store.name, store)
        entry.add(returns=rows["returns"], problems=rows["problems"])
    return _moved(folder, rows)


def _outside(room: Room, place: LakePlace) -> Path:
    """The folder of a lake on this machine that is no part of the workspace, nor around it."""
    if not place.is_local:
        raise UsageError(
            "只能导出到本机的文件夹，或从本机的文件夹导入。",
            where=place.address,
            remedy="请先导出到本机，再用数据中心的工具（hdfs dfs -put、aws s3 sync）传上去。",
        )
    folder, root = place.folder, room.workspace.root.resolve()
    check_name(folder)
    if folder.is_relative_to(root) or root.is_relative_to(folder):
        raise UsageError(
            "数据湖不能放在工作区里面，也不能把工作区包在里面。",
            where=str(folder),
            remedy="请换一个文件夹。",
        )
    return folder


def _standing(room: Room, folder: Path, *, replace: bool) -> bool:
    """Whether something stands at `folder`, that may be replaced."""
    if not folder.exists():
        return False
    if not folder.is_dir():
        raise UsageError("这是一个文件，不是文件夹。", where=str(folder), remedy="请换一个名字。")
    if not any(not is_left_over(path) for path in folder.iterdir()):
        return True
    if not (folder / LAKE_FILE).is_file():
        raise UsageError(
            "文件夹里有别的东西，不是数据湖，没有改动它。",
            where=str(folder),
            remedy="请换一个空文件夹。",
        )
    head = read_head(folder)
    if head.desk != room.desk.court or not set(head.campaigns) & {
        campaign.id for campaign in room.desk.campaigns
    }:
        raise UsageError(
            f"这里是“{head.desk}”的数据湖（{'、'.join(head.campaigns)}），没有改动它。",
            where=str(folder),
            remedy="请换一个文件夹。",
        )
    if not replace:
        raise UsageError(
            "这里已有本台的数据湖，没有改动它。",
            where=str(folder),
            remedy="要整个换掉，请加 --yes。",
        )
    return True


def _moved(folder: Path, rows: Mapping[str, int]) -> Moved:
    sizes = [path.stat().st_size for path in folder.rglob("*.parquet")]
    return Moved(folder=folder, rows=rows, files=len(sizes), size=sum(sizes))
