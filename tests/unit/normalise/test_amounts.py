"""Money: T3, T11, T12, T26 and lines 9, 10, 11, 13 of domain.md 6.6."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.normalise.amounts import parse_amount, plain_amounts
from enforcement_cli.normalise.counts import parse_count
from enforcement_cli.normalise.reading import NOT_APPLICABLE, Reading


def fen(cell, unit: str) -> tuple[int | None, str]:
    read = parse_amount(cell, unit)
    return (read.value, read.code) if isinstance(read, Reading) else (read, "")


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        (100000.0, "元", 10_000_000),  # T3: at the bound, and a 分 above it
        (100000.01, "元", 10_000_001),
        (0.1 + 0.2, "元", 30),
        (1.005, "万元", 1_005_000),
        (12.345678, "万元", 12_345_678),
        (19800.0, "万元", 19_800_000_000),
        (9_999_999_999_999.99, "元", 999_999_999_999_999),
        (1.98, "亿元", 19_800_000_000),
        (0.0, "", 0),
        (-0.0, "元", 0),
    ],
)
def test_numbers_are_exact(cell: float, unit: str, expected: int) -> None:
    assert fen(cell, unit) == (expected, "")


@pytest.mark.parametrize(
    ("cell", "unit", "expected", "code"),
    [
        ("1.98亿", "", 19_800_000_000, "V-09"),  # T11
        ("19800万", "万元", 19_800_000_000, "V-09"),
        ("12.7万", "万元", 12_700_000, "V-09"),
        ("1.2万元", "", 1_200_000, "V-09"),
        ("3500元", "", 350_000, "V-09"),
        ("3500元整", "元", 350_000, "V-09"),
        ("35,000.00", "元", 3_500_000, "V-04"),
        ("３５０００", "元", 3_500_000, "V-04"),
        ("￥35000", "元", 3_500_000, "V-04"),
        ("¥ 35 000", "元", 3_500_000, "V-04"),
        ("人民币35000元", "元", 3_500_000, "V-09"),
        ("35000", "元", 3_500_000, "V-03"),
        ("0", "万元", 0, "V-03"),
        ("0元", "万元", 0, "V-09"),
        ("壹万元", "元", 1_000_000, "V-09"),
        ("壹万元", "万元", 1_000_000, "V-09"),
        ("叁拾万伍仟元整", "元", 30_500_000, "V-09"),
        ("叁元伍角贰分", "元", 352, "V-09"),
        ("三点五万", "元", 3_500_000, "V-09"),
        ("2000万", "元", 2_000_000_000, "V-09"),  # T26
        ("0.00012亿", "元", 1_200_000, "V-09"),
        ("十二", "万元", 12_000_000, "V-04"),
    ],
)
def test_texts_with_their_units(cell: str, unit: str, expected: int, code: str) -> None:
    assert fen(cell, unit) == (expected, code)


@pytest.mark.parametrize(
    ("cell", "unit", "code"),
    [
        ("113万余元", "元", "V-08"),  # T12
        ("约3万元", "万元", "V-08"),
        ("近10万", "元", "V-08"),
        ("3万多", "元", "V-08"),
        ("2000万元", "元", "V-10"),
        ("35000元", "万元", "V-10"),
        ("3千元", "元", "V-10"),
        (0.001, "元", "V-07"),
        (1.23456789, "万元", "V-07"),
        ("0.001元", "元", "V-07"),
        (-5.0, "元", "V-05"),
        ("-5", "元", "V-05"),
        ("(5)", "元", "V-05"),
        ("△5", "元", "V-05"),
        ("已到位", "元", "V-02"),
        ("3-5", "元", "V-02"),
        ("1,5", "元", "V-02"),
        ("85%", "元", "V-02"),
        ("TRUE", "元", "V-02"),
        ("1.2E+17", "元", "V-17"),
        (1.2345678901234567e16, "元", "V-17"),
        ("1234567890123456789", "元", "V-17"),
        ("3000 2000", "元", "V-02"),  # two numbers
        ("12 .5", "元", "V-02"),
        ("5000①", "元", "V-02"),  # a footnote's mark is no digit
        ("5000²", "元", "V-02"),
        ("000", "元", "V-02"),  # torn off a 50,000
        ("0500", "万元", "V-02"),
        ("50.000", "元", "V-02"),  # fifty, or fifty thousand
        ("50.000元", "万元", "V-02"),
        ("十五万三", "元", "V-02"),  # 153000 as said, 150003 as written
        (35000.0, "", "S-11"),
        ("35000", "", "S-11"),
    ],
)
def test_doubts_leave_the_cell_missing(cell, unit: str, code: str) -> None:
    assert fen(cell, unit) == (None, code)


def test_a_contradicting_unit_shows_its_own_reading() -> None:
    read = parse_amount("2000万元", "元")
    assert isinstance(read, Reading)
    assert (read.facts["value"], read.facts["unit1"]) == ("20000000", "元")


@pytest.mark.parametrize("cell", [None, "", "/", "—", "-", "无", "未报", "×", "－"])
def test_blank_is_missing_and_never_zero(cell) -> None:
    assert parse_amount(cell, "元") is None


def test_not_applicable_is_a_third_value() -> None:
    assert parse_amount("不适用", "元") is NOT_APPLICABLE


@given(
    st.integers(0, 10**12),
    st.sampled_from(["元", "万元", "亿元"]),
    st.sampled_from(["number", "plain", "commas", "suffix", "wide", "yen"]),
)
def test_an_amount_in_any_notation_comes_back(truth: int, unit: str, way: str) -> None:
    amount = Decimal(truth) / FEN_PER_UNIT[unit]
    plain = format(amount, "f")
    cell = {
        "number": float(amount),
        "plain": plain,
        "commas": format(amount, ",f"),
        "suffix": plain + unit,
        "wide": plain.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789."}),
        "yen": f"￥{plain}",
    }[way]
    assert fen(cell, unit)[0] == truth
    if isinstance(cell, float):
        assert plain_amounts([cell, None], unit).to_pylist() == [truth, None]


@given(st.floats(0, 1e9), st.sampled_from(["元", "万元"]))
def test_a_column_at_once_says_what_its_cells_say(number: float, unit: str) -> None:
    read = parse_amount(number, unit)
    at_once = plain_amounts([number], unit)
    assert at_once is None or at_once.to_pylist() == [read]


@pytest.mark.parametrize("number", [1e5, 9.3e8, 1e9, 9_999_999_999.0, 1e300])
def test_an_amount_beyond_what_a_column_can_hold_is_asked(number: float) -> None:
    """9.3 亿亿元 is more 分 than 64 bits have: no column of it is made, none overflows."""
    for cell in (number, format(number, ".0f"), f"{number:.0f}亿元"):
        read = parse_amount(cell, "亿元")
        assert (read.code, read.value) == ("V-17", None), cell
    assert plain_amounts([number, None, 1.0], "亿元") is None
    assert plain_amounts([99_999.99, None], "亿元").to_pylist() == [99_999_99 * 10**8, None]


@pytest.mark.parametrize(
    ("text", "value"),
    [("十二", 12), ("二十", 20), ("一百零五", 105), ("一千二百", 1200), ("两万", 20000)],
)
def test_chinese_numbers(text: str, value: int) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize("text", ["一二", "万", "十百", "点五", ""])
def test_what_is_no_chinese_number(text: str) -> None:
    assert chinese_number(text) is None


@pytest.mark.parametrize(
    ("cell", "unit", "expected", "code"),
    [
        (3.0, "件", 3, ""), ("3", "件", 3, "V-03"), ("十二件", "件", 12, "V-04"),
        ("３人次", "人次", 3, "V-04"), ("2台", "辆", 2, "V-04"), (2.5, "件", None, "V-06"),
        (-1.0, "件", None, "V-05"), ("百余辆", "辆", None, "V-08"), ("448人", "人次", None, "V-10"),
        ("若干", "件", None, "V-02"), (0.0, "件", 0, ""),
        (1e20, "件", None, "V-17"), ("3①", "件", None, "V-02"),
    ],
)  # fmt: skip
def test_counts(cell, unit: str, expected: int | None, code: str) -> None:
    read = parse_count(cell, unit)
    assert ((read.value, read.code) if isinstance(read, Reading) else (read, "")) == (
        expected,
        code,
    )
