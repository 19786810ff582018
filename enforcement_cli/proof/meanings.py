"""What a number counts and of which cases: the indicators and actions that its words mean.

Comes in: a claim, the words around it, the ground. Goes out: ids, the likeliest first. Refuses to
know figures.
"""

import re
from collections.abc import Sequence

from enforcement_cli.model.campaign import Action
from enforcement_cli.model.claim import Claim
from enforcement_cli.proof.actions import (
    action_behind,
    category_of,
    last_action,
    leading_action,
)
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.vocabulary.proof import indicators_of

# An action that a paragraph is of stands in its first words.
_OPENING = 60
_LEAST_INDICATOR = 3
# Metrics of a number whose words say nothing of what it counts.
_UNSAID = ("other", "share")
# What may stand between a name and its number.
_LINKS = "为达到是约至：: 占共仅已"
# 在633件中, 这633件里: a number told again.
_AGAIN = re.compile(r"(?:在|这|上述|以上)(?:全部|所有)?$")
_OF_THESE = re.compile(r"(?:案件|案子)?(?:中|里|之中|当中)(?:[，,的有]|$)")
_ALL_CASES = re.compile(r"行动案件|目标案件|各类案件|全部案件|所有案件")


def indicators_meant(
    claim: Claim, together: Sequence[str], around: Surroundings, ground: Ground
) -> tuple[str, ...]:
    """The ids that the data have figures of, the likeliest first.

    An indicator that the clause calls by its name right before the number wins; a number that says
    nothing of itself (较上周减少96件) is of what the one before it is.
    """
    clause = around.clause(claim)
    again = _AGAIN.search(clause) or _OF_THESE.match(around.behind(claim))
    found = _of_the_same(claim, around, ground) if again else ()
    found = found or said_of_it(claim, together, around, ground)
    if found or claim.metric not in _UNSAID:
        return found
    return _of_the_one_before(claim, around, ground)


def said_of_it(
    claim: Claim, together: Sequence[str], around: Surroundings, ground: Ground
) -> tuple[str, ...]:
    """What the number's own words say that it counts."""
    clause = around.clause(claim)
    found = indicators_of(claim.metric, around.near(claim), around.lead(claim), together)
    found = tuple(name for name in found if name in ground.known)
    named = _named_in(clause, claim.unit, ground)
    if named and (not found or clause.rstrip(_LINKS).endswith(ground.indicators[named].name)):
        return tuple(dict.fromkeys((named, *found)))
    return found


def _named_in(clause: str, unit: str, ground: Ground) -> str | None:
    """The indicator whose whole name stands last in a clause and is told in that unit."""
    best, end, width = None, -1, 0
    for name in ground.known:
        indicator = ground.indicators.get(name)
        words = indicator.name if indicator is not None else ""
        at = clause.rfind(words) if len(words) >= _LEAST_INDICATOR else -1
        if indicator is None or at < 0 or not _told_in(indicator.unit, unit):
            continue
        if (at + len(words), len(words)) > (end, width):
            best, end, width = name, at + len(words), len(words)
    return best


def _told_in(of_figure: str, of_claim: str) -> bool:
    if of_figure == "%":
        return of_claim in ("%", "百分点")
    return of_claim == ("元" if of_figure == "fen" else of_figure)


def _of_the_one_before(claim: Claim, around: Surroundings, ground: Ground) -> tuple[str, ...]:
    """What the number before it in the sentence counts, where it is told in the same unit."""
    rate = claim.unit in ("%", "百分点")
    for each in around.earlier(claim):
        if each.start < claim.sentence[0]:
            break
        if rate == (each.unit in ("%", "百分点")) and (rate or each.unit == claim.unit):
            found = said_of_it(each, (), around, ground)
            if found:
                return found
    return ()


def _of_the_same(claim: Claim, around: Surroundings, ground: Ground) -> tuple[str, ...]:
    """在633件中: what a number told before counts, the same number first."""
    alike = [each for each in around.earlier(claim) if each.unit == claim.unit]
    same = [each for each in alike if each.value == claim.value]
    for each in (*same, *alike):
        found = said_of_it(each, (), around, ground)
        if found:
            return found
    return ()


def actions_meant(
    claim: Claim, around: Surroundings, actions: Sequence[Action], campaign: str
) -> tuple[str | None, ...]:
    """The action said, else the paragraph's own, else the scope; none where it is unknown.

    What the clause names wins. An action of further up in the sentence, with a court named behind
    it, may hold or not.
    """
    clause = around.clause(claim)
    if _ALL_CASES.search(clause) and last_action(clause, actions) is None:
        return (None,)
    here = last_action(clause, actions) or action_behind(around.behind(claim), actions)
    if here is not None:
        return (here,)
    lead = around.lead(claim)
    further = last_action(lead, actions)
    if claim.action:
        found = category_of(claim.action, actions, campaign)
        if found.known or further is None:
            return (found.action,) if found.known else ()
    paragraph = around.paragraph(claim)
    text = (
        around.prose.text[paragraph.start : min(paragraph.end, paragraph.start + _OPENING)]
        if paragraph
        else ""
    )
    leading = leading_action(text, actions)
    if further is not None:
        return (further,) if leading == further else (further, leading)
    return (leading,)
