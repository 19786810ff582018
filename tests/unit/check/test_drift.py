"""What changed in a layout: each change named once, at its column; sheets and rows do not matter."""

from __future__ import annotations

from enforcement_cli.check.drift import Change, drift_of, drift_problems
from enforcement_cli.model.table import FieldPlace

Column = tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, str]
BASE: tuple[Column, ...] = (
    ("案号", "case_no"),
    ("立案日期", "filed_on"),
    ("申请标的（万元）", "claim_fen", "万元"),
    ("到位金额（万元）", "recovered_fen", "万元"),
    ("督办人", ""),
)


def layout(
    *columns: Column, sheet: str = "台账", rows: tuple[int, int] = (3, 3)
) -> list[FieldPlace]:
    return [
        FieldPlace(
            sheet=sheet, field=column[1], column=number, header=column[0],
            unit=column[2] if len(column) > 2 else "",
            stated=column[3] if len(column) > 3 else "", header_rows=rows,
        )
        for number, column in enumerate(columns, start=1)
    ]  # fmt: skip


def changes(*now: Column, before: tuple[Column, ...] = BASE) -> list[tuple[str, int, str, str]]:
    (drift,) = drift_of(layout(*before), layout(*now))
    return [(c.kind, c.place.column, c.before, c.now) for c in drift.changes]


def unconfirmed(_: Change) -> bool:
    return False


def codes(before: list[FieldPlace], now: list[FieldPlace]) -> list[str]:
    found = drift_problems(drift_of(before, now), "a.xlsx", unconfirmed)
    return [problem.code for problem, _ in found]


def test_the_same_layout_has_not_changed() -> None:
    assert codes(layout(*BASE), layout(*BASE)) == []


def test_a_header_written_otherwise_but_the_same_word_is_no_change() -> None:
    now = (("1.案 号", "case_no"), *BASE[1:])
    assert changes(*now) == []


def test_an_inserted_and_a_renamed_column_are_told_apart() -> None:
    now = (
        BASE[0],
        ("案由", "cause"),
        *BASE[1:3],
        ("实际到位（万元）", "recovered_fen", "万元"),
        BASE[4],
    )
    assert changes(*now) == [
        ("inserted", 2, "", "案由"),
        ("renamed", 5, "到位金额（万元）", "实际到位（万元）"),
    ]


def test_an_unknown_column_under_another_word_is_one_gone_and_one_new() -> None:
    assert changes(*BASE[:4], ("经办", "")) == [
        ("inserted", 5, "", "经办"),
        ("removed", 5, "督办人", ""),
    ]


def test_a_removed_column_is_named_at_its_old_place() -> None:
    assert changes(BASE[0], *BASE[2:]) == [("removed", 2, "立案日期", "")]


def test_a_unit_that_is_read_otherwise_is_a_change() -> None:
    now = (*BASE[:3], ("到位金额（元）", "recovered_fen", "元"), BASE[4])
    assert changes(*now) == [("unit", 4, "万元", "元")]


def test_a_unit_named_otherwise_is_a_change_though_an_answer_reads_it_alike() -> None:
    before = (("案号", "case_no"), ("到位金额（万元）", "recovered_fen", "元", "万元"))
    now = (("案号", "case_no"), ("到位金额（元）", "recovered_fen", "元", "元"))
    assert changes(*now, before=before) == [("unit", 2, "万元", "元")]


def test_a_unit_that_is_not_named_is_asked_elsewhere() -> None:
    assert changes(*BASE[:3], ("到位金额", "recovered_fen"), BASE[4]) == []


def test_order_and_place_are_notes() -> None:
    turned = (BASE[1], BASE[0], *BASE[2:])
    assert codes(layout(*BASE), layout(*turned)) == ["S-10"]
    assert codes(layout(*BASE), layout(*BASE, rows=(5, 6))) == ["S-02"]
    (found,) = drift_problems(
        drift_of(layout(*BASE), layout(*BASE, rows=(5, 6))), "a.xlsx", unconfirmed
    )
    assert found[0].facts == {"before": "3", "now": "5-6"}


def test_an_inserted_column_is_no_other_order() -> None:
    assert codes(layout(*BASE), layout(BASE[0], ("案由", "cause"), *BASE[1:])) == ["S-18"]


def test_one_problem_a_return_at_its_first_changed_sheet() -> None:
    before = layout(*BASE, sheet="一庭") + layout(*BASE, sheet="二庭")
    now = layout(*BASE, sheet="一庭") + layout(*BASE, ("备注", "note"), sheet="三庭")
    found = drift_problems(drift_of(before, now), "a.xlsx", unconfirmed)
    assert [(p.code, p.origin.sheet, p.origin.row) for p, _ in found] == [("S-18", "三庭", 3)]


def test_a_table_is_compared_with_the_one_it_is_most_like() -> None:
    other: tuple[Column, ...] = (("案号", "case_no"), ("到账日期", "received_on"))
    before = layout(*other, sheet="旧") + layout(*BASE, sheet="第1周")
    assert codes(before, layout(*BASE, sheet="第2周")) == []


def test_what_a_clerk_confirmed_is_not_asked_again() -> None:
    now = layout(*BASE, ("案由", "cause"), ("备注", "note"))
    drifts = drift_of(layout(*BASE), now)

    def confirmed(change: Change) -> bool:
        return change.now == "案由"

    ((problem, named),) = drift_problems(drifts, "a.xlsx", confirmed)
    assert (problem.code, [change.now for change in named]) == ("S-18", ["备注"])
    assert drift_problems(drifts, "a.xlsx", lambda _: True) == ()


def test_a_store_that_kept_no_headers_gives_no_change() -> None:
    bare = [FieldPlace(sheet="台账", field="case_no", column=2)]
    assert drift_of(bare, layout(*BASE)) == ()
