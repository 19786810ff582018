"""Doubts of the whole set of returns as problems: code, place and the facts their message names."""

from decimal import Decimal

import pytest

from enforcement_cli.check.history import Suspicion, word_suspicion
from enforcement_cli.model.origin import Origin
from enforcement_cli.vocabulary.words import close_method_name
from tests.facts import DESK, QINGHE, YINZHOU, no


def worded(code: str, field: str, **facts: str):
    suspicion = Suspicion(
        code=code,
        origin=Origin(file="a.xlsx", sheet="台账", row=7, column=6),
        court=YINZHOU,
        field=field,
        case_no=no(1),
        facts={"before": "", "now": "", "cases": "", **facts},
    )
    return word_suspicion(suspicion, DESK)


@pytest.mark.parametrize(
    ("code", "field", "facts", "effect"),
    [
        ("P-01", "recovered_fen", {"before": "123456", "now": "100"}, "mark"),
        ("V-18", "closed_on", {"before": "2026-01-05"}, "mark"),
        ("Z-08", "", {"before": "1", "cases": no(1)}, None),
        ("C-01", "case_no", {"before": f"{YINZHOU},{QINGHE}", "now": YINZHOU}, None),
        ("C-04", "case_no", {"before": "吉0102"}, None),
    ],
)
def test_every_doubt_is_a_query_with_all_its_facts(
    code: str, field: str, facts: dict, effect: str | None
) -> None:
    problem = worded(code, field, **facts)
    assert (problem.code, problem.severity) == (code, "query")
    assert (problem.field, problem.case_no) == (field, no(1))
    assert problem.origin.cell == "台账!F7"
    assert effect in (None, problem.did)
    assert problem.did not in ("hold", "refuse", "blank")
    assert "{" not in problem.message + problem.remedy


def test_money_is_in_yuan_to_the_fen() -> None:
    facts = worded("P-01", "recovered_fen", before="123456", now="7").facts
    assert [Decimal(facts[name].removesuffix("元")) for name in ("before", "now")] == [
        Decimal("1234.56"),
        Decimal("0.07"),
    ]
    assert worded("V-18", "claim_fen", before="150").facts["before"].startswith("1.50")


def test_a_closing_method_goes_by_its_name() -> None:
    assert worded("V-18", "close_method", before="completed").facts["before"] == close_method_name(
        "completed"
    )


def test_many_vanished_cases_are_counted_and_few_named() -> None:
    cases = [no(n) for n in range(1, 6)]
    facts = worded("Z-08", "", before="5", cases="、".join(cases)).facts
    assert facts["count"] == "5"
    assert [number in facts["cases"] for number in cases] == [True, True, True, False, False]


def test_courts_go_by_their_names_and_strangers_by_their_code() -> None:
    facts = worded("C-01", "case_no", before=f"{YINZHOU},{QINGHE}", now=QINGHE).facts
    assert facts["counted"] == "清河区法院"
    assert facts["courts"] == "银州区法院、清河区法院"
    assert "吉0102" in worded("C-04", "case_no", before="吉0102").facts["owner"]
