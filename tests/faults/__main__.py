"""`python -m tests.faults [--kills N] [--seconds S]`: the harness, and its figures in words."""

from __future__ import annotations

import argparse
import sys
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
    with tempfile.TemporaryDirectory() as folder:
        verdicts: list[Verdict] = []
        with ThreadPoolExecutor(2) as pool:
            for found in pool.map(lambda scene: _scene(scene, Path(folder), chosen.kills), SCENES):
                verdicts += found
        _tell("all", verdicts)
        _crowd(Path(folder) / "crowd", chosen.seconds)


def _crowd(folder: Path, seconds: float) -> None:
    found = crowd(folder, seconds)
    turns = sorted(found.turns.values())
    _say(
        f"16 processes for {seconds:.0f} s: {sum(turns)} commands done, each process "
        f"{turns[0]} to {turns[-1]}; busy (75) {found.busy}; lost {len(found.lost)}, twice "
        f"{len(found.twice)}, differing {len(found.differ)}, went back {len(found.went_back)}, "
        f"failed {len(found.wrong)}"
    )
    for line in (*found.wrong, *found.lost, *found.twice, *found.differ, *found.went_back):
        _say(f"   {line}")


def _scene(scene: Scene, folder: Path, kills: int) -> list[Verdict]:
    played = undisturbed(scene, folder / scene.name)
    number, at = share_of(scene, kills), folder / scene.name
    verdicts = [_one(disturb, played, fault, at) for fault in faults_of(played, number)]
    verdicts += [_one(refuse, played, fault, at) for fault in refusals_of(played, number)]
    _tell(f"{scene.name} ({len(played.calls)} calls)", verdicts)
    for line in unflushed(played.calls):
        _say(f"   unflushed {line}")
    return verdicts


def _one(
    disturbance: Callable[[Undisturbed, Fault, Path], Verdict],
    played: Undisturbed,
    fault: Fault,
    folder: Path,
) -> Verdict:
    verdict = disturbance(played, fault, folder)
    if not verdict.kept_its_word:
        _say(f"   {verdict}")
    return verdict


def _tell(name: str, verdicts: list[Verdict]) -> None:
    kinds = Counter("killed" if v.fault.do in ("kill", "torn") else "refused" for v in verdicts)
    _say(
        f"{name}: killed {kinds['killed']}, refused {kinds['refused']}, came to pass "
        f"{sum(v.came for v in verdicts)}; lost {sum(len(v.lost) for v in verdicts)}, "
        f"twice {sum(len(v.twice) for v in verdicts)}, "
        f"half-written {sum(len(v.half) for v in verdicts)}, "
        f"failed {sum(len(v.failed) for v in verdicts)}"
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
