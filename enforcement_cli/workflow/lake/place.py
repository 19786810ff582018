"""Where a run over a lake works: whose the lake is, who else writes to it, who can see it.

Comes in: a room and the place of a lake. Goes out: what the lake says of itself, and a hold of it.
Refuses another desk's lake, a folder of other things, and a second run on the same machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from enforcement_cli.disk.whole import is_left_over, make_folder
from enforcement_cli.model.failure import StoreBusy, UsageError
from enforcement_cli.model.lake import LakePlace
from enforcement_cli.store.lake.files import LakeFiles
from enforcement_cli.store.lake.layout import (
    LAKE_FILE,
    LakeHead,
    check_version,
    head_bytes,
    head_of,
)
from enforcement_cli.store.lake.spark import is_one_machine
from enforcement_cli.store.lock import locked
from enforcement_cli.store.schema import SCHEMA_VERSION
from enforcement_cli.workflow.state import Room

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def lake_head(room: Room, files: LakeFiles, lake: LakePlace) -> LakeHead:
    """What the lake says of itself; a new one is of this desk."""
    data = files.read(LAKE_FILE)
    campaigns = tuple(campaign.id for campaign in room.desk.campaigns)
    if data is None:
        if files.listed("") or (lake.is_local and _has_something(lake.folder)):
            raise UsageError(
                "文件夹里有别的东西，不是数据湖，没有改动它。",
                where=lake.address,
                remedy="请换一个空文件夹。",
            )
        version = ("schema_version", str(SCHEMA_VERSION))
        head = LakeHead(desk=room.desk.court, campaigns=campaigns, meta=(version,))
        files.write(LAKE_FILE, head_bytes(head))
        return head
    head = head_of(data, lake.address)
    check_version(head, lake.address)
    if head.desk != room.desk.court:
        raise UsageError(
            f"这个数据湖是“{head.desk}”的，工作区是“{room.desk.court}”的，没有改动它。",
            where=lake.address,
            remedy="请核对路径，或用 -C 指明工作区。",
        )
    return replace(head, campaigns=tuple(dict.fromkeys((*head.campaigns, *campaigns))))


def _has_something(folder: Path) -> bool:
    ours = ("lake.lock", "lake.queue")
    return any(not is_left_over(path) and path.name not in ours for path in folder.iterdir())


@contextmanager
def alone(lake: LakePlace) -> Iterator[None]:
    """One run at a time over a lake of this machine; elsewhere whoever runs it sees to that."""
    if not lake.is_local:
        yield
        return
    make_folder(lake.folder)
    held = locked(lake.folder / "lake.lock", exclusive=True, patience=0.0)
    try:
        held.__enter__()
    except StoreBusy as busy:
        raise StoreBusy(
            "另一个 enforce 正在写这个数据湖，本次没有改动任何数据。",
            where=str(lake.folder),
            remedy="请等它结束后重试。",
        ) from busy
    try:
        yield
    finally:
        held.__exit__(None, None, None)


def refuse_unseen(session: "SparkSession", source: str, lake: LakePlace) -> None:
    """A folder of this machine is not there for the tasks of a cluster, unless it is said to be."""
    if is_one_machine(session):
        return
    for address in (source, lake.address):
        if "://" not in address:
            raise UsageError(
                "在集群上运行时，报表和数据湖要放在各节点都能读写的地方。",
                where=address,
                remedy="请写成地址：hdfs://…、s3a://…；各节点都挂载了的共享盘写成 file:///…。",
            )
