"""Brings the money of the campaign to its exact totals.

In: a told story. Out: the same story, large closed cases adjusted so that 调兵山's
operation and the whole scope give the promised sums. Touches no case with a part.
"""

from dataclasses import replace
from datetime import date

from sample_data.making.accounting import accounts
from sample_data.making.cases import COMPLETED, Case, hundreds
from sample_data.making.casting import Story
from sample_data.making.nouns import World
from sample_data.making.timeline import returns
from sample_data.making.truth import SCOPE_FEN, SPRING_FEN
from sample_data.making.weeks import SPRING

_LEAST_LARGE_FEN = 10_100_000


def balanced(story: Story, transfers: dict[str, str]) -> Story:
    """Spread what is missing over the large cases: first 调兵山 in February, then the rest."""
    spring, scope = _totals(story, transfers)
    bound = [case for case in story.cases if _adjustable(story, case)]
    window = [case for case in bound if _in_spring(case)]
    others = [case for case in bound if case.court != "辽1281"]
    story = _spread(story, window, SPRING_FEN - spring)
    return _spread(story, others, SCOPE_FEN - scope - (SPRING_FEN - spring))


def _totals(story: Story, transfers: dict[str, str]) -> tuple[int, int]:
    """Fen recovered in 调兵山's operation and in the whole scope."""
    world = World(story=story, events={}, marks={}, faults=False)
    spring = scope = 0
    for account in accounts(returns(world, lists=False), (), transfers).values():
        for on, fen in account.flows if account.actions else ():
            scope += fen
            if account.court == "辽1281" and SPRING[0] <= on <= SPRING[1]:
                spring += fen
    return spring, scope


def _adjustable(story: Story, case: Case) -> bool:
    closing = case.closing
    return (
        case.category in "DE"
        and closing is not None
        and closing.method == COMPLETED
        and case.key not in story.used
        and not case.waived_fen
    )


def _in_spring(case: Case) -> bool:
    closing = case.closing
    return case.court == "辽1281" and closing is not None and closing.on > date(2026, 2, 1)


def _spread(story: Story, cases: list[Case], missing: int) -> Story:
    """Add equal shares of whole hundreds of yuan; the last case takes what is left."""
    share = hundreds(missing / len(cases))
    adjusted = list(story.cases)
    for place, case in enumerate(cases):
        more = share if place < len(cases) - 1 else missing - share * (len(cases) - 1)
        claim = case.claim_at(0) + more
        last = case.payments[-1]
        if claim < _LEAST_LARGE_FEN or last.fen + more <= 0:
            raise ValueError(f"case {case.key} cannot take {more} fen")
        paid = (*case.payments[:-1], replace(last, fen=last.fen + more))
        adjusted[case.key] = replace(case, claims=((0, claim),), payments=paid)
    return replace(story, cases=adjusted)
