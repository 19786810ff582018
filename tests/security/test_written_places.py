"""Nothing is written outside the chosen folder or through a link, and nobody else reads what is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.running import CAMPAIGN, WEEK, Desk, returns_of, snapshot

DUE = 'due = { weekday = "monday", time = "12:00", grace_days = 1, lock_days = 3 }\n'
LATE = ("--known-at", "2026-01-06T13:00", "--date", "2026-01-04")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="asks of POSIX modes and links")


@pytest.fixture
def waiting(own: Desk) -> Desk:
    """A desk with two weeks accepted and the third late."""
    text = (own.root / "enforce.toml").read_text("utf-8")
    due = text.replace('courts = ["辽1202", "辽1224"]\n', f'courts = ["辽1202", "辽1224"]\n{DUE}')
    assert due != text
    (own.root / "enforce.toml").write_text(due, "utf-8")
    return own


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Somebody's folder that must not change."""
    folder = tmp_path / "somebody"
    folder.mkdir()
    (folder / "own.txt").write_text("theirs")
    return folder


def test_files_are_private_and_folders_too(waiting: Desk, tmp_path: Path) -> None:
    os.umask(0o022)
    out = tmp_path / "out"
    returned = returns_of(3, "银州")
    runs = [
        waiting("report", "--week", *WEEK, "--format", "md,xlsx,docx,html"),
        waiting("publish", "--week", *WEEK, "--by", "统计员甲", "--format", "md,xlsx", "--yes"),
        waiting("check", *returned, "--mark", out / "退回"),
        waiting("chase", *LATE),
        waiting("template", "--date", "2026-01-07"),
        waiting("export", "cases", "--format", "csv", "--output", out / "cases.csv"),
        waiting("export", "returns", "--format", "xlsx", "--output", out / "returns.xlsx"),
        waiting("cases", "list", "overdue", "--format", "xlsx", "--output", out / "list.xlsx"),
    ]
    assert [ran.code in (0, 3, 4) for ran in runs] == [True] * len(runs), runs
    written = [*waiting.root.rglob("*"), *out.rglob("*"), out]
    assert len([path for path in written if path.is_file()]) > 20
    # What a test itself wrote keeps the mode it was given.
    ours = [path for path in written if path.name not in ("enforce.toml", "elsewhere")]
    modes = {path: oct(path.stat().st_mode & 0o777) for path in ours if not path.is_symlink()}
    assert [path for path, mode in modes.items() if path.is_dir() and mode != "0o700"] == []
    shared = {p: m for p, m in modes.items() if p.is_file() and m not in ("0o600", "0o400")}
    assert shared == {}


@pytest.mark.parametrize(
    ("inside", "command"),
    [
        ("催报", ("chase", *LATE)),
        ("空白表", ("template", "--date", "2026-01-07")),
        ("已发布", ("publish", "--week", *WEEK, "--by", "甲", "--format", "md", "--yes")),
    ],
)
def test_a_folder_that_became_a_link_is_refused(
    inside: str, command: tuple[str, ...], waiting: Desk, elsewhere: Path
) -> None:
    folder = waiting.root / "bulletins"
    folder.mkdir(exist_ok=True)
    (folder / inside).symlink_to(elsewhere)
    ran = waiting(*command)
    assert ran.code == 2, ran
    assert [path.name for path in elsewhere.iterdir()] == ["own.txt"]


@pytest.mark.parametrize(
    "command",
    [
        ("export", "cases", "--format", "csv"),
        ("export", "cases", "--format", "xlsx"),
        ("cases", "list", "overdue", "--format", "csv"),
    ],
)
def test_a_file_that_is_a_link_is_not_written_through(
    command: tuple[str, ...], own: Desk, elsewhere: Path, tmp_path: Path
) -> None:
    link = tmp_path / "out.file"
    link.symlink_to(elsewhere / "own.txt")
    own(*command, "--output", link)
    assert (elsewhere / "own.txt").read_text() == "theirs"


def test_a_bulletin_that_is_a_link_is_replaced(own: Desk, elsewhere: Path) -> None:
    assert own("report", "--week", *WEEK, "--format", "md").code in (0, 3)
    (made,) = (own.root / "bulletins").glob("*.md")
    made.unlink()
    made.symlink_to(elsewhere / "own.txt")
    assert own("report", "--week", *WEEK, "--format", "md").code in (0, 3)
    assert not made.is_symlink()
    assert (elsewhere / "own.txt").read_text() == "theirs"


NAMES = [
    "../../../甲", "/etc/甲", "..\\\\..\\\\甲", "C:\\\\甲", "甲/../../乙", "..", ".", "CON", "nul.txt",
    "甲" * 300, "甲:乙", '甲*?\\"<>|', "~/甲", "-rf", "$(id)", "`id`", "%2e%2e%2f甲", "甲\\n乙",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_the_campaign_file_leads_nowhere(name: str, new: Desk, tmp_path: Path) -> None:
    text = CAMPAIGN.replace('short = "银州区法院"', f'short = "{name}"')
    assert text != CAMPAIGN
    (new.root / "enforce.toml").write_text(text, "utf-8")
    before = snapshot(tmp_path)
    out = tmp_path / "out"
    ran = new("template", "--date", "2026-01-07", "--form", "cases", "--output", out, "--json")
    assert ran.code == 0, ran
    made = sorted(out.rglob("*"))
    assert len(made) == len({path.name for path in made}) >= 2
    assert all(path.parent == out for path in made)
    assert {path for path in snapshot(tmp_path) if path not in before} >= {
        path.relative_to(tmp_path).as_posix() for path in made
    }
    assert all(
        path.startswith(("out/", "new/logs/", "new/store.")) for path in snapshot(tmp_path)
        if path not in before
    )  # fmt: skip
