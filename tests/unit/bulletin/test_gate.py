"""What a person or a template added to a bulletin, held against its numbers: the hard cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from enforcement_cli.bulletin.compose import compose
from enforcement_cli.bulletin.gate import gate_problems
from enforcement_cli.bulletin.material import Material
from enforcement_cli.model.bulletin import Section
from enforcement_cli.model.problem import Problem
from enforcement_cli.render.markdown import render_markdown
from enforcement_cli.vocabulary.checks import catalogue
from enforcement_cli.workflow.resources import template_path
from tests.unit.bulletin.materials import YIN, both, figure, headline, material

FIGURES = (
    *headline(),
    *both("cases_closed", 60, 300, action="small", before=50),
    *both("cases_closed", 58, 250, action="wages", before=10),
    *both("cases_closed", 31, 140, court=YIN, before=45),
    figure("recovery_rate", "0.3120", before="0.3420"),
)


@pytest.fixture(scope="module")
def week() -> Material:
    return material("week", FIGURES)


def said(found: Material, *lines: str) -> list[Problem]:
    """What is said of lines that stand below the bulletin as our template prints it."""
    bulletin = compose(found)
    printed = render_markdown(bulletin, template_path(None, "weekly.md.j2"))
    text = "\n".join((printed, *lines))
    return list(gate_problems(bulletin, found, text, catalogue()))


def codes(found: Material, *lines: str) -> list[str]:
    return [problem.code for problem in said(found, *lines)]


@pytest.mark.parametrize("kind", ["day", "week", "month", "quarter", "year", "total", "phase"])
def test_nothing_is_said_of_what_the_program_wrote(kind: str) -> None:
    assert codes(material(kind, FIGURES)) == []


def test_a_composed_sentence_may_stand_in_a_line_of_ones_own(week: Material) -> None:
    sentence = compose(week).sections[0].paragraphs[0]
    assert codes(week, f"据统计，{sentence}特此通报。") == []


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("全市执结1100件。", "1100件"),  # 110 inside a longer number
        ("全市执结9110件。", "9110件"),
        ("全市执结111件。", "111件"),
        ("全市执结110.5件。", "110.5件"),
        ("全市到位141.4万元。", "141.4万元"),
        ("全市执结1,522件。", "1522件"),  # 522 behind a separator
        ("全市执结９９件。", "99件"),
        ("1. 全市执结99件。", "99件"),  # the order number is no figure
        ("拘留99人次。", "99人次"),
    ],
)
def test_a_number_that_is_nowhere_in_the_bulletin(week: Material, line: str, number: str) -> None:
    found = [problem for problem in said(week, line) if problem.code == "B-05"]
    assert [problem.facts["number"] for problem in found] == [number]
    assert found[0].facts["paragraph"] == "1"


@pytest.mark.parametrize(
    "line",
    [
        "全市执结110件。",
        "全市执结１１０件。",
        "全市执结110余件。",
        "到位141.47万元。",
        "到位141.470万元。",  # the same number with another zero
        "截至2026年1月11日，执结110件。",
        "第4周，各院要再鼓干劲。",
        "| 9876件 | 1234件 |",  # a table is read cell by cell (B-04)
        "减少当事人诉累，提高群众满意度。",
    ],
)
def test_lines_nothing_is_said_of(week: Material, line: str) -> None:
    assert codes(week, line) == []


@pytest.mark.parametrize(
    ("line", "direction"),
    [
        ("执结110件，较上周下降39件。", "上升"),
        ("本周执结较上周有所减少。", "上升"),
        ("本周执结减少了39件。", "上升"),
        ("执行到位率较上周提高3.00个百分点。", "下降"),
        ("银州区法院执结31件，较上周增长。", "下降"),
        ("小标的案件执结60件，较上周下降10件。", "上升"),
    ],
)
def test_a_word_that_contradicts_its_figure(week: Material, line: str, direction: str) -> None:
    (found,) = [problem for problem in said(week, line) if problem.code == "B-06"]
    assert found.facts["direction"] == direction


@pytest.mark.parametrize(
    "line",
    [
        "执结110件，较上周增长39件。",
        "本周执结有所增加，执行到位率下降3.00个百分点。",  # each word of its own figure
        "执行到位率下降3.00个百分点，执结上升。",
        "银州区法院执结31件，较上周下降。",
        "执结110件，同比下降39件。",  # against other days
        "执结110件，减少了当事人诉累。",
        "清河区法院执结较上周下降。",  # nothing is known of it
        "拘留较上周下降。",
    ],
)
def test_words_that_contradict_nothing(week: Material, line: str) -> None:
    assert "B-06" not in codes(week, line)


def test_a_rise_where_nothing_moved() -> None:
    still = material("week", headline(closed=71))
    (found,) = [p for p in said(still, "执结71件，较上周增长。") if p.code == "B-06"]
    assert found.facts["direction"] == "持平"


@pytest.mark.parametrize(
    ("line", "points"),
    [
        ("执行到位率较上周下降3%。", "3"),
        ("执结110件，执行到位率下降了3.00%。", "3.00"),
    ],
)
def test_percent_for_percentage_points(week: Material, line: str, points: str) -> None:
    (found,) = [problem for problem in said(week, line) if problem.code == "B-07"]
    assert found.facts["points"] == points


@pytest.mark.parametrize("line", ["执行到位率下降3.00个百分点。", "执结较上周增长54.93%。"])
def test_percentage_points_and_growth_of_counts(week: Material, line: str) -> None:
    assert "B-07" not in codes(week, line)


@pytest.mark.parametrize("line", ["两类案件共执结118件。", "累计执结550件。"])
def test_overlapping_actions_are_not_added_up(week: Material, line: str) -> None:
    (found,) = [problem for problem in said(week, line) if problem.code == "B-10"]
    assert found.facts["parts"] == "小标的案件、整治欠薪案件"
    assert "B-05" not in codes(week, line)


def test_a_sum_that_the_bulletin_prints_for_something_else(week: Material) -> None:
    """118 of another unit, and a sum that is the total since no case is in two actions."""
    assert "B-10" not in codes(week, "共拘留118人次。")
    apart = material(
        "week",
        (*both("cases_closed", 110, 522), *both("cases_closed", 60, 300, action="small"),
         *both("cases_closed", 50, 222, action="wages")),
    )  # fmt: skip
    assert codes(apart, "全市共执结110件。") == []


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("截至2026年1月10日，进展顺利。", "2026年1月10日"),
        ("截至1月10日，进展顺利。", "1月10日"),
        ("截至2025年1月11日，进展顺利。", "2025年1月11日"),
    ],
)
def test_another_day_than_the_figures(week: Material, line: str, written: str) -> None:
    (found,) = said(week, line)
    assert (found.code, found.facts["written"]) == ("B-11", written)
    assert found.facts["known"].endswith("1月11日")


@pytest.mark.parametrize("day", ["1月11日", "2026年1月11日", "3月2日"])
def test_the_last_day_and_the_day_of_knowledge(week: Material, day: str) -> None:
    assert codes(week, f"截至{day}，进展顺利。") == []


def test_a_revised_figure_needs_its_mark() -> None:
    revised = figure("cases_closed", 110, before=71, previous_published=52)
    rest = [
        each
        for each in headline()
        if (each.key.indicator, each.key.basis) != ("cases_closed", "period")
    ]
    found = material("week", (*rest, revised))
    assert codes(found) == []
    whole = compose(found)
    marked = [
        (value.shown, value.mark)
        for section in whole.sections for table in section.tables for row in table.rows
        for value in row.values if "更正" in value.mark
    ]  # fmt: skip
    assert marked == [("71", "（更正）")]
    assert any("由52件更正为71件" in note for note in whole.notes)
    bare = replace(whole, sections=tuple(map(unmarked, whole.sections)))
    (problem,) = [p for p in gate_problems(bare, found, "", catalogue()) if p.code == "B-14"]
    assert (problem.facts["before"], problem.facts["now"]) == ("52", "71")


def unmarked(section: Section) -> Section:
    tables = [
        replace(table, rows=tuple(
            replace(row, values=tuple(replace(value, mark="") for value in row.values))
            for row in table.rows))
        for table in section.tables
    ]  # fmt: skip
    return replace(section, tables=tuple(tables))


def test_a_check_that_is_off_says_nothing(week: Material) -> None:
    rules = {code: rule for code, rule in catalogue().items() if code != "B-05"}
    assert gate_problems(compose(week), week, "全市执结1100件。", rules) == ()
