"""A column of 万元 under a header of 元: one question, and no amount of it."""

from dataclasses import replace

import pytest

NO = "（2026）辽1202执{}号"
FIELDS = ["case_no", "claim_fen", "recovered_fen"]
CLAIMS = (1.2345, 3.5, "4.6617", "￥12.0101", 8.8888, 0.4599, 3.1415)


def rows(claims=CLAIMS) -> list[list]:
    return [[NO.format(i), claim, 35_000.0] for i, claim in enumerate(claims, 1)]


def test_one_question_and_no_amount(table, read) -> None:
    made = table(
        "cases",
        FIELDS,
        [*rows(), ["合计", 34.0, 245_000.0]],
        totals=((9, "合计", tuple(range(2, 9))),),
    )
    out = read(made)
    (problem,) = [p for p in out.problems if p.severity == "query"]
    assert (problem.code, problem.field, problem.did) == ("P-03", "claim_fen", "blank")
    assert (problem.origin.sheet, problem.origin.row, problem.origin.column) == ("表1", None, 2)
    assert (problem.facts["suggested"], problem.facts["value"]) == ("万元", "3.5")
    batch = out.value[0]
    assert batch.frames["cases"]["claim_fen"].isna().all()
    assert not batch.frames["cases"]["held"].any()
    assert batch.frames["cases"]["recovered_fen"].notna().all()
    assert [control.field for control in batch.controls] == ["recovered_fen"]


@pytest.mark.parametrize(
    ("claims", "unit", "codes"),
    [
        (CLAIMS[:1], "元", ["V-07"]),
        (CLAIMS[:3:2], "元", ["P-03"]),
        ((3.5, 2.25, 4.5, 1.2345, 8.8888), "元", ["V-07", "V-07"]),
        ((3.5, 2.25, 4.5, 1.0, 1.2345, 8.5, 9.5), "元", ["V-07"]),
        (tuple(30_000.1234 + i for i in range(6)), "元", ["V-07"] * 6),
        (tuple(3.123456789 + i for i in range(6)), "万元", ["V-07"] * 6),
        (tuple(0.0003123456 + i / 10_000 for i in range(6)), "万元", ["P-03"]),
        (tuple(3.1234567 + i for i in range(6)), "千元", ["V-07"] * 6),
    ],
)
def test_who_is_asked(table, read, claims, unit: str, codes: list[str]) -> None:
    out = read(table("cases", FIELDS[:2], [row[:2] for row in rows(claims)], unit=unit))
    assert [p.code for p in out.problems if p.severity == "query"] == codes


def test_a_unit_the_desk_confirmed_is_not_asked_again(table, read) -> None:
    made = table("cases", FIELDS, rows())
    claim = replace(made.columns[1], unit_witnesses=(("header", "元"), ("mapping", "元")))
    out = read(replace(made, columns=(made.columns[0], claim, made.columns[2])))
    assert {p.code for p in out.problems if p.severity == "query"} == {"V-07"}
    assert out.value[0].frames["cases"]["claim_fen"].notna().sum() == 1


def test_the_cells_that_name_their_unit_are_known(table, read) -> None:
    cells = [35_000.0, "1.98亿元", "2000万", "3元", "36000"]
    batch = read(table("cases", FIELDS, rows(cells), unit="亿元", sheet="台账")).value[0]
    assert batch.spelled == {("台账", 3, "claim_fen")}
    batch = read(table("cases", FIELDS, rows(cells))).value[0]
    assert batch.spelled == {("表1", 4, "claim_fen"), ("表1", 5, "claim_fen")}
