"""Ctrl-C at any moment, as a terminal sends it: to the whole group of the real program.

Whatever the moment: one sentence or none, exit 130 or the command's own, and the same command then
does all of it.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import CAMPAIGN, WEEK, Desk, enforce, returns_of

PROGRAM = [sys.executable, "-m", "enforcement_cli"]
DONE = (0, 3, 4)
# Tells when the program's own module begins to load; before, the interpreter alone is to blame.
_TELL = """
import os, sys

class Told:
    def find_spec(self, name, path=None, target=None):
        if name == "enforcement_cli.cli.app":
            open(os.environ["BEGUN"], "w").close()
        return None

sys.meta_path.insert(0, Told())
"""


@dataclass(frozen=True)
class Moment:
    """A command, and how many seconds after its beginning it is interrupted."""

    name: str
    arguments: tuple[str, ...]
    after: float


def moments(count: int) -> list[Moment]:
    """As many moments spread over the three commands, the same each time."""
    chance = random.Random(44)
    commands = {
        "ingest": ("ingest", *map(str, returns_of(2, "银州", "昌图")), "--received",
                   "2025-12-29T12:00"),
        "report": ("report", *WEEK, "--format", "md,xlsx,docx"),
        "publish": ("publish", *WEEK, "--by", "王某"),
    }  # fmt: skip
    return [
        Moment(name, commands[name], round(chance.uniform(0, 2.5), 3))
        for name in (*commands, *commands, *commands, *commands)
    ][:count]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Desk]:
    """What each command starts from: one week received, or both."""
    root = tmp_path_factory.mktemp("begun")
    one, both = Desk(root / "one"), Desk(root / "both")
    assert enforce("init", one.root).code == 0
    (one.root / "enforce.toml").write_text(CAMPAIGN, "utf-8")
    for desk, week, day in ((one, 1, "2025-12-22"), (both, 2, "2025-12-29")):
        if desk is both:
            shutil.copytree(one.root, both.root)
        files = returns_of(week, "银州", "昌图")
        assert desk("ingest", *files, "--received", f"{day}T12:00").code == 0
    return {"ingest": one, "report": both, "publish": both}


def interrupted(moment: Moment, desk: Path, aside: Path) -> tuple[int, str]:
    """The exit code and standard error of a command that Ctrl-C reaches at its moment."""
    aside.mkdir()
    (aside / "sitecustomize.py").write_text(_TELL)
    mark = aside / "begun"
    environment = {**os.environ, "PYTHONPATH": str(aside), "BEGUN": str(mark)}
    with subprocess.Popen(
        [*PROGRAM, moment.arguments[0], "-C", str(desk), *moment.arguments[1:]],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True, env=environment,
        # A shell that starts something in the background hands on an ignored Ctrl-C: not to us.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as running:  # fmt: skip
        deadline = time.monotonic() + 60
        while not mark.exists() and running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(moment.after)
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=60)
    return running.returncode, err.decode("utf-8")


def check(moment: Moment, begun: dict[str, Desk], folder: Path) -> int:
    """Interrupt, look, do it again, look; the exit code of the interrupted run."""
    desk = Desk(folder / "desk")
    shutil.copytree(begun[moment.name].root, desk.root)
    code, err = interrupted(moment, desk.root, folder / "aside")
    assert code in (*DONE, 130), (moment, code, err)
    if code == 130:
        assert err.startswith("错（130）"), (moment, err)
        assert err.count("\n") == 1, (moment, err)
    left = [path for path in desk.root.rglob("*") if path.name.endswith(".enforce-part")]
    assert left == [], moment
    stored = desk("export", "returns", "--json")
    assert stored.code == 0, moment
    published = list((desk.root / "bulletins").rglob("*.md"))
    assert all(path.stat().st_size > 100 for path in published)
    again = desk(*moment.arguments, "--json")
    assert again.code in DONE, (moment, again)
    records = desk("export", "returns", "--json").json["data"]["records"]
    assert len(records) == len({record["sha256"] for record in records}) == 8, moment
    if moment.name == "publish":
        assert desk("verify", "1", "--json").code == 0, moment
    return code


def test_ctrl_c_while_the_program_loads(begun: dict[str, Desk], tmp_path: Path) -> None:
    first = moments(1)[0]
    assert check(Moment(first.name, first.arguments, 0.0), begun, tmp_path) == 130


@pytest.mark.slow
@pytest.mark.parametrize("moment", moments(12), ids=lambda each: f"{each.name}-{each.after}")
def test_ctrl_c_at_any_moment(moment: Moment, begun: dict[str, Desk], tmp_path: Path) -> None:
    check(moment, begun, tmp_path)


def test_ctrl_c_switched_off_from_outside_stays_off(begun: dict[str, Desk]) -> None:
    """nohup and shells in the background start programs so."""
    with subprocess.Popen(
        [*PROGRAM, "status", "-C", str(begun["report"].root), *WEEK],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # noqa: PLW1509
    ) as running:  # fmt: skip
        for _ in range(20):
            time.sleep(0.05)
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 0, err
