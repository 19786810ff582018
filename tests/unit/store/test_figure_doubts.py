"""Units of aggregate figures against the court's other periods and the other courts."""

from datetime import timedelta
from itertools import permutations

import pytest

from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.relations import asking
from enforcement_cli.store.current import relations
from enforcement_cli.store.doubts import find_doubts
from enforcement_cli.store.figure_doubts import figure_relations
from enforcement_cli.store.save import add_event, next_id, save_problems
from enforcement_cli.vocabulary.checks import rule
from tests.facts import LATER, QINGHE, YINZHOU, Sent, Store, aggregate, store_of

SLIP = 10_000
EXPLAINED = LATER - timedelta(days=1)
COURTS = (YINZHOU, QINGHE, "辽1221", "辽1282", "辽1224")
MONEY = (None, "amount_recovered", "cumulative")
COUNT = (None, "cases_closed", "cumulative")
WEEK, WEEK_COUNT = (None, "amount_recovered", "period"), (None, "cases_closed", "period")
FACTS = ("field", "value", "reference", "times", "unit", "other")


def asked(store: Store) -> list[tuple[int, int | None, str]]:
    """Doubts of unit as (return, column, held against)."""
    found = find_doubts(store.connection, store.view())
    return [(d.return_id, d.column, d.facts["cases"]) for d in found if d.code == "P-17"]


def explain(store: Store) -> None:
    for doubt in find_doubts(store.connection, store.view()):
        number = next_id(store.connection, "problems", "problem_id")
        origin = Origin(file=doubt.file_name, sheet=doubt.sheet, row=doubt.row, column=doubt.column)
        facts = dict.fromkeys(FACTS, "0")
        problem = Problem(rule=rule("P-17"), origin=origin, facts=facts, field=doubt.field)
        save_problems(store.connection, EXPLAINED, [(doubt.return_id, doubt.court, [problem])])
        add_event(store.connection, what="explained", at=EXPLAINED, about={"problem_id": number})


def figures_in(store: Store) -> list[tuple[str, int, bool]]:
    """What is said, with whether it is doubted: the same for every order of arrival."""
    parts = {**relations(store.view()), **figure_relations()}
    rows = store.connection.execute(
        asking(
            parts,
            """SELECT court || period_end || basis || indicator, value,
                           EXISTS (SELECT 1 FROM figure_doubts d WHERE d.return_id = f.return_id
                                   AND d.column_number = f.column_number)
                    FROM figures_said f ORDER BY ALL""",
        )
    )
    return rows.fetchall()


def weeks(
    *amounts: int, of: tuple[str | None, str, str] = MONEY, court: str = YINZHOU
) -> list[Sent]:
    """A return a week with one amount, 元."""
    return [aggregate(n, {of: amount}, court) for n, amount in enumerate(amounts, 2)]


@pytest.mark.parametrize(
    ("amounts", "odd"),
    [
        ((300_000, 420_000, 500_000 * SLIP, 610_000), [3]),
        ((300_000, 420_000, 50, 610_000), [3]),
        ((300_000 * SLIP, 420_000, 500_000), [1]),
        ((30, 420_000), [1]),
        ((300_000, 420_000 * SLIP, 500_000 * SLIP), [2, 3]),
        ((300_000, 3_000_000, 80_000_000), []),
        ((1_000, 420_000, 900_000), []),
        ((300_000, 0, 420_000), []),
        # Not a whole number of 100 元: nobody multiplied it by 10⁴.
        ((300_000, 4_200_000_001), []),
    ],
)
def test_a_figure_to_date_against_the_one_before(amounts: tuple[int, ...], odd: list[int]) -> None:
    assert asked(store_of(*weeks(*amounts))) == [(number, 2, "periods") for number in odd]


@pytest.mark.parametrize(
    ("amounts", "odd"),
    [
        ((300_000, 420_000, 150_000 * SLIP, 210_000), [3]),
        ((300_000, 42, 150_000, 210_000), [2]),
        ((300_000, 150_000 * SLIP), [2]),
        ((300_000, 900, 20_000_000), []),
    ],
)
def test_a_period_against_the_middle_of_the_periods(
    amounts: tuple[int, ...], odd: list[int]
) -> None:
    store = store_of(*weeks(*amounts, of=WEEK))
    assert asked(store) == [(number, 2, "periods") for number in odd]


def test_a_busy_or_quiet_week_explains_itself_by_its_cases() -> None:
    def week(number: int, cases: int, amount: int) -> Sent:
        return aggregate(number, {WEEK_COUNT: cases, WEEK: amount})

    usual = [week(2, 1, 2_000), week(3, 1, 1_500)]
    assert asked(store_of(*usual, week(4, 400, 9_000_000))) == []
    without_counts = weeks(200_000, 150_000, 900_000_000, of=WEEK)
    assert asked(store_of(*without_counts)) == [(3, 2, "periods")]
    assert asked(store_of(*usual, week(4, 3, 1_800 * SLIP))) == [(3, 3, "periods")]


def test_what_happens_to_all_courts_is_no_slip() -> None:
    def jumping(*courts: str) -> Store:
        return store_of(*(one for c in courts for one in weeks(900, 2_000_000, court=c)))

    assert asked(jumping(*COURTS[:3])) == []
    assert [against for _, _, against in asked(jumping(YINZHOU))] == ["periods"]


def test_a_court_whose_average_is_far_from_the_others() -> None:
    def of(court: str, amount: int, cases: int = 10) -> Sent:
        return aggregate(2, {COUNT: cases, MONEY: amount}, court)

    # Within its return it may be large; beside the others, whose cases are small, it is not.
    usual = [of(court, 5_000 + 1_000 * n) for n, court in enumerate(COURTS[1:])]
    odd = of(YINZHOU, 8_000_000)
    for order in permutations((*usual[:3], odd)):
        store = store_of(*order)
        number = 1 + order.index(odd)
        assert asked(store) == [(number, 3, "others")]
    assert asked(store_of(*usual[:2], odd)) == []
    assert asked(store_of(*usual, of(YINZHOU, 2_000_000))) == []
    assert asked(store_of(*usual, of(YINZHOU, 8_000_000, cases=1_000))) == []


def test_any_order_gives_the_same_and_only_the_last_version_speaks() -> None:
    wrong = aggregate(3, {MONEY: 420_000 * SLIP, WEEK: 1_000})
    right = aggregate(3, {MONEY: 420_000, WEEK: 1_000}, version=2, again=1)
    around = [*weeks(300_000), aggregate(4, {MONEY: 500_000})]
    said = {tuple(figures_in(store_of(*order))) for order in permutations((wrong, *around))}
    assert len(said) == 1
    assert sum(doubted for one in said for _, _, doubted in one) == 1
    corrected = {
        tuple(figures_in(store_of(*order))) for order in permutations((wrong, right, *around))
    }
    assert len(corrected) == 1
    assert not any(doubted for one in corrected for _, _, doubted in one)


def test_an_explanation_lets_the_value_in_and_what_follows_it() -> None:
    store = store_of(*weeks(300_000, 420_000 * SLIP))
    assert asked(store) == [(2, 2, "periods")]
    explain(store)
    assert asked(store) == []
    store.take(aggregate(4, {MONEY: 430_000 * SLIP}))
    assert asked(store) == []


def test_what_its_own_return_doubts_is_not_doubted_twice() -> None:
    inside = {WEEK_COUNT: 5, WEEK: 150_000 * SLIP}
    store = store_of(*weeks(150_000, 120_000, 90_000, of=WEEK), aggregate(5, inside))
    assert asked(store) == []
    parts = {**relations(store.view()), **figure_relations()}
    own = store.connection.execute(asking(parts, "SELECT value, own FROM figures_said WHERE own"))
    assert own.fetchall() == [(150_000 * SLIP * 100, True)]
