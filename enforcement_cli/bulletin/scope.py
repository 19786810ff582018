"""Whose figures a bulletin prints and which spans of days stand side by side in it.

Comes in: the material. Goes out: words (全市法院, 本周) and the bases they stand for. Refuses to know
figures.
"""

from enforcement_cli.bulletin.material import Material
from enforcement_cli.model.indicator import Basis
from enforcement_cli.vocabulary.bulletin import period_word, previous_word, whole_place


def who(material: Material) -> str:
    """全市法院, 全院, or the one court of several that this is about."""
    if len(material.courts) > 1:
        return f"{place(material)}法院"
    if len(material.desk.courts) == 1:
        return "全院"
    return material.name(material.courts[0])


def place(material: Material) -> str:
    """全市: the courts of the desk together."""
    desk = material.desk.court_of(material.desk.court)
    return whole_place(desk.name if desk else "")


def now_word(material: Material) -> str:
    """本周; 期内 for days that are no part of a row of periods."""
    return period_word(material.period.kind) or "期内"


def before_word(material: Material) -> str:
    """上周."""
    return previous_word(material.period.kind)


def inside(material: Material) -> bool:
    """Whether this is a window inside the campaign, which has no figures to date of its own."""
    return material.period.kind in ("operation", "custom")


def is_whole(material: Material) -> bool:
    """Whether the period's figures are those to date: a year that the campaign begins in."""
    return material.period.kind == "year" and from_start(material)


def from_start(material: Material) -> bool:
    """Whether the period begins with the campaign."""
    return material.period.start <= material.campaign.start


def bases(material: Material) -> tuple[tuple[str, Basis], ...]:
    """本期 beside 累计; only one of them where the period is the whole, and in a year's report."""
    if inside(material):
        return (("期内", "period"),)
    if material.period.kind == "year":
        return ((now_word(material), "period"),)
    if not material.flows:
        return (("累计", "cumulative"),)
    return ((now_word(material), "period"), ("累计", "cumulative"))


def main_basis(material: Material) -> tuple[str, Basis]:
    """The one basis of what is told once: to date, or of the window."""
    return bases(material)[-1]
