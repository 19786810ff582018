"""The first paragraphs: what is done by now, in the period, and how far time has run.

Comes in: the material. Goes out: sentences. Refuses to know courts one by one.
"""

from collections.abc import Iterable
from decimal import Decimal

from enforcement_cli.bulletin.lines import Line
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import said, told
from enforcement_cli.bulletin.scope import bases, before_word, now_word, who
from enforcement_cli.bulletin.sentences import (
    change_of,
    day_text,
    pace_clause,
    span_text,
)
from enforcement_cli.bulletin.standing import standing
from enforcement_cli.model.campaign import Operation
from enforcement_cli.model.indicator import FigureKey

_PACES = {"workdays": "按工作日计，", "curve": "按进度曲线计，"}


def overall(material: Material) -> Iterable[Line]:
    """The headline sentences of the period."""
    if len(bases(material)) == 1:
        yield _of_the_whole(material)
        return
    closed, money = material.figure("cases_closed"), material.figure("amount_recovered")
    closed_all = material.figure("cases_closed", "cumulative")
    money_all = material.figure("amount_recovered", "cumulative")
    place = ""
    if material.period.kind == "week" and material.period.number:
        place = f"专项行动进入第{material.period.number}周（共{material.weeks}周），"
    yield (
        f"截至{day_text(material.period.end)}，{place}{who(material)}累计执结{_cases(material)}",
        said(closed_all),
        "，执行到位",
        said(money_all),
        "。",
    )
    before = before_word(material)
    yield (
        f"{now_word(material)}执结",
        said(closed),
        *change_of(closed, before),
        "；执行到位",
        said(money),
        *change_of(money, before),
        "。",
    )
    yield from pace(material)


def _of_the_whole(material: Material) -> Line:
    closed, money = material.figure("cases_closed"), material.figure("amount_recovered")
    word = f"{material.period.label}期间，" if material.period.kind == "operation" else ""
    days = span_text(material.period.start, material.period.end)
    operation = _operation(material)
    return (
        f"{word}{days}，{who(material)}执结{_cases(material)}",
        said(closed),
        "，执行到位",
        said(money, floored=operation is not None and operation.approximate),
        "。",
    )


def is_floored(material: Material) -> bool:
    """Whether prose prints this window's money rounded down with 余."""
    operation = _operation(material)
    return operation is not None and operation.approximate


def _operation(material: Material) -> Operation | None:
    if material.period.kind != "operation":
        return None
    return next(
        (
            operation
            for operation in material.campaign.operations
            if operation.name == material.period.label and operation.start == material.period.start
        ),
        None,
    )


def _cases(material: Material) -> str:
    """行动案件 where only cases of the actions count, else 案件."""
    return "行动案件" if material.campaign.scope == "actions" else "案件"


def pace(material: Material) -> Iterable[Line]:
    """How long the campaign is, how far it has run, and the money target beside it (T2)."""
    elapsed = material.figure("time_progress", "cumulative")
    days = (material.period.end - material.campaign.start).days + 1
    if elapsed is None or not isinstance(elapsed.value, Decimal):
        return
    by_workdays = material.campaign.pace == "workdays"
    line: Line = (
        *length_of(material, workdays=by_workdays),
        "，已过",
        told(days, "天"),
        *(
            ("（其中工作日", told(material.workdays[0], "天"), "）")
            if by_workdays and material.workdays
            else ()
        ),
        f"，{_PACES.get(material.campaign.pace, '')}时间进度",
        said(elapsed),
    )
    money = FigureKey(indicator="amount_recovered", basis="cumulative")
    rate, own_time = standing(material, money)
    if rate is not None and rate.number is not None:
        line += ("，到位金额完成目标的", rate)
        if own_time is not None:
            line += ("，", *pace_clause(Decimal(rate.number), own_time, rate.key))
    yield (*line, "。")


def length_of(material: Material, *, workdays: bool = True) -> Line:
    """行动为期70天（…，首尾都算71天，其中工作日45天）: the label as written beside the counted days."""
    campaign = material.campaign
    label = campaign.label or f"{campaign.days}天"
    line: Line = (
        f"行动为期{label}（{span_text(campaign.start, campaign.end)}，首尾都算",
        told(campaign.days, "天"),
    )
    if workdays and material.workdays:
        line += ("，其中工作日", told(material.workdays[1], "天"))
    return (*line, "）")
