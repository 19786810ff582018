"""The state of a problem is what was said of it and what its court sent since."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from string import Formatter
from typing import Any

import pytest

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.problems import (
    StoredProblem,
    Wanted,
    all_problems,
    history_of,
    open_problems,
    problems_at,
)
from enforcement_cli.store.save import add_event, next_id, save_problems
from enforcement_cli.vocabulary.checks import rule
from tests.facts import LATER, QINGHE, YINZHOU, Store, case, ledger, measure_list, no, store_of

FOUND = datetime(2026, 1, 1, tzinfo=BEIJING)
SAID = datetime(2026, 2, 1, tzinfo=BEIJING)


def doubt(
    store: Store, number: int, *, value: int | None = 100, court: str = YINZHOU, **more: Any
) -> int:
    """A 核实 of a week's list, which is sent first; the number of the problem."""
    manner = {key: more.pop(key) for key in ("again", "version") if key in more}
    (return_id,) = store.take(measure_list(number, court=court, **manner))
    return raised(store, return_id, value=value, court=court, **more)


def raised(store: Store, return_id: int, **more: Any) -> int:
    number = next_id(store.connection, "problems", "problem_id")
    value = more.get("value")
    told = rule(more.get("code", "V-10"))
    texts = told.message + told.remedy
    names = {name for _, name, _, _ in Formatter().parse(texts) if name}
    problem = Problem(
        rule=told,
        origin=Origin(file="a.xlsx", sheet="台账", row=more.get("row"), column=3),
        facts=dict.fromkeys(names, f"{value}万"),
        subject=more.get("subject", "cases_closed.period.small"),
        field=more.get("field", ""),
        case_no=more.get("case_no", ""),
        value=None if value is None else Decimal(value),
    )
    save_problems(store.connection, FOUND, [(return_id, more.get("court", YINZHOU), [problem])])
    return number


def say(store: Store, number: int, what: str = "explained", **about: Any) -> None:
    at = about.pop("at", SAID)
    by = about.pop("by", "内勤")
    add_event(
        store.connection, what=what, at=at, by=by, reason="大案到账",
        about={"problem_id": number, **about},
    )  # fmt: skip


def states(store: Store, known_at: datetime = LATER) -> dict[int, str]:
    return {p.problem_id: p.state for p in all_problems(store.connection, known_at)}


def one(store: Store, number: int) -> StoredProblem:
    (found,) = problems_at(store.connection, LATER, Wanted(numbers=[number]))
    return found


WEEK_5_ENDS = date(2026, 1, 18)


def test_an_explanation_without_a_limit_is_of_that_problem_alone() -> None:
    store = store_of()
    third, fourth = doubt(store, 3), doubt(store, 4)
    say(store, third)
    assert states(store) == {third: "explained", fourth: "open"}
    assert one(store, fourth).before is not None


def test_explained_once_it_is_silent_until_its_last_day_and_asked_again_after() -> None:
    store = store_of()
    third = doubt(store, 3)
    say(store, third, until=WEEK_5_ENDS, within="0.2")
    fourth, fifth = doubt(store, 4, value=110), doubt(store, 5, value=81)
    assert states(store) == {third: "explained", fourth: "explained", fifth: "explained"}
    assert one(store, fourth).answer == one(store, third).answer
    sixth = doubt(store, 6)
    assert states(store) == {
        third: "expired", fourth: "explained", fifth: "explained", sixth: "open",
    }  # fmt: skip
    before = one(store, sixth).before
    assert before is not None
    assert (before.problem_id, before.reason, before.until) == (third, "大案到账", WEEK_5_ENDS)


@pytest.mark.parametrize(("value", "state"), [(80, "explained"), (120, "explained"), (79, "open"),
                                              (121, "open"), (125, "open"), (None, "open")])  # fmt: skip
def test_a_value_outside_of_the_bounds_is_asked_again(value: int | None, state: str) -> None:
    store = store_of()
    third = doubt(store, 3)
    say(store, third, until=WEEK_5_ENDS, within="0.2")
    fourth = doubt(store, 4, value=value)
    assert states(store)[fourth] == state
    assert states(store)[third] == ("explained" if state == "explained" else "expired")


@pytest.mark.parametrize(
    "other",
    [
        {"court": QINGHE},
        {"subject": "cases_closed.cumulative.small"},
        {"code": "V-07"},
        {"case_no": no(1)},
    ],
)
def test_an_explanation_is_of_one_thing_of_one_court(other: dict[str, Any]) -> None:
    store = store_of()
    third = doubt(store, 3)
    say(store, third, until=WEEK_5_ENDS)
    fourth = doubt(store, 4, **other)
    assert states(store)[fourth] == "open"


def test_a_limit_does_not_reach_back() -> None:
    store = store_of()
    second, third = doubt(store, 2), doubt(store, 3)
    say(store, third, until=WEEK_5_ENDS)
    assert states(store)[second] == "open"


def test_a_bare_cell_is_another_one_next_week() -> None:
    store = store_of()
    third = doubt(store, 3, subject="", field="claim_fen", row=5)
    say(store, third, until=WEEK_5_ENDS)
    fourth = doubt(store, 4, subject="", field="claim_fen", row=5)
    assert states(store)[fourth] == "open"


def test_the_same_said_again_by_a_new_version_is_answered_and_something_else_is_not() -> None:
    store = store_of()
    first = doubt(store, 3)
    say(store, first)
    same = doubt(store, 3, again=1)
    assert states(store) == {first: "explained", same: "explained"}
    other = doubt(store, 3, value=7, again=2)
    assert states(store)[other] == "open"


def test_one_cell_does_not_answer_another_of_the_same_words() -> None:
    store = store_of()
    (return_id,) = store.take(measure_list(3))
    bare = {"subject": "", "field": "claim_fen"}
    first = raised(store, return_id, row=5, **bare)
    raised(store, return_id, row=6, **bare)
    say(store, first)
    (again,) = store.take(measure_list(3, again=1))
    same, other = raised(store, again, row=5, **bare), raised(store, again, row=6, **bare)
    assert (states(store)[same], states(store)[other]) == ("explained", "open")


def test_taken_back_the_later_ones_are_open_again() -> None:
    store = store_of()
    third = doubt(store, 3)
    say(store, third, until=WEEK_5_ENDS)
    fourth = doubt(store, 4)
    say(store, third, "reopened", at=SAID + timedelta(days=1))
    assert states(store) == {third: "open", fourth: "open"}
    assert states(store, SAID) == {third: "explained", fourth: "explained"}
    assert [happened.what for happened in history_of(store.connection, third, LATER)] == [
        "explained", "reopened",
    ]  # fmt: skip


def test_a_later_one_taken_back_leaves_the_others_answered() -> None:
    store = store_of()
    third = doubt(store, 3)
    say(store, third, until=WEEK_5_ENDS)
    fourth, fifth = doubt(store, 4), doubt(store, 5)
    say(store, fourth, "reopened", at=SAID + timedelta(days=1))
    assert states(store) == {third: "explained", fourth: "open", fifth: "explained"}


def test_as_of_a_moment_nothing_later_is_known() -> None:
    store = store_of()
    third = doubt(store, 3)
    say(store, third)
    assert states(store, SAID - timedelta(hours=1)) == {third: "open"}
    assert states(store, FOUND - timedelta(hours=1)) == {}


def test_waived_is_not_explained() -> None:
    store = store_of()
    third = doubt(store, 3)
    say(store, third, "waived", until=WEEK_5_ENDS)
    fourth = doubt(store, 4)
    assert states(store) == {third: "waived", fourth: "open"}
    answer = one(store, third).answer
    assert answer is not None
    assert (answer.by, answer.reason) == ("内勤", "大案到账")


def test_a_new_version_corrects_what_it_does_not_say_again() -> None:
    store = store_of()
    first = doubt(store, 3)
    store.take(measure_list(3, again=1))
    assert states(store) == {first: "corrected"}
    assert one(store, first).answer is None


def test_a_later_ledger_corrects_what_it_says_anew_and_not_what_it_passes_over() -> None:
    store = store_of()
    (week_3,) = store.take(ledger(3, case(1), case(2), case(3)))
    stated, passed_over, doubted = (
        raised(store, week_3, case_no=no(serial), field="claim_fen") for serial in (1, 2, 3)
    )
    of_the_sheet = raised(store, week_3, code="S-08")
    assert set(states(store).values()) == {"open"}
    (week_4,) = store.take(ledger(4, case(1)))
    # A row that was refused states nothing, but the same is asked of it again.
    again = raised(store, week_4, case_no=no(3), field="claim_fen")
    assert states(store) == {
        stated: "corrected",
        passed_over: "open",
        doubted: "corrected",
        of_the_sheet: "corrected",
        again: "open",
    }
    waiting = {problem.problem_id for problem in open_problems(store.connection, LATER)}
    assert waiting == {passed_over, again}


def test_the_program_finding_the_reason_again_does_not_undo_an_explanation() -> None:
    store = store_of()
    third = doubt(store, 3)
    say(store, third, until=WEEK_5_ENDS)
    fourth = doubt(store, 4)
    say(store, fourth, "corrected", by="enforce")
    say(store, fourth, "open", by="enforce")
    assert states(store)[fourth] == "explained"


def test_only_what_is_wanted_is_given() -> None:
    store = store_of()
    third, other = doubt(store, 3), doubt(store, 4, court=QINGHE)
    (return_id,) = store.take(measure_list(5))
    fixed = raised(store, return_id, code="V-15")
    ask = {
        "court": Wanted(courts=[QINGHE]),
        "week 3": Wanted(start=date(2025, 12, 29), end=date(2026, 1, 4)),
        "code": Wanted(codes=["V-07"]),
        "fixed": Wanted(codes=["V-15"], fixed=True),
        "nothing": Wanted(returns=[]),
    }
    found = {
        name: [p.problem_id for p in problems_at(store.connection, LATER, wanted)]
        for name, wanted in ask.items()
    }
    assert found == {
        "court": [other],
        "week 3": [third],
        "code": [],
        "fixed": [fixed],
        "nothing": [],
    }
    assert [p.problem_id for p in open_problems(store.connection, LATER)] == [third, other]


def fallen() -> tuple[Store, int]:
    """A case whose money fell in week 3; the fall stored as a problem."""
    store = store_of(ledger(2, case(1, money=50)), ledger(3, case(1, money=40)))
    number = raised(store, 2, code="P-01", subject="", field="recovered_fen", case_no=no(1),
                    value=4000, row=3)  # fmt: skip
    return store, number


def test_an_explained_fall_stands_and_a_second_one_does_not() -> None:
    store, number = fallen()
    say(store, number)
    store.take(ledger(4, case(1, money=30)))
    raised(
        store, 3, code="P-01", subject="", field="recovered_fen", case_no=no(1), value=3000, row=3
    )
    assert store.case(1, "recovered_fen") == 4000


def test_a_fall_that_a_limit_covers_stands_too() -> None:
    store, number = fallen()
    say(store, number, until=WEEK_5_ENDS, within="0.3")
    store.take(ledger(4, case(1, money=30)))
    raised(
        store, 3, code="P-01", subject="", field="recovered_fen", case_no=no(1), value=3000, row=3
    )
    assert store.case(1, "recovered_fen") == 3000
    store.take(ledger(5, case(1, money=10)))
    raised(
        store, 4, code="P-01", subject="", field="recovered_fen", case_no=no(1), value=1000, row=3
    )
    assert store.case(1, "recovered_fen") == 3000


def test_a_waived_doubt_of_unit_keeps_its_value_out() -> None:
    store = store_of(ledger(2, case(1, claim=5_000_000)))
    number = raised(store, 1, code="P-03", subject="", field="claim_fen", case_no=no(1), row=3)
    assert store.case(1, "claim_fen") is None
    say(store, number, "waived")
    assert store.case(1, "claim_fen") is None
    say(store, number, "explained")
    assert store.case(1, "claim_fen") == 500_000_000
    say(store, number, "reopened")
    assert store.case(1, "claim_fen") is None
