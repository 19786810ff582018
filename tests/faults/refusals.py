"""A disk that is full, read-only or broken from one call on, and well again afterwards.

Comes in: a scene, a call, an errno. Goes out: a verdict: the command said so in a sentence, left
no half file, and completes once the disk takes it.
"""

from __future__ import annotations

import errno
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.faults.injecting import Fault, run
from tests.faults.kills import (
    SEED,
    Undisturbed,
    Verdict,
    begin,
    compare,
    look_at_what_is_left,
)
from tests.faults.scenes import DESK
from tests.faults.state import state_of

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS)
_SAID = (1,)


def refusals_of(played: Undisturbed, number: int) -> Iterator[Fault]:
    """`number` calls spread over all, each with one of the errors."""
    draw = random.Random(f"{SEED} {played.name} refused")
    for place in range(number):
        total = len(played.calls)
        at = draw.randint(place * total // number + 1, (place + 1) * total // number)
        yield Fault(at=at, do=str(ERRORS[place % len(ERRORS)]))


def refuse(played: Undisturbed, fault: Fault, folder: Path) -> Verdict:
    """One refusing disk: a sentence and exit code 1, or the command needed no more of it."""
    root, verdict = begin(played, fault, folder)
    command = played.scene.command(root)
    ran = run(command, root, fault=fault)
    verdict.came = ran.code != played.code
    sentence = ran.err.strip().splitlines()[-1:] or [""]
    if verdict.came and (ran.code not in _SAID or not sentence[0].startswith("错（1）")):
        verdict.failed.append(f"exit {ran.code}: {ran.err.strip()[-400:]}")
    look_at_what_is_left(played, root, verdict)
    completed = run(command, root)
    if completed.code != played.code:
        verdict.failed.append(f"then exit {completed.code}: {completed.err.strip()[-300:]}")
    compare(played.after, state_of(root / DESK), verdict)
    shutil.rmtree(root)
    return verdict
