"""`enforce chase`, `today`, `extend` and `exempt` over a desk of two courts with due times."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import CAMPAIGN, Desk, case_row, enforce, ledger, snapshot

DUE = 'due = { weekday = "monday", time = "12:00", grace_days = 1, lock_days = 3 }\n'
ONLY_CASES = CAMPAIGN.split('[[campaign.expects]]\nform = "measures"')
DUE_CAMPAIGN = (
    ONLY_CASES[0].rstrip("\n") + "\n" + DUE + "\n[[campaign.operation]]"
    + ONLY_CASES[1].partition("[[campaign.operation]]")[2]
)  # fmt: skip
MONDAY = "2025-12-29T11:00"  # week 2 is due at noon
BROKEN = (case_row(11, 9000), (12, "（2025）辽1202执号", *case_row(12, 0)[2:]))
TUESDAY = "2025-12-30T13:00"  # ... and late since an hour


@pytest.fixture
def due(new: Desk) -> Desk:
    """A desk that expects ledgers by Monday noon; nothing has come but 昌图's and 银州's week 1."""
    (new.root / "enforce.toml").write_text(DUE_CAMPAIGN, "utf-8")
    return new


def send(
    desk: Desk, folder: Path, received: str, *rows: tuple[object, ...], week: str = "2"
) -> Path:
    """银州's ledger of week 2 comes at a moment."""
    days = ("2025-12-22", "2025-12-28") if week == "2" else ("2025-12-20", "2025-12-21")
    made = ledger(week, *days, *(rows or (case_row(11, 9000),)))
    path = made.save(folder / f"铁岭市银州区人民法院第{int(week):02d}周案件台账.xlsx")
    ran = desk("ingest", path, "--received", received, "--json")
    assert ran.code in (0, 3), ran
    return path


def texts(desk: Desk, at: str, *arguments: str) -> dict[str, str]:
    data = desk("chase", "--known-at", at, "--date", "2025-12-28", "--json", *arguments).json[
        "data"
    ]
    return {each["court"]: each["step"] for each in data["texts"]}


def test_chase_writes_one_text_a_court_and_none_the_second_time(due: Desk) -> None:
    first = due("chase", "--known-at", TUESDAY, "--date", "2025-12-28", "--json")
    assert first.code == 4
    data = first.json["data"]
    assert [(t["court"], t["step"]) for t in data["texts"]] == [
        ("辽1202", "notify"),
        ("辽1224", "notify"),
    ] or (
        [(t["court"], t["step"]) for t in data["texts"]] == [("辽1202", "urge"), ("辽1224", "urge")]
    )
    files = [Path(t["file"]) for t in data["texts"]] + [Path(data["group"]["file"])]
    assert all(path.parent == due.root / "bulletins" / "催报" for path in files)
    assert [path.read_text("utf-8") for path in files] == [
        *(t["text"] for t in data["texts"]), data["group"]["text"],
    ]  # fmt: skip
    text = data["texts"][0]["text"]
    for part in (
        "\n“大干70天”冬季专项执行行动以下报表",  # the name's own quotation marks, no second pair
        "铁岭市银州区人民法院",
        "第2周《案件台账》",
        "12月29日 12:00",
        "辽宁省铁岭市中级人民法院",
    ):
        assert part in text
    before = snapshot(due.root)
    again = due("chase", "--known-at", "2025-12-30T18:00", "--date", "2025-12-28", "--json")
    assert again.code == 4
    assert again.json["data"]["texts"] == []
    assert again.json["data"]["group"] is None
    assert {h["why"] for h in again.json["data"]["held"]} == {"told"}
    assert snapshot(due.root) == before
    assert set(texts(due, "2025-12-31T08:00")) == {"辽1202", "辽1224"}


def test_a_dry_run_says_the_same_and_writes_nothing(due: Desk, tmp_path: Path) -> None:
    send(due, tmp_path, "2025-12-22T09:00", week="1")
    before = snapshot(due.root)
    dry = due("chase", "--known-at", TUESDAY, "--dry-run", "--json")
    assert snapshot(due.root) == before
    wet = due("chase", "--known-at", TUESDAY, "--json", "--output", tmp_path / "出")
    assert [(t["court"], t["text"]) for t in dry.json["data"]["texts"]] == [
        (t["court"], t["text"]) for t in wet.json["data"]["texts"]
    ]
    assert {p.suffix for p in (tmp_path / "出").iterdir()} == {".txt"}
    assert all(t["file"] is None for t in dry.json["data"]["texts"])


def test_who_has_just_sent_is_left_alone(due: Desk, tmp_path: Path) -> None:
    """Scenario 27: a file that was even refused came a minute ago."""
    send(due, tmp_path, "2025-12-30T12:59", *BROKEN)
    assert list(texts(due, TUESDAY, "--dry-run")) == ["辽1224"]
    assert "辽1202" in texts(due, "2025-12-30T13:05", "--dry-run")


def test_a_returned_file_is_chased_with_its_reasons(due: Desk, tmp_path: Path) -> None:
    send(due, tmp_path, "2025-12-29T09:00", *BROKEN)
    board = due("status", "--date", "2025-12-28", "--known-at", TUESDAY, "--json").json["data"]
    mine = next(r for r in board["returns"] if r["court"] == "辽1202")
    assert mine["state"] == "returned"
    assert {p["code"] for p in mine["problems"]} >= {"V-16"}
    data = due("chase", "--known-at", TUESDAY, "--court", "银州", "--dry-run", "--json").json[
        "data"
    ]
    assert "已退回" in data["texts"][0]["text"]
    assert "V-16" in data["texts"][0]["text"]
    shown = due("status", "--date", "2025-12-28", "--known-at", TUESDAY).out
    (line,) = [line for line in shown.splitlines() if line.startswith("银州区法院  案件台账")]
    assert "V-16" in line
    assert "!B" in line


def test_an_extension_is_not_chased_shown_with_its_date_and_can_be_taken_back(due: Desk) -> None:
    said = ("--by", "王某", "--reason", "系统升级")
    granted = due(
        "extend", "银州", "--period", "第2周", "--until", "2025-12-31T17:00", *said, "--json"
    )
    assert granted.code == 0, granted
    (allowance,) = granted.json["data"]["allowances"]
    assert (allowance["form"], allowance["until"]) == ("cases", "2025-12-31T17:00:00+08:00")
    # Granted now, so it is known from now on.
    now = ("--known-at", "2099-01-01T00:00")
    board = due("status", "--date", "2025-12-28", *now, "--json").json["data"]["returns"]
    mine = next(r for r in board if r["court"] == "辽1202")
    assert mine["due"] == "2025-12-31T17:00:00+08:00"
    assert mine["allowance"]["by"] == "王某"
    assert (
        "已延期至 12-31 17:00（王某：系统升级）" in due("status", "--date", "2025-12-28", *now).out
    )
    gone = due("extend", "银州", "--date", "2025-12-28", "--revoke", *said, "--json")
    assert gone.json["data"]["revoked"] is True
    board = due("status", "--date", "2025-12-28", *now, "--json").json["data"]["returns"]
    assert next(r for r in board if r["court"] == "辽1202")["due"] == "2025-12-29T12:00:00+08:00"
    again = due("extend", "银州", "--date", "2025-12-28", "--revoke", *said, "--json")
    assert (again.code, again.json["data"]) == (0, gone.json["data"])
    other = ("--by", "王某", "--reason", "另有原因")
    assert due("extend", "银州", "--date", "2025-12-28", "--revoke", *other).code == 6


def test_an_exemption_takes_the_court_off_the_list(due: Desk) -> None:
    said = ("--by", "王某", "--reason", "搬迁")
    ran = due("exempt", "昌图", "--from", "2025-12-22", "--until", "2026-01-04", *said, "--json")
    assert ran.code == 0, ran
    now = ("--known-at", "2099-01-01T00:00")
    states = {
        date: {r["court"]: r["state"] for r in
               due("status", "--date", date, *now, "--json").json["data"]["returns"]}
        for date in ("2025-12-21", "2025-12-28", "2026-01-04", "2026-01-11")
    }  # fmt: skip
    assert [states[date]["辽1224"] for date in states] == ["locked", "exempt", "exempt", "locked"]
    assert {states[date]["辽1202"] for date in states} == {"locked"}
    out = due("status", "--date", "2025-12-28", *now).out
    assert "免报至 2026-01-04（王某：搬迁）" in out
    assert "应报 1 份，已收 0 份" in out
    assert due("exempt", "昌图", "--revoke", *said).code == 0
    assert due("exempt", "昌图", "--revoke", *said).code == 0
    assert due("exempt", "昌图", "--revoke", "--by", "李某", "--reason", "搬迁").code == 6


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("extend", "银州", "--date", "2025-12-28"), 2),
        (("extend", "银州", "--until", "2025-12-31"), 2),
        (("extend", "银州", "--date", "2025-12-28", "--until", "2025-12-29"), 0),
        (("extend", "银州", "--date", "2025-12-28", "--until", "2025-12-29T11:00"), 2),
        (("extend", "银州", "--date", "2024-12-28", "--until", "2025-12-31"), 6),
        (("extend", "银州", "--period", "第99周", "--until", "2025-12-31"), 6),
        (("extend", "铁岭中院", "--date", "2025-12-28", "--until", "2025-12-31"), 6),
        (("extend", "没有", "--date", "2025-12-28", "--until", "2025-12-31"), 6),
        (
            (
                "extend",
                "银州",
                "--form",
                "narrative",
                "--date",
                "2025-12-28",
                "--until",
                "2026-01-31",
            ),
            6,
        ),
        (("exempt", "银州"), 2),
        (("exempt", "银州", "--whole", "--until", "2026-01-04"), 2),
        (("exempt", "银州", "--from", "2026-01-05", "--until", "2026-01-04"), 2),
    ],
)
def test_a_grant_that_cannot_be_meant(due: Desk, arguments: tuple[str, ...], code: int) -> None:
    assert due(*arguments, "--by", "王某", "--reason", "原因").code == code


def test_a_grant_needs_a_name_and_a_reason(due: Desk) -> None:
    bare = ("extend", "银州", "--date", "2025-12-28", "--until", "2025-12-31")
    assert due(*bare, "--by", "王某").code == 2
    assert due(*bare, "--by", " ", "--reason", "原因").code == 2


def test_today_names_what_waits_with_its_command(due: Desk, tmp_path: Path) -> None:
    empty = due("today", "--known-at", "2025-12-21T09:00", "--json")
    assert (empty.code, empty.json["data"]["lines"]) == (0, [])
    assert due("today", "--known-at", "2025-12-21T09:00").out == "今天没有要办的事。\n"
    monday = due("today", "--known-at", MONDAY, "--json").json["data"]["lines"]
    (falls,) = [line for line in monday if line["kind"] == "due"]
    assert (falls["count"], falls["command"]) == (2, "enforce chase")
    send(due, tmp_path, "2025-12-29T09:00")
    ran = due("today", "--known-at", TUESDAY, "--json")
    assert ran.code == 4
    lines = {line["kind"]: line for line in ran.json["data"]["lines"]}
    assert (lines["late"]["court"], lines["late"]["command"]) == (
        "辽1224", "enforce chase --court 昌图县法院",
    )  # fmt: skip
    assert lines["report"]["command"] == "enforce run weekly --date 2025-12-28"
    assert "还缺 1 份" in lines["report"]["text"]
    text = due("today", "--known-at", TUESDAY).out
    assert all(line["command"] in text for line in ran.json["data"]["lines"])


def test_today_asks_me_what_only_i_can_answer(due: Desk, tmp_path: Path) -> None:
    made = ledger("2", "2025-12-22", "2025-12-28", case_row(11, 9000))
    header = made.here.rows[2]
    header[header.index("执行案号")] = "卷宗"
    path = made.save(tmp_path / "铁岭市银州区人民法院第02周案件台账.xlsx")
    due("ingest", path, "--received", "2025-12-29T09:00")
    board = due("status", "--date", "2025-12-28", "--known-at", TUESDAY, "--json").json["data"]
    mine = next(r for r in board["returns"] if r["court"] == "辽1202")
    assert (mine["state"], mine["late"]) == ("received", False)
    lines = due("today", "--known-at", TUESDAY, "--json").json["data"]["lines"]
    decide = [line for line in lines if line["kind"] == "decide"]
    assert decide
    assert all(
        line["command"].startswith("enforce mapping confirm --court 银州") for line in decide
    )
    assert not [line for line in lines if line["kind"] == "late" and line["court"] == "辽1202"]
    held = due("chase", "--known-at", TUESDAY, "--court", "银州", "--date", "2025-12-28",
               "--dry-run", "--json").json["data"]["held"]  # fmt: skip
    assert [h["why"] for h in held] == ["ours"]


def test_an_unknown_year_is_a_warning_once(due: Desk) -> None:
    (due.root / "workdays.toml").write_text("[2025]\nholidays = []\nworkdays = []\n", "utf-8")
    for command in ("status", "today", "chase"):
        ran = due(command, "--known-at", "2026-01-06T13:00", "--json")
        assert ran.err.count("E-workdays") == 1, command
        assert ran.json["data"]["unknown_years"] == [2026]
    assert "（暂按）" in due("status", "--known-at", "2026-01-06T13:00").out
    added = due(
        "config",
        "workdays",
        "2026",
        "--off",
        "2026-01-01/2026-01-03",
        "--on",
        "2026-01-04",
        "--json",
    )
    assert added.code == 0
    assert due("status", "--known-at", "2026-01-06T13:00", "--json").err == ""


def test_init_seeds_the_working_days(tmp_path: Path) -> None:
    enforce("init", tmp_path / "新")
    text = (tmp_path / "新" / "workdays.toml").read_text("utf-8")
    assert '"2026-02-15/2026-02-23"' in text


def test_a_chase_template_that_is_wrong_stops_before_anything_is_written(due: Desk) -> None:
    own = due.root / "templates" / "chase"
    own.mkdir()
    (own / "notify.txt.j2").write_text("{{ nobody }}\n", "utf-8")
    (own / "urge.txt.j2").write_text("{{ nobody }}\n", "utf-8")
    ran = due("chase", "--known-at", TUESDAY)
    assert ran.code == 5
    assert "txt.j2:1" in ran.err
    assert not (due.root / "bulletins" / "催报").exists()
    assert due("chase", "--known-at", TUESDAY, "--dry-run").code == 5
