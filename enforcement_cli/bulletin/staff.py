"""团队周报 and 承办人月报: the table of people, quality, ageing, what is supervised.

Comes in: material whose figures name teams or officers. Goes out: sections. Refuses to rank people
and to fill in what a return does not give.
"""

from collections.abc import Iterable

from enforcement_cli.bulletin.card_tables import card_table
from enforcement_cli.bulletin.case_texts import actions, methods
from enforcement_cli.bulletin.charts import trend_chart
from enforcement_cli.bulletin.lines import section
from enforcement_cli.bulletin.list_tables import list_sentences, list_tables
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.overview import overall
from enforcement_cli.bulletin.parts import (
    compared_section,
    highlights,
    target_section,
    windows_section,
)
from enforcement_cli.bulletin.return_texts import coming, doubts, returns, written
from enforcement_cli.bulletin.staff_tables import staff_quality, staff_sentences, staff_table
from enforcement_cli.model.bulletin import Section

_ANALYSED = ("key", "overdue", "due_soon", "interim", "livelihood_interim", "unpaid")


def staff(material: Material) -> Iterable[Section | None]:
    """By team or by officer."""
    yield section(
        "overall",
        (*overall(material), *actions(material), *methods(material)),
        charts=(trend_chart(material, "cases_completed", "执行完毕走势"),),
    )
    yield section(
        "teams" if material.by == "team" else "officers",
        staff_sentences(material),
        tables=(staff_table(material),),
    )
    yield section(
        "analysis",
        (*staff_quality(material), *list_sentences(material, *_ANALYSED)),
        tables=list_tables(material, *_ANALYSED),
    )
    yield section(
        "ageing", list_sentences(material, "ageing"), tables=list_tables(material, "ageing")
    )
    yield section(
        "supervision", list_sentences(material, "todos"), tables=list_tables(material, "todos")
    )
    yield target_section(material)
    yield compared_section(material)
    yield highlights(material, "stories")
    yield section("doubts", (*returns(material), *doubts(material), *written(material, "problems")))
    yield windows_section(material)
    yield section("next_week", (*coming(material), *written(material, "next")))
    yield section("cards", (), tables=(card_table(material),))
