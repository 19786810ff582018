"""周战报, and the same of a window inside the campaign (domain.md 6.2).

Comes in: the material. Goes out: sections in order: whole, actions, courts, measures, targets,
highlights, what is asked, what comes next. Refuses to lay out.
"""

from collections.abc import Iterable

from enforcement_cli.bulletin.case_texts import actions, methods
from enforcement_cli.bulletin.charts import (
    measure_chart,
    recovery_chart,
    target_charts,
    trend_chart,
)
from enforcement_cli.bulletin.lines import section
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.measure_texts import core_measures, long_measures
from enforcement_cli.bulletin.overview import overall
from enforcement_cli.bulletin.parts import (
    annex_sections,
    compared_section,
    highlights,
    placing_section,
    target_section,
    windows_section,
)
from enforcement_cli.bulletin.return_texts import coming, doubts, overdue, returns, written
from enforcement_cli.bulletin.tables import (
    action_table,
    long_measure_tables,
    measure_table,
    progress_table,
)
from enforcement_cli.bulletin.target_texts import behind_by_court
from enforcement_cli.model.bulletin import Section


def weekly(material: Material) -> Iterable[Section | None]:
    """A week (or any period of a row without a form of its own)."""
    yield section(
        "overall",
        overall(material),
        tables=(action_table(material),),
        charts=(
            trend_chart(material, "cases_closed", "执结走势"),
            trend_chart(material, "amount_recovered", "执行到位金额走势"),
        ),
    )
    yield section("actions", actions(material), charts=(recovery_chart(material),))
    yield section("methods", methods(material), tables=(progress_table(material),))
    yield section(
        "measures",
        core_measures(material),
        tables=(measure_table(material),),
        charts=(measure_chart(material),),
    )
    yield target_section(material, charts=target_charts(material))
    yield compared_section(material)
    yield placing_section(material)
    yield highlights(material, "stories")
    yield section(
        "doubts",
        (
            *returns(material),
            *doubts(material),
            *behind_by_court(material),
            *overdue(material),
            *written(material, "problems"),
        ),
    )
    yield windows_section(material)
    yield section("next_week", (*coming(material), *written(material, "next")))
    yield from annex_sections(material)


def window(material: Material) -> Iterable[Section | None]:
    """集中行动 or given days: everything 期内, no targets and no returns."""
    yield section("overall", overall(material), tables=(action_table(material),))
    yield section("actions", actions(material), charts=(recovery_chart(material),))
    yield section("methods", methods(material), tables=(progress_table(material),))
    yield section("measures", long_measures(material), tables=long_measure_tables(material))
    yield compared_section(material)
    yield placing_section(material)
    yield highlights(material, "cases")
    yield windows_section(material)
    yield from annex_sections(material)
