"""`enforce audit`: every change on record with who and why, nothing on record that changed nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import WEEK, Desk, case_row, ledger, snapshot

SAID = ("--by", "统计员甲", "--reason", "来电核实")
WEEK_2 = ("2", "2025-12-22", "2025-12-28")


def entries(desk: Desk, *arguments: str) -> list[dict[str, Any]]:
    ran = desk("audit", "list", *arguments, "--json")
    assert ran.code == 0, ran
    found: list[dict[str, Any]] = ran.json["data"]["entries"]
    return found


def did(desk: Desk, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
    """What a command left in the audit: exactly one entry more."""
    before = entries(desk)
    ran = desk(*arguments)
    assert ran.code == code, ran
    after = entries(desk)
    assert after[: len(before)] == before
    (one,) = after[len(before) :]
    return one


def test_ingest_is_on_record(new: Desk, tmp_path: Path) -> None:
    path = ledger(*WEEK_2, case_row(11, 100)).save(
        tmp_path / "铁岭市银州区人民法院第02周案件台账王小明.xlsx"
    )
    one = did(new, "ingest", path)
    assert (one["what"], one["result"], one["code"], one["who"]) == ("ingest", "done", 0, "")
    assert one["account"].count("@") == 1
    assert one["about"]["campaign"] == "winter70"
    assert (one["about"]["files"], one["about"]["accepted"]) == (1, 1)
    assert (one["about"]["returns"], len(one["about"]["sha256"][0])) == ([1], 12)
    assert one["about"]["courts"] == ["辽1202"]
    record = (new.root / "audit" / "audit.jsonl").read_text("utf-8")
    assert "王小明" not in record
    # Again it changes nothing, and so is not on record; nor is what changes nothing at all.
    before = snapshot(new.root)
    assert new("ingest", path).code == 0
    assert new("ingest", path, "--dry-run").code == 0
    assert new("check", path).code == 0
    assert new("status", *WEEK).code == 4
    assert snapshot(new.root) == before


def test_answers_are_on_record(doubted: Desk) -> None:
    problem = doubted("problems", "list", "--code", "P-01", "--json").json["data"]["problems"][0]
    number = str(problem["id"])
    for command, name, more in (
        ("explain", "P-01", ()), ("reopen", number, ()), ("waive", "P-01", ("--yes",)),
    ):  # fmt: skip
        one = did(doubted, "problems", command, name, *more, *SAID)
        assert (one["what"], one["who"], one["why"]) == (command, "统计员甲", "来电核实")
        about = {"problems": [problem["id"]], "courts": [problem["court"]]}
        assert (one["about"], one["result"]) == (about, "done")
        assert one in entries(doubted, "--court", problem["court"])
        assert one not in entries(doubted, "--court", "昌图")
    one = did(doubted, "withdraw", "2", *SAID)
    assert one["what"] == "withdraw"
    assert (one["about"]["returns"], one["about"]["court"]) == ([2], "辽1202")
    before = snapshot(doubted.root)
    # The same once more changes nothing; for another reason it is refused, and changes nothing.
    assert doubted("withdraw", "2", *SAID).code == 0
    assert doubted("withdraw", "2", *SAID[:2], "--reason", "另有原因").code == 2
    assert doubted("problems", "explain", "999", *SAID).code == 6
    assert snapshot(doubted.root) == before


def test_the_desk_is_on_record(new: Desk, tmp_path: Path) -> None:
    file = new.root / "enforce.toml"
    due = 'every = "week"\ndue = { weekday = "monday", time = "12:00" }\n'
    file.write_text(file.read_text("utf-8").replace('every = "week"\n', due), "utf-8")
    path = ledger(*WEEK_2, case_row(11, 100)).save(
        tmp_path / "铁岭市银州区人民法院第02周案件台账.xlsx"
    )
    assert new("ingest", path, "--received", "2025-12-29T10:00").code == 0
    week = ("--date", "2025-12-28")
    later = ("--until", "2025-12-31T17:00")
    one = did(new, "extend", "昌图", *week, *later, *SAID)
    assert (one["what"], one["about"]["court"]) == ("extend", "辽1224")
    assert (one["about"]["forms"], one["about"]["until"]) == (["cases", "measures"], "2025-12-31")
    one = did(new, "extend", "昌图", *week, "--revoke", *SAID)
    assert (one["what"], one["about"]["since"]) == ("revoke", "2025-12-22")
    one = did(new, "exempt", "昌图", "--from", "2026-01-05", "--whole", *SAID)
    assert (one["what"], one["about"]["since"]) == ("exempt", "2026-01-05")
    one = did(new, "state", "昌图", "执结", "7件", *week, *SAID)
    assert (one["what"], one["about"]["indicator"]) == ("state", "cases_closed")
    assert "7" not in {str(value) for value in one["about"].values()}
    one = did(new, "chase", "--known-at", "2025-12-30T13:00", *week, code=4)
    assert (one["what"], sorted(one["about"]["courts"])) == ("chase", ["辽1202", "辽1224"])
    one = did(new, "mapping", "confirm", "--court", "银州", "--column", "备注=不统计", *SAID)
    assert (one["what"], one["about"]) == (
        "mapping_confirm", {"court": "辽1202", "form": "cases", "columns": 1},
    )  # fmt: skip
    one = did(new, "mapping", "forget", "--court", "银州", "--form", "cases", "--yes", *SAID)
    assert one["what"] == "mapping_forget"
    off = ("--off", "2031-01-01/2031-01-03")
    assert did(new, "config", "workdays", "2031", *off)["about"] == {"year": 2031}
    listed = {e["number"] for e in entries(new, "--court", "昌图")}
    assert listed == {e["number"] for e in entries(new) if e["what"] in
                      {"extend", "revoke", "exempt", "state", "chase"}}  # fmt: skip


def test_issues_are_on_record(own: Desk, tmp_path: Path) -> None:
    said = ("--by", "统计员甲", "--format", "md")
    held = snapshot(own.root)
    assert own("publish", "--week", *WEEK, *said, "--issue", "9").code == 7
    assert snapshot(own.root) == held
    one = did(own, "publish", "--week", *WEEK, *said, "--yes")
    assert (one["what"], one["who"], one["about"]["issue"]) == ("publish", "统计员甲", 1)
    assert (one["about"]["kind"], one["about"]["end"]) == ("week", "2025-12-28")
    kept = snapshot(own.root)
    assert own("publish", "--week", *WEEK, *said, "--yes").code == 0
    assert snapshot(own.root) == kept
    made = ledger(*WEEK_2, *(case_row(n, 5000 * n) for n in (11, 12, 13)))
    path = made.save(tmp_path / "铁岭市银州区人民法院第02周案件台账（更正）.xlsx")
    own("ingest", path)
    correct = ("correct", "1", *SAID, "--format", "md")
    assert own(*correct, "--dry-run").code == 0
    assert entries(own)[-1]["what"] == "ingest"
    one = did(own, *correct, "--confirm", "第1期")
    assert (one["what"], one["why"], one["about"]["issue"]) == ("correct", "来电核实", 1)
    assert one["about"]["figures"] > 0


def test_the_list_is_in_the_words_of_the_desk(own: Desk) -> None:
    assert own("publish", "--week", *WEEK, "--by", "统计员甲", "--format", "md", "--yes").code == 0
    told = own("audit", "list").out
    assert "法院 银州区法院" in told
    assert "种类 周" in told
    assert not any(word in told for word in ("辽1202", "week", "courts", "campaigns"))


def test_no_change_where_it_cannot_be_recorded(doubted: Desk) -> None:
    shutil.rmtree(doubted.root / "audit")
    (doubted.root / "audit").write_text("in the way", "utf-8")
    before = doubted("export", "problems").out
    ran = doubted("problems", "explain", "P-01", *SAID, "--json")
    assert (ran.code, ran.json["status"]) == (1, "failed")
    assert ran.json["error"]["where"].endswith("audit")
    assert doubted("export", "problems").out == before
    assert doubted("withdraw", "2", *SAID).code == 1
    assert doubted("audit", "list").code == 1


def test_verify(doubted: Desk) -> None:
    clean = doubted("audit", "verify", "--json")
    assert (clean.code, clean.json["status"]) == (0, "clean")
    assert clean.json["data"]["breaches"] == []
    assert clean.json["data"]["lines"] == 4
    assert clean.json["data"]["last"] in doubted("audit", "verify").out
    path = doubted.root / "audit" / "audit.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines).replace(b'"files":1', b'"files":2', 1))
    touched = doubted("audit", "verify", "--json")
    assert (touched.code, touched.json["status"]) == (3, "findings")
    assert touched.json["data"]["breaches"] == [
        {"line": 1, "what": "changed"}, {"line": 2, "what": "chain"},
    ]  # fmt: skip
    assert "第 1 行" in doubted("audit", "verify").out
    path.write_bytes(b"".join(lines[:3]))
    cut = doubted("audit", "verify", "--json").json["data"]
    assert (cut["breaches"], [e["number"] for e in cut["unfinished"]]) == (
        [{"line": 4, "what": "cut"}], [3],
    )  # fmt: skip
    path.unlink()
    assert doubted("audit", "verify").code == 3


def test_list_in_words_and_since(doubted: Desk) -> None:
    shown = doubted("audit", "list")
    assert shown.code == 0
    assert shown.out.count("收报表") == 2
    assert entries(doubted, "--since", "2099-01-01") == []
    assert "没有" in doubted("audit", "list", "--since", "2099-01-01").out
    assert doubted("audit", "list", "--since", "昨天").code == 2
    assert doubted("audit", "list", "--court", "没有院").code == 6


def test_a_desk_that_changed_nothing(new: Desk) -> None:
    before = snapshot(new.root)
    assert entries(new) == []
    assert new("audit", "verify").code == 0
    assert snapshot(new.root) == before


def test_the_log_tells_the_same_run(new: Desk, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("ENFORCE_LOG", "json")
    path = ledger(*WEEK_2, case_row(11, 100)).save(
        tmp_path / "铁岭市银州区人民法院第02周案件台账.xlsx"
    )
    shown = new("ingest", path, "-vv")
    text = (new.root / "logs" / "enforce.log").read_text("utf-8")
    begin, end, left = (json.loads(line) for line in text.splitlines())
    assert [each["event"] for each in (begin, end, left)] == ["begin", "end", "exit"]
    assert {each["run"] for each in (begin, end, left)} == {entries(new)[0]["run"]}
    assert (end["code"], end["accepted"], end["what"]) == (0, 1, "ingest")
    assert (left["command"], left["code"]) == ("ingest", shown.code)
    assert "end" in shown.err
    assert "what=ingest" in shown.err


@pytest.mark.parametrize("text", ["plain", "jsonl"])
def test_how_the_log_is_written_is_checked(new: Desk, text: str) -> None:
    file = new.root / "enforce.toml"
    file.write_text(
        file.read_text("utf-8").replace("[desk]\n", f'[desk]\nlog = "{text}"\n'), "utf-8"
    )
    ran = new("status", "--json")
    assert (ran.code, ran.json["error"]["where"]) == (5, "enforce.toml 第2行")
