"""`enforce backup` and `restore` over a desk with returns and an issue that is out."""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path

import pytest

from tests.cli.running import WEEK, Desk, enforce, snapshot

_NOW = re.compile(r'"known_at": "[^"]*"')
BY = ("--yes", "--by", "周某", "--reason", "换机器")


@pytest.fixture(scope="module")
def out(received: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk whose second week is published. Shared: tests only read it."""
    root = tmp_path_factory.mktemp("out") / "desk"
    shutil.copytree(received.root, root)
    desk = Desk(root)
    ran = desk("publish", "--week", *WEEK, "--by", "周某", "--yes", "--format", "md,xlsx")
    assert ran.code == 0, ran
    return desk


@pytest.fixture(scope="module")
def kept(out: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    ran = out("backup", "--output", tmp_path_factory.mktemp("kept"), "--json")
    assert ran.code == 0, ran
    return Path(ran.json["data"]["file"])


def answers(desk: Desk) -> list[str]:
    """What the desk says of its data, word for word; not where it lies."""
    asked = [
        ("report", "--week", *WEEK, "--json"),
        ("export", "cases", "--format", "csv"),
        ("status", *WEEK, "--json"),
    ]
    ran = [desk(*command) for command in asked]
    assert all(one.code in (0, 3, 4) for one in ran), ran
    return [_NOW.sub("", one.out.replace(str(desk.root), "")) for one in ran]


def test_what_comes_back_says_the_same(out: Desk, kept: Path, tmp_path: Path) -> None:
    ran = enforce("restore", kept, tmp_path / "back", "--json")
    assert ran.code == 0, ran
    assert ran.json["data"]["set_aside"] is None
    back = Desk(tmp_path / "back")
    assert answers(back) == answers(out)
    issue = next((back.root / "bulletins" / "已发布").iterdir())
    there = {p.name: p.read_bytes() for p in issue.iterdir()}
    assert {stat.S_IMODE(p.stat().st_mode) for p in issue.iterdir()} == {0o400}
    was = out.root / "bulletins" / "已发布" / issue.name
    assert there == {p.name: p.read_bytes() for p in was.iterdir()}
    assert back("verify", "第1期").code == 0
    assert back("doctor", "--json").code == 0


def test_a_desk_restored_over_itself_is_the_one_backed_up(own: Desk, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    assert own("backup", "--output", path, "-q").code == 0
    before = answers(own)
    assert own("withdraw", "8", "--by", "周某", "--reason", "报错了表").code == 0
    changed = answers(own)
    assert changed != before
    refused = enforce("restore", path, own.root)
    assert refused.code == 2
    assert answers(own) == changed
    ran = enforce("restore", path, own.root, *BY, "--json")
    assert ran.code == 0, ran
    assert answers(own) == before
    assert answers(Desk(Path(ran.json["data"]["set_aside"]))) == changed


def test_without_a_folder_the_workspace_one_stands_in_is_meant(own: Desk, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    assert own("backup", "--output", path).code == 0
    ran = own("restore", path, *BY, "--json")
    assert (ran.code, ran.json["data"]["workspace"]) == (0, str(own.root))
    assert enforce("restore", path).code == 6


def test_a_dry_run_writes_nothing(own: Desk, kept: Path) -> None:
    before = snapshot(own.root)
    ran = enforce("restore", kept, own.root, "--dry-run", "--json")
    assert (ran.code, ran.json["data"]["restored"]) == (0, False)
    assert ran.json["data"]["rows"]["returns"] == 8
    assert snapshot(own.root) == before


def test_verify_tells_what_is_in_it(kept: Path, tmp_path: Path) -> None:
    ran = enforce("backup", "--verify", kept)
    assert ran.code == 0
    assert "报表 8 份" in ran.out
    bad = tmp_path / "bad.zip"
    data = bytearray(kept.read_bytes())
    data[len(data) // 3] ^= 1
    bad.write_bytes(bytes(data))
    ran = enforce("backup", "--verify", bad, "--json")
    assert (ran.code, ran.json["status"]) == (1, "failed")
    assert enforce("backup", "--verify", tmp_path / "none.zip").code == 6


def test_a_backup_tells_what_it_left_out(own: Desk) -> None:
    (own.root / "inbox" / "a:b.xlsx").write_bytes(b"x")
    (own.root / "inbox" / "link").symlink_to("/etc/hostname")
    ran = own("backup", "--json")
    assert ran.code == 3
    assert ran.json["data"]["unsafe"] == ["inbox/a:b.xlsx"]
    assert ran.json["data"]["links"] == ["inbox/link"]


@pytest.mark.parametrize(
    "words",
    [("--verify", "x", "--keep", "2"), ("--keep", "0"), ("--output", "a.zip", "--keep", "1")],
)
def test_options_that_do_not_go_together(own: Desk, words: tuple[str, ...]) -> None:
    assert own("backup", *words).code == 2


def test_no_path_of_the_machine_is_in_the_manifest(kept: Path) -> None:
    import zipfile

    with zipfile.ZipFile(kept) as book:
        told = book.read("manifest.json").decode()
        assert all(not name.startswith("/") for name in book.namelist())
    assert str(kept.parent.parent) not in told
