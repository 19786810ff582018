"""`enforce doctor` over real returns and a real issue."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import WEEK, Desk, Ran, enforce


@pytest.fixture(scope="module")
def out(received: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk whose second week is published. Shared: tests copy it."""
    root = tmp_path_factory.mktemp("out") / "desk"
    shutil.copytree(received.root, root)
    desk = Desk(root)
    (root / "enforce.toml").chmod(0o600)
    ran = desk("publish", "--week", *WEEK, "--by", "周某", "--yes", "--format", "md,xlsx,html")
    assert ran.code == 0, ran
    return desk


@pytest.fixture
def mine(out: Desk, tmp_path: Path) -> Desk:
    """The same for one test to break."""
    shutil.copytree(out.root, tmp_path / "mine")
    return Desk(tmp_path / "mine")


def found(ran: Ran) -> dict[tuple[str, str], str]:
    return {(c["check"], c["what"]): c["state"] for c in ran.json["data"]["checks"]}


def issue_of(desk: Desk) -> Path:
    (folder,) = (desk.root / "bulletins" / "已发布").iterdir()
    return folder


def test_a_desk_in_good_order(out: Desk) -> None:
    ran = out("doctor", "--json")
    assert ran.code == 0, ran
    assert set(found(ran).values()) <= {"ok", "note"}
    assert found(ran)["published", "ok"] == "ok"
    assert ran.json["next"] == []
    shown = out("doctor")
    assert shown.code == 0
    assert "已发布" in shown.out
    assert "\x1b" not in shown.out


def test_a_lost_file_of_an_issue_is_laid_out_again(mine: Desk) -> None:
    folder = issue_of(mine)
    was = {p.name: p.read_bytes() for p in folder.iterdir()}
    for path in folder.iterdir():
        if path.suffix in (".md", ".html"):
            path.unlink()
    ran = mine("doctor", "--json")
    assert (ran.code, found(ran)["published", "missing"]) == (3, "warning")
    assert ran.json["next"] == [f"enforce doctor --repair -C {mine.root}"]
    ran = mine("doctor", "--repair", "--json")
    assert ran.code == 0, ran
    assert [one["what"] for one in ran.json["data"]["repaired"]] == ["missing"]
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == was
    assert {p.stat().st_mode & 0o777 for p in folder.iterdir()} == {0o400}


def test_a_changed_issue_is_told_and_never_touched(mine: Desk) -> None:
    path = next(p for p in issue_of(mine).iterdir() if p.suffix == ".md")
    path.chmod(0o600)
    path.write_text("改过的数", "utf-8")
    ran = mine("doctor", "--repair", "--json")
    assert (ran.code, found(ran)["published", "changed"]) == (3, "error")
    assert path.read_text("utf-8") == "改过的数"
    assert path.stat().st_mode & 0o777 == 0o400
    # As the remedy says: put it aside, and let it be laid out again.
    path.rename(mine.root / "bulletins" / "旧.md")
    assert found(mine("doctor", "--repair", "--json"))["published", "ok"] == "ok"
    assert mine("verify", "第1期").code == 0


def test_a_template_that_cannot_lay_out_is_told(mine: Desk) -> None:
    from enforcement_cli.workflow.resources import resource

    for path in resource("templates").glob("*.j2"):
        shutil.copy(path, mine.root / "templates" / path.name)
    ran = mine("doctor", "--json")
    assert (ran.code, found(ran)["templates", "fine"]) == (0, "ok")
    page = mine.root / "templates" / "weekly.md.j2"
    page.write_text(page.read_text("utf-8") + "{{ no_such_field }}", "utf-8")
    ran = mine("doctor", "--json")
    assert (ran.code, found(ran)["templates", "broken"]) == (3, "error")
    assert not list(mine.root.rglob("doctor.md"))


def test_a_broken_store_ends_with_1_and_a_restore_mends_it(mine: Desk, tmp_path: Path) -> None:
    kept = tmp_path / "b.zip"
    assert mine("backup", "--output", kept).code == 0
    store = mine.root / "store.duckdb"
    store.write_bytes(store.read_bytes()[:50_000])
    ran = mine("doctor", "--json")
    assert (ran.code, found(ran)["store", "broken"]) == (1, "error")
    assert mine("doctor").code == 1
    ran = enforce("restore", kept, mine.root, "--yes", "--by", "周某", "--reason", "库坏了")
    assert ran.code == 0, ran
    ran = mine("doctor", "--json")
    assert (ran.code, found(ran)["folders", "aside"]) == (0, "note")


def test_a_restore_that_was_killed_is_named(mine: Desk) -> None:
    mine.root.rename(mine.root.with_name("mine.before-restore-20260302-083000"))
    ran = enforce("doctor", "-C", mine.root, "--json")
    assert ran.code == 6
    assert "enforce restore" in ran.json["error"]["next"]


def test_quiet_shows_what_must_be_answered_alone(mine: Desk) -> None:
    (mine.root / "inbox").rmdir()
    ran = mine("doctor", "-q")
    assert ran.code == 3
    assert len(ran.out.splitlines()) == 3
    assert ran.out.splitlines()[1].startswith("文件夹")
