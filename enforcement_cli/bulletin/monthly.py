"""月通报 and 季通报 (domain.md 6.2): basics, quality, courts, highlights, problems, what is asked.

Comes in: the material. Goes out: sections in that order and 附表. Refuses to invent a reason or a
demand that no figure or text gives.
"""

from collections.abc import Iterable

from enforcement_cli.bulletin.case_texts import actions, methods, quality
from enforcement_cli.bulletin.charts import (
    court_chart,
    measure_chart,
    recovery_chart,
    target_charts,
    trend_chart,
)
from enforcement_cli.bulletin.comparison_texts import comparison_tables, comparisons
from enforcement_cli.bulletin.lines import section
from enforcement_cli.bulletin.list_tables import list_sentences
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.measure_texts import long_measures, pre_penalty, prosecution
from enforcement_cli.bulletin.overview import overall
from enforcement_cli.bulletin.parts import annex_sections, highlights, windows_section
from enforcement_cli.bulletin.placing_texts import leaders, markings, ranking_tables
from enforcement_cli.bulletin.return_texts import coming, doubts, overdue, returns, written
from enforcement_cli.bulletin.tables import (
    action_table,
    long_measure_tables,
    progress_table,
    rate_table,
)
from enforcement_cli.bulletin.target_tables import target_table
from enforcement_cli.bulletin.target_texts import behind_by_court, keeping_pace, projections
from enforcement_cli.model.bulletin import Section


def monthly(material: Material) -> Iterable[Section | None]:
    """A month or a quarter."""
    measures = long_measure_tables(material)
    yield section(
        "basics",
        (
            *overall(material),
            *actions(material),
            *methods(material),
            *long_measures(material),
            *pre_penalty(material),
            *prosecution(material),
        ),
        tables=(action_table(material),),
        charts=(
            trend_chart(material, "cases_closed", "执结走势"),
            trend_chart(material, "amount_recovered", "执行到位金额走势"),
            recovery_chart(material),
        ),
    )
    yield section(
        "quality",
        (*quality(material), *markings(material)),
        tables=(rate_table(material),),
    )
    yield section(
        "courts",
        (*comparisons(material), *leaders(material), *keeping_pace(material)),
        tables=(
            progress_table(material),
            *comparison_tables(material),
            *ranking_tables(material),
        ),
        charts=(court_chart(material), *target_charts(material)),
    )
    yield highlights(material, "stories")
    yield section(
        "problems",
        (
            *returns(material),
            *doubts(material),
            *behind_by_court(material),
            *overdue(material),
            *list_sentences(material, "interim", "livelihood_interim", "unpaid"),
            *written(material, "problems"),
        ),
    )
    yield windows_section(material)
    yield section("next", (*projections(material), *coming(material), *written(material, "next")))
    yield from annex_sections(
        material,
        tables=[table for table in (*measures, target_table(material)) if table is not None],
        charts=(measure_chart(material),),
        but=("interim", "livelihood_interim", "unpaid"),
    )
