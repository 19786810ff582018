"""What a campaign's own conditions say of two actions: one within the other, or never a case in both.

Comes in: actions of a campaign. Goes out: yes, or not provably. Refuses to know a case or a figure.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from enforcement_cli.model.campaign import Action


def is_within(part: Action, whole: Action, actions: Mapping[str, Action]) -> bool:
    """Whether every case of `part` is one of `whole`, by the conditions alone.

    `actions` are the campaign's by id. An action that a return declares itself is within none.
    """
    if part.id == whole.id:
        return True
    members = [actions[name] for name in part.any_of if name in actions]
    if part.any_of and members and all(is_within(each, whole, actions) for each in members):
        return True
    if any(is_within(actions[name], whole, actions) for name in part.all_of if name in actions):
        return True
    if whole.any_of and not (_conditions(whole) or whole.all_of or whole.declared):
        return any(is_within(part, actions[n], actions) for n in whole.any_of if n in actions)
    if (
        part.any_of
        or part.all_of
        or whole.any_of
        or whole.all_of
        or part.declared != whole.declared
    ):
        return False
    return not whole.declared and _conditions(whole) and _narrower(part, whole)


def are_apart(one: Action, other: Action, actions: Mapping[str, Action]) -> bool:
    """Whether no case can be in both, by the conditions alone.

    The amount or state that decides must be looked at on the same day in both (`frozen_at`).
    """
    for first, second in ((one, other), (other, one)):
        members = [actions[name] for name in first.any_of if name in actions]
        if members and all(are_apart(each, second, actions) for each in members):
            return True
        if any(are_apart(actions[n], second, actions) for n in first.all_of if n in actions):
            return True
    if one.causes and other.causes and not set(one.causes) & set(other.causes):
        return True
    if one.frozen_at != other.frozen_at:
        return False
    if one.status and other.status and one.status != other.status:
        return True
    return _below(one, other) or _below(other, one)


def all_apart(names: Sequence[str | None], actions: Sequence[Action]) -> bool:
    """Whether no two of the actions named can hold the same case."""
    by_id = {action.id: action for action in actions}
    named = [by_id.get(name or "") for name in names]
    return len(named) > 1 and all(
        one is not None and other is not None and are_apart(one, other, by_id)
        for one, other in combinations(named, 2)
    )


def _below(one: Action, other: Action) -> bool:
    top, bottom = one.claim_at_most_fen, other.claim_above_fen
    return top is not None and bottom is not None and top <= bottom


def _conditions(action: Action) -> bool:
    """Whether an action has conditions of its own; without any it says nothing of its cases."""
    bounds = (action.claim_at_most_fen, action.claim_above_fen, action.filed_before, action.status)
    return bool(action.causes or action.party) or any(bound is not None for bound in bounds)


def _narrower(part: Action, whole: Action) -> bool:
    """Whether each condition of the whole is met by one of the part."""
    causes = not whole.causes or (bool(part.causes) and set(part.causes) <= set(whole.causes))
    top = whole.claim_at_most_fen is None or (
        part.claim_at_most_fen is not None and part.claim_at_most_fen <= whole.claim_at_most_fen
    )
    bottom = whole.claim_above_fen is None or (
        part.claim_above_fen is not None and part.claim_above_fen >= whole.claim_above_fen
    )
    filed = whole.filed_before is None or (
        part.filed_before is not None and part.filed_before <= whole.filed_before
    )
    state = whole.status is None or part.status == whole.status
    party = not whole.party or part.party == whole.party
    return causes and top and bottom and filed and state and party
