"""The traps of this trade (domain.md 13), each with the tests that would fail if we stepped in.

Most are tested where their subject is; `TRAPS` says where. What had no test of its own stands here.
"""

import ast
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from enforcement_cli.bulletin.numbers import rate_text, wan_text
from enforcement_cli.model.money import round_half_up
from enforcement_cli.vocabulary.words import cause_classes

TESTS = Path(__file__).parent
INDICATOR, BULLETIN, CHECK = "unit/indicator", "unit/bulletin", "unit/check"
STATEMENTS, EVERY = "unit/normalise/test_statements.py", "unit/indicator/test_every_indicator.py"
MISSING, COMPARING = "unit/workflow/test_missing_policy.py", "unit/workflow/test_comparing.py"
TRAPS = {
    "T1": (
        "sample/test_truth.py::test_the_sum_of_overlapping_actions_appears_nowhere",
        "sample/test_seed_figures.py::test_what_overlaps_is_added_nowhere",
        f"{BULLETIN}/test_kinds.py::test_no_kind_adds_the_actions_up",
    ),
    "T2": (
        "unit/workflow/test_campaign_file.py::test_seventy_and_seventy_one_days",
        f"{BULLETIN}/test_kinds.py::test_a_summary_tells_the_set_up_and_invents_nothing",
        f"{INDICATOR}/test_pace.py::test_working_days_go_by_the_table",
    ),
    "T3": (f"{INDICATOR}/test_every_indicator.py::test_the_bound_of_a_claim_is_in",),
    "T4": ("sample/test_seed_figures.py::test_what_the_two_stories_count_for",),
    "T5": ("sample/test_seed_figures.py::test_what_the_two_stories_count_for",),
    "T6": (
        f"{INDICATOR}/test_every_indicator.py::test_persons_of_weeks_are_not_added",
        f"{INDICATOR}/test_declared.py::test_persons_are_neither_added_nor_subtracted",
        f"{INDICATOR}/test_quantities.py::test_no_two_units_are_ever_added",
    ),
    "T7": (
        f"{INDICATOR}/test_every_indicator.py::test_restricted_and_blacklisted_stay_one_figure",
        f"{BULLETIN}/test_parts.py::test_a_combined_measure_stays_combined",
    ),
    "T8": (
        f"{INDICATOR}/test_every_indicator.py::test_a_notice_is_never_the_measure_it_warns_of",
        "sample/test_guyang.py::test_a_notice_of_detention_is_none",
    ),
    "T9": (
        f"{INDICATOR}/test_every_indicator.py::test_public_and_private_prosecution_are_two_pairs",
        f"{BULLETIN}/test_parts.py::test_prosecution_is_two_lines_and_no_sum",
    ),
    "T10": (
        f"{BULLETIN}/test_parts.py::test_parts_may_exceed_the_whole_and_are_never_added",
        f"{CHECK}/test_relations.py::test_parts_that_overlap_are_never_added",
        "sample/test_seed_figures.py::test_what_overlaps_is_added_nowhere",
    ),
    "T11": (
        "unit/normalise/test_amounts.py::test_texts_with_their_units",
        "sample/test_lanshan.py::test_198_million_is_printed_as_yi",
    ),
    "T12": (
        "unit/normalise/test_amounts.py::test_doubts_leave_the_cell_missing",
        f"{BULLETIN}/test_parts.py::test_money_is_floored_never_rounded_up",
    ),
    "T13": (
        f"{STATEMENTS}::test_a_column_of_courts_with_those_below_counts_the_desks_row_never",
        f"{STATEMENTS}::test_the_row_of_a_court_with_those_below_controls_the_others",
    ),
    "T14": (
        f"{CHECK}/test_ledger.py::test_interim_closing_within_three_calendar_months",
        f"{INDICATOR}/test_case_lists.py::test_interim_closings_to_look_at",
    ),
    "T15": (
        f"{CHECK}/test_ledger.py::test_interim_closing_of_a_case_that_is_fully_paid",
        f"{INDICATOR}/test_case_lists.py::test_interim_closings_to_look_at",
    ),
    "T16": (f"{CHECK}/test_ledger.py::test_completed_with_a_shortfall",),
    "T17": (f"{CHECK}/test_ledger.py::test_a_settlement_still_performed_is_one_question",),
    "T18": (f"{EVERY}::test_resumed_cases_are_in_no_rate_of_first_enforcement",),
    "T19": (
        "unit/workflow/test_campaign_file.py::test_a_fault_is_found_on_its_line",
        "unit/locate/test_locate_evidence.py::test_courts_by_exact_names",
    ),
    "T20": (
        "unit/locate/test_locate_evidence.py::test_courts_by_exact_names",
        "unit/workflow/test_campaign_file.py::test_banners_are_not_confused",
    ),
    "T21": (
        "test_traps.py::test_t21_half_is_rounded_up",
        f"{INDICATOR}/test_ranking.py::test_courts_tie_on_what_is_printed",
    ),
    "T22": (f"{INDICATOR}/test_every_indicator.py::test_a_rate_of_the_desk_is_no_mean_of_rates",),
    "T23": (
        f"{INDICATOR}/test_comparisons.py::test_no_ratio_on_nothing_or_less",
        f"{BULLETIN}/test_parts.py::test_a_base_of_nought_has_no_ratio",
    ),
    "T24": (
        f"{INDICATOR}/test_comparisons.py::test_rates_are_of_sums_and_change_by_points",
        f"{BULLETIN}/test_parts.py::test_a_comparison_in_words",
    ),
    "T25": ("unit/normalise/test_batches.py::test_a_broken_cell_is_asked_and_never_zero",),
    "T26": ("unit/normalise/test_amounts.py::test_texts_with_their_units",),
    "T27": (
        "sample/test_again.py::test_everything_again_is_a_duplicate_and_changes_nothing",
        "unit/store/test_store_current.py::test_version_declared_goes_before_time_of_receipt",
    ),
    "T28": (
        f"{CHECK}/test_series_algebra.py::test_what_is_to_date_follows",
        "cli/test_cli_series.py::test_a_fall_and_a_figure_gone",
    ),
    "T29": (
        f"{MISSING}::test_carry_says_whose_figures_are_carried_and_since_when",
        f"{MISSING}::test_carried_cells_are_marked_numbers_in_the_workbook",
        "cli/test_scenarios_bulletins.py::test_scenario_30_six_of_seven",
    ),
    "T30": (
        "cli/test_cli_aggregate.py::test_a_zero_report_is_received",
        f"{INDICATOR}/test_declared.py::test_a_zero_report_is_zero_and_a_blank_one_is_not",
    ),
    "T31": (
        "sample/test_seed_figures.py::test_the_number_that_was_lost_is_told_as_counted",
        f"{CHECK}/test_broken_sentences.py::test_only_the_second_report_lost_a_number",
        f"{BULLETIN}/test_kinds.py::test_nothing_known_is_nothing_told_as_nought",
    ),
    "T32": ("test_traps.py::test_t32_names_of_both_lists_of_causes_are_one_class",),
    "T33": (
        "sample/test_lanshan.py::test_a_housing_fund_is_no_livelihood",
        f"{INDICATOR}/test_case_lists.py::test_interim_closings_of_people_who_wait_for_wages",
    ),
    "T34": (f"{BULLETIN}/test_masking.py::test_people_who_share_a_mask_are_numbered",),
    "T35": (f"{BULLETIN}/test_masking.py::test_a_person",),
    "T36": (f"{BULLETIN}/test_leaks.py::test_a_public_text_with_a_leak_is_not_made",),
    "T37": (
        f"{INDICATOR}/test_pace.py::test_working_days_go_by_the_table",
        "unit/workflow/test_clocks.py::test_every_day_of_2026",
    ),
    "T38": (f"{COMPARING}::test_the_last_days_of_december_are_in_the_first_week_of_the_year",),
    "T39": (
        f"{INDICATOR}/test_declared.py::test_persons_declared_do_not_enter_a_column_of_times",
        f"{STATEMENTS}::test_persons_and_times_of_one_measure_are_two_statements",
    ),
    "T40": (
        f"{CHECK}/test_units.py::test_the_cell_that_slipped_is_asked",
        f"{CHECK}/test_units.py::test_both_readings_are_shown",
    ),
}


@cache
def named_in(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_no_trap_is_left_out() -> None:
    assert list(TRAPS) == [f"T{number}" for number in range(1, 41)]


@pytest.mark.parametrize("trap", TRAPS)
def test_the_named_tests_are_there(trap: str) -> None:
    for pointer in TRAPS[trap]:
        file, _, name = pointer.partition("::")
        assert name in named_in(file), pointer


@pytest.mark.parametrize(
    ("number", "places", "printed"),
    [("2.675", 2, "2.68"), ("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("1.005", 2, "1.01"),
     ("2.5", 0, "3"), ("0.5", 0, "1")],
)  # fmt: skip
def test_t21_half_is_rounded_up(number: str, places: int, printed: str) -> None:
    assert str(round_half_up(Decimal(number), places)) == printed


def test_t21_as_printed() -> None:
    assert (wan_text(2_675_000), wan_text(125_000)) == ("2.68", "0.13")
    assert (rate_text(Decimal("0.66675")), rate_text(Decimal("0.123450"))) == ("66.68%", "12.35%")


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("道路交通事故人身损害赔偿纠纷", "机动车交通事故责任纠纷"), "traffic"),
        (("抚育费纠纷", "抚养费纠纷", "变更抚养关系纠纷"), "child_support"),
        (("追索赡养费纠纷", "赡养费纠纷", "赡养纠纷"), "elder_support"),
        (("追索劳动报酬纠纷", "劳动报酬纠纷"), "wage"),
        (("劳务合同纠纷", "追索劳务报酬纠纷"), "migrant_wage"),
        (("工伤事故损害赔偿纠纷", "工伤保险待遇纠纷"), "work_injury"),
        (("雇员受害赔偿纠纷", "提供劳务者受害责任纠纷"), "work_injury"),
        (("医疗事故损害赔偿纠纷", "医疗损害责任纠纷"), "medical"),
    ],
)
def test_t32_names_of_both_lists_of_causes_are_one_class(names: tuple[str, ...], key: str) -> None:
    """A campaign across New Year has cases under two lists of 案由: words count, not positions."""
    for name in names:
        assert key in cause_classes(name), name
