"""Declared and telephoned figures, targets and the gate, through the command line."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builder import Book, book
from tests.cli.running import Desk

WEEK = ("--week", "--date", "2026-01-11")
BEFORE = ("--week", "--date", "2026-01-04")
AT = ("--received", "2026-01-12T09:00")


def totals(days: str, *rows: tuple[Any, ...], unit: str = "件、万元、人次") -> Book:
    return (
        book()
        .title(f"铁岭两级法院专项行动战报数据表（{days}）", across=6)
        .title(f"单位：{unit}", across=6)
        .row("法院", "执结", None, "执行到位金额", None, "司法拘留")
        .row(None, "本周", "累计", "本周", "累计", "本周")
        .merge("A3:A4", "B3:C3", "D3:E3")
        .rows(*rows)
    )


THIRD = "2026年1月5日至1月11日"
SECOND = "2025年12月29日至2026年1月4日"


@pytest.fixture
def desk(new: Desk) -> Desk:
    """A desk that waits for totals."""
    file = new.root / "enforce.toml"
    text = file.read_text("utf-8")
    head, _, rest = text.partition('[[campaign.expects]]\nform = "cases"')
    rest = rest[rest.index("[[campaign.operation]]") :]
    due = '[[campaign.expects]]\nform = "aggregate"\ncourts = ["辽1202", "辽1224"]\n\n'
    file.write_text(head + due + rest, "utf-8")
    return new


def take(desk: Desk, made: Book, name: str, *, at: tuple[str, ...] = AT) -> None:
    ran = desk("ingest", made.save(desk.root / name), *at, "--json")
    assert [r["status"] for r in ran.json["data"]["returns"]] == ["accepted"] * 2, ran.out


def figure(desk: Desk, indicator: str, *period: str, **key: Any) -> dict[str, Any]:
    wanted = {"action": None, "court": None, "basis": "period", "indicator": indicator} | key
    (found,) = [f for f in desk.figures(*period) if all(f[k] == v for k, v in wanted.items())]
    return found


def both(desk: Desk) -> None:
    take(desk, totals(SECOND, ("银州区法院", 2, 9, 1, 28.5, 1), ("昌图县法院", 1, 9, 1, 28, 0)), "二.xlsx",
         at=("--received", "2026-01-05T09:00"))  # fmt: skip
    take(
        desk,
        totals(THIRD, ("银州区法院", 1, 10, 1.5, 30, 2), ("昌图县法院", 2, 11, 3, 31, 0)),
        "三.xlsx",
    )


def test_a_campaign_of_totals_prints_its_figures_marked(desk: Desk) -> None:
    both(desk)
    found = figure(desk, "cases_closed", *WEEK)
    assert (found["value"], found["previous"], found["note"]) == (
        3,
        3,
        "无此项:辽12；报送数:辽1202,辽1224",
    )
    assert figure(desk, "amount_recovered", *WEEK, basis="cumulative")["value"] == 61_000_000
    assert figure(desk, "persons_detained", *WEEK)["value"] == 2
    ran = desk("report", *WEEK)
    assert ran.code in (0, 3)
    assert "10（报）" in ran.out
    assert "汇总表的报送数" in ran.out
    for court in ("银州区法院", "昌图县法院"):
        assert f"{court}（执结" in ran.out
    one = desk("report", *WEEK, "--format", "xlsx,md", "--json").json["data"]["files"]
    import openpyxl

    cells = [c for sheet in openpyxl.load_workbook(one["xlsx"]) for row in sheet for c in row]
    (closed,) = {c.value for c in cells if c.value == 10}
    assert closed == 10
    assert any("（报）" in str(c.number_format) for c in cells if c.value == 10)


def test_a_declared_figure_leads_to_its_cell(desk: Desk) -> None:
    both(desk)
    ran = desk("explain", "cases_closed", *WEEK, "--json")
    (one,) = ran.json["data"]["figures"]
    assert (one["value"], one["sum"]) == (3, 3)
    assert [(p["court"], p["file"], p["cell"], p["amount"]) for p in one["parts"]] == [
        ("辽1202", "三.xlsx", "Sheet1!B5", 1), ("辽1224", "三.xlsx", "Sheet1!B6", 2),
    ]  # fmt: skip
    assert "报送数" in desk("explain", "cases_closed", *WEEK).out
    assert desk("explain", "cases_settled", *WEEK).code == 6


def test_an_inferred_figure_leads_to_both_its_cells(desk: Desk) -> None:
    both(desk)
    made = (
        book().title("铁岭两级法院专项行动战报数据表（2026年1月12日至1月18日）")
        .row("法院", "累计执结（件）").rows(("银州区法院", 14), ("昌图县法院", 15))
    )  # fmt: skip
    take(desk, made, "四.xlsx", at=("--received", "2026-01-19T09:00"))
    fourth = ("--week", "--date", "2026-01-18")
    found = figure(desk, "cases_closed", *fourth)
    assert (found["value"], found["note"]) == (8, "无此项:辽12；推算:辽1202,辽1224")
    (one,) = desk("explain", "cases_closed", *fourth, "--court", "银州", "--json").json["data"][
        "figures"
    ]
    assert [(p["file"], p["cell"], p["amount"]) for p in one["parts"]] == [
        ("四.xlsx", "Sheet1!B3", 14), ("三.xlsx", "Sheet1!C5", -10),
    ]  # fmt: skip
    assert "（推）" in desk("report", *fourth).out


def test_a_doubted_figure_is_missing_until_it_is_explained(desk: Desk) -> None:
    both(desk)
    made = totals(
        "2026年1月12日至1月18日",
        ("银州区法院", 1, 11, 40_000_000, 71, 1),
        ("昌图县法院", 2, 13, 3, 34, 0),
    )
    ran = desk("ingest", made.save(desk.root / "四.xlsx"), "--received", "2026-01-19T09:00")
    assert ran.code == 3
    fourth = ("--week", "--date", "2026-01-18")
    one = figure(desk, "amount_recovered", *fourth, court="辽1202")
    # What is put aside is not printed; what two accepted figures to date give is.
    assert (one["value"], one["note"]) == (41_000_000, "推算")
    assert figure(desk, "amount_recovered", *fourth)["value"] == 44_000_000


def test_a_number_by_telephone(desk: Desk) -> None:
    answer = ("--by", "张某", "--reason", "来电")
    ran = desk("state", "昌图", "执结", "7件", "--date", "2026-01-11", *answer, "--json")
    assert (ran.code, ran.json["data"]["recorded"], ran.json["data"]["figure"]["value"]) == (
        0,
        True,
        7,
    )
    assert "电话报数" in desk("state", "昌图", "执结", "7", "--period", "第5周", *answer).out
    shown = desk("report", *WEEK)
    assert shown.code == 4
    assert "7（电）" in shown.out
    assert "张某" in shown.out
    assert {
        s["state"] for s in desk("status", "--date", "2026-01-11", "--json").json["data"]["returns"]
    } == {"missing"}
    take(
        desk,
        totals(THIRD, ("银州区法院", 1, 10, 1.5, 30, 2), ("昌图县法院", 8, 11, 3, 31, 0)),
        "三.xlsx",
    )
    data = desk("report", *WEEK, "--json").json
    assert [f["code"] for f in data["data"]["findings"] if f["code"][0] == "B"] == ["B-15"]
    assert figure(desk, "cases_closed", *WEEK, court="辽1224")["value"] == 8


def test_numbers_by_telephone_do_not_contradict_each_other(desk: Desk) -> None:
    answer = ("--by", "张某", "--reason", "来电", "--date", "2026-01-11")
    for told in (("执结", "7件"), ("执行到位金额", "3万元"), ("司法拘留", "2人")):
        assert desk("state", "昌图", *told, *answer).code == 0
    take(
        desk,
        totals(THIRD, ("银州区法院", 1, 10, 1.5, 30, 2), ("昌图县法院", 8, 11, 3, 31, 4)),
        "三.xlsx",
    )
    found = desk("problems", "list", "--all", "--json").json["data"]["problems"]
    assert "F-15" not in {problem["code"] for problem in found}
    assert "报表为4人次" in desk("report", *WEEK).out  # not 4人


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("昌图", "执结", "-3"), 2), (("昌图", "执结", "NaN"), 2), (("昌图", "到位金额", "3"), 6),
        (("昌图", "执行到位金额", "3"), 2), (("昌图", "执节", "3"), 6), (("西边", "执结", "3"), 6),
    ],
)  # fmt: skip
def test_a_number_that_is_none_is_refused(
    desk: Desk, arguments: tuple[str, ...], code: int
) -> None:
    ran = desk("state", *arguments, "--date", "2026-01-11", "--by", "张某", "--reason", "来电")
    assert ran.code == code, ran.err
    assert not (desk.root / "store.duckdb").exists()


def test_targets_come_from_an_annex_and_are_checked(desk: Desk) -> None:
    both(desk)
    made = (
        book().title("专项行动任务分解表（件）").row("法院", "执结任务")
        .rows(("银州区法院", 40), ("昌图县法院", 300))
    )  # fmt: skip
    path = made.save(desk.root / "任务分解表.xlsx")
    tried = desk("targets", "import", path, "--dry-run", "--json")
    assert (tried.code, tried.json["data"]["written"], len(tried.json["data"]["targets"])) == (
        0,
        False,
        2,
    )
    ran = desk("targets", "import", path, "--by", "张某", "--reason", "铁中法〔2025〕9号")
    assert ran.code == 0
    listed = desk("targets", "list", "--json").json["data"]["targets"]
    assert {(t["court"], t["action"], t["at_least"]) for t in listed} == {
        ("辽1202", "small", 170), ("辽1202", None, 40), ("辽1224", None, 300),
    }  # fmt: skip
    ran = desk("targets", "check", "--date", "2026-01-11", "--json")
    found = {(f["code"], f["subject"]) for f in ran.json["data"]["findings"]}
    assert ran.code == 3
    assert {("T-01", "small.cases_closed"), ("T-05", "all.cases_closed.辽1202")} <= found
    assert ("T-05", "all.cases_closed.辽1224") in found
    assert "银州区法院" in desk("targets", "list").out
    findings = desk("report", *WEEK, "--json").json
    assert {f["code"] for f in findings["data"]["findings"]} == {"T-05"}
    assert findings["problems"]["note"] == 2
    wrong = made.row("合计", 341).save(desk.root / "错.xlsx")
    ran = desk("targets", "import", wrong, "--effective", "2026-01-12", "--json")
    assert (ran.code, [f["code"] for f in ran.json["data"]["findings"]]) == (5, ["T-03"])


def test_the_gate_is_shut_while_a_court_is_missing(desk: Desk) -> None:
    file = desk.root / "enforce.toml"
    file.write_text(
        file.read_text("utf-8").replace(
            'scope = "actions"', 'scope = "actions"\nmissing = "block"'
        ),
        "utf-8",
    )
    take(desk, totals(SECOND, ("银州区法院", 2, 9, 1, 28.5, 1), ("昌图县法院", 1, 9, 1, 28, 0)), "二.xlsx",
         at=("--received", "2026-01-05T09:00"))  # fmt: skip
    ran = desk("report", *WEEK, "--output", desk.root / "out", "--json")
    assert (ran.code, ran.json["status"]) == (7, "failed")
    assert "B-01" in ran.json["error"]["where"]
    assert "昌图县法院" in ran.json["error"]["message"]
    assert not (desk.root / "out").exists()
    assert desk("report", *WEEK, "--known-at", "2026-01-12T12:00").code == 4
    assert desk("run", "weekly", "--date", "2026-01-11").code == 7
    # No bulletin: nothing but the record that the run was held back.
    assert [path.name for path in (desk.root / "bulletins").iterdir()] == ["运行记录"]
    take(
        desk,
        totals(THIRD, ("银州区法院", 1, 10, 1.5, 30, 2), ("昌图县法院", 2, 11, 3, 31, 0)),
        "三.xlsx",
    )
    assert desk("report", *WEEK, "--json").code in (0, 3)


def test_a_replay_of_a_check_passes_a_phoned_number_by(desk: Desk) -> None:
    both(desk)
    told = ("--date", "2026-01-18", "--by", "内勤", "--reason", "来电")
    assert desk("state", "昌图", "cases_closed", "3件", *told).code == 0
    ran = desk("rules", "replay", "X-06", "--off", "--json")
    assert (ran.code, ran.json["status"]) == (0, "clean"), ran.out
