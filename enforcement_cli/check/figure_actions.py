"""Figures of a campaign's actions against each other and against all cases (R-02, R-04, R-05).

Comes in: the figures of a return, the campaign whose conditions say which actions lie within which
and which never overlap. Goes out: doubts. Refuses to add actions that may overlap (domain.md 3.4).
"""

from collections.abc import Iterator, Sequence

from enforcement_cli.check.difference import clue_text, is_rounding
from enforcement_cli.check.figure_pairs import parts_of
from enforcement_cli.check.figures import (
    Doubt,
    Figures,
    amount,
    name_of,
    pair_doubt,
    shown,
    slack,
    sum_doubt,
    unit_of,
)
from enforcement_cli.check.memberships import all_apart, is_within
from enforcement_cli.check.shares import Line
from enforcement_cli.model.campaign import Action, Campaign
from enforcement_cli.vocabulary.relations import glue, relations

_PERSONS = "人"


def beyond_all_cases(figures: Figures) -> Iterator[Doubt]:
    """R-04: a figure of an action above that of all cases."""
    for line in figures.lines:
        if line.action is None:
            continue
        for whole in figures.all(None, line.indicator, line.basis):
            if whole.unit == line.unit and amount(line) > amount(whole) + slack(line, whole):
                yield pair_doubt("R-04", line, whole)


def beyond_their_action(figures: Figures, campaign: Campaign) -> Iterator[Doubt]:
    """R-05: a figure of an action above that of one it lies within; one a pair of actions."""
    actions = {action.id: action for action in campaign.actions}
    for part in campaign.actions:
        for whole in campaign.actions:
            if not is_within(part, whole, actions) or is_within(whole, part, actions):
                continue
            wrong = list(_beyond(figures, part, whole))
            if wrong:
                first, others = wrong[0], wrong[1:]
                names = "、".join(f"“{name_of(line)}”{shown(line)}" for line, _ in others)
                more = {
                    "part_action": part.name,
                    "whole_action": whole.name,
                    "also": glue("likewise").format(names=names) if names else "",
                }
                yield pair_doubt("R-05", *first, more)


def _beyond(figures: Figures, part: Action, whole: Action) -> Iterator[tuple[Line, Line]]:
    for line in figures.lines:
        if line.action != part.id:
            continue
        for other in figures.all(whole.id, line.indicator, line.basis):
            if other.unit == line.unit and amount(line) > amount(other) + slack(line, other):
                yield line, other


def unequal_sums(figures: Figures, campaign: Campaign) -> Iterator[Doubt]:
    """R-02: actions that never overlap, all stated, against the union they make up.

    The union is an action of their kind, or all cases where the campaign's scope is its actions;
    of a wider scope they are only not more. Never of 人, and never of what one operation does.
    """
    actions = {action.id: action for action in campaign.actions}
    unions: list[tuple[str | None, list[Action], bool]] = [
        (action.id, [actions[name] for name in action.any_of if name in actions], True)
        for action in campaign.actions
        if action.any_of and not action.all_of
    ]
    outer = [
        action
        for action in campaign.actions
        if not any(
            is_within(action, other, actions) and not is_within(other, action, actions)
            for other in campaign.actions
        )
    ]
    unions.append((None, outer, campaign.scope == "actions"))
    for union, members, whole in unions:
        if all_apart([member.id for member in members], campaign.actions):
            yield from _sums(figures, union, members, whole=whole)


def _sums(
    figures: Figures, union: str | None, members: Sequence[Action], *, whole: bool
) -> Iterator[Doubt]:
    for line in figures.lines:
        if line.action != union or line.unit == _PERSONS or line.indicator in relations().shared:
            continue
        parts = [
            part
            for action in members
            for part in figures.all(action.id, line.indicator, line.basis)
            if part.unit == line.unit
        ]
        gap = amount(line) - sum(map(amount, parts))
        missing = len(parts) < len(members)
        if (whole and missing) or (gap > 0 and not whole) or abs(gap) <= slack(line, *parts):
            continue
        unit = unit_of(line)
        if (missing and gap > 0) or is_rounding(amount(line), [amount(p) for p in parts], unit):
            continue
        clue = clue_text(amount(line), parts_of(parts), unit)
        yield sum_doubt("R-02", line, parts, [1] * len(parts), clue)
