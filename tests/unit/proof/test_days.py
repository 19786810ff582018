"""The days that words mean, seen from a week of a campaign."""

from __future__ import annotations

from datetime import date

import pytest

from enforcement_cli.proof.days import Days, days_between, days_of
from tests.unit.proof.slip_texts import ground

START = date(2025, 12, 20)
END = date(2026, 2, 28)


def span(first: date, last: date) -> Days:
    return Days(basis="period", start=first, end=last)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("本周", span(date(2026, 2, 23), END)),
        ("上周", span(date(2026, 2, 16), date(2026, 2, 22))),
        ("本月", span(date(2026, 2, 1), END)),
        ("第3周", span(date(2025, 12, 29), date(2026, 1, 4))),
        ("第三周", span(date(2025, 12, 29), date(2026, 1, 4))),
        ("1月5日至11日", span(date(2026, 1, 5), date(2026, 1, 11))),
        ("12月29日至1月4日", span(date(2025, 12, 29), date(2026, 1, 4))),
        ("1月份", span(date(2026, 1, 1), date(2026, 1, 31))),
        ("12月", span(date(2025, 12, 1), date(2025, 12, 31))),
        ("今年以来", span(date(2026, 1, 1), END)),
        ("2025年上半年", span(date(2025, 1, 1), date(2025, 6, 30))),
        ("自1月起", span(date(2026, 1, 1), END)),
        ("截至2月22日", Days(basis="cumulative", start=START, end=date(2026, 2, 22))),
        ("行动期间", Days(basis="cumulative", start=START, end=END)),
        ("截至目前", Days(basis="cumulative", start=START, end=END)),
    ],
)
def test_words_of_days(words: str, days: Days) -> None:
    """A day without a year is the latest that is not after the period."""
    assert days_of(words, ground()) == days


@pytest.mark.parametrize("words", ["三天两夜", "12天", "第99周", "该院", "执结13月案件", "0000年"])
def test_words_that_are_no_days(words: str) -> None:
    """Durations and weeks that the campaign does not have are none, and nothing fails on them."""
    assert days_of(words, ground()) is None


def test_days_of_a_bulletins_line() -> None:
    """The year is said once."""
    assert days_between("：2025年12月29日至2026年1月4日", END) == (
        date(2025, 12, 29), date(2026, 1, 4),
    )  # fmt: skip
    assert days_between("：2026年2月30日", END) is None
