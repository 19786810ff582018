"""The few big numbers on top of a page.

Comes in: the material. Goes out: up to six figures that are known, with what stands beneath them.
Refuses to show a number that no table or sentence has.
"""

from dataclasses import replace

from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import MISSING, said
from enforcement_cli.bulletin.scope import bases, is_whole
from enforcement_cli.model.bulletin import Headline
from enforcement_cli.vocabulary.bulletin import figures_of

_MOST = 6
_UNITS = ("万元", "亿元", "%")


def headlines_of(material: Material) -> tuple[Headline, ...]:
    """The known ones of the list, in its order; 累计 beneath where both are told."""
    year = material.period.kind == "year"
    found: list[Headline] = []
    for indicator in figures_of("year_headlines" if year else "headlines"):
        declared = material.indicators.get(indicator)
        if declared is None:
            continue
        headline = _headline(material, indicator, declared.name)
        if headline is not None:
            found.append(headline)
    return tuple(found[:_MOST])


def _headline(material: Material, indicator: str, name: str) -> Headline | None:
    """A state has no figure of the period, only one as it stands."""
    spans = bases(material)
    word, basis = spans[0]
    figure = material.figure(indicator, basis)
    if figure is None and basis == "period":
        word, basis = "期末", "cumulative"
        figure = material.figure(indicator, basis)
    if figure is None or figure.value is None:
        return None
    beneath = ""
    if len(spans) > 1 and basis == "period" and not is_whole(material):
        whole = material.figure(indicator, "cumulative")
        if whole is not None and whole.value is not None:
            beneath = f"{spans[1][0]}{said(whole).text}"
    value = said(figure)
    unit = next((u for u in (*_UNITS, figure.unit) if value.shown.endswith(u)), "")
    shown = value.shown.removesuffix(unit) or MISSING
    return Headline(
        name=f"{word}{name}",
        value=replace(value, shown=shown),
        unit=unit,
        beneath=beneath,
    )
