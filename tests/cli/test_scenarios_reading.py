"""Hard acceptance scenarios of reading, through the command line: 2, 3, 8, 9, 11 and their kin."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

from tests.builder import Book, book
from tests.cli.running import Desk

WEEK_TWO = "统计区间：2025年12月22日至2025年12月28日"
DAY = dt.date(2025, 12, 23)


def case(serial: int) -> str:
    return f"（2025）辽1202执{serial}号"


def taken(new: Desk, made: Book, tmp_path: Path, *options: str) -> tuple[dict[str, Any], set[str]]:
    """The one receipt of a file sent, and its codes."""
    path = made.save(tmp_path / "铁岭市银州区人民法院第2周.xlsx")
    (one,) = new("ingest", path, *options, "--json").json["data"]["returns"]
    return one, {problem["code"] for problem in one["problems"]}


def stored(new: Desk, table: str) -> list[dict[str, str]]:
    out = new("export", table, "--format", "csv").out
    return list(csv.DictReader(io.StringIO(out.lstrip("\ufeff"))))


def test_scenario_2_a_dirty_top(new: Desk, tmp_path: Path) -> None:
    made = (
        book()
        .title("铁岭市银州区人民法院“大干70天”专项执行行动案件台账", across=8)
        .row("填报单位：银州区法院", None, None, None, WEEK_TWO, None, "单位：万元")
        .row("序号", "案号", "立案日期", "案由", "金额", None, None, "备注")
        .row(None, None, None, None, "申请执行标的", "其中", None, None)
        .row(None, None, None, None, None, "已到位", "放弃金额", None)
        .merge("A3:A5", "B3:B5", "C3:C5", "D3:D5", "E3:G3", "E4:E5", "F4:G4", "H3:H5")
        .row(
            "填写说明",
            "请按法院代字填写",
            "格式2026-01-01",
            "按案由规定",
            "填数字",
            "填数字",
            "填数字",
            None,
        )
        .row("合计", None, None, None, 9.2, 3.5, 0.1, None)
        .row(1, case(1), DAY, "追索劳动报酬纠纷", 5, 3, 0.1, None)
        .row(2, case(2), DAY, "民间借贷纠纷", 4.2, 0.5, 0, None)
        .row("备注：本表不含执保案件")
        .row("填报人：甲", None, None, "审核人：乙", None, None, "联系电话：")
    )
    one, codes = taken(new, made, tmp_path)
    assert (one["status"], one["rows"], one["held"], codes) == ("accepted", 2, 0, set())
    assert [
        (c["claim_fen"], c["recovered_fen"], c["waived_fen"]) for c in stored(new, "cases")
    ] == [
        ("5000000", "3000000", "100000"),
        ("4200000", "500000", "0"),
    ]


def test_scenario_3_a_header_of_four_levels(new: Desk, tmp_path: Path) -> None:
    made = (
        book()
        .title(f"铁岭市银州区人民法院 {WEEK_TWO}", across=6)
        .row("案件信息", None, None, "办理情况", None, None)
        .row("基本", None, None, "金额（元）", None, "结果")
        .row("案号", "立案", "案由", "标的情况", "到位情况", "结案")
        .row(None, "立案日期", None, "申请执行标的", "已到位", "结案日期")
        .merge("A2:C2", "D2:F2", "A3:C3", "D3:E3", "A4:A5", "C4:C5")
        .row(case(1), DAY, "赡养费纠纷", 5000, 300, None)
        .row(case(2), DAY, "扶养费纠纷", 6000, 6000, None)
    )
    one, codes = taken(new, made, tmp_path)
    assert (one["status"], codes) == ("accepted", set())
    assert [(c["filed_on"], c["claim_fen"], c["recovered_fen"]) for c in stored(new, "cases")] == [
        ("2025-12-23", "500000", "30000"),
        ("2025-12-23", "600000", "600000"),
    ]


def test_scenario_8_suffixes_mixed_in_one_column(new: Desk, tmp_path: Path) -> None:
    cells = ("1.2万", "12,000元", "0.00012亿", "１２０００", "87万余元", "—", "不适用", 0)
    made = (
        book()
        .title(f"银州区法院 {WEEK_TWO}")
        .header("案号", "立案日期", "申请执行标的", "到位金额")
    )
    for serial, cell in enumerate(cells, start=1):
        # The claim says its unit in each cell; the money column has none of its own.
        made.row(case(serial), DAY, "200万元", cell)
    one, codes = taken(new, made, tmp_path)
    problems = {(p["code"], p["cell"]) for p in one["problems"]}
    # 12000 without any unit is asked, not guessed.
    assert ("S-11", "Sheet1!D2") in problems
    made = (
        book()
        .title(f"银州区法院 {WEEK_TWO}")
        .header("案号", "立案日期", "申请执行标的", "到位金额（元）")
    )
    for serial, cell in enumerate(cells, start=1):
        made.row(case(serial), DAY, "200万元", cell)
    one, codes = taken(new, made, tmp_path)
    assert codes & {"V-08", "V-10", "V-02"} == {"V-08"}
    by_case = {c["case_no"]: c["recovered_fen"] for c in stored(new, "cases")}
    assert [by_case[case(n)] for n in range(1, 5)] == ["1200000"] * 4
    # 余 is never a number; —, 不适用 and 0 are three things.
    assert [by_case[case(n)] for n in range(5, 9)] == ["", "", "", "0"]


def test_scenario_9_a_number_that_lost_digits(new: Desk, tmp_path: Path) -> None:
    made = book().title(f"银州区法院 {WEEK_TWO}")
    made.header("案号", "立案日期", "案由", "申请执行标的（元）")
    for serial in range(1, 40):
        made.row(case(serial), DAY, "赡养费纠纷", 5000 + serial)
    made.row(202512021202000123.0, DAY, "赡养费纠纷", 6000)
    one, codes = taken(new, made, tmp_path)
    assert codes == {"V-17"}
    assert (one["rows"], one["held"], one["status"]) == (40, 1, "gaps")
    assert len(stored(new, "cases")) == 39


def test_scenario_11_not_this_report(new: Desk, tmp_path: Path) -> None:
    made = book().title(f"银州区法院到位明细 {WEEK_TWO}")
    made.header("案号", "到账日期", "到账金额（元）").row(case(1), DAY, 5)
    one, codes = taken(new, made, tmp_path, "--form", "cases")
    assert (one["status"], codes, len(one["problems"])) == ("returned", {"F-08"}, 1)


def test_stacked_tables_of_two_forms_on_one_sheet(new: Desk, tmp_path: Path) -> None:
    made = (
        book()
        .title(f"铁岭市银州区人民法院 {WEEK_TWO} 单位：元", across=5)
        .header("案号", "立案日期", "案由", "申请执行标的", "到位金额")
        .row(case(1), DAY, "赡养费纠纷", 5000, 300)
        .row(case(1), DAY, "赡养费纠纷", 5000, 400)
        .blank()
        .title("强制措施明细", across=5)
        .header("案号", "措施种类", "实施日期", "数量")
        .row(case(1), "拘传", DAY, 1)
        .row(case(1), "上门", DAY, 1)
    )
    path = made.save(tmp_path / "a.xlsx")
    cases, measures = new("ingest", path, "--json").json["data"]["returns"]
    assert (cases["form"], measures["form"]) == ("cases", "measures")
    # Each problem is with the return whose table it stands in.
    assert {p["code"] for p in cases["problems"]} == {"X-03"}
    assert [(p["code"], p["cell"]) for p in measures["problems"]] == [("V-14", "Sheet1!B9")]


def test_two_blocks_of_one_form_keep_their_own_cells(new: Desk, tmp_path: Path) -> None:
    made = (
        book()
        .title(f"铁岭市银州区人民法院 {WEEK_TWO}", across=5)
        .title("一、小标的案件（单位：元）", across=5)
        .header("案号", "立案日期", "案由", "申请执行标的", "到位金额")
        .row(case(1), DAY, "赡养费纠纷", 5000, 300)
        .blank()
        .title("二、涉民生案件（单位：万元）", across=5)
        .header("到位金额", "申请执行标的", "案号", "立案日期", "案由")
        .row(0.5, 2, case(2), DAY, "扶养费纠纷")
        .row("约3", 8, case(3), DAY, "扶养费纠纷")
    )
    one, _ = taken(new, made, tmp_path)
    assert [(p["code"], p["cell"]) for p in one["problems"]] == [("V-08", "Sheet1!A9")]
    assert {c["case_no"]: c["recovered_fen"] for c in stored(new, "cases")} == {
        case(1): "30000",
        case(2): "500000",
        case(3): "",
    }
