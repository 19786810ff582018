"""One run at a time over a workspace: the second waits a while, then is told who is at work.

Comes in: a workspace. Goes out: a block that no other run is in. Refuses to know what a run does.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from enforcement_cli.disk.turn import in_turn
from enforcement_cli.disk.whole import write_whole
from enforcement_cli.model.failure import StoreBusy
from enforcement_cli.store.lock import wait_seconds
from enforcement_cli.workflow.workspace import Workspace


@contextmanager
def alone(workspace: Workspace, at: datetime) -> Iterator[None]:
    """One run at a time over a workspace.

    Raises:
        StoreBusy: another run is at work; names who and since when.
    """
    holder = workspace.root / "run.lock.holder"
    with ExitStack() as held:
        try:
            held.enter_context(
                in_turn(workspace.root / "run.lock", patience=wait_seconds(os.environ))
            )
        except TimeoutError as error:
            raise StoreBusy(
                f"另一次例行运行正在进行{_holder(holder)}，本次什么都没有做。",
                where=str(workspace.root / "run.lock"),
                remedy="请等它结束后重试；定时任务会自动再来。",
            ) from error
        who = {"host": socket.gethostname(), "pid": os.getpid(), "since": at.isoformat()}
        write_whole(holder, json.dumps(who).encode())
        try:
            yield
        finally:
            holder.unlink(missing_ok=True)


def _holder(path: Path) -> str:
    try:
        who = json.loads(path.read_text("utf-8"))
        since = str(who["since"]).replace("T", " ")[:19]
    except (OSError, ValueError, KeyError, TypeError):
        # It has just begun or just ended.
        return ""
    return f"（{who['host']} 上的进程 {who['pid']}，自 {since} 起）"
