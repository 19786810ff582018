"""Places with ties, what is not ranked and why, and marks in their stead (scenario 33)."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from enforcement_cli.indicator.declare import shipped
from enforcement_cli.indicator.marking import mark, mark_by_pace
from enforcement_cli.indicator.ranking import Entry, printed, rank
from enforcement_cli.model.campaign import Interval
from enforcement_cli.model.comparison import Pace
from enforcement_cli.model.indicator import FigureKey, Indicator

CLOSED, OPEN = shipped()["cases_closed"], shipped()["cases_open"]
RATE = Indicator(id="r", name="率", unit="%", kind="rate", form="cases")
BETWEEN = Indicator(id="i", name="区间", unit="%", kind="rate", form="cases", direction="interval")
KEY = FigureKey(indicator="x", basis="cumulative")


def places(entries, indicator=CLOSED, unit="件", small_base=10) -> list[tuple[str, int, bool]]:
    found = rank(KEY, indicator, unit, entries, small_base=small_base)
    assert found is not None
    return [(line.court, line.place, line.tied) for line in found.lines]


def entries(**values) -> list[Entry]:
    return [Entry(court=court, value=value) for court, value in values.items()]


def test_one_two_two_four() -> None:
    assert places(entries(a=5, b=9, c=7, d=7)) == [
        ("b", 1, False), ("c", 2, True), ("d", 2, True), ("a", 4, False),
    ]  # fmt: skip


def test_fewer_open_cases_are_better() -> None:
    assert [court for court, *_ in places(entries(a=5, b=9, c=0), OPEN)] == ["c", "a", "b"]


def test_what_has_neither_direction_is_not_ranked() -> None:
    assert rank(KEY, BETWEEN, "%", entries(a=Decimal("0.3")), small_base=10) is None


def test_courts_tie_on_what_is_printed() -> None:
    """T21: 66.665 % is 66.67 %, rounded once."""
    tie = entries(a=Decimal("0.66665"), b=Decimal("0.66674"), c=Decimal("0.66664"))
    assert places(tie, RATE, "%") == [("a", 1, True), ("b", 1, True), ("c", 3, False)]
    assert printed(Decimal("0.02675"), "%") == Decimal("2.68")
    assert printed(12_500_00, "fen") == Decimal("1.25")
    # 1.005万元 and 1.01万元 print alike.
    assert places(entries(a=1_005_000, b=1_010_000), CLOSED, "fen")[1] == ("b", 1, True)


def test_small_bases_late_courts_and_empty_rates_are_named_and_not_ranked() -> None:
    given_ = [
        Entry(court="a", value=Decimal(1), base=9),
        Entry(court="b", value=Decimal("0.5"), base=10),
        Entry(court="c", value=None, base=0),
        Entry(court="d", value=Decimal("0.9"), base=50, why="沿用上期"),
        Entry(court="e", value=None, why="未报"),
    ]
    found = rank(KEY, RATE, "%", given_, small_base=10)
    assert found is not None
    assert [(line.court, line.place) for line in found.lines] == [("b", 1)]
    assert dict(found.unranked) == {
        "a": "基数不足10件", "c": "分母为零", "d": "沿用上期", "e": "未报",
    }  # fmt: skip


VALUES = st.lists(st.integers(0, 6), min_size=1, max_size=8)


@given(VALUES, st.integers(0, 6), st.booleans())
def test_another_court_never_changes_the_order_of_the_others(values, more, late) -> None:
    def order(found) -> list[str]:
        return [court for court, *_ in places(found) if court != "new"]

    courts = [Entry(court=f"c{n}", value=value) for n, value in enumerate(values)]
    new = Entry(court="new", value=more, why="未报" if late else "")
    for place in range(len(courts) + 1):
        assert order([*courts[:place], new, *courts[place:]]) == order(courts)


@given(VALUES)
def test_a_place_is_one_more_than_the_courts_that_are_better(values) -> None:
    courts = [Entry(court=f"c{n}", value=value) for n, value in enumerate(values)]
    for court, place, tied in places(courts):
        mine = values[int(court[1:])]
        assert place == 1 + sum(value > mine for value in values)
        assert tied is (values.count(mine) > 1)


def test_an_interval_has_its_ends_in_as_printed() -> None:
    interval = Interval(indicator="x", low=Decimal("0.35"), high=Decimal("0.6"))
    given_ = [
        Entry(court="a", value=Decimal("0.60004"), base=20),
        Entry(court="b", value=Decimal("0.60006"), base=20),
        Entry(court="c", value=Decimal("0.35"), base=20),
        Entry(court="d", value=Decimal("0.2"), base=20),
        Entry(court="e", value=Decimal("0.9"), base=3),
        Entry(court="f", value=None, why="未报"),
    ]
    found = mark(KEY, BETWEEN, interval, "%", given_, small_base=10)
    assert (found.inside, found.above, found.below) == (("a", "c"), ("b",), ("d",))
    assert dict(found.unmarked) == {"e": "基数不足10件", "f": "未报"}
    open_end = Interval(indicator="x", low=Decimal("0.35"))
    assert mark(KEY, BETWEEN, open_end, "%", given_, small_base=10).above == ()


def test_without_an_interval_courts_are_held_against_the_time_line() -> None:
    def pace(court: str, rate: str | None, elapsed: str | None, *, reached: bool = False) -> Pace:
        return Pace(
            key=FigureKey(indicator="x", court=court), unit="件", target=Decimal(10), value=1,
            rate=None if rate is None else Decimal(rate), gap=0, by=date(2026, 2, 28),
            elapsed=None if elapsed is None else Decimal(elapsed), reached=reached, note="沿用上期",
        )  # fmt: skip

    found = mark_by_pace(
        KEY,
        [
            pace("a", "0.5", "0.4"), pace("b", "0.4", "0.5"), pace("c", "0.40001", "0.4"),
            pace("d", "0.9", None), pace("e", "1", "1", reached=True),
        ],
    )  # fmt: skip
    assert (found.above, found.below, found.inside) == (("a",), ("b",), ("c", "e"))
    assert found.unmarked == (("d", "沿用上期"),)
    assert (found.low, found.high) == (None, None)
