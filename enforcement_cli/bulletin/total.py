"""总结报告 and 战报（行动以来）: how it was set up, what it has done, cases told, 附表.

Comes in: the material of the whole campaign. Goes out: sections. Refuses to write 经验 and 问题:
they are printed when people have written them.
"""

from collections.abc import Iterable

from enforcement_cli.bulletin.case_texts import actions, methods, more_quality
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
from enforcement_cli.bulletin.numbers import said, told
from enforcement_cli.bulletin.overview import length_of, overall
from enforcement_cli.bulletin.parts import (
    annex_sections,
    compared_section,
    highlights,
    placing_section,
    target_section,
    windows_section,
)
from enforcement_cli.bulletin.return_texts import doubts, returns, written
from enforcement_cli.bulletin.sentences import families, span_text
from enforcement_cli.bulletin.tables import action_table, long_measure_tables, progress_table
from enforcement_cli.model.bulletin import Section


def total(material: Material) -> Iterable[Section | None]:
    """The campaign as a whole, or as far as it has come."""
    yield section("deployment", (*_deployment(material), *written(material, "deployment")))
    yield section(
        "results",
        (*_summed_up(material), *actions(material), *methods(material), *more_quality(material)),
        tables=(action_table(material), progress_table(material)),
        charts=(
            trend_chart(material, "cases_closed", "执结走势"),
            trend_chart(material, "amount_recovered", "执行到位金额走势"),
            recovery_chart(material),
            court_chart(material),
        ),
    )
    yield section(
        "measures",
        (*long_measures(material), *pre_penalty(material), *prosecution(material)),
        tables=long_measure_tables(material),
        charts=(measure_chart(material),),
    )
    yield target_section(material, charts=target_charts(material))
    yield compared_section(material)
    yield placing_section(material)
    yield windows_section(material)
    yield highlights(material, "cases")
    yield section("experience", written(material, "experience"))
    yield section("shortfalls", written(material, "problems"))
    yield section("returns", (*returns(material), *doubts(material)))
    yield section("plans", written(material, "next"))
    yield from annex_sections(material)


def _deployment(material: Material) -> Iterable[Line]:
    """Length, phases, actions and courts, as the campaign file has them."""
    campaign = material.campaign
    yield (*length_of(material), "。")
    if len(material.courts) > 1:
        yield ("参加法院", families(len(material.courts)), f"：{_court_names(material)}。")
    if campaign.phases:
        names = "、".join(
            f"{phase.name}（{span_text(phase.start, phase.end)}）" for phase in campaign.phases
        )
        yield ("分", told(len(campaign.phases), "个"), f"阶段：{names}。")
    if campaign.actions:
        names = "、".join(action.name for action in campaign.actions)
        yield ("设", told(len(campaign.actions), "项"), f"行动：{names}。")
    begun = [one for one in campaign.operations if one.start <= material.period.end]
    if begun:
        names = "、".join(f"{one.name}（{span_text(one.start, one.end)}）" for one in begun)
        yield (f"期间开展{names}，其成果是本次行动的一部分，不另加。",)


def _court_names(material: Material) -> str:
    return "、".join(material.name(court) for court in material.courts)


def _summed_up(material: Material) -> Iterable[Line]:
    """专项行动历时70天，共执结964件 (6.3 sentence 21), once the last day is in."""
    if material.period.end < material.campaign.end:
        yield from overall(material)
        return
    label = material.campaign.label or f"{material.campaign.days}天"
    yield (
        f"专项行动历时{label}，共执结",
        said(material.figure("cases_closed")),
        "，执行到位",
        said(material.figure("amount_recovered")),
        "。",
    )
