"""One step of a run by itself: done, done with findings, failed; what failed stops no other step.

Comes in: the work. Goes out: a Step and what the work gave. Refuses to go on only where another
enforce holds the store: then the whole run is repeated later.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from enforcement_cli.disk.refused import disk_failure
from enforcement_cli.model.failure import (
    EnforceError,
    ExitCode,
    HeldBack,
    LeakFound,
    StoreBusy,
)
from enforcement_cli.model.fault import outline
from enforcement_cli.workflow.record.faults import record_fault
from enforcement_cli.workflow.workspace import Workspace

Got = TypeVar("Got")
StepName = Literal[
    "record", "receive", "send_back", "status", "chase", "bulletin", "publish", "deliver"
]
STEP_NAMES: dict[StepName, str] = {
    "record": "运行记录",
    "receive": "收件检查",
    "send_back": "退回文稿",
    "status": "报送情况",
    "chase": "催报",
    "bulletin": "出战报",
    "publish": "发布",
    "deliver": "投递",
}
# skipped: there was a reason not to do it, and nobody has to do anything about that.
StepStatus = Literal["clean", "findings", "failed", "skipped"]

# The gravest first: what failed goes before what was found (design.md section 5).
GRAVITY = (
    ExitCode.BUSY, ExitCode.BUG, ExitCode.FAILED, ExitCode.UNKNOWN, ExitCode.USAGE, ExitCode.GATE,
    ExitCode.CONFIGURATION, ExitCode.MISSING, ExitCode.FINDINGS, ExitCode.CLEAN,
)  # fmt: skip
_FOUND = (ExitCode.GATE, ExitCode.MISSING, ExitCode.FINDINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became of a step; `campaign` empty where it is of all.

    `facts` are counts, codes, days and court codes, fit to be kept. What `error` says is for the
    screen alone where it is of the gate: it may quote a bulletin.
    """

    name: StepName
    campaign: str = ""
    code: ExitCode = ExitCode.CLEAN
    skipped: bool = False
    facts: Mapping[str, int | str | Sequence[str]] = field(default_factory=dict)
    error: EnforceError | None = None

    @property
    def status(self) -> StepStatus:
        """clean, findings, failed or skipped."""
        if self.skipped:
            return "skipped"
        if self.error is not None and self.code not in _FOUND:
            return "failed"
        if self.code is ExitCode.BUG:
            return "failed"
        return "clean" if self.code is ExitCode.CLEAN else "findings"


def gravest(codes: Sequence[ExitCode]) -> ExitCode:
    """The exit code that stands for all of them."""
    return min(codes, key=GRAVITY.index, default=ExitCode.CLEAN)


def contained(
    workspace: Workspace,
    of: tuple[StepName, str],
    work: Callable[[], tuple[Step, Got]],
    otherwise: Got,
) -> tuple[Step, Got]:
    """The step and its result; `otherwise` where it failed. `of`: the step's name and campaign.

    Raises:
        StoreBusy: another enforce holds the store.
    """
    name, campaign = of
    try:
        return work()
    except StoreBusy:
        raise
    except EnforceError as error:
        return Step(name=name, campaign=campaign, code=error.code, error=error), otherwise
    except OSError as error:
        refused = disk_failure(error)
        failure = refused or _bug(workspace, error)
    except Exception as error:  # noqa: BLE001  # a bug in one step takes no other step with it
        failure = _bug(workspace, error)
    return Step(name=name, campaign=campaign, code=failure.code, error=failure), otherwise


class StepBug(EnforceError):
    """A bug of ours in one step; `where` is the record of it."""

    code = ExitCode.BUG
    slug = "bug"


def is_gate(error: EnforceError | None) -> bool:
    """Whether somebody must act before a bulletin may go out."""
    return isinstance(error, HeldBack | LeakFound)


def _bug(workspace: Workspace, error: Exception) -> EnforceError:
    folders = (workspace.logs, Path(tempfile.gettempdir()))
    return StepBug(
        f"enforce 自身出错（{type(error).__name__}），已入库的数据不受影响。",
        where=record_fault(outline(error), folders),
        remedy="请把这份记录发给维护人。",
    )
