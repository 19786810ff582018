"""Kills a command at one of its calls, opens what is left, completes it, compares.

Comes in: a scene, a fault. Goes out: a verdict with what was lost, counted twice, half-written or
failed; all empty where enforce kept its word.
"""

from __future__ import annotations

import math
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.injecting import Call, Fault, run
from tests.faults.scenes import DESK, OUT, SCENES, Scene
from tests.faults.state import State, broken_records, files_of, state_of

SEED = 20260302
ALL = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Undisturbed:
    """A scene before its command and after it, whole; `calls` are what the command did."""

    name: str
    before: Path
    after: State
    whole: dict[str, set[str]]
    calls: tuple[Call, ...]
    code: int

    @property
    def scene(self) -> Scene:
        """The scene itself: it does not travel between processes."""
        return next(scene for scene in SCENES if scene.name == self.name)


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What one fault did. `came`: the process died (or was refused) where it was told to."""

    scene: str
    fault: Fault
    call: str
    came: bool = False
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def kept_its_word(self) -> bool:
        """Nothing lost, nothing twice, nothing half, nothing failed."""
        return not (self.lost or self.twice or self.half or self.failed)


def undisturbed(scene: Scene, folder: Path) -> Undisturbed:
    """Play a scene to its end; the folder keeps its start for the faults."""
    before, after = folder / "before", folder / "root"
    before.mkdir(parents=True)
    # Paths stand in messages and records: every run has the same folder's name.
    scene.make(_fresh(after))
    _copy(after, before)
    started = files_of(after / DESK) | files_of(after / OUT)
    ran = run(scene.command(after), after, log=folder / "calls")
    assert ran.code in (0, 3, 4), ran.err
    ended = state_of(after / DESK)
    finished = ended.files | files_of(after / OUT)
    whole = {
        name: {hashes[name] for hashes in (started, finished) if name in hashes}
        for name in {**started, **finished}
    }
    shutil.rmtree(after)
    return Undisturbed(
        name=scene.name, before=before, after=ended, whole=whole, calls=ran.calls, code=ran.code
    )


def faults_of(played: Undisturbed, number: int) -> list[Fault]:
    """`number` calls spread over all of them, at random within equal stretches; writes are torn."""
    draw = random.Random(f"{SEED} {played.name}")
    total = len(played.calls)
    chosen = []
    for place in range(number):
        first, last = place * total // number + 1, (place + 1) * total // number
        at = draw.randint(first, max(first, last))
        torn = played.calls[at - 1].name == "write" and draw.random() < 0.5
        chosen.append(Fault(at=at, do="torn" if torn else "kill"))
    return chosen


def share_of(scene: Scene, kills: int) -> int:
    """How many of `kills` are this scene's."""
    return math.ceil(scene.kills * kills / ALL)


def plan(kills: int) -> Iterator[tuple[Scene, int]]:
    """Each scene with each of its faults by place."""
    for scene in SCENES:
        for place in range(share_of(scene, kills)):
            yield scene, place


def disturb(played: Undisturbed, fault: Fault, folder: Path) -> Verdict:
    """One fault, and everything that is promised after it."""
    root, verdict = begin(played, fault, folder)
    command = played.scene.command(root)
    ran = run(command, root, fault=fault)
    verdict.came = ran.killed
    look_at_what_is_left(played, root, verdict)
    completed = run(command, root)
    if completed.code != played.code:
        verdict.failed.append(f"exit {completed.code}: {completed.err.strip()[-300:]}")
    compare(played.after, state_of(root / DESK), verdict)
    shutil.rmtree(root)
    return verdict


def begin(played: Undisturbed, fault: Fault, folder: Path) -> tuple[Path, Verdict]:
    """The scene's start laid out again, and a verdict that says nothing yet."""
    root = _fresh(folder / "root")
    _copy(played.before, root)
    call = played.calls[fault.at - 1]
    where = f"{call.name} {Path(call.path).name}"
    return root, Verdict(scene=played.name, fault=fault, call=where)


def look_at_what_is_left(played: Undisturbed, root: Path, verdict: Verdict) -> None:
    """It opens; each return is in whole, its original with it; no file under its name is half."""
    opened = run(["status", "-C", root / DESK, "--date", "2025-12-28", "--json"], root)
    if opened.code not in (0, 3, 4) and (root / DESK / "enforce.toml").exists():
        verdict.failed.append(f"opening: exit {opened.code}: {opened.err.strip()[-300:]}")
    left = files_of(root / DESK) | files_of(root / OUT)
    for name, digest in left.items():
        known = played.whole.get(name)
        if known is not None and digest not in known and not name.endswith(".zip"):
            verdict.half.append(name)
    verdict.half += broken_records(root / DESK)
    if not (root / DESK / "store.duckdb").exists():
        return
    state = state_of(root / DESK)
    names = dict(played.after.returns)
    for return_id, key in state.returns.items():
        if names.get(return_id) != key:
            continue  # restored over: the state before had more
        if not any(name.startswith(f"archive/{key[0]}") for name in left):
            verdict.lost.append(f"original of {return_id}")


def compare(wanted: State, found: State, verdict: Verdict) -> None:
    """After completing, the state is the one of an undisturbed run."""
    before, now = Counter(wanted.returns.values()), Counter(found.returns.values())
    verdict.lost += [f"{form} {sha[:8]}" for sha, form in (before - now)]
    verdict.twice += [f"{form} {sha[:8]}" for sha, form in (now - before)]
    for table, rows in wanted.tables.items():
        if found.tables.get(table) != rows:
            differ = set(rows) ^ set(found.tables.get(table, []))
            verdict.failed.append(f"table {table}: {str(sorted(differ)[:2])[:300]}")
    for name, digest in wanted.files.items():
        if name not in found.files:
            verdict.lost.append(name)
        elif found.files[name] != digest:
            verdict.half.append(f"{name} at the end")


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / OUT).mkdir()
    return folder


def _copy(source: Path, to: Path) -> None:
    shutil.copytree(source, to, dirs_exist_ok=True)
