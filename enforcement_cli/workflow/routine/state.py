"""What one run leaves for the next: bulletins that wait for a deadline, deliveries that failed.

Comes in: a workspace. Goes out: a State, written whole. Refuses to know what the files hold that a
delivery still has to take.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from enforcement_cli.disk.whole import make_folder, write_whole
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.workflow.workspace import Workspace

RECORDS = "运行记录"
_SCHEMA = "enforce.run-state/1"
# Of what was handed over long ago nobody asks again.
_MOST_HANDLED = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """A file that a delivery is done with; `given_up`: it never got there."""

    delivery: str
    sha256: str
    given_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """Files that a delivery failed to take, below the workspace; `pause` runs pass it by."""

    delivery: str
    campaign: str
    kind: str
    period: str
    files: tuple[str, ...]
    tries: int = 0
    pause: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`waiting` are campaign and kind of bulletin that a run left for after their deadline."""

    waiting: tuple[tuple[str, str], ...] = ()
    pending: tuple[Pending, ...] = ()
    handled: tuple[Handled, ...] = field(default=())

    def is_handled(self, delivery: str, sha256: str) -> bool:
        """Whether these bytes need not be taken there again."""
        return any((h.delivery, h.sha256) == (delivery, sha256) for h in self.handled)


def records_folder(workspace: Workspace) -> Path:
    """Where the records of the runs lie."""
    return workspace.bulletins / RECORDS


def read_state(workspace: Workspace) -> State:
    """What the last run left; nothing where there was none.

    Raises:
        EnforceError: somebody has changed the file.
    """
    path = _path(workspace)
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return State(
            waiting=tuple((str(c), str(k)) for c, k in found["waiting"]),
            pending=tuple(
                Pending(**{**each, "files": tuple(each["files"])}) for each in found["pending"]
            ),
            handled=tuple(Handled(**each) for each in found["handled"]),
        )
    except FileNotFoundError:
        return State()
    except (ValueError, KeyError, TypeError) as error:
        raise EnforceError(
            "例行运行的状态文件读不懂，没有投递任何文件。",
            where=str(path),
            remedy="请移走它再运行；已投递过的文件可能再投一次。",
        ) from error


def write_state(workspace: Workspace, state: State) -> None:
    """Keep it for the next run.

    Raises:
        OSError: the disk refused; the old one stands.
    """
    kept = {
        "schema": _SCHEMA,
        "waiting": [list(pair) for pair in state.waiting],
        "pending": [asdict(each) for each in state.pending],
        "handled": [asdict(each) for each in state.handled[-_MOST_HANDLED:]],
    }
    make_folder(records_folder(workspace))
    write_whole(_path(workspace), json.dumps(kept, ensure_ascii=False, indent=1).encode())


def _path(workspace: Workspace) -> Path:
    return records_folder(workspace) / "state.json"
