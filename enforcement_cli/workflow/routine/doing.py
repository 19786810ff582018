"""A run on its way: what each step gave, and the Run that comes of it.

Comes in: steps as work to do. Goes out: a Run. Refuses to know the order of the steps.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from enforcement_cli.model.clock import now
from enforcement_cli.model.failure import StoreBusy
from enforcement_cli.model.routine import Goods
from enforcement_cli.workflow.publish import sha256_of
from enforcement_cli.workflow.routine.bulletins import Draft
from enforcement_cli.workflow.routine.deliver import Delivered, Parcel
from enforcement_cli.workflow.routine.owed import Owed
from enforcement_cli.workflow.routine.receive import Received
from enforcement_cli.workflow.routine.result import CourtCount, Run, RunFile, RunWish
from enforcement_cli.workflow.routine.state import State
from enforcement_cli.workflow.routine.steps import Step, StepName, contained
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace

_Got = TypeVar("_Got")


@dataclass(slots=True, kw_only=True)
class Doing:
    """The rooms, the wish and the moment, and what has come of the steps so far."""

    rooms: Sequence[Room]
    wish: RunWish
    at: datetime
    folder: Path
    rested: bool = False
    steps: list[Step] = field(default_factory=list)
    received: Received = field(default_factory=Received)
    courts: list[CourtCount] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    published: list[Draft] = field(default_factory=list)
    waiting: list[Owed] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    deliveries: tuple[Delivered, ...] = ()
    state: State | None = None

    @property
    def workspace(self) -> Workspace:
        """That of all the rooms."""
        return self.rooms[0].workspace

    def step(
        self, name: StepName, campaign: str, work: Callable[[], tuple[Step, _Got]], otherwise: _Got
    ) -> _Got:
        """Do one step and note what became of it."""
        try:
            done, got = contained(self.workspace, (name, campaign), work, otherwise)
        except StoreBusy as busy:
            self.steps.append(Step(name=name, campaign=campaign, code=busy.code, error=busy))
            raise
        self.steps.append(done)
        return got

    def pack(self, goods: Goods, campaign: str, period: str, files: Sequence[Path]) -> None:
        """Keep files of the run for those that take them."""
        if files:
            self.parcels.append(
                Parcel(goods=goods, campaign=campaign, period=period, files=tuple(files))
            )

    def finished(self) -> Run:
        """The run as far as it has come."""
        files: dict[Path, Goods] = {}
        for parcel in self.parcels:
            files |= dict.fromkeys(parcel.files, parcel.goods)
        for draft in self.drafts:
            files |= dict.fromkeys(draft.files.values(), "bulletins")
        return Run(
            kind=self.wish.kind,
            campaigns=tuple(room.campaign.id for room in self.rooms),
            started=self.at,
            ended=now(),
            rested=self.rested,
            steps=tuple(self.steps),
            receipts=self.received.receipts,
            unanswered=self.received.unanswered,
            problems=self.received.problems,
            courts=tuple(self.courts),
            drafts=tuple(self.drafts),
            published=tuple(self.published),
            waiting=tuple(self.waiting),
            files=tuple(_file(self.workspace, path, goods) for path, goods in files.items()),
            deliveries=self.deliveries,
        )


def _file(workspace: Workspace, path: Path, goods: Goods) -> RunFile:
    shown = "" if goods == "marked" else path.relative_to(workspace.root).as_posix()
    return RunFile(goods=goods, path=shown, sha256=sha256_of(path))
