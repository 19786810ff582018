"""From which day on a court's returns speak of money: by the ledger's column, or by lists."""

from datetime import date

from enforcement_cli.indicator.coverage import Spoken, coverage_of
from enforcement_cli.indicator.declare import shipped
from enforcement_cli.indicator.earlier import since_of

MONEY = shipped()["amount_recovered"]
COURT = "辽1202"
FIRST, LAST = date(2025, 12, 1), date(2025, 12, 31)


def spoken(form: str, start: date, end: date, *fields: str) -> Spoken:
    return Spoken(court=COURT, form=form, start=start, end=end, as_of=end, fields=frozenset(fields))


def speaks(*returns: Spoken) -> bool:
    """Of December, when the ledger had no column of money; it has one since January."""
    plain = spoken("cases", FIRST, LAST, "case_no", "filed_on", "closed_on")
    later = spoken(
        "cases", date(2026, 1, 1), date(2026, 1, 31),
        "case_no", "filed_on", "closed_on", "recovered_fen",
    )  # fmt: skip
    told = (plain, later, *returns)
    return since_of(told).speaks(coverage_of(told), COURT, MONEY, FIRST, LAST)


def test_a_column_that_came_later_says_nothing_of_the_days_before() -> None:
    assert not speaks()


def test_lists_of_payments_speak_of_every_day_they_cover() -> None:
    assert speaks(spoken("payments", FIRST, LAST, "case_no", "amount_fen"))
    assert not speaks(spoken("payments", FIRST, date(2025, 12, 30), "case_no", "amount_fen"))
