"""Slips of unit among the figures of one aggregate return."""

import pandas as pd
import pytest

from enforcement_cli.check.doubted import without_doubted
from enforcement_cli.check.unit_figures import check_figures
from enforcement_cli.model.batch import Batch

SLIP = 10_000
# (action, indicator, basis): value, money in 元.
ORDINARY: dict[tuple[str | None, str, str], float] = {
    (None, "cases_closed", "period"): 12, (None, "amount_recovered", "period"): 412_000,
    (None, "cases_closed", "cumulative"): 150, (None, "amount_recovered", "cumulative"): 3_335_100,
    ("small", "cases_closed", "period"): 9, ("small", "amount_recovered", "period"): 88_000,
    ("small", "cases_closed", "cumulative"): 91, ("small", "amount_recovered", "cumulative"): 1_200_500,
}  # fmt: skip
WEEK, TO_DATE = (None, "amount_recovered", "period"), (None, "amount_recovered", "cumulative")
SMALL = ("small", "amount_recovered", "period")


def batch(figures: dict[tuple[str | None, str, str], float]) -> Batch:
    keys = list(figures)
    frame = pd.DataFrame(
        {
            "action": pd.array([action for action, _, _ in keys], dtype="string"),
            "indicator": pd.array([name for _, name, _ in keys], dtype="string"),
            "basis": pd.array([basis for _, _, basis in keys], dtype="string"),
            "value": pd.array(
                [
                    round(value * (100 if "amount" in name else 1))
                    for (_, name, _), value in figures.items()
                ],
                dtype="Int64",
            ),
            "sheet": pd.array(["表1"] * len(keys), dtype="string"),
            "row": range(1, len(keys) + 1),
            "column_number": [2] * len(keys),
            "held": [False] * len(keys),
        }
    )
    return Batch(
        form="aggregate", file_name="a.xlsx", sha256="0", frames={"statements": frame}, places=()
    )


def asked(figures: dict[tuple[str | None, str, str], float]) -> list[tuple[str | None, str, str]]:
    whole = batch(figures)
    problems = check_figures(whole)
    keys = list(figures)
    found = [keys[(problem.origin.row or 0) - 1] for problem in problems]
    assert {problem.code for problem in problems} <= {"P-03"}
    assert all(p.message and p.field == "amount_recovered" for p in problems)
    # The value stays; whoever adds leaves it out.
    missing = without_doubted(whole, problems).frames["statements"]["value"].isna()
    assert [key for key, gone in zip(keys, missing, strict=True) if gone] == sorted(
        found, key=keys.index
    )
    return found


def test_ordinary_figures_are_not_asked() -> None:
    assert check_figures(batch(ORDINARY)) == ()


@pytest.mark.parametrize("key", [WEEK, TO_DATE, SMALL])
@pytest.mark.parametrize("factor", [SLIP, 1 / SLIP])
def test_the_figure_that_slipped_is_asked(key: tuple[str | None, str, str], factor: float) -> None:
    assert asked({**ORDINARY, key: ORDINARY[key] * factor}) == [key]


@pytest.mark.parametrize("key", [WEEK, SMALL])
def test_without_counts_a_part_above_its_whole_is_asked(
    key: tuple[str | None, str, str],
) -> None:
    amounts = {k: value for k, value in ORDINARY.items() if k[1] != "cases_closed"}
    assert asked({**amounts, key: ORDINARY[key] * SLIP})[0] == key
    assert asked({**amounts, TO_DATE: ORDINARY[TO_DATE] / SLIP}) == [TO_DATE]


@pytest.mark.parametrize(
    ("amount", "odd"), [(160_000 * SLIP, True), (16, True), (60, False), (9_000_000, False)]
)
def test_an_action_without_count_stands_beside_the_others(amount: float, odd: bool) -> None:
    one, two, wages = ((name, "amount_recovered", "period") for name in ("small", "dear", "wages"))
    assert asked({one: 774_900, two: 563_217, wages: amount}) == ([wages] if odd else [])
    assert asked({one: 774_900, wages: 16}) == []


def test_a_large_case_and_a_quiet_week_are_true() -> None:
    assert asked({**ORDINARY, WEEK: 3_000_000}) == []
    quiet = {WEEK: 600, (None, "cases_closed", "period"): 4, SMALL: 600}
    assert asked({**ORDINARY, **quiet}) == []
    assert asked({**ORDINARY, WEEK: 0}) == []
