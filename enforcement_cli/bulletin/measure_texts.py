"""Paragraphs of measures: coercion, property, notices that warned, and prosecution.

Comes in: the material. Goes out: sentences. Refuses to add unlike things: notices of 预处罚 are no
measures (T8), 公诉 and 自诉 stay apart (T9), 限高和失信 stays the one figure it was stated as (T7).
"""

from collections.abc import Iterable, Sequence

from enforcement_cli.bulletin.lines import Line, joined
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import said, told
from enforcement_cli.bulletin.scope import main_basis, now_word
from enforcement_cli.model.bulletin import Value
from enforcement_cli.model.indicator import Basis, Figure
from enforcement_cli.vocabulary.bulletin import crime_lines, figures_of


def core_measures(material: Material) -> Iterable[Line]:
    """本周依法拘传…，司法拘留…: the measures that every weekly bulletin tells."""
    parts = _named(material, figures_of("core_measures"), "period", zeros=True)
    if parts:
        word = now_word(material) if material.flows else ""
        yield (f"{word}依法", *joined(parts, "，"), "。")


def long_measures(material: Material) -> Iterable[Line]:
    """Every measure that there was any of: on persons, then on property, then done jointly."""
    word, basis = _told_of(material)
    core = figures_of("core_measures")
    persons = _named(material, figures_of("person_measures"), basis, zeros=False, keep=core)
    if persons:
        yield (f"{word}依法", *joined(persons, "，"), "。")
    found = _named(material, figures_of("property_measures"), basis, zeros=False)
    if found:
        yield (word, *joined(found, "，"), "。")
    joint = _named(material, figures_of("joint"), basis, zeros=False)
    if joint:
        yield (word, *joined(joint, "，"), "。")


def pre_penalty(material: Material) -> Iterable[Line]:
    """Notices that warned, and what they brought in; never beside the measures themselves."""
    _, basis = _told_of(material)
    notices, complied, money = (
        material.figure(indicator, basis) for indicator in figures_of("pre_penalty")
    )
    line: Line = ()
    if _is_any(notices):
        line += ("发出预拘留、预罚款等预告文书", said(notices))
    if _is_any(complied):
        line += (*(("，",) if line else ()), "促使被执行人", said(complied), "主动履行")
        if money is not None and money.value is not None:
            line += (said(money),)
    if line:
        yield (*line, "。（预告文书不计入已实施措施）")


def prosecution(material: Material) -> Iterable[Line]:
    """公诉 and 自诉, each with its cases and persons, never added (T9)."""
    _, basis = _told_of(material)
    for line in crime_lines():
        cases = material.figure(line.cases, basis)
        persons = material.figure(line.persons, basis)
        if _is_any(cases) or _is_any(persons):
            yield (line.lead, _prosecuted(cases), *_beside(persons), "。")


def _prosecuted(cases: Figure | None) -> Value:
    """11案: what is a numbered case elsewhere is told as 案 beside its persons."""
    if cases is None or cases.value is None:
        return said(cases)
    return told(cases.value, "案", key=cases.key)


def _beside(persons: Figure | None) -> Line:
    return (said(persons),) if persons is not None and persons.value is not None else ()


def _named(
    material: Material,
    indicators: Sequence[str],
    basis: Basis,
    *,
    zeros: bool,
    keep: Sequence[str] = (),
) -> list[Line]:
    """拘传11人次 for each that is known; without `zeros` only those that are some, or in `keep`."""
    found: list[Line] = []
    for indicator in indicators:
        figure = material.figure(indicator, basis)
        if figure is None or figure.value is None:
            continue
        if zeros or figure.value or indicator in keep:
            found.append((material.indicators[indicator].name, said(figure)))
    return found


def _told_of(material: Material) -> tuple[str, Basis]:
    """The period where it is one of several, else all of it."""
    if material.flows:
        return now_word(material), "period"
    return "", main_basis(material)[1]


def _is_any(figure: Figure | None) -> bool:
    return figure is not None and bool(figure.value)
