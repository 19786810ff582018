"""The sample campaign played once for all tests, however many processes run them.

Comes in: a folder they share. Goes out: the workspace, what the demo found, and what every file
read as, so that a test may ingest them again in another order without reading them anew.
"""

from __future__ import annotations

import csv
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.bulletin.material import Revision
from enforcement_cli.workflow import demo as demo_module
from enforcement_cli.workflow.demo import DemoResult, run_demo, sample_folder
from enforcement_cli.workflow.reading import Reading, ReadTask
from enforcement_cli.workflow.state import Room, enter
from enforcement_cli.workflow.workspace import create_workspace

SAMPLE = sample_folder("tieling")
_PATIENCE_SECONDS = 300


@dataclass(frozen=True)
class Played:
    """The campaign as played: the workspace is shared, so tests only read it."""

    folder: Path
    result: DemoResult
    readings: dict[str, Reading]
    revisions: tuple[tuple[Revision, ...], ...]

    @property
    def room(self) -> Room:
        return self.result.room

    @property
    def last(self) -> datetime:
        """The moment by which everything had come."""
        return max(datetime.fromisoformat(row["received_at"]) for row in rows_of("manifest.csv"))

    def reader(self, tasks: Sequence[ReadTask], workers: int) -> Iterator[Reading]:
        """Hands out what was read before."""
        del workers
        return (self.readings[task.shown] for task in tasks)

    def bulletin(self, week: int, suffix: str) -> Path:
        """The issue of a week."""
        (found,) = self.room.workspace.bulletins.glob(f"*-第{week}周-*.{suffix}")
        return found

    def room_in(self, folder: Path) -> Room:
        """Another desk of the same campaign, with nothing received."""
        source = self.room.workspace.root
        workspace = create_workspace(folder, (source / "enforce.toml").read_text("utf-8"))
        # Person keys are salted per desk; the readings carry this one's.
        (folder / "person.salt").write_bytes((source / "person.salt").read_bytes())
        return enter(workspace)


def rows_of(name: str, folder: Path = SAMPLE) -> list[dict[str, str]]:
    """A csv of the sample."""
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class _Failed:
    why: str


def once(shared: Path, name: str, make: Callable[[Path], Any]) -> Any:
    """What `make` gives in a folder of that name: made by one process, awaited by the others."""
    kept = shared / f"{name}.pickle"
    try:
        (shared / f"{name}.begun").mkdir(parents=True)
    except FileExistsError:
        return _wait_for(kept)
    try:
        made = make(shared / name)
    except BaseException as error:
        _keep(kept, _Failed(repr(error)))
        raise
    _keep(kept, made)
    return made


def play(folder: Path) -> Played:
    """Play the campaign in a folder."""
    readings: dict[str, Reading] = {}
    read: Callable[..., Iterator[Reading]] = demo_module.read_returns

    def keep(tasks: Sequence[ReadTask], workers: int) -> Iterator[Reading]:
        for reading in read(tasks, workers):
            readings[reading.task.shown] = reading
            yield reading

    revisions: list[tuple[Revision, ...]] = []
    issue = demo_module.issue_bulletin

    def note(*args: Any, **kwargs: Any) -> Any:
        went_out = issue(*args, **kwargs)
        revisions.append(went_out.report.material.revisions)
        return went_out

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo_module, "read_returns", keep)
        patch.setattr(demo_module, "issue_bulletin", note)
        result = run_demo(folder, SAMPLE)
    return Played(folder=folder, result=result, readings=readings, revisions=tuple(revisions))


def _keep(path: Path, what: Any) -> None:
    part = path.with_suffix(".part")
    part.write_bytes(pickle.dumps(what))
    part.rename(path)


def _wait_for(path: Path) -> Any:
    until = time.monotonic() + _PATIENCE_SECONDS
    while not path.exists():
        if time.monotonic() > until:
            pytest.fail(f"the process that makes {path.stem} does not come to an end")
        time.sleep(0.2)
    made = pickle.loads(path.read_bytes())  # noqa: S301 - our own file of this run
    if isinstance(made, _Failed):
        pytest.fail(f"{path.stem} failed in another process: {made.why}")
    return made
