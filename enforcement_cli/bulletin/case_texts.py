"""Paragraphs of cases: each action's, how cases were closed, and rates with their changes.

Comes in: the material. Goes out: sentences. Refuses to add actions up: their cases overlap.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from enforcement_cli.bulletin.lines import Line, joined
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import said, told
from enforcement_cli.bulletin.overview import is_floored
from enforcement_cli.bulletin.scope import (
    bases,
    before_word,
    from_start,
    inside,
    is_whole,
    main_basis,
    now_word,
)
from enforcement_cli.bulletin.sentences import change_of, pace_clause
from enforcement_cli.bulletin.standing import standing
from enforcement_cli.model.campaign import Action
from enforcement_cli.model.indicator import Basis, Figure
from enforcement_cli.vocabulary.bulletin import figures_of

_TOLD_RATE = "completion_rate"


def actions(material: Material) -> Iterable[Line]:
    """A sentence an action."""
    for action in material.campaign.actions:
        yield (
            _action_of_part(material, action)
            if len(bases(material)) > 1
            else _action_of_whole(material, action)
        )


def _action_of_whole(material: Material, action: Action) -> Line:
    closed, done, money = (
        material.figure(indicator, action=action.id)
        for indicator in ("cases_closed", "cases_completed", "amount_recovered")
    )
    return (
        f"{action.name}：执结",
        said(closed),
        "，其中执行完毕",
        said(done),
        "；执行到位",
        said(money, floored=is_floored(material)),
        "。",
    )


def _action_of_part(material: Material, action: Action) -> Line:
    closed = material.figure("cases_closed", action=action.id)
    closed_all, done, money_all = (
        material.figure(indicator, "cumulative", action=action.id)
        for indicator in ("cases_closed", "cases_completed", "amount_recovered")
    )
    return (
        f"{action.name}：{now_word(material)}执结",
        said(closed),
        *change_of(closed, before_word(material)),
        "；累计执结",
        said(closed_all),
        "，其中执行完毕",
        said(done),
        "，执行到位",
        said(money_all),
        *_target_clause(material, closed_all),
        "。",
    )


def _target_clause(material: Material, closed: Figure | None) -> Line:
    if closed is None or not closed.target:
        return ()
    rate, elapsed = standing(material, closed.key)
    if rate is None or rate.number is None:
        return ()
    line: Line = (
        "；目标",
        told(closed.target, closed.unit, key=closed.key, aspect="target"),
        "，完成率",
        rate,
    )
    if elapsed is not None:
        line += ("，", *pace_clause(Decimal(rate.number), elapsed, rate.key))
    return line


def methods(material: Material) -> Iterable[Line]:
    """How cases were closed, and what is still open."""
    word, basis = main_basis(material)
    done, interim, ended = (
        said(material.figure(indicator, basis))
        for indicator in ("cases_completed", "cases_closed_interim", "cases_terminated")
    )
    line: Line = (
        f"{word}执行完毕",
        done,
        "，终结本次执行程序",
        interim,
        "，终结执行",
        ended,
    )
    rate = material.figure(_TOLD_RATE, basis)
    if rate and rate.value is not None:
        line += ("；首执案件执行完毕率", said(rate))
    yield (*line, "；期末未结", said(material.figure("cases_open", "cumulative")), "。")


def quality(material: Material) -> Iterable[Line]:
    """Every rate that is known, with its change in 百分点."""
    yield from _rates(material, figures_of("rates"))


def more_quality(material: Material) -> Iterable[Line]:
    """The same without the rate that stands among the methods."""
    yield from _rates(material, [one for one in figures_of("rates") if one != _TOLD_RATE])


def _rates(material: Material, indicators: Sequence[str]) -> Iterable[Line]:
    before = before_word(material)
    basis: Basis = "period" if material.flows or inside(material) else "cumulative"
    clauses: list[Line] = []
    for indicator in indicators:
        figure = material.figure(indicator, basis)
        if figure is None or figure.value is None:
            continue
        change = () if is_whole(material) else change_of(figure, before)
        clauses.append((material.indicators[indicator].name, said(figure), *change))
    if clauses:
        word = now_word(material) if basis == "period" else "累计"
        yield (word, *joined(clauses, "；"), "。")


def accepted(material: Material) -> Line:
    """受理（旧存、新收）、结案、到位 and the closure rate of the period, as far as they are known."""
    _, basis = main_basis(material)
    received = material.figure("cases_received", basis)
    closed = material.figure("cases_closed", basis)
    money = material.figure("amount_recovered", basis)
    line: Line = ()
    if received and received.value is not None:
        line += ("受理执行案件", said(received), *_of_these(material), "，")
    line += ("结案", said(closed), "，执行到位", said(money))
    rate = material.figure("closure_rate", basis)
    if rate and rate.value is not None:
        line += ("，结案率", said(rate))
    return line


def carried_over(material: Material, action: str | None = None) -> Figure | None:
    """What was open when the period began; figures to date speak of the campaign's first day."""
    found = material.figure("cases_carried_over", action=action)
    if found is None and from_start(material):
        return material.figure("cases_carried_over", "cumulative", action=action)
    return found


def _of_these(material: Material) -> Line:
    _, basis = main_basis(material)
    old = carried_over(material)
    new = material.figure("cases_filed", basis)
    if old is None or new is None or old.value is None or new.value is None:
        return ()
    return ("（旧存", said(old), "、新收", said(new), "）")
