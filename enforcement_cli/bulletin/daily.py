"""日报: one screen to paste into a chat, and the one line of it.

Comes in: the material. Goes out: a section of three or four sentences; a line. Refuses tables: a
chat has no room for them, so every number carries its own mark.
"""

from collections.abc import Iterable
from dataclasses import replace

from enforcement_cli.bulletin.lines import Line, joined, section, text_of
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import mark_of, said
from enforcement_cli.bulletin.scope import bases, inside, now_word, who
from enforcement_cli.bulletin.sentences import day_text, families, short_day_text
from enforcement_cli.model.bulletin import Section, Value
from enforcement_cli.model.indicator import Basis, Figure
from enforcement_cli.vocabulary.bulletin import figures_of

_MOST_COURTS = 20


def daily(material: Material) -> Iterable[Section]:
    """What was done today, by court, to date, and who is missing."""
    measures = _measures(material, "period")
    today: Line = (
        f"{day_text(material.period.end)}，{who(material)}执结",
        _marked(material.figure("cases_closed")),
        "，执行到位",
        _marked(material.figure("amount_recovered")),
        *(("；", *joined(measures, "，")) if measures else ()),
        "。",
    )
    to_date = _measures(material, "cumulative")
    total: Line = (
        "行动以来累计执结",
        _marked(material.figure("cases_closed", "cumulative")),
        "，执行到位",
        _marked(material.figure("amount_recovered", "cumulative")),
        *(("；", *joined(to_date, "，")) if to_date else ()),
        "。",
        *_missing(material),
    )
    yield section("today", (today, _by_court(material), total))


def chat_line(material: Material) -> str:
    """The bulletin as one line for a chat: 【某行动】1月5日：执结12件，到位34.50万元；累计…."""
    period = material.period
    day = short_day_text(period.end)
    when = day if period.kind == "day" else f"{period.label}（截至{day}）"
    spans = bases(material)
    first = spans[0][1]
    line: Line = (
        f"【{material.campaign.name}】{when}：{_unless_day(material)}执结",
        _marked(material.figure("cases_closed", first)),
        "，到位",
        _marked(material.figure("amount_recovered", first)),
    )
    if len(spans) > 1:
        line += (
            "；累计",
            _marked(material.figure("cases_closed", "cumulative")),
            "，",
            _marked(material.figure("amount_recovered", "cumulative")),
        )
    missing = "、".join(material.name(court) for court in material.missing)
    return text_of(line) + "。" + (f"未报：{missing}。" if missing else "")


def _unless_day(material: Material) -> str:
    if material.period.kind == "day" or inside(material) or not material.flows:
        return ""
    return now_word(material)


def _by_court(material: Material) -> Line:
    """Courts that closed something or received money; the others are not told one by one."""
    if not 1 < len(material.courts) <= _MOST_COURTS:
        return ()
    parts: list[Line] = []
    for court in material.courts:
        closed = material.figure("cases_closed", court=court)
        money = material.figure("amount_recovered", court=court)
        if any(figure is not None and figure.value for figure in (closed, money)):
            parts.append((material.name(court), _marked(closed), "、", _marked(money)))
    return ("其中，", *joined(parts, "；"), "。") if parts else ()


def _missing(material: Material) -> Line:
    if not material.missing:
        return (
            ("应报", families(len(material.expected)), "，全部报送。") if material.expected else ()
        )
    names = "、".join(material.name(court) for court in material.missing)
    return (families(len(material.missing)), f"未报：{names}。其数未计入，不作零处理。")


def _measures(material: Material, basis: Basis) -> list[Line]:
    found: list[Line] = []
    for indicator in figures_of("day_measures"):
        figure = material.figure(indicator, basis)
        if figure is not None and figure.value is not None:
            found.append((material.indicators[indicator].name, _marked(figure)))
    return found


def _marked(figure: Figure | None) -> Value:
    """The number with the mark of what it rests on."""
    mark = mark_of(figure.sources) if figure is not None and figure.value is not None else ""
    return replace(said(figure), mark=mark)
