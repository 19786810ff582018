"""Killed, refused, crowded: nothing lost, nothing twice, nothing half, and it can be gone on with.

ENFORCE_KILLS: how many kills over all scenes, and half as many refusals (30; `make test-all`: 200).
ENFORCE_CROWD_SECONDS: how long sixteen processes are at one workspace (60).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.crowd import crowd
from tests.faults.flushed import unflushed
from tests.faults.injecting import Call
from tests.faults.kills import Undisturbed, disturb, faults_of, plan, share_of
from tests.faults.refusals import refusals_of, refuse
from tests.faults.scenes import SCENES

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("ENFORCE_KILLS", "30"))
SECONDS = float(os.environ.get("ENFORCE_CROWD_SECONDS", "60"))
PLACES = [(scene.name, place) for scene, place in plan(KILLS)]
REFUSED = [(scene.name, place) for scene, place in plan(KILLS // 2)]
Play = Callable[[str], Undisturbed]


@pytest.mark.parametrize(("name", "place"), PLACES)
def test_killed_anywhere_it_is_gone_on_with(
    scene_played: Play, tmp_path: Path, name: str, place: int
) -> None:
    played = scene_played(name)
    fault = faults_of(played, share_of(played.scene, KILLS))[place]
    verdict = disturb(played, fault, tmp_path)
    assert verdict.kept_its_word, verdict
    assert verdict.came, verdict


@pytest.mark.parametrize(("name", "place"), REFUSED)
def test_a_disk_that_refuses_is_told_in_a_sentence(
    scene_played: Play, tmp_path: Path, name: str, place: int
) -> None:
    played = scene_played(name)
    fault = list(refusals_of(played, share_of(played.scene, KILLS // 2)))[place]
    verdict = refuse(played, fault, tmp_path)
    assert verdict.kept_its_word, verdict


@pytest.mark.parametrize("name", [scene.name for scene in SCENES])
def test_no_power_cut_undoes_a_name(scene_played: Play, name: str) -> None:
    played = scene_played(name)
    assert any(call.name == "fsync" for call in played.calls)
    assert unflushed(played.calls) == []


def test_a_name_that_was_not_flushed_is_seen() -> None:
    def call(number: int, name: str, path: str, to: str = "") -> Call:
        return Call(number=number, name=name, size=1, path=path, to=to)

    good = (call(1, "write", "/d/.a"), call(2, "fsync", "/d/.a"), call(3, "rename", "/d/.a", "/d/a"),
            call(4, "fsync", "/d"))  # fmt: skip
    assert unflushed(good) == []
    assert len(unflushed((good[0], *good[2:]))) == 1
    assert len(unflushed(good[:3])) == 1


def test_sixteen_at_once_each_comes_to_its_turn(tmp_path: Path) -> None:
    found = crowd(tmp_path, SECONDS)
    assert found.wrong == []
    assert (found.lost, found.twice, found.differ, found.went_back) == ([], [], [], [])
    assert len(found.turns) == 16
