"""Aggregate returns through the command line: a return a court, their statements out again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.builder import Book, book
from tests.cli.running import Desk

AT = ("--received", "2026-01-12T09:00")
WEEK = ("--date", "2026-01-11")
PERIOD = {"start": "2026-01-05", "end": "2026-01-11"}
COLUMNS = {
    "court", "action", "indicator", "basis", "period_start", "period_end", "value", "unit",
    "sheet", "row",
}  # fmt: skip


def city(*rows: tuple[Any, ...], note: str = "") -> Book:
    """The week's figures of all courts, a row each."""
    made = (
        book()
        .title(f"铁岭两级法院专项行动战报数据表（2026年1月5日至1月11日）{note}", across=5)
        .title("单位：件、万元", across=5)
        .row("法院", "小标的案件", None, "执行到位金额", None)
        .row(None, "本周执结", "累计执结", "本周", "累计")
        .merge("A3:A4", "B3:C3", "D3:E3")
    )
    return made.rows(*rows)


def returns(ran: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ran.json["data"]["returns"]
    return found


def figures(desk: Desk) -> dict[tuple[Any, ...], Any]:
    records = desk("export", "statements", "--json").json["data"]["records"]
    assert all(set(record) >= COLUMNS for record in records)
    return {(r["court"], r["action"], r["indicator"], r["basis"]): r for r in records}


def test_a_row_a_court_is_a_return_a_court(new: Desk, tmp_path: Path) -> None:
    made = city(
        ("银州区法院", 1, 10, 1.5, 30), ("昌图县法院", 2, 11, "约3", 31), ("合计", 3, 21, 4, 61)
    )
    path = made.save(tmp_path / "汇总.xlsx")
    ran = new("ingest", path, *AT, "--json")
    assert [(r["court"], r["form"], r["period"], r["status"], r["rows"]) for r in returns(ran)] == [
        ("辽1202", "aggregate", PERIOD, "accepted", 4), ("辽1224", "aggregate", PERIOD, "gaps", 3),
    ]  # fmt: skip
    assert [[p["code"] for p in r["problems"]] for r in returns(ran)] == [[], ["V-08"]]
    assert sorted(returns(ran)[0]["totals"].values()) == [1, 10, 1_500_000, 30_000_000]
    found = figures(new)
    assert len(found) == 7
    record = found["辽1202", None, "amount_recovered", "cumulative"]
    assert (record["value"], record["unit"], record["period_start"], record["period_end"]) == (
        30_000_000, "fen", "2025-12-20", "2026-01-11",
    )  # fmt: skip
    assert (record["sheet"], record["row"]) == ("Sheet1", 5)
    assert ("辽1224", None, "amount_recovered", "period") not in found
    again = new("ingest", path, *AT, "--json")
    assert {r["status"] for r in returns(again)} == {"duplicate"}
    assert figures(new) == found


def test_a_correction_replaces_what_it_states(new: Desk, tmp_path: Path) -> None:
    city(("银州区法院", 1, 10, 1.5, 30)).save(tmp_path / "一.xlsx")
    city(("银州区法院", 1, 12, 1.5, None), note="（更正）").save(tmp_path / "二.xlsx")
    for name in ("二", "一"):
        assert new("ingest", tmp_path / f"{name}.xlsx", *AT).code == 0
    found = figures(new)
    assert found["辽1202", "small", "cases_closed", "cumulative"]["value"] == 12
    assert found["辽1202", None, "amount_recovered", "cumulative"]["value"] == 30_000_000


def test_a_figure_of_doubtful_unit_is_marked_until_it_is_explained(
    new: Desk, tmp_path: Path
) -> None:
    city(("银州区法院", 1, 10, 1.5, 30)).save(tmp_path / "一.xlsx")
    assert new("ingest", tmp_path / "一.xlsx", *AT).code == 0
    made = (
        book()
        .title("铁岭两级法院专项行动战报数据表（2026年1月12日至1月18日）", across=5)
        .title("单位：件、万元", across=5)
        .row("法院", "小标的案件", None, "执行到位金额", None)
        .row(None, "本周执结", "累计执结", "本周", "累计")
        .merge("A3:A4", "B3:C3", "D3:E3")
        .row("银州区法院", 1, 11, 40_000_000, 310_000)
    )
    ran = new("ingest", made.save(tmp_path / "二.xlsx"), "--received", "2026-01-19T09:00", "--json")
    (one,) = returns(ran)
    asked = {(p["code"], p["cell"]) for p in one["problems"]}
    assert asked == {("P-03", "Sheet1!D5"), ("P-17", "Sheet1!E5")}
    assert not [key for key in one["totals"] if "amount" in key and "period" in key]
    week, to_date = ((None, "amount_recovered", basis) for basis in ("period", "cumulative"))

    def marks() -> dict[tuple[Any, ...], tuple[int, str]]:
        found = figures(new)
        return {
            key[1:]: (record["value"], record["doubt"])
            for key, record in found.items()
            if record["period_end"] == "2026-01-18"
        }

    assert marks()[week] == (40_000_000 * 1_000_000, "P-03")
    assert marks()[to_date] == (310_000 * 1_000_000, "P-17")
    assert marks()["small", "cases_closed", "cumulative"] == (11, "")
    problems = new("problems", "list", "--json").json["data"]["problems"]
    for problem in problems:
        if problem["code"] in ("P-03", "P-17"):
            answer = ("--by", "内勤", "--reason", "属实")
            assert new("problems", "explain", problem["code"], *answer).code == 0
    assert {doubt for _, doubt in marks().values()} == {""}


def test_an_unknown_court_is_refused_alone_whatever_the_command_line_says(
    new: Desk, tmp_path: Path
) -> None:
    made = city(("银州区法院", 1, 10, 1.5, 30), ("西边区法院", 2, 11, 3, 31))
    path = made.save(tmp_path / "汇总.xlsx")
    ran = new("ingest", path, *AT, "--court", "银州区法院", "--json")
    assert [(r["court"], r["status"]) for r in returns(ran)] == [
        ("辽1202", "accepted"), (None, "returned"),
    ]  # fmt: skip
    assert [p["code"] for p in returns(ran)[1]["problems"]] == ["F-06"]
    assert figures(new)["辽1202", "small", "cases_closed", "period"]["value"] == 1
    made = city(("昌图县法院", 2, 11, 3, 31)).save(tmp_path / "昌图.xlsx")
    ran = new("check", made, "--court", "银州区法院", "--json")
    assert [[p["code"] for p in r["problems"]] for r in returns(ran)] == [["F-05"]]


def test_a_zero_report_is_received(new: Desk, tmp_path: Path) -> None:
    made = book().title("银州区法院专项行动周报表（2026年1月5日至1月11日）")
    made.row("项目", "本周", "累计").row("零报告")
    ran = new("ingest", made.save(tmp_path / "周报.xlsx"), *AT, "--json")
    (one,) = returns(ran)
    assert (ran.code, one["court"], one["status"], one["rows"]) == (0, "辽1202", "accepted", 0)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "csv"])
def test_every_kind_of_file_says_the_same(new: Desk, tmp_path: Path, kind: str) -> None:
    made = (
        book()
        .title("银州区法院专项行动周报表（2026年1月5日至1月11日）")
        .row("项目", "单位", "本周", "累计")
        .row("执结", "件", 3, 15)
        .row("到位金额", "万元", 1.5, 22.05)
        .row("移送拒执", "案/人", "1案2人", "3案4人")
    )
    ran = new("ingest", made.save(tmp_path / f"周报.{kind}"), *AT, "--json")
    (one,) = returns(ran)
    assert (ran.code, one["status"], one["problems"]) == (0, "accepted", [])
    values = {key[2:]: record["value"] for key, record in figures(new).items()}
    assert values == {
        ("cases_closed", "period"): 3, ("cases_closed", "cumulative"): 15,
        ("amount_recovered", "period"): 1_500_000, ("amount_recovered", "cumulative"): 22_050_000,
        ("cases_criminal", "period"): 1, ("persons_criminal", "period"): 2,
        ("cases_criminal", "cumulative"): 3, ("persons_criminal", "cumulative"): 4,
    }  # fmt: skip


def test_an_expected_aggregate_stands_on_the_board(new: Desk, tmp_path: Path) -> None:
    file = new.root / "enforce.toml"
    file.write_text(
        file.read_text("utf-8").replace('form = "measures"', 'form = "aggregate"'), "utf-8"
    )
    city(("银州区法院", 1, 10, 1.5, 30)).save(tmp_path / "汇总.xlsx")
    assert new("ingest", tmp_path / "汇总.xlsx", *AT).code == 0
    slots = new("status", *WEEK, "--json").json["data"]["returns"]
    assert {s["court"]: s["state"] for s in slots if s["form"] == "aggregate"} == {
        "辽1202": "accepted", "辽1224": "missing",
    }  # fmt: skip
    # Statements alone give no figure of cases yet, and break none.
    assert new("report", "--week", *WEEK, "--json").code == 4


def test_a_table_of_several_courts_is_asked_about_once_and_answered_by_the_desk(
    new: Desk, tmp_path: Path
) -> None:
    made = (
        book()
        .title("战报数据表 统计区间：2025年12月22日至12月28日 单位：件、万元")
        .header("法院", "本周执结", "到位数")
        .row("银州区法院", 3, 12.5)
        .row("昌图县法院", 4, 80.25)
    )
    path = made.save(tmp_path / "a.xlsx")
    ran = new("ingest", path, "--json")
    assert [r["rows"] for r in ran.json["data"]["returns"]] == [1, 1]
    (command,) = [text for text in ran.json["next"] if "mapping confirm" in text]
    assert "--court 铁岭中院" in command
    answer = ("--court", "铁岭中院", "--form", "aggregate", "--column", "到位数=amount_recovered")
    again = new("mapping", "confirm", *answer, "--json")
    assert again.code == 0
    told = new("export", "statements", "--format", "json", "--json").json["data"]["records"]
    money = {r["court"]: r["value"] for r in told if r["indicator"] == "amount_recovered"}
    assert money == {"辽1202": 12_500_000, "辽1224": 80_250_000}
    # The next week is silent.
    later = made.save(tmp_path / "b.xlsx")
    assert {r["status"] for r in new("ingest", later, "--json").json["data"]["returns"]} <= {
        "duplicate",
        "accepted",
    }
