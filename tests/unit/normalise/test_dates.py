"""Days: line 14 of domain.md 6.6."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement_cli.normalise.dates import DaySpan, parse_date, plain_dates
from enforcement_cli.normalise.measure_columns import LedgerEvent, parse_measure_cell
from enforcement_cli.normalise.reading import Reading

SPAN = DaySpan(earliest=date(1990, 1, 1), latest=date(2027, 3, 1), campaign_end=date(2026, 2, 28))
DAY = date(2026, 1, 5)


def day(cell) -> tuple[date | None, str]:
    read = parse_date(cell, SPAN)
    return (read.value, read.code) if isinstance(read, Reading) else (read, "")


@pytest.mark.parametrize("cell", [DAY, datetime(2026, 1, 5, 23, 59)])
def test_date_cells(cell: date) -> None:
    assert day(cell) == (DAY, "")


@pytest.mark.parametrize(
    "cell",
    [
        46027.0, 46027.75, 20260105.0, "2026.1.5", "2026/1/5", "2026-1-5", "2026-01-05",
        "2026年1月5日", "2026年01月05日", "1月5日", "20260105", "26.1.5", "2026.1.5日",
        "2026-01-05 10:30:00", "2026/1/5 9:05", "2026-01-05T10:30:00", "２０２６．１．５",
        " 2026 年 1 月 5 日 ", "二〇二六年一月五日", "2026年1月5日星期一", "2026年1月5日（周一）",
        "2026、1、5", "2026年1月5号", "2026.01.05.",
    ],
)  # fmt: skip
def test_other_notations(cell) -> None:
    assert day(cell) == (DAY, "V-13")


def test_a_missing_year_is_the_campaigns() -> None:
    assert day("12月25日") == (date(2025, 12, 25), "V-13")
    assert day("2月28日") == (date(2026, 2, 28), "V-13")
    assert day("3月1日") == (date(2025, 3, 1), "V-13")


@pytest.mark.parametrize(
    "cell",
    [
        "2026年13月5日", "2026.2.30", "2026年1月", "1.5", 2026.1, 3.0, -5.0, "1/5/2026", "年前",
        "2026.1.5、2026.2.3", "01/05/26", "11/12/25", time(0, 0), timedelta(days=3), "TRUE",
    ],
)  # fmt: skip
def test_no_day(cell) -> None:
    assert day(cell) == (None, "V-11")


@pytest.mark.parametrize("cell", [date(2062, 1, 5), date(1900, 1, 5), "2062.1.5", 20620105.0])
def test_no_plausible_day(cell) -> None:
    assert day(cell) == (None, "V-12")


@pytest.mark.parametrize("cell", [None, "", "—", "/", "未结", "执行中"])
def test_no_day_yet(cell) -> None:
    assert parse_date(cell, SPAN) is None


@given(
    st.dates(SPAN.earliest, SPAN.latest),
    st.sampled_from(
        [
            "%Y.%m.%d",
            "%Y/%m/%d",
            "%Y-%m-%d",
            "%Y年%m月%d日",
            "%Y%m%d",
            "{y}.{m}.{d}",
            "{y}年{m}月{d}日",
        ]
    ),
)
def test_a_day_in_any_notation_comes_back(truth: date, form: str) -> None:
    text = (
        truth.strftime(form)
        if "%" in form
        else form.format(y=truth.year, m=truth.month, d=truth.day)
    )
    assert day(text) == (truth, "V-13")
    assert day(float((truth - date(1899, 12, 30)).days)) == (truth, "V-13")
    assert plain_dates([truth, None], SPAN).to_pylist() == [truth, None]


def test_a_column_at_once_refuses_what_needs_a_word() -> None:
    assert plain_dates([DAY, "2026.1.5"], SPAN) is None
    assert plain_dates([DAY, date(2062, 1, 1)], SPAN) is None
    assert plain_dates([datetime(2026, 1, 5, 1)], SPAN) is None


@pytest.mark.parametrize(
    ("cell", "event"),
    [
        (DAY, LedgerEvent(taken_on=DAY)), (46027.0, LedgerEvent(taken_on=DAY)),
        ("2026.1.5", LedgerEvent(taken_on=DAY)), ("√", LedgerEvent()), ("是", LedgerEvent()),
        (2.0, LedgerEvent(quantity=2)), ("2人次", LedgerEvent(quantity=2)),
        ("×", None), ("否", None), (0.0, None), (None, None), ("/", None), ("不适用", None),
    ],
)  # fmt: skip
def test_measure_cells(cell, event: LedgerEvent | None) -> None:
    assert parse_measure_cell(cell, "人次", SPAN) == event


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("已拘传到庭", "V-14"),
        (2026.1, "V-14"),
        (100000.0, "V-14"),
        (time(0), "V-14"),
        ("2062.1.5", "V-12"),
    ],
)
def test_other_measure_cells_are_questions_that_hold_nothing(cell, code: str) -> None:
    read = parse_measure_cell(cell, "人次", SPAN)
    assert isinstance(read, Reading)
    assert (read.code, read.value, read.effect) == (code, None, "blank")
