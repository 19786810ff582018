"""年度报告: a year's cases, its campaigns and windows, 查控, 预处罚, 拒执, who was paid.

Comes in: the material of a year. Goes out: sections. Refuses sums over overlapping windows and
categories, and any sum of 公诉 and 自诉.
"""

from collections.abc import Iterable

from enforcement_cli.bulletin.case_texts import accepted, actions, methods, more_quality
from enforcement_cli.bulletin.charts import (
    court_chart,
    measure_chart,
    recovery_chart,
    target_charts,
    trend_chart,
)
from enforcement_cli.bulletin.lines import Line, section
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.measure_texts import long_measures, pre_penalty, prosecution
from enforcement_cli.bulletin.parts import (
    annex_sections,
    compared_section,
    highlights,
    placing_section,
    target_section,
    windows_section,
)
from enforcement_cli.bulletin.return_texts import doubts, returns, written
from enforcement_cli.bulletin.scope import main_basis, who
from enforcement_cli.bulletin.sentences import span_text
from enforcement_cli.bulletin.tables import (
    action_table,
    long_measure_tables,
    progress_table,
    rate_table,
)
from enforcement_cli.bulletin.window_texts import parts_of
from enforcement_cli.model.bulletin import Section
from enforcement_cli.vocabulary.bulletin import figures_of


def annual(material: Material) -> Iterable[Section | None]:
    """A statistical year."""
    yield section(
        "basics",
        (_year(material), *methods(material), *more_quality(material)),
        tables=(action_table(material), progress_table(material), rate_table(material)),
        charts=(
            trend_chart(material, "cases_closed", "结案走势"),
            trend_chart(material, "amount_recovered", "执行到位金额走势"),
            court_chart(material),
        ),
    )
    basis = main_basis(material)[1]
    parts = parts_of(material.campaign.actions, material.figures, basis=basis)
    yield section(
        "beneficiaries",
        (*actions(material), (*parts, "。") if parts else ()),
        charts=(recovery_chart(material),),
    )
    yield windows_section(material)
    yield section(
        "property",
        long_measures(material),
        tables=long_measure_tables(material),
        charts=(measure_chart(material, figures_of("person_measures")),),
    )
    yield section("pre_penalty", pre_penalty(material))
    yield section("crime", prosecution(material))
    yield target_section(material, charts=target_charts(material))
    yield compared_section(material)
    yield placing_section(material)
    yield highlights(material, "cases")
    yield section("experience", written(material, "experience"))
    yield section("shortfalls", written(material, "problems"))
    yield section("returns", (*returns(material), *doubts(material)))
    yield section("plans", written(material, "next"))
    yield from annex_sections(material)


def _year(material: Material) -> Line:
    days = span_text(material.period.start, material.period.end)
    return (f"{days}，{who(material)}", *accepted(material), "。")
