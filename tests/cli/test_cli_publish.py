"""publish, verify, correct on the command line: exit codes, the envelope, what is never rewritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import ENVELOPE, WEEK, Desk, case_row, ledger, returns_of, snapshot

OUT = ("--by", "统计员甲", "--format", "md,xlsx")
TEXT = "全市法院共执结小标的案件98765件。"


@pytest.fixture(scope="session")
def out(received: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The second week's issue, published. Shared: tests only read it."""
    root = tmp_path_factory.mktemp("published") / "desk"
    shutil.copytree(received.root, root)
    desk = Desk(root)
    ran = desk("publish", "--week", *WEEK, *OUT, "--yes", "--json")
    assert ran.code == 0, ran
    return desk


@pytest.fixture
def ours(out: Desk, tmp_path: Path) -> Desk:
    """The same for one test to change."""
    shutil.copytree(out.root, tmp_path / "ours")
    return Desk(tmp_path / "ours")


@pytest.fixture
def corrected(ours: Desk, tmp_path: Path) -> Desk:
    """With a later version of one ledger of the published week."""
    made = ledger("2", "2025-12-22", "2025-12-28", *(case_row(n, 5000 * n) for n in (11, 12, 13)))
    path = made.save(tmp_path / "铁岭市银州区人民法院第02周案件台账（更正）.xlsx")
    ours("ingest", path, "--json")
    return ours


def published(desk: Desk) -> Path:
    (folder,) = (desk.root / "bulletins" / "已发布").iterdir()
    return folder


def by_hand(path: Path) -> None:
    path.chmod(0o600)
    path.write_text(path.read_text("utf-8").replace("全市", "全省"), "utf-8")


def added(desk: Desk, text: str) -> None:
    """A template of the desk's own, with a line of its own."""
    from enforcement_cli.workflow.resources import template_path

    ours = template_path(None, "weekly.md.j2").read_text("utf-8")
    (desk.root / "templates").mkdir(exist_ok=True)
    (desk.root / "templates" / "weekly.md.j2").write_text(f"{ours}\n{text}\n", "utf-8")


def test_publish_writes_once_and_says_where(own: Desk) -> None:
    ran = own("publish", "--week", *WEEK, *OUT, "--yes", "--json")
    assert ran.code == 0
    assert ran.json.keys() == ENVELOPE
    assert ran.json["schema"] == "enforce.publish/1"
    data = ran.json["data"]
    assert (data["issue"], data["again"]) == (1, False)
    assert data["period"] == {"kind": "week", "start": "2025-12-22", "end": "2025-12-28"}
    assert ran.json["next"] == ["enforce verify 第1期"]
    assert {Path(path) for path in data["files"].values()} == set(published(own).iterdir())
    assert "第1期" in Path(data["files"]["md"]).read_text("utf-8")


def test_publishing_again_changes_nothing(ours: Desk) -> None:
    before = snapshot(ours.root / "bulletins")
    ran = ours("publish", "--week", *WEEK, *OUT, "--json")
    assert (ran.code, ran.json["data"]["again"]) == (0, True)
    assert snapshot(ours.root / "bulletins") == before


def test_the_gate_holds_a_number_nobody_knows(own: Desk) -> None:
    added(own, TEXT)
    before = snapshot(own.root)
    ran = own("publish", "--week", *WEEK, *OUT, "--json")
    assert ran.code == 7
    assert ran.json["status"] == "failed"
    assert ran.json["error"]["code"] == "held_back"
    assert "B-05" in ran.json["error"]["message"]
    assert "98765件" in ran.json["error"]["message"]
    assert "--yes" in ran.json["error"]["next"]
    after = snapshot(own.root)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert not [name for name in changed if name.startswith(("bulletins", "archive", "inbox"))]
    assert own("verify", "第1期").code == 6
    accepted = own("publish", "--week", *WEEK, *OUT, "--yes", "--json")
    assert accepted.code == 0
    assert "B-05" in [one["code"] for one in accepted.json["data"]["accepted"]]


def test_a_doubt_is_let_through_only_with_yes_and_a_return_never(own: Desk) -> None:
    added(own, "本周执结较上周下降98765件。")
    for more in ((), ("--yes",)):
        ran = own("publish", "--week", *WEEK, *OUT, *more, "--json")
        assert ran.code == 7
        assert "B-06" in ran.json["error"]["message"]
        assert "--yes" not in ran.json["error"]["next"]


def test_a_number_out_of_turn_is_held(own: Desk) -> None:
    ran = own("publish", "--week", *WEEK, *OUT, "--yes", "--issue", "7", "--json")
    assert (ran.code, "B-12" in ran.json["error"]["message"]) == (7, True)


def test_verify_of_what_is_as_it_went_out(out: Desk) -> None:
    ran = out("verify", "第1期", "--json")
    assert ran.code == 0
    assert ran.json["schema"] == "enforce.verify/1"
    data = ran.json["data"]
    assert data["clean"]
    assert (data["missing"], data["altered"], data["apart"], data["changed"]) == ([], [], [], [])
    assert out("verify", "1").code == 0
    assert out("verify", "第2期").code == 6
    assert out("verify", "六").code == 2


def test_verify_of_a_file_edited_by_hand(ours: Desk) -> None:
    (path,) = published(ours).glob("*.md")
    by_hand(path)
    ran = ours("verify", "第1期", "--json")
    assert ran.code == 3
    assert ran.json["data"]["altered"] == ["md"]
    assert not ran.json["data"]["clean"]


def test_a_published_file_is_not_rewritten_by_drafts(ours: Desk) -> None:
    folder = published(ours)
    before = snapshot(folder)
    for path in returns_of(2, "银州"):
        shutil.copy(path, ours.root / "inbox")
    assert ours("report", "--week", *WEEK, "--format", "md,xlsx").code in (0, 3, 4)
    assert ours("run", "weekly", "--date", WEEK[1]).code in (0, 3, 4)
    assert len(list((ours.root / "bulletins").glob("*.md"))) == 1
    assert snapshot(folder) == before
    refused = ours("report", "--week", *WEEK, "--format", "xlsx,md", "--output", folder, "--json")
    assert (refused.code, refused.json["error"]["code"]) == (2, "usage")
    assert "enforce correct" in refused.json["error"]["next"]
    assert snapshot(folder) == before
    assert ours("verify", "第1期").code == 0


def test_correct_wants_the_issue_twice(corrected: Desk) -> None:
    before = snapshot(corrected.root / "bulletins")
    words = ("correct", "第1期", "--by", "甲", "--reason", "银州区法院更正")
    assert corrected(*words).code == 2
    assert corrected(*words, "--confirm", "第2期").code == 2
    assert corrected("correct", "第1期", "--by", "甲", "--confirm", "第1期").code == 2
    assert snapshot(corrected.root / "bulletins") == before
    looked = corrected(*words, "--dry-run", "--json")
    assert looked.code == 0
    assert looked.json["data"]["changed"]
    assert looked.json["data"]["files"] == {}
    assert snapshot(corrected.root / "bulletins") == before
    done = corrected(*words, "--confirm", "1", "--format", "md", "--json")
    assert done.code == 0
    assert done.json["data"]["changed"] == looked.json["data"]["changed"]
    text = Path(done.json["data"]["files"]["md"]).read_text("utf-8")
    assert "银州区法院更正" in text
    after = snapshot(corrected.root / "bulletins")
    assert {name: after[name] for name in before} == before
    assert corrected("verify", "第1期").code == 0


def test_correct_where_nothing_has_changed(ours: Desk) -> None:
    ran = ours("correct", "1", "--by", "甲", "--reason", "核对", "--confirm", "第1期", "--json")
    assert (ran.code, ran.json["data"]["changed"], ran.json["data"]["files"]) == (0, [], {})


def test_places_are_printed_only_where_they_are_asked_for(own: Desk, out: Desk) -> None:
    ran = own("publish", "--week", *WEEK, *OUT, "--yes", "--rank", "--json")
    assert ran.code == 0
    assert "位次" in Path(ran.json["data"]["files"]["md"]).read_text("utf-8")
    (plain,) = published(out).glob("*.md")
    assert "位次" not in plain.read_text("utf-8")
    assert own("verify", "第1期").code == 0
