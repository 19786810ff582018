"""Aggregate returns week after week through the command line: what contradicts, and what mends it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.builder import book
from tests.cli.running import Desk, Ran, case_row, ledger

FIRST = date(2025, 12, 22)


def weekly(
    tmp_path: Path,
    week: int,
    *rows: tuple[str, str, Any, Any],
    court: str = "银州区法院",
    note: str = "",
) -> tuple[Path, str]:
    """A court's table of a week, the second of the campaign being 1; and the day it comes."""
    start = FIRST + timedelta(days=7 * (week - 1))
    end = start + timedelta(days=6)
    made = book().title(
        f"{court}专项行动周报表（{start.year}年{start.month}月{start.day}日至{end.month}月{end.day}日）{note}"
    )
    made.row("项目", "单位", "本周", "累计").rows(*rows)
    path = made.save(tmp_path / f"{court}{start:%m%d}{note}.xlsx")
    return path, f"{end + timedelta(days=1)}T09:00"


def take(desk: Desk, made: tuple[Path, str]) -> Ran:
    path, at = made
    return desk("ingest", path, "--received", at, "--json")


def found(ran: Ran) -> list[tuple[str, str]]:
    (one,) = ran.json["data"]["returns"]
    return [(problem["code"], problem["cell"]) for problem in one["problems"]]


def open_ones(desk: Desk) -> list[str]:
    listed = desk("problems", "list", "--json").json["data"]["problems"]
    return sorted(p["code"] for p in listed if p["state"] == "open" and p["severity"] != "fixed")


def closed(now: int, to_date: int) -> tuple[str, str, int, int]:
    return ("执结", "件", now, to_date)


def test_a_slip_and_a_restatement_are_told_apart(new: Desk, tmp_path: Path) -> None:
    for week, row in enumerate((closed(10, 10), closed(12, 22), closed(15, 37)), 1):
        ran = take(new, weekly(tmp_path, week, row))
        assert (ran.code, found(ran)) == (0, [])
    ran = take(new, weekly(tmp_path, 4, closed(11, 78)))
    assert (ran.code, found(ran)) == (3, [("P-02", "Sheet1!D3")])
    (one,) = ran.json["data"]["returns"]
    assert (one["status"], one["problems"][0]["severity"]) == ("accepted", "return")
    assert "30件" in one["problems"][0]["message"]
    take(new, weekly(tmp_path, 2, closed(42, 52), note="（更正）"))
    assert "P-02" not in open_ones(new)


def test_a_fall_and_a_figure_gone(new: Desk, tmp_path: Path) -> None:
    money = ("到位金额", "万元", 5, 20)
    for week, to_date in enumerate((10, 22, 37), 1):
        take(new, weekly(tmp_path, week, ("执结", "件", None, to_date), money))
    ran = take(new, weekly(tmp_path, 4, ("执结", "件", None, 30)))
    assert sorted(found(ran)) == [("P-01", "Sheet1!D3"), ("V-18", "Sheet1!3行")]


def test_a_week_sent_again_under_another_date(new: Desk, tmp_path: Path) -> None:
    rows = [("执结", "件", 14, 30), ("新收", "件", 20, 60), ("搜查", "次", 3, 8), ("传唤", "人次", 31, 70),
            ("到位金额", "万元", 12.5, 44)]  # fmt: skip
    assert found(take(new, weekly(tmp_path, 2, *rows))) == []
    assert found(take(new, weekly(tmp_path, 3, *rows))) == [("P-05", "Sheet1")]
    # The same table again under another court's name.
    other = weekly(tmp_path, 3, *rows, court="昌图县法院")
    assert found(take(new, other)) == [("C-03", "Sheet1")]


def test_a_declared_count_against_the_ledger(new: Desk, tmp_path: Path) -> None:
    rows = [case_row(11, 9000, closed="2025-12-24"), case_row(12, 700, closed="2025-12-26")]
    made = ledger("2", "2025-12-22", "2025-12-28", *rows)
    path = made.save(tmp_path / "铁岭市银州区人民法院第02周案件台账.xlsx")
    new("ingest", path, "--received", "2025-12-29T08:00")
    assert found(take(new, weekly(tmp_path, 1, closed(3, 3)))) == [("X-04", "Sheet1!C3")]
    corrected = weekly(tmp_path, 1, closed(2, 2), note="（更正）")
    assert [code for code, _ in found(take(new, corrected)) if code == "X-04"] == []
    assert "X-04" not in open_ones(new)


def test_a_campaign_switches_a_check_off(new: Desk, tmp_path: Path) -> None:
    take(new, weekly(tmp_path, 1, closed(10, 10)))
    file = new.root / "enforce.toml"
    file.write_text(
        file.read_text("utf-8") + '\n[[campaign.check]]\ncode = "P-02"\non = false\n', "utf-8"
    )
    ran = take(new, weekly(tmp_path, 2, closed(12, 60)))
    assert (ran.code, found(ran)) == (0, [])
