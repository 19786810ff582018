"""One attempt: a damaged file is read, judged and asked for its sentences, as ingest does it.

Comes in: a case (seed, number). Goes out: what became of it. Runs in a child process with limits.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.unpack import unpack
from enforcement_cli.workflow.campaign.file import read_campaign_file
from enforcement_cli.workflow.judging import IngestOptions, judge
from enforcement_cli.workflow.reading import ReadTask, read_return
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace
from tests.cli.running import RETURNS
from tests.fuzz.mutations import damaged
from tests.fuzz.watch import listen

_AT = datetime(2026, 1, 5, 9, 0, tzinfo=timezone(timedelta(hours=8)))


@dataclass(frozen=True)
class Case:
    """Which damage: of the seed in `seed`, by a generator begun with `number`, in `folder`."""

    name: str
    seed: Path
    number: int
    folder: Path


def bytes_of(case: Case) -> bytes:
    """The damaged file, the same every time."""
    rng = random.Random(case.number)
    others = sorted(case.seed.parent.iterdir())
    return damaged(case.seed.read_bytes(), [rng.choice(others).read_bytes()], rng)


def attempt(case: Case) -> str:
    """What became of it: its kinds of outcome, in a word.

    Raises:
        AssertionError: neither facts nor a sentence, or something was done besides reading.
    """
    mine = case.folder / str(os.getpid())
    mine.mkdir(exist_ok=True)
    path = mine / case.name
    heard = listen(mine)
    path.write_bytes(bytes_of(case))
    try:
        inside = mine / f"{case.number}"
        inside.mkdir()
        words = {_read(place, shown) for place, shown in unpack(path, case.name, inside, Limits())}
    finally:
        for left in sorted(mine.rglob("*"), reverse=True):
            left.rmdir() if left.is_dir() else left.unlink()
    assert not heard, heard
    return "several" if len(words) > 1 else words.pop()


def _read(path: Path, shown: str) -> str:
    room = _room()
    task = ReadTask(
        path=path, shown=shown, sha256="", desk=room.desk, campaign=room.campaign, salt=b"salt"
    )
    reading = read_return(task)
    problems = [*reading.problems, *(p for _, found in reading.batches for p in found)]
    assert reading.batches or problems, "neither facts nor a problem"
    words = set()
    for receipt, _ in judge(room, reading, IngestOptions(received_at=_AT), None):
        for problem in receipt.problems:
            assert problem.message
            assert isinstance(problem.remedy + problem.origin.cell, str)
        words.add(receipt.status)
    return "/".join(sorted(words)) + ("" if reading.batches else f" {problems[0].code}")


@cache
def _room() -> Room:
    root = RETURNS.parent
    desk = read_campaign_file(root / "enforce.toml")
    return Room(workspace=Workspace(root), desk=desk, campaign=desk.campaigns[-1])
