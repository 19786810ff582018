"""Lists told in order: courts, kinds of cases, metrics, times, changes."""

from __future__ import annotations

import pytest

from tests.unit.claims.reads import totals


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("银州区法院、清河区法院分别执结13件、9件。", [("13件", "银州区法院"), ("9件", "清河区法院")]),
        ("银州区法院和清河区法院依次执结13件和9件。", [("13件", "银州区法院"), ("9件", "清河区法院")]),
        ("银州区法院、清河区法院、昌图县法院三家法院分别执结13件、9件、5件。",
         [("13件", "银州区法院"), ("9件", "清河区法院"), ("5件", "昌图县法院")]),
        ("银州、清河、昌图三家法院分别执结13件、9件、5件。",
         [("13件", "银州"), ("9件", "清河"), ("5件", "昌图")]),
        ("银州区法院、清河区法院分别执结13件、9件，分别拘留3人、2人。",
         [("13件", "银州区法院"), ("9件", "清河区法院"), ("3人", "银州区法院"), ("2人", "清河区法院")]),
        ("全市法院和银州区法院、清河区法院分别执结13件、9件。",
         [("13件", "银州区法院"), ("9件", "清河区法院")]),
        ("全市法院受理、执结案件分别为13件、9件。", [("13件", "全市法院"), ("9件", "全市法院")]),
        ("全市法院拘传、拘留分别为12人、8人。", [("12人", "全市法院"), ("8人", "全市法院")]),
        ("受理、执结案件分别为13件、9件。", [("13件", None), ("9件", None)]),
        ("小标的、涉民生案件分别执结13件、9件。", [("13件", None), ("9件", None)]),
    ],
)  # fmt: skip
def test_courts_in_order(text: str, found: list[tuple[object, ...]]) -> None:
    assert [(raw, subject) for raw, _, subject in totals(text, "subject")] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市法院受理、执结案件分别为13件、9件。", [("13件", "cases_received"), ("9件", "cases_closed")]),
        ("全市法院新收、旧存、执结案件分别为13件、9件、5件。",
         [("13件", "cases_filed"), ("9件", "cases_carried_over"), ("5件", "cases_closed")]),
        ("全市法院执行完毕率、执行到位率分别为59.66%和41.83%。",
         [("59.66%", "completion_rate"), ("41.83%", "recovery_rate")]),
        ("全市法院拘传、司法拘留分别达12人次、8人次，罚款3人。",
         [("12人次", "persons_compelled"), ("8人次", "persons_detained"), ("3人", "persons_fined")]),
        ("全市法院受理、执结分别为13件、9件，同比分别增长12%、8%。",
         [("13件", "cases_received"), ("9件", "cases_closed"), ("12%", "cases_received"), ("8%", "cases_closed")]),
    ],
)  # fmt: skip
def test_metrics_in_order(text: str, found: list[tuple[object, ...]]) -> None:
    assert totals(text) == found


def test_times_in_order() -> None:
    found = totals("全市法院10月、11月分别执结13件、9件。", "period")
    assert found == [("13件", "cases_closed", "10月"), ("9件", "cases_closed", "11月")]


def test_a_list_with_more_numbers_than_items_gives_no_item_away() -> None:
    """What cannot be told apart is not guessed: no court stands for a number that is not its own."""
    found = totals("银州区法院、清河区法院分别执结13件、9件、5件。", "subject")
    assert [raw for raw, *_ in found] == ["13件", "9件", "5件"]
    assert "银州区法院" not in {subject for *_, subject in found}
