"""Tables to batches: types, holds, marks, required cells, broken cells, personal data, totals."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from enforcement_cli.normalise.frames import TABLES

NO = "（2026）辽1202执{}号"
CLEAN = ["claim_fen", "recovered_fen", "filed_on", "closed_on", "close_method"]


def found(outcome) -> list[tuple[str, str]]:
    return sorted((p.code, p.origin.cell) for p in outcome.problems)


def questions(outcome) -> list[tuple[str, str]]:
    return sorted((p.code, p.origin.cell) for p in outcome.problems if p.severity != "fixed")


def frame(outcome, name="cases") -> pd.DataFrame:
    (batch,) = outcome.value
    return batch.frames[name]


def test_types_are_those_a_batch_promises(table, read) -> None:
    out = read(table("cases", ["case_no", "claim_fen"], [[NO.format(1), 5.0]]))
    cases = frame(out)
    assert list(cases.columns) == [*TABLES["cases"], "sheet", "row", "held"]
    kinds = {name: str(cases[name].dtype) for name in cases.columns}
    assert kinds["case_no"] == kinds["sheet"] == "string"
    assert isinstance(cases["note"].dtype, pd.StringDtype)
    assert cases["note"].dtype.storage == "pyarrow"
    assert kinds["claim_fen"] == kinds["case_year"] == "Int64"
    assert kinds["filed_on"] == kinds["closed_on"] == "datetime64[s]"
    assert (kinds["is_key"], kinds["row"], kinds["held"]) == ("boolean", "int64", "bool")
    assert kinds["cleared"] == kinds["declared_actions"] == "list<item: string>[pyarrow]"


def test_a_row_of_a_ledger(table, read) -> None:
    fields = ["seq", "case_no", "original_case_no", "filed_on", "cause", "debtor", "claim_fen",
              "recovered_fen", "closed_on", "close_method", "officer", "is_key",
              "declared_actions", "note"]  # fmt: skip
    row = [1.0, NO.format(7), "（2024）辽1202执3号", date(2026, 1, 5), " 劳务合同 纠纷", "王某\n李某",
           2.5, 0.0, date(2026, 2, 1), "执行完毕", "张 三法官", "√", "小标的、欠薪", None]  # fmt: skip
    out = read(table("cases", fields, [row], unit="万元"))
    (case,) = frame(out).to_dict("records")
    assert questions(out) == []
    expected = {
        "case_no": NO.format(7), "case_court": "辽1202", "case_year": 2026, "case_type": "执",
        "case_serial": 7, "original_case_no": "（2024）辽1202执3号", "cause": "劳务合同纠纷",
        "debtor": "王某、李某", "claim_fen": 2_500_000, "recovered_fen": 0,
        "close_method": "completed", "officer": "张三", "is_key": True,
        "declared_actions": ["small", "wages"], "cleared": [], "not_applicable": [],
        "filed_on": pd.Timestamp(2026, 1, 5), "closed_on": pd.Timestamp(2026, 2, 1),
        "sheet": "表1", "row": 2, "held": False,
    }  # fmt: skip
    assert {name: case[name] for name in expected} == expected
    assert all(pd.isna(case[name]) for name in ("note", "waived_fen", "team"))
    assert case["settled_on"] is pd.NaT


def test_zero_missing_and_not_applicable_are_three_values(table, read) -> None:
    rows = [[NO.format(i), cell] for i, cell in enumerate([0.0, None, "不适用", "—"], 1)]
    out = read(table("cases", ["case_no", "recovered_fen"], rows))
    cases = frame(out)
    assert cases["recovered_fen"].tolist() == [0, pd.NA, pd.NA, pd.NA]
    assert cases["not_applicable"].tolist() == [[], [], ["recovered_fen"], []]
    assert found(out) == []


def test_an_explicit_mark_takes_a_closing_back(table, read) -> None:
    rows = [[NO.format(1), None, "撤销报结"], [NO.format(2), "2026.1.5", "撤销报结"]]
    out = read(table("cases", ["case_no", "closed_on", "close_method"], rows))
    cases = frame(out)
    assert cases["cleared"].tolist() == [["closed_on", "close_method"]] * 2
    assert cases["closed_on"].isna().all()
    assert cases["close_method"].isna().all()
    assert questions(out) == []
    assert not cases["held"].any()


def test_a_method_that_is_no_closing_closes_nothing(table, read) -> None:
    day = date(2026, 1, 5)
    rows = [[NO.format(1), day, None], [NO.format(2), None, "终本"], [NO.format(3), day, "和解履行中"],
            [NO.format(4), None, "执行中"], [NO.format(5), day, "终本"], [NO.format(6), None, None]]  # fmt: skip
    out = read(table("cases", ["case_no", "closed_on", "close_method"], rows))
    assert questions(out) == [("R-25", "表1!C4")]  # half a closing is asked about by check/
    assert not frame(out)["held"].any()
    assert frame(out)["closed_on"].isna().tolist() == [False, True, True, True, False, True]


@pytest.mark.parametrize(
    "word", ["和解", "达成和解", "已和解，分期履行", "当事人达成执行和解", "执行和解"]
)
def test_a_settlement_reported_as_closed_is_open_and_asked(table, read, word) -> None:
    rows = [[NO.format(1), date(2026, 1, 5), word, 1.0], [NO.format(2), None, word, 2.0]]
    fields = ["case_no", "closed_on", "close_method", "recovered_fen"]
    (problem,) = (out := read(table("cases", fields, rows))).problems
    assert (problem.code, problem.did, problem.field) == ("R-25", "blank", "closed_on")
    assert problem.origin.cell == "表1!C2"
    assert word in problem.message
    cases = frame(out)
    assert cases["closed_on"].isna().all()
    assert cases["close_method"].isna().all()
    assert cases["recovered_fen"].tolist() == [100, 200]
    assert not cases["held"].any()


def test_a_performed_settlement_is_a_closing_that_names_it(table, read) -> None:
    rows = [
        [NO.format(n), date(2026, 1, 5), word]
        for n, word in enumerate(["和解履行完毕", "执行完毕"], 1)
    ]
    out = read(table("cases", ["case_no", "closed_on", "close_method"], rows))
    assert questions(out) == []
    assert frame(out)["close_method"].tolist() == ["completed", "completed"]
    assert out.value[0].spelled == {("表1", 2, "close_method")}


def test_a_note_takes_nothing_back(table, read) -> None:
    rows = [[NO.format(1), "撤销报结"], [NO.format(2), "不适用"], [NO.format(3), "无"]]
    cases = frame(read(table("cases", ["case_no", "note"], rows)))
    assert [None if pd.isna(note) else note for note in cases["note"]] == [
        "撤销报结",
        "不适用",
        None,
    ]
    assert cases["cleared"].tolist() == [[], [], []]


def test_a_payment_taken_back_needs_a_reason(table, read) -> None:
    day, fields = date(2026, 1, 5), ["case_no", "received_on", "amount_fen", "备注"]
    rows = [[NO.format(1), day, 5000.0, None], [NO.format(1), day, -5000.0, "重复录入，核减"],
            [NO.format(2), day, "（2,000.5元）", "退款"], [NO.format(3), day, "△30", None],
            [NO.format(4), day, -7.0, "已到账"], [NO.format(5), day, -1e16, "核减"]]  # fmt: skip
    made = table("payments", [*fields[:3], None], rows)
    made = replace(
        made, columns=(*made.columns[:3], replace(made.columns[3], header="备注", field="note"))
    )
    out = read(made)
    assert questions(out) == [
        ("V-05", "表1!C5"), ("V-05", "表1!C6"), ("V-05", "表1!C7"), ("V-26", "表1!C3"), ("V-26", "表1!C4"),
    ]  # fmt: skip
    assert [p.did for p in out.problems if p.code == "V-26"] == ["mark", "mark"]
    listed = frame(out, "recoveries")
    assert listed["amount_fen"].tolist()[:3] == [500_000, -500_000, -200_050]
    assert listed["held"].tolist() == [False, False, False, True, True, True]


def test_a_broken_cell_is_asked_and_never_zero(table, read) -> None:
    rows = [[NO.format(1), None, 1.0], [NO.format(2), 3.0, None]]
    broken = {(2, 2): "未计算", (3, 3): "#REF!", (9, 9): "#N/A"}
    out = read(table("cases", ["case_no", "claim_fen", "seq"], rows, broken=broken))
    assert found(out) == [("S-15", "表1!B2")]  # T25; an order number is not read
    assert frame(out)["claim_fen"].tolist() == [pd.NA, 300]
    assert frame(out)["held"].tolist() == [True, False]


def test_rows_that_hold_nothing_are_skipped(table, read) -> None:
    rows = [[1.0, NO.format(1), 1.0], [2.0, None, None], [3.0, " ", "/"], [None, None, None]]
    out = read(table("cases", ["seq", "case_no", "claim_fen"], rows))
    assert frame(out)["row"].tolist() == [2]
    assert found(out) == []


def test_a_zero_report_is_no_row(table, read) -> None:
    out = read(table("cases", ["seq", "case_no", "claim_fen"], [[None, "本周无", None]]))  # T30
    assert len(frame(out)) == 0
    assert str(frame(out)["claim_fen"].dtype) == "Int64"
    assert found(out) == []


def test_a_required_cell_holds_its_row(table, read) -> None:
    rows = [[NO.format(1), date(2026, 1, 5), 5.0], [None, date(2026, 1, 6), 6.0], ["x", None, 7.0]]
    out = read(table("payments", ["case_no", "received_on", "amount_fen"], rows))
    assert found(out) == [("V-01", "表1!A3"), ("V-01", "表1!B4"), ("V-16", "表1!A4")]
    recoveries = frame(out, "recoveries")
    assert recoveries["held"].tolist() == [False, True, True]
    assert recoveries["amount_fen"].tolist() == [500, 600, 700]


def test_problems_name_their_case(table, read) -> None:
    out = read(table("cases", ["claim_fen", "case_no"], [["约3万", "2026辽1202执9"]]))
    assert {p.code: p.case_no for p in out.problems}["V-08"] == NO.format(9)


def test_fixes_are_one_problem_a_column_with_their_count(table, read) -> None:
    rows = [[NO.format(i), f"{i}元"] for i in range(1, 5)]
    out = read(table("cases", ["case_no", "claim_fen"], rows))
    (fix,) = out.problems
    assert (fix.code, fix.origin.cell, fix.facts["count"]) == ("V-09", "表1!B2", "4")
    assert frame(out)["claim_fen"].tolist() == [100, 200, 300, 400]


def test_nothing_is_said_of_text_where_all_is_text(table, read) -> None:
    rows = [[NO.format(1), "5", "2026/1/5"]]
    fields = ["case_no", "claim_fen", "filed_on"]
    assert found(read(table("cases", fields, rows))) == []
    mixed = [*rows, [NO.format(2), 5.0, "2026/1/5"]]
    assert found(read(table("cases", fields, mixed))) == [("V-03", "表1!B2"), ("V-13", "表1!C2")]


def test_every_message_has_its_facts(table, read) -> None:
    fields = ["case_no", "claim_fen", "filed_on", "close_method", "is_key", "deducted_days", "note"]
    bad = [["x", "约3", "2026.13.1", "某某", "？", 1.5, "13800000000"],
           ["2026辽1202执5", "2000万", "2062.1.1", "终本", "是", "3天", "a"],
           [1.2e17, "-5", "1月5日", None, None, "x", None], [None, 0.001, 2.0, None, None, -1.0, "b"],
           [NO.format(5), "5元", None, None, None, None, None], [NO.format(6), "1,000", None, None, None, None, None],
           [NO.format(7), "八个", None, None, None, None, None]]  # fmt: skip
    out = read(table("cases", fields, bad, broken={(8, 3): "#REF!"}))
    assert len({p.code for p in out.problems}) >= 15
    assert all(p.message + p.remedy for p in out.problems)


@pytest.mark.parametrize("name", ["applicant", "debtor", "note", "officer", "basis_no", None])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("电话13800000000", "手机号"),
        ("138 0000 0000", "手机号"),
        ("１３８００００００００", "手机号"),
        ("11010519491231002X", "身份证号"),
        ("王某110105194912310 02X".replace(" ", ""), "身份证号"),
    ],
)
def test_personal_data_in_the_wrong_place(table, read, name, text: str, kind: str) -> None:
    out = read(table("cases", ["case_no", "claim_fen", name], [[NO.format(1), 1.0, text]]))
    (problem,) = out.problems
    assert (problem.code, problem.origin.cell, problem.did) == ("V-22", "表1!C2", "refuse")
    assert problem.facts["kind"] == kind
    assert not any(char.isdigit() for fact in problem.facts.values() for char in fact)


@pytest.mark.parametrize(
    "text", ["110105194912310021", "113800000000", "执行款13800000元", "12345678901"]
)
def test_numbers_that_are_no_personal_data(table, read, text: str) -> None:
    assert (
        found(read(table("cases", ["case_no", "claim_fen", "note"], [[NO.format(1), 1.0, text]])))
        == []
    )


def test_a_number_of_identity_leaves_only_its_key(table, read) -> None:
    number = "219999198001010010"
    rows = [
        ["拘留", date(2026, 1, 5), cell]
        for cell in (number, f" {number} ", "91210000MA0TESTX1Y", "2199***", None)
    ]
    fields = ["kind", "taken_on", "person_id"]
    first = frame(read(table("measures", fields, rows)), "measures")
    keys = first["person_key"].tolist()
    assert keys[0] == keys[1] != keys[2]
    assert keys[3:] == [pd.NA, pd.NA]
    assert first["person_kind"].tolist()[:3] == ["natural", "natural", "entity"]
    assert number not in first.to_csv()
    assert (
        frame(read(table("measures", fields, rows), salt=b"other"), "measures")["person_key"][0]
        != keys[0]
    )


def test_a_list_of_measures(table, read) -> None:
    day = date(2026, 1, 5)
    rows = [[NO.format(1), "司法拘留", day, 2.0, None], [None, "罚款", day, None, "王某"],
            [NO.format(2), "搜查", day, None, None], [NO.format(3), "喝茶", day, 1.0, None]]  # fmt: skip
    out = read(table("measures", ["case_no", "kind", "taken_on", "quantity", "debtor"], rows))
    measures = frame(out, "measures")
    assert measures["kind"].tolist() == ["detain", "fine", "search", pd.NA]
    assert measures["quantity"].tolist() == [2, 1, pd.NA, 1]
    assert measures["unit"].tolist()[:3] == ["人次", "人次", "次"]
    assert measures["held"].tolist() == [False, False, True, True]
    assert questions(out) == [("V-01", "表1!D4"), ("V-14", "表1!B5")]


def test_measure_columns_of_a_ledger(table, read) -> None:
    day = date(2026, 1, 5)
    rows = [[NO.format(1), 1.0, day, "√"], [NO.format(2), 1.0, 2.0, None], [NO.format(3), 1.0, "已谈话", "否"],
            ["x", 1.0, day, None]]  # fmt: skip
    out = read(table("cases", ["case_no", "claim_fen", "detained", "compelled"], rows))
    (batch,) = out.value
    measures = batch.frames["measures"]
    told = measures[["kind", "field", "row", "quantity", "unit", "held"]].to_dict("split")["data"]
    assert sorted(told) == [
        ["compel", "compelled", 2, 1, "人次", False],
        ["detain", "detained", 2, 1, "人次", False],
        ["detain", "detained", 3, 2, "人次", False],
        ["detain", "detained", 5, 1, "人次", True],
    ]
    assert measures.set_index(["row", "kind"]).loc[(2, "compel"), "taken_on"] is pd.NaT
    assert batch.measure_kinds == ("detain", "compel")
    assert ("V-14", "表1!C4") in questions(out)
    assert batch.frames["cases"]["held"].tolist() == [False, False, False, True]


def test_sheets_of_a_form_are_one_batch(table, read) -> None:
    out = read(
        table(
            "cases",
            ["case_no", "claim_fen"],
            [[NO.format(1), 1.0]],
            sheet="小标的",
            action="小标的",
        ),
        table("cases", ["claim_fen", "case_no", "note"], [[2.0, NO.format(2), "甲"]], sheet="其他"),
    )
    (batch,) = out.value
    cases = batch.frames["cases"]
    assert cases["sheet"].tolist() == ["小标的", "其他"]
    assert cases["declared_actions"].tolist() == [["small"], []]
    assert cases["note"].tolist() == [pd.NA, "甲"]
    assert batch.origin("其他", 2, "case_no").cell == "其他!B2"
    assert batch.origin("小标的", 2, "case_no").cell == "小标的!A2"


def test_an_unknown_action_is_asked_and_holds_nothing(table, read) -> None:
    rows = [[NO.format(1), 1.0, "欠薪；反规避"], [NO.format(2), 1.0, "其他"]]
    out = read(table("cases", ["case_no", "claim_fen", "declared_actions"], rows))
    assert questions(out) == [("V-14", "表1!C2")]
    assert frame(out)["declared_actions"].tolist() == [["wages"], []]
    assert not frame(out)["held"].any()


def test_totals_are_compared_only_where_every_cell_was_read(table, read) -> None:
    rows = [
        ["合计", 6.0, "9"],
        [NO.format(1), 2.0, 4.0],
        [NO.format(2), 4.0, "约5"],
        ["平均", 3.0, 4.5],
    ]
    totals = ((2, "合计", (3, 4)), (5, "平均", (3, 4)))
    out = read(
        table("cases", ["case_no", "claim_fen", "recovered_fen"], rows, unit="万元", totals=totals)
    )
    (batch,) = out.value
    (control,) = batch.controls
    assert (control.field, control.row, control.column) == ("claim_fen", 2, 2)
    assert (control.stated, control.summed, control.unit) == (6_000_000, 6_000_000, "万元")


def test_a_total_skips_rows_that_hold_nothing(table, read) -> None:
    rows = [[None, None], [NO.format(1), 2.0], ["—", None], [NO.format(2), 4.0], ["合计", 6.0]]
    totals = ((6, "合计", (2, 3, 4, 5)),)
    out = read(table("cases", ["case_no", "claim_fen"], rows, totals=totals))
    (control,) = out.value[0].controls
    assert (control.stated, control.summed) == (600, 600)
    assert frame(out)["row"].tolist() == [3, 5]


def test_old_numbers_are_taken_apart_like_new_ones(table, read) -> None:
    rows = [
        ["（2014）铁银执字第00123号", 1.0],
        [NO.format(9), 2.0],
        ["（2026）最高法知执恢3号", 3.0],
        ["x", 4.0],
    ]
    cases = frame(read(table("cases", ["case_no", "claim_fen"], rows)))
    assert cases["case_court"].tolist() == ["铁银", "辽1202", "最高法", pd.NA]
    assert cases["case_year"].tolist() == [2014, 2026, 2026, pd.NA]
    assert cases["case_type"].tolist() == ["执", "执", "执恢", pd.NA]
    assert cases["case_serial"].tolist() == [123, 9, 3, pd.NA]


def test_an_amount_of_more_than_64_bits_is_left_out_and_asked(table, read) -> None:
    rows = [[NO.format(n), amount] for n, amount in enumerate([1e9, "9999999999", 0.5, 1.25], 1)]
    out = read(table("cases", ["case_no", "claim_fen"], rows, unit="亿元"))
    assert [c for c in questions(out) if c[0] == "V-17"] == [("V-17", "表1!B2"), ("V-17", "表1!B3")]
    assert frame(out)["claim_fen"].tolist() == [pd.NA, pd.NA, 5 * 10**9, 125 * 10**8]
