"""报送情况 and 问题提示: who has not sent, who was late, what is doubted, when the next is due.

Comes in: the material. Goes out: sentences that name courts. Refuses to judge why.
"""

from collections.abc import Iterable, Mapping

from enforcement_cli.bulletin.lines import Line
from enforcement_cli.bulletin.material import Material, NextDue
from enforcement_cli.bulletin.numbers import told
from enforcement_cli.bulletin.sentences import day_text, families
from enforcement_cli.model.case_list import CaseList


def returns(material: Material) -> Iterable[Line]:
    """How many courts were due and which have not sent all; late, locked out and let off."""
    expected = len(material.expected)
    if not expected:
        return
    if not material.missing:
        yield ("应报", families(expected), "，全部报送。")
    else:
        names = "、".join(material.name(court) for court in material.missing)
        carried = "，累计数沿用上期并标“*”" if material.campaign.missing == "carry" else ""
        yield (
            "应报",
            families(expected),
            "，",
            families(len(material.missing)),
            f"未报齐：{names}。未报法院的本期数以“未报”列示{carried}，请尽快补报。",
        )
    told_of = material.punctuality
    for word, courts in (
        ("迟报", told_of.late),
        ("锁定时仍未报", told_of.locked),
        ("经同意免报", told_of.exempt),
    ):
        if courts:
            parts = "；".join(f"{material.name(c)}（{'、'.join(t)}）" for c, t in courts.items())
            yield (f"{word}：{parts}。",)


def doubts(material: Material) -> Iterable[Line]:
    """What the courts are asked to answer or send again (6.3 sentence 16)."""
    for counts, unit, before, after in (
        (material.punctuality.returned, "份", "报表退回未改", ""),
        (material.problems.held_rows, "行", "台账退回未改", "，未计入"),
        (material.problems.blanked, "处", "数据存疑", "，按缺失处理"),
        (material.problems.queries, "项", "核实事项尚未答复", "，请在下次报送前说明"),
    ):
        if counts:
            yield (*_counted(material, counts, unit, before), f"{after}。")


def _counted(material: Material, counts: Mapping[str, int], unit: str, before: str) -> Line:
    line: Line = (before, told(sum(counts.values()), unit), "（")
    for place, (court, number) in enumerate(counts.items()):
        line += (f"{'、' if place else ''}{material.name(court)}", told(number, unit))
    return (*line, "）")


def overdue(material: Material) -> Iterable[Line]:
    """超过法定执行期限未结（6.3 sentence 18）, where the list was made."""
    found = _list_of(material, "overdue")
    if found is not None and found.total:
        yield ("超过法定执行期限未结", told(found.total, "件"), "，请列入督办清单。")


def _list_of(material: Material, kind: str) -> CaseList | None:
    return next((found for found in material.lists if found.kind == kind), None)


def coming(material: Material) -> Iterable[Line]:
    """When the next returns are due (6.3 sentences 19 and 20)."""
    for period, due in _by_time(material.next_due):
        first = due[0]
        forms = "、".join(dict.fromkeys(each.form for each in due))
        moved = "（遇节假日顺延）" if any(each.moved for each in due) else ""
        when = f"{day_text(first.at.date())}{first.at:%H:%M}"
        yield (f"{period}：请各院于{when}前报送{forms}{moved}，无新增的实行零报告。",)


def _by_time(due: Iterable[NextDue]) -> Iterable[tuple[str, list[NextDue]]]:
    together: dict[tuple[str, str], list[NextDue]] = {}
    for each in sorted(due, key=lambda one: one.at):
        together.setdefault((each.period, each.at.isoformat()), []).append(each)
    for (period, _), group in together.items():
        yield period, group


def written(material: Material, name: str) -> Iterable[Line]:
    """The paragraphs that people wrote for a section; numbers in them are theirs."""
    for paragraph in material.texts.get(name, ()):
        yield (paragraph,)
