"""Scenes played once a run, however many processes disturb them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.campaign import once
from tests.faults.kills import Undisturbed, undisturbed
from tests.faults.scenes import SCENES


@pytest.fixture
def scene_played(shared: Path) -> Callable[[str], Undisturbed]:
    """What a scene is like when nothing disturbs it, by its name."""
    if shutil.which("cc") is None:
        pytest.skip("no compiler for the shim")

    def play(name: str) -> Undisturbed:
        scene = next(scene for scene in SCENES if scene.name == name)
        played: Undisturbed = once(
            shared, f"fault-{name}", lambda folder: undisturbed(scene, folder)
        )
        return played

    return play
