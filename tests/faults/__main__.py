"""`python -m tests.faults [--kills N] [--seconds S]`: the harness, and its figures in words."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults.crowd import crowd
from tests.faults.flushed import unflushed
from tests.faults.injecting import Fault
from tests.faults.kills import (
    ALL,
    Undisturbed,
    Verdict,
    disturb,
    faults_of,
    share_of,
    undisturbed,
)
from tests.faults.refusals import refusals_of, refuse
from tests.faults.scenes import SCENES, Scene


def main() -> None:
    """Disturb every scene; print what was kept and what was not."""
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=ALL)
    options.add_argument("--seconds", type=float, default=60)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        verdicts: list[Verdict] = []
        for found in pool.map(lambda scene: _scene(scene, Path(folder), chosen.kills), SCENES):
            verdicts += found
        _tell("all", verdicts)
        found = crowd(Path(folder) / "crowd", chosen.seconds)
    sorted(found.turns.values())
    for _line in (*found.wrong, *found.lost, *found.twice, *found.differ, *found.went_back):
        pass


def _scene(scene: Scene, folder: Path, kills: int) -> list[Verdict]:
    played = undisturbed(scene, folder / scene.name)
    number = share_of(scene, kills)
    verdicts = [
        _one(disturb, played, fault, folder / scene.name) for fault in faults_of(played, number)
    ]
    verdicts += [
        _one(refuse, played, fault, folder / scene.name) for fault in refusals_of(played, number)
    ]
    _tell(f"{scene.name} ({len(played.calls)} calls)", verdicts)
    for _line in unflushed(played.calls):
        pass
    return verdicts


def _one(
    disturbance: Callable[[Undisturbed, Fault, Path], Verdict],
    played: Undisturbed,
    fault: Fault,
    folder: Path,
) -> Verdict:
    verdict = disturbance(played, fault, folder)
    if not verdict.kept_its_word:
        pass
    return verdict


def _tell(name: str, verdicts: list[Verdict]) -> None:
    Counter("killed" if v.fault.do in ("kill", "torn") else "refused" for v in verdicts)
    sum(v.came for v in verdicts)


if __name__ == "__main__":
    main()
