"""The routine over weeks: missed runs, holidays, deadlines, what fails, what is delivered and kept."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.disk.turn import in_turn
from enforcement_cli.model.clock import BEIJING
from tests.cli.running import ENVELOPE, WEEK, Desk, case_row, ledger, returns_of, snapshot

RECORDS = "bulletins/运行记录"
DUE = 'every = "week"\ndue = { weekday = "monday", time = "12:00", grace_days = 1, lock_days = 5 }'


class Clock:
    """What the machine's clock says to the commands run here."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def at(self, text: str) -> None:
        moment = datetime.fromisoformat(text).replace(tzinfo=BEIJING)
        for name in ("model.clock", "workflow.routine.doing", "workflow.present", "store.session"):
            self.patch.setattr(f"enforcement_cli.{name}.now", lambda: moment)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def fill(desk: Desk, *weeks: int) -> None:
    """The returns of weeks into the inbox."""
    for week in weeks:
        for path in returns_of(week, "银州", "昌图"):
            shutil.copy(path, desk.root / "inbox")


def configured(desk: Desk, *, due: bool = False, routine: str = "") -> None:
    path = desk.root / "enforce.toml"
    text = path.read_text("utf-8") + routine
    path.write_text(text.replace('every = "week"', DUE) if due else text, "utf-8")


def run(desk: Desk, kind: str, *more: str) -> dict[str, Any]:
    """The object of a run; the one that is kept is the same."""
    ran = desk("run", kind, *more, "--json")
    found = ran.json
    assert set(found) - {"error"} == ENVELOPE
    assert found["data"]["exit_code"] == ran.code
    folder = desk.root / RECORDS / f"{kind}-{found['data']['date']}"
    assert json.loads((folder / "run.json").read_text("utf-8")) == found
    assert (folder / "run.html").is_file()
    return found


def issues(found: dict[str, Any]) -> list[tuple[int, str]]:
    return [(each["issue"], each["end"]) for each in found["data"]["bulletins"]]


def step(found: dict[str, Any], name: str) -> dict[str, Any]:
    (one,) = [each for each in found["data"]["steps"] if each["name"] == name]
    return dict(one)


def chased(desk: Desk) -> list[str]:
    return sorted(p.name for p in (desk.root / "bulletins" / "催报").glob("*.txt"))


def test_missed_weeks_are_caught_up_in_order_and_only_once(new: Desk, clock: Clock) -> None:
    fill(new, 1)
    clock.at("2025-12-22T18:00")
    assert issues(run(new, "weekly")) == [(1, "2025-12-21")]
    fill(new, 2)
    clock.at("2026-01-13T06:00")
    found = run(new, "weekly")
    assert issues(found) == [(2, "2025-12-28"), (3, "2026-01-04"), (4, "2026-01-11")]
    assert [each["caught_up"] for each in found["data"]["bulletins"]] == [True, True, False]
    assert found["data"]["missing"] == ["辽1202", "辽1224"]
    assert found["data"]["exit_code"] == 4
    before = new.bulletins
    clock.at("2026-01-13T07:00")
    again = run(new, "weekly")
    assert issues(again) == [(4, "2026-01-11")]
    assert (again["data"]["attempt"], len(again["data"]["attempts"])) == (2, 2)
    assert new.bulletins == before
    assert [r["status"] for r in again["data"]["returns"]] == ["duplicate"] * 8


def test_a_day_of_an_earlier_week_is_that_week_alone(new: Desk, clock: Clock) -> None:
    clock.at("2026-01-13T06:00")
    assert issues(run(new, "weekly", "--date", "2025-12-30")) == [(1, "2026-01-04")]
    ran = new("run", "weekly", "--date", "2024-01-01", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (6, "unknown")


def test_on_a_holiday_the_daily_run_takes_in_and_rests(new: Desk, clock: Clock) -> None:
    configured(new, due=True)
    fill(new, 1)
    clock.at("2026-01-01T06:00")
    found = run(new, "daily")
    assert (found["status"], found["data"]["rested"]) == ("clean", True)
    assert len(found["data"]["returns"]) == 4
    assert [each["name"] for each in found["data"]["steps"]] == ["record", "receive", "deliver"]
    assert chased(new) == []
    ran = new("run", "daily", "-q")
    assert (ran.code, ran.out.count("\n"), ran.err) == (0, 1, "")
    assert "休息" in ran.out
    # Sunday 01-04 is worked for it. Week 2 has been late since 12-30.
    clock.at("2026-01-04T09:00")
    found = run(new, "daily")
    assert (found["data"]["exit_code"], found["data"]["rested"]) == (4, False)
    assert step(found, "chase")["facts"]["courts"] == ["辽1202", "辽1224"]
    assert len(chased(new)) == 3
    clock.at("2026-01-04T15:00")
    again = run(new, "daily")
    assert (step(again, "chase")["facts"]["courts"], len(chased(new))) == ([], 3)
    assert again["data"]["exit_code"] == 4


def test_a_week_that_is_not_due_waits_and_the_daily_run_writes_it(new: Desk, clock: Clock) -> None:
    configured(new, due=True)
    fill(new, 1)
    clock.at("2025-12-22T09:30")
    assert issues(run(new, "weekly")) == [(1, "2025-12-21")]
    clock.at("2025-12-29T06:00")
    found = run(new, "weekly")
    assert issues(found) == []
    assert found["data"]["waiting"] == [
        {"kind": "week", "period_end": "2025-12-28", "until": "2025-12-29T12:00", "moved": False}
    ]
    assert (found["status"], step(found, "bulletin")["status"]) == ("clean", "skipped")
    assert "第2周" in new("run", "weekly", "-q").out
    clock.at("2025-12-30T06:00")
    daily = run(new, "daily")
    assert issues(daily) == [(2, "2025-12-28")]
    clock.at("2025-12-31T06:00")
    assert issues(run(new, "daily")) == []
    # Nothing waits for the daily run that no weekly run has put off.
    clock.at("2026-01-06T06:00")
    assert issues(run(new, "daily")) == []


def test_all_have_sent_and_nothing_waits(new: Desk, clock: Clock) -> None:
    configured(new, due=True)
    fill(new, 1)
    clock.at("2025-12-22T06:00")
    assert issues(run(new, "weekly")) == [(1, "2025-12-21")]


def test_a_monthly_run_and_a_daily_bulletin(new: Desk, clock: Clock) -> None:
    configured(new, routine='\n[routine]\ndaily_bulletin = true\nformats = ["md"]\n')
    fill(new, 1, 2)
    clock.at("2026-01-05T06:00")
    found = run(new, "monthly")
    assert [(b["kind"], b["issue"], b["end"]) for b in found["data"]["bulletins"]] == [
        ("month", 1, "2025-12-31")
    ]
    found = run(new, "daily")
    assert [(b["kind"], b["end"]) for b in found["data"]["bulletins"]] == [("day", "2026-01-04")]
    assert {Path(name).suffix for name in new.bulletins} == {".md"}


def test_a_wrong_template_fails_its_step_and_no_other(new: Desk, clock: Clock) -> None:
    configured(new, due=True)
    fill(new, 1)
    (new.root / "templates" / "chase").mkdir(parents=True)
    for name in ("group", "urge", "notify", "remind"):
        (new.root / "templates" / "chase" / f"{name}.txt.j2").write_text("{{ nobody }}", "utf-8")
    # What has just come is not chased.
    clock.at("2025-12-22T10:00")
    assert new("ingest", new.root / "inbox", "--received", "2025-12-22T10:00").code == 0
    clock.at("2026-01-04T09:00")
    found = run(new, "weekly")
    assert (found["status"], found["data"]["exit_code"]) == ("failed", 5)
    assert found["error"]["code"] == "configuration"
    assert step(found, "chase")["status"] == "failed"
    assert step(found, "receive")["status"] == "clean"
    assert issues(found) == [(1, "2025-12-28")]
    assert len(new.bulletins) == 2
    ran = new("run", "weekly", "-q")
    assert (ran.code, ran.out, ran.err.count("\n")) == (5, "", 1)
    assert ran.err.startswith("错（5）")


def test_a_step_with_a_bug_leaves_the_others_and_a_record(
    new: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enforcement_cli.workflow.routine import courts as routine_courts

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(routine_courts, "plan", broken)
    fill(new, 1)
    clock.at("2025-12-22T18:00")
    found = run(new, "weekly")
    assert (found["data"]["exit_code"], found["error"]["code"]) == (70, "bug")
    assert issues(found) == [(1, "2025-12-21")]
    assert "ZeroDivisionError" in Path(found["error"]["where"]).read_text("utf-8")


def test_published_where_the_gate_is_open(new: Desk, clock: Clock) -> None:
    configured(new, routine='\n[routine]\npublish = true\npublish_by = "周某"\nformats = ["md"]\n')
    fill(new, 1)
    clock.at("2025-12-22T18:00")
    found = run(new, "weekly")
    assert (found["data"]["exit_code"], [p["issue"] for p in found["data"]["published"]]) == (
        0,
        [1],
    )
    folder = new.root / "bulletins" / "已发布"
    before = snapshot(folder)
    assert len(before) == 1
    again = run(new, "weekly")
    assert again["data"]["exit_code"] == 0
    assert [b["published"] for b in again["data"]["bulletins"]] == [True]
    assert snapshot(folder) == before
    told = new("run", "weekly").out
    assert all(f"已有 {path}" in told for path in folder.rglob("*.md"))
    assert "已写" not in told
    assert new("verify", "第1期").code == 0
    # A crash between the record and the files: the next run lays them out.
    for path in folder.rglob("*.md"):
        path.unlink()
    assert run(new, "weekly")["data"]["exit_code"] == 0
    assert snapshot(folder) == before


def test_held_back_by_the_gate_the_run_goes_on(doubted: Desk, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    configured(
        doubted,
        routine='\n[routine]\npublish_by = "周某"\n[[routine.deliver]]\nname = "共享盘"\n'
        f'kind = "copy"\nto = "{share.as_posix()}"\n',
    )
    found = run(doubted, "weekly", *WEEK, "--publish")
    assert (found["status"], found["data"]["exit_code"]) == ("findings", 7)
    assert (step(found, "publish")["status"], found["data"]["published"]) == ("findings", [])
    assert any("enforce publish" in words for words in found["next"])
    assert len(doubted.bulletins) == 2
    # What the gate holds back is taken nowhere; a draft that nobody wanted published is.
    assert not list(share.iterdir())
    found = run(doubted, "weekly", *WEEK, "--no-publish")
    assert found["data"]["exit_code"] == 4
    assert len(list(share.iterdir())) == 2
    assert [(d["name"], d["outcome"]) for d in found["data"]["deliveries"]] == [("共享盘", "done")]
    assert run(doubted, "weekly", *WEEK)["data"]["deliveries"] == []


def test_nobody_named_nothing_is_published(new: Desk, clock: Clock) -> None:
    fill(new, 1)
    clock.at("2025-12-22T18:00")
    found = run(new, "weekly", "--publish")
    assert (found["data"]["exit_code"], step(found, "publish")["error"]) == (2, "usage")
    assert issues(found) == [(1, "2025-12-21")]


def test_a_delivery_that_fails_fails_no_run(new: Desk, clock: Clock, tmp_path: Path) -> None:
    share = tmp_path / "share"
    configured(
        new,
        routine='\n[[routine.deliver]]\nname = "共享盘"\nkind = "copy"\nfor = ["weekly"]\n'
        f'to = "{share.as_posix()}"\n',
    )
    fill(new, 1)
    clock.at("2025-12-22T18:00")
    found = run(new, "weekly")
    assert (found["status"], found["data"]["deliveries"][0]["outcome"]) == ("clean", "warning")
    share.mkdir()
    assert run(new, "daily")["data"]["deliveries"][0]["outcome"] == "done"
    assert {p.name: p.read_bytes() for p in share.iterdir()} == new.bulletins


def test_what_goes_back_is_written_for_the_returns_of_the_day(new: Desk, clock: Clock) -> None:
    configured(new, routine="\n[routine]\nmark = true\n")
    book = ledger("2", "2025-12-22", "2025-12-28", case_row(1, 100), case_row(1, 200))
    book.save(new.root / "inbox" / "银州区法院第2周.xlsx")
    clock.at("2025-12-29T18:00")
    found = run(new, "weekly")
    assert found["data"]["exit_code"] in (3, 4)
    folder = new.root / "退回" / "2025-12-29"
    first = snapshot(folder)
    assert any(name.endswith(".xlsx") for name in first)
    marked = [each for each in found["data"]["files"] if each["what"] == "marked"]
    assert {each["file"] for each in marked} == {""}
    assert {each["sha256"] for each in marked} == set(first.values())
    clock.at("2025-12-30T06:00")
    assert step(run(new, "weekly"), "send_back")["status"] == "skipped"
    assert [p.name for p in (new.root / "退回").iterdir()] == ["2025-12-29"]


def test_the_record_holds_nothing_of_what_a_return_says(new: Desk, clock: Clock) -> None:
    path = new.root / "enforce.toml"
    path.write_text(
        path.read_text("utf-8").replace('short = "银州区法院"', 'short = "<b>银州</b>"'), "utf-8"
    )
    rows = (case_row(1, 100, note="电话13800138000，债务人赵小甲"), case_row(1, 200))
    ledger("2", "2025-12-22", "2025-12-28", *rows).save(
        new.root / "inbox" / "银州法院（赵小甲案）.xlsx"
    )
    clock.at("2025-12-29T18:00")
    found = run(new, "weekly")
    assert found["data"]["codes"]
    assert set(found["problems"]) == {"return", "query", "note", "fixed"}
    texts = [p.read_text("utf-8") for p in (new.root / RECORDS).rglob("*") if p.is_file()]
    assert len(texts) == 3
    for text in texts:
        assert not any(word in text for word in ("赵小甲", "13800138000", "甲某", "执1号"))
    (page,) = (new.root / RECORDS).rglob("run.html")
    html = page.read_text("utf-8")
    assert "<b>银州" not in html
    assert "&lt;b&gt;银州" in html
    assert not any(word in html for word in ("http://", "https://", "<script", "src="))
    assert "default-src 'none'" in html
    assert "<td>战报</td>" in html
    assert not any(word in html for word in ("<td>bulletins</td>", "winter70</td>", "<th></th>"))


def test_a_run_that_was_killed_is_seen_and_completed(new: Desk, clock: Clock) -> None:
    from enforcement_cli.workflow.routine import bulletins as routine_bulletins

    fill(new, 1)
    clock.at("2025-12-22T18:00")
    with pytest.MonkeyPatch.context() as patch:

        def killed(*_: object, **__: object) -> None:
            raise SystemExit(137)

        # After the files of the draft are there, before they are recorded.
        patch.setattr("enforcement_cli.workflow.issue.record_issue", killed)
        assert routine_bulletins.issue_bulletin
        assert new("run", "weekly").code == 137
    folder = new.root / RECORDS / "weekly-2025-12-22"
    left = json.loads((folder / "run.json").read_text("utf-8"))
    assert (left["status"], left["error"]["code"], left["data"]["ended"]) == (
        "failed", "unfinished", None,
    )  # fmt: skip
    found = run(new, "weekly")
    assert issues(found) == [(1, "2025-12-21")]
    assert [each["ended"] is None for each in found["data"]["attempts"]] == [True, False]
    assert found["data"]["exit_code"] == 0
    assert len(new.bulletins) == 2


def test_a_second_run_is_told_who_is_at_work(new: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENFORCE_LOCK_WAIT", "0.1")
    holder = new.root / "run.lock.holder"
    holder.write_text('{"host": "desk", "pid": 4711, "since": "2025-12-22T18:00:00"}', "utf-8")
    before = snapshot(new.root)
    with in_turn(new.root / "run.lock", patience=1):
        ran = new("run", "weekly", "--json")
        assert (ran.code, ran.json["error"]["code"]) == (75, "busy")
        assert "4711" in ran.json["error"]["message"]
        assert "2025-12-22 18:00:00" in ran.json["error"]["message"]
    assert snapshot(new.root) == before | {"run.lock": snapshot(new.root)["run.lock"]}
    # Whoever was killed with it holds up nobody.
    assert new("run", "weekly", "--date", "2025-12-28").code == 4
    assert not holder.exists()


def test_two_runs_at_once_double_nothing(new: Desk) -> None:
    fill(new, 1)
    command = [sys.executable, "-m", "enforcement_cli", "run", "weekly", "-C", str(new.root),
               "--date", "2025-12-21", "-q"]  # fmt: skip
    environment = {**os.environ, "ENFORCE_LOCK_WAIT": "100"}
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(2)]
    outs = [each.communicate(timeout=120)[0] for each in both]
    assert [each.returncode for each in both] == [0, 0]
    assert outs[0] == outs[1]
    assert len(new("export", "returns", "--json").json["data"]["records"]) == 4
    assert len(new.bulletins) == 2
    (record,) = (new.root / RECORDS).rglob("run.json")
    kept = json.loads(record.read_text("utf-8"))["data"]
    assert [each["status"] for each in kept["attempts"]] == ["clean", "clean"]
    assert sorted({each["status"] for each in kept["returns"]}) == ["duplicate"]


def test_a_year_without_holidays_is_told_and_goes_by_the_weekday(new: Desk, clock: Clock) -> None:
    configured(new, due=True)
    (new.root / "workdays.toml").write_text("[2025]\nholidays = []\nworkdays = []\n", "utf-8")
    clock.at("2026-01-05T06:00")
    ran = new("run", "daily")
    assert "E-workdays" in ran.err
    assert "2026" in ran.err
    assert step(run(new, "daily"), "status")["facts"]["unknown_years"] == ["2026"]


def test_a_store_that_is_held_ends_the_run_and_is_recorded(
    received: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enforcement_cli.store.lock import locked

    shutil.copytree(received.root, tmp_path / "held")
    desk = Desk(tmp_path / "held")
    fill(desk, 3)
    monkeypatch.setenv("ENFORCE_LOCK_WAIT", "0.1")
    with locked(desk.root / "store.lock", exclusive=True, patience=5):
        ran = desk("run", "weekly", *WEEK)
    assert ran.code == 75
    (record,) = (desk.root / RECORDS).rglob("run.json")
    kept = json.loads(record.read_text("utf-8"))
    assert (kept["status"], kept["data"]["exit_code"]) == ("failed", 75)
    assert kept["error"]["code"] == "busy"


def test_all_running_campaigns_and_one_by_name(new: Desk, clock: Clock) -> None:
    path = new.root / "enforce.toml"
    text = path.read_text("utf-8")
    other = '\n[[campaign]]\nid = "spring"\nname = "春雷"\nstart = 2025-12-22\nend = 2026-03-31\n'
    past = '\n[[campaign]]\nid = "old"\nname = "去年"\nstart = 2025-01-01\nend = 2025-02-28\n'
    path.write_text(text + past + other, "utf-8")
    clock.at("2026-01-06T06:00")
    found = run(new, "weekly", "--campaign", "all")
    assert found["data"]["campaigns"] == ["winter70", "spring"]
    assert [(b["campaign"], b["issue"]) for b in found["data"]["bulletins"]] == [
        ("winter70", 1), ("spring", 1),
    ]  # fmt: skip
    ran = new("run", "weekly", "--campaign", "winter70", "--json")
    assert ran.json["data"]["campaigns"] == ["winter70"]
    assert (new.root / RECORDS / "weekly-2026-01-06-winter70" / "run.json").is_file()
    assert new("run", "weekly", "--campaign", "summer").code == 6


@pytest.mark.parametrize("kind", ["daily", "monthly"])
def test_under_an_empty_environment_with_any_umask(new: Desk, kind: str) -> None:
    fill(new, 1)
    command = [sys.executable, "-m", "enforcement_cli", "run", kind, "-C", str(new.root),
               "--date", "2025-12-25", "--no-input", "-q"]  # fmt: skip
    ran = subprocess.run(
        ["/bin/sh", "-c", 'umask 000; exec "$@" <&-', "sh", *command],
        env={"LANG": "C"}, cwd="/", capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    out = ran.stdout.decode("utf-8")
    assert (ran.returncode, ran.stderr, out.count("\n")) == (4, b"", 1)
    assert "未报齐" in out
    assert not {"\x1b", "�"} & set(out)
    for folder, _, files in os.walk(new.root / "bulletins"):
        for path in [Path(folder), *(Path(folder, name) for name in files)]:
            assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path
