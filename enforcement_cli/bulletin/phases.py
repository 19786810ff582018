"""阶段小结: what the ledgers held at the start, what the phase has done, its targets.

Comes in: the material of a phase. Goes out: sections. Refuses to take the campaign's targets for
the phase's where the phase has its own.
"""

from collections.abc import Iterable

from enforcement_cli.bulletin.case_texts import (
    actions,
    carried_over,
    methods,
    more_quality,
)
from enforcement_cli.bulletin.charts import recovery_chart, target_charts, trend_chart
from enforcement_cli.bulletin.lines import Line, joined, section
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.measure_texts import long_measures
from enforcement_cli.bulletin.numbers import said
from enforcement_cli.bulletin.overview import length_of, overall
from enforcement_cli.bulletin.parts import (
    annex_sections,
    compared_section,
    highlights,
    target_section,
    windows_section,
)
from enforcement_cli.bulletin.return_texts import coming, doubts, returns, written
from enforcement_cli.bulletin.scope import who
from enforcement_cli.bulletin.sentences import span_text
from enforcement_cli.bulletin.tables import action_table, long_measure_tables, progress_table
from enforcement_cli.model.bulletin import Section


def phase(material: Material) -> Iterable[Section | None]:
    """A stage of the campaign."""
    yield section("baseline", _baseline(material))
    yield section(
        "progress",
        (*overall(material), *actions(material), *methods(material), *more_quality(material)),
        tables=(action_table(material), progress_table(material)),
        charts=(trend_chart(material, "cases_closed", "执结走势"), recovery_chart(material)),
    )
    yield section("measures", long_measures(material), tables=long_measure_tables(material))
    yield target_section(material, name="phase_targets", charts=target_charts(material))
    yield compared_section(material)
    yield highlights(material, "stories")
    yield section("doubts", (*returns(material), *doubts(material), *written(material, "problems")))
    yield windows_section(material)
    yield section("next_week", (*coming(material), *written(material, "next")))
    yield from annex_sections(material)


def _baseline(material: Material) -> Iterable[Line]:
    """建账数: open when the phase began, with what has come in since; by action as well."""
    period = material.period
    days = span_text(period.start, period.end)
    counts = _counts(material, None)
    if counts:
        yield (f"{period.label}（{days}），{who(material)}", *counts, "。")
    for action in material.campaign.actions:
        counts = _counts(material, action.id)
        if counts:
            yield (f"{action.name}：", *counts, "。")
    yield (*length_of(material), f"，{period.label}为{days}。")


def _counts(material: Material, action: str | None) -> Line:
    """建账1068件（开始时未结919件、阶段内新收149件）, as far as they are known."""
    old = carried_over(material, action)
    new = material.figure("cases_filed", action=action)
    received = material.figure("cases_received", action=action)
    parts: list[Line] = []
    if old is not None and old.value is not None:
        parts.append(("开始时未结", said(old)))
    if new is not None and new.value is not None:
        parts.append(("阶段内新收", said(new)))
    if received is None or received.value is None:
        return joined(parts, "，")
    return ("建账", said(received), *(("（", *joined(parts, "、"), "）") if parts else ()))
