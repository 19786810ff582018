"""The commands that are disturbed, each with the workspace it starts from.

Comes in: a folder. Goes out: a workspace in it, and the command line. The returns are the sample
campaign's, of two courts; clock and salt are fixed, so that a command repeated writes equal bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.cli.running import CAMPAIGN, returns_of
from tests.faults.injecting import run

WEEK = ("--week", "--date", "2025-12-28")
COURTS = ("银州", "昌图")
_RECEIVED = {1: "2025-12-22T12:00", 2: "2025-12-29T12:00", 3: "2026-01-05T12:00"}
DESK, OUT = "desk", "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """`make` lays the start in an empty folder; `command` is run in it, `kills` in 200 of all."""

    name: str
    make: Callable[[Path], None]
    command: Callable[[Path], list[str | Path]]
    kills: int


def ingest(root: Path, week: int) -> None:
    """A week taken in, undisturbed."""
    ran = run(ingesting(root, week), root)
    assert ran.code == 0, ran


def ingesting(root: Path, *weeks: int) -> list[str | Path]:
    """The command that takes weeks in."""
    files = [path for week in weeks for path in returns_of(week, *COURTS)]
    received = _RECEIVED[max(weeks)]
    return ["ingest", *files, "-C", root / DESK, "--received", received]


def blank(root: Path) -> None:
    """A desk that has received nothing."""
    ran = run(["init", root / DESK], root)
    assert ran.code == 0, ran
    (root / DESK / "enforce.toml").write_text(CAMPAIGN, "utf-8")
    (root / DESK / "person.salt").write_bytes(bytes(range(32)))
    (root / DESK / "person.salt").chmod(0o600)


def one_week(root: Path) -> None:
    """A desk with the first week."""
    blank(root)
    ingest(root, 1)


def two_weeks(root: Path) -> None:
    """A desk with both weeks."""
    one_week(root)
    ingest(root, 2)


def with_inbox(root: Path) -> None:
    """A desk with the first week in, and the second in its inbox."""
    one_week(root)
    for path in returns_of(2, *COURTS):
        shutil.copy(path, root / DESK / "inbox")


def published(root: Path) -> None:
    """An issue that is out, and a return taken back since: it has to be corrected."""
    two_weeks(root)
    for command in (publishing(root), _withdrawing(root)):
        ran = run(command, root)
        assert ran.code == 0, ran


def backed_up(root: Path) -> None:
    """A desk with a backup of its first week, and the second taken in since."""
    one_week(root)
    ran = run(["backup", "-C", root / DESK, "--output", root / OUT / "kept.zip"], root)
    assert ran.code == 0, ran
    ingest(root, 2)


def older(root: Path) -> None:
    """A store as schema 3 kept it."""
    two_weeks(root)
    connection = duckdb.connect(str(root / DESK / "store.duckdb"))
    for column in ("state", "bulletin", "templates", "definitions", "hashes", "issued_by",
                   "reason", "corrects", "folder"):  # fmt: skip
        connection.execute(f"ALTER TABLE publications DROP COLUMN {column}")
    connection.execute("UPDATE meta SET value = '3' WHERE key = 'schema_version'")
    connection.close()


def publishing(root: Path) -> list[str | Path]:
    """The second week goes out."""
    return ["publish", *WEEK, "-C", root / DESK, "--by", "周某", "--yes",
            "--format", "md,xlsx,docx,html"]  # fmt: skip


def _withdrawing(root: Path) -> list[str | Path]:
    return ["withdraw", "8", "-C", root / DESK, "--by", "周某", "--reason", "报错了表"]


def _desk(*words: str) -> Callable[[Path], list[str | Path]]:
    return lambda root: [*words, "-C", root / DESK]


SCENES = (
    Scene(name="first-ingest", make=blank, command=lambda root: ingesting(root, 1, 2), kills=30),
    Scene(name="ingest", make=two_weeks, command=lambda root: ingesting(root, 3), kills=40),
    Scene(name="publish", make=two_weeks, command=publishing, kills=40),
    Scene(
        name="correct",
        make=published,
        command=_desk(
            "correct", "第1期", "--confirm", "第1期", "--by", "周某", "--reason", "撤回一份"
        ),
        kills=15,
    ),
    Scene(
        name="run",
        make=with_inbox,
        command=_desk("run", "weekly", "--date", "2025-12-28", "--no-input", "-q"),
        kills=20,
    ),
    Scene(
        name="backup",
        make=two_weeks,
        command=lambda root: ["backup", "-C", root / DESK, "--output", root / OUT / "kept.zip"],
        kills=20,
    ),
    Scene(
        name="restore",
        make=backed_up,
        command=lambda root: [
            "restore",
            root / OUT / "kept.zip",
            root / DESK,
            "--yes",
            "--by",
            "周某",
            "--reason",
            "换机器",
        ],
        kills=15,
    ),
    Scene(
        name="migrate",
        make=older,
        command=_desk("withdraw", "8", "--by", "周某", "--reason", "错"),
        kills=20,
    ),
)
