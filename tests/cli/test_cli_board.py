"""`enforce status` as a board: one table answers which file was not taken and why."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.builder import book
from tests.cli.running import CAMPAIGN, Desk, case_row, ledger

DUE = 'due = { weekday = "monday", time = "12:00", grace_days = 1, lock_days = 3 }\n'
FORM = 'form = "cases"\nevery = "week"\n'
BROKEN = (case_row(11, 9000), (12, "（2025）辽1202执号", *case_row(12, 0)[2:]))


@pytest.fixture
def due(new: Desk) -> Desk:
    (new.root / "enforce.toml").write_text(CAMPAIGN.replace(FORM, FORM + DUE, 1), "utf-8")
    return new


def take(
    desk: Desk, folder: Path, received: str, *rows: tuple[object, ...], name: str = ""
) -> None:
    made = ledger("2", "2025-12-22", "2025-12-28", *(rows or (case_row(11, 9000),)))
    path = made.save(folder / f"铁岭市银州区人民法院第02周案件台账{name}.xlsx")
    assert desk("ingest", path, "--received", received).code in (0, 3)


def shown(desk: Desk, at: str, *more: str) -> str:
    return desk("status", "--date", "2025-12-28", "--known-at", at, *more).out


def data(desk: Desk, at: str) -> dict[str, dict[str, object]]:
    """The ledgers' slots by court."""
    ran = desk("status", "--date", "2025-12-28", "--known-at", at, "--json")
    return {r["court"]: r for r in ran.json["data"]["returns"] if r["form"] == "cases"}


def test_three_clocks_are_three_states_in_board_and_json(due: Desk, tmp_path: Path) -> None:
    """Scenario 29, once missing and once sent."""
    seen = []
    for at in ("2025-12-29T12:30", "2025-12-30T12:30", "2026-01-04T12:30"):
        mine = data(due, at)["辽1224"]
        (line,) = [x for x in shown(due, at).splitlines() if x.startswith("昌图县法院  案件台账")]
        seen.append((mine["state"], mine["late"], line.split()[2]))
    # 01-01 to 01-03 are off, 01-04 is worked: locked on 01-04 at noon.
    assert seen == [
        ("missing", False, "未报"), ("missing", True, "未报，已逾期"), ("locked", True, "已锁定，未报"),
    ]  # fmt: skip
    assert data(due, "2026-01-04T12:30")["辽1224"]["locked_at"] == "2026-01-04T12:00:00+08:00"
    take(due, tmp_path, "2025-12-31T09:00")
    mine = data(due, "2026-01-04T12:30")["辽1202"]
    assert (mine["state"], mine["late"]) == ("accepted", True)
    assert "已收，迟报" in shown(due, "2026-01-04T12:30")
    assert mine["complete_at"] == "2025-12-31T09:00:00+08:00"


def test_a_correction_keeps_the_lateness_and_the_history(due: Desk, tmp_path: Path) -> None:
    take(due, tmp_path, "2025-12-29T09:00", *BROKEN)
    take(due, tmp_path, "2025-12-31T09:00", name="（更正）")
    mine = data(due, "2025-12-31T10:00")["辽1202"]
    assert (mine["state"], mine["late"]) == ("accepted", True)
    history = mine["history"]
    assert isinstance(history, list)
    assert [(h["state"], h["received_at"][:10]) for h in history] == [
        ("returned", "2025-12-29"), ("accepted", "2025-12-31"),
    ]  # fmt: skip


def test_a_file_of_nobody_stands_in_the_table_with_reason_and_remedy(
    due: Desk, tmp_path: Path
) -> None:
    header = ("序号", "执行案号", "立案时间", "案由", "申请标的（元）", "已到位（元）")
    made = book().title("本院案件台账（第2周）", across=6)
    made.title("统计区间：2025年12月22日至2025年12月28日", across=6).header(*header)
    case = (1, "（2025）京0101执11号", dt.date(2025, 5, 6), "买卖合同纠纷", 50000, 0)
    path = made.rows(case).save(tmp_path / "乱.xlsx")
    due("ingest", path, "--received", "2025-12-29T09:00")
    ran = due("status", "--date", "2025-12-28", "--known-at", "2025-12-29T10:00", "--json")
    (refused,) = ran.json["data"]["refused"]
    assert refused["file"] == "乱.xlsx"
    (problem,) = refused["problems"]
    assert problem["code"]
    (line,) = [
        x for x in shown(due, "2025-12-29T10:00").splitlines() if "乱.xlsx" in x and "已退回" in x
    ]
    assert problem["code"] in line
    # Another week's board does not tell of it.
    later = due("status", "--date", "2026-01-11", "--known-at", "2026-01-12T10:00", "--json")
    assert later.json["data"]["refused"] == []


def test_the_record_of_every_court_and_the_whole_campaign(due: Desk, tmp_path: Path) -> None:
    take(due, tmp_path, "2025-12-31T09:00")
    ran = due("status", "--known-at", "2026-01-04T13:00", "--date", "2025-12-28", "--all", "--json")
    records = {r["court"]: r for r in ran.json["data"]["courts"]}
    assert records["辽1202"] | {"late_periods": 0} == {
        "court": "辽1202", "due": 4, "on_time": 0, "late": 1, "missing": 3, "sent": 1,
        "first_right": 1, "late_periods": 0,
    }  # fmt: skip
    assert [p["end"] for p in records["辽1202"]["late_periods"]] == ["2025-12-21", "2025-12-28"]
    assert len(ran.json["data"]["all"]) == 44
    text = shown(due, "2026-01-04T13:00", "--all")
    (line,) = [x for x in text.splitlines() if x.startswith("银州区法院  锁")]
    # Week 1: the ledger locked, the list of measures (without clocks) missing. Week 2: late.
    assert line.split()[1:4] == ["锁缺", "迟缺", "··"]
