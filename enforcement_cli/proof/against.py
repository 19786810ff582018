"""Marks of numbers that no figure is alone: told against a target, or a share of a whole.

Comes in: a claim, its words, the ground. Goes out: a Mark, or None where it is neither. Refuses to
know the readings of other numbers.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.proof import Mark
from enforcement_cli.proof.courts import who_of
from enforcement_cli.proof.figures_told import told
from enforcement_cli.proof.goals import Aim, Goal, aims_of, goal_of
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.meanings import actions_meant, indicators_meant, said_of_it
from enforcement_cli.proof.readings import readings_of
from enforcement_cli.proof.rounding import agreement, as_printed, natural
from enforcement_cli.proof.shares import is_share, shares_of, wholes_of
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.vocabulary.proof import proof_word, words_in


def goal_mark(
    claim: Claim, together: Sequence[str], around: Surroundings, ground: Ground
) -> Mark | None:
    """The verdict on a target, on what is missing to it, on how much of it is done."""
    goal = goal_of(claim, around) if around.paragraph(claim) is not None else None
    if goal is None:
        return None
    who = who_of(claim, around, ground)
    actions = actions_meant(claim, around, ground.own.actions, ground.campaign.name)
    if not who.known or who.among or not actions:
        return Mark(claim=claim, verdict="absent", why=proof_word("why", "no_goal"))
    names = indicators_meant(claim, together, around, ground)
    aims = aims_of(claim, goal, names, actions, who.court, ground)
    if not aims and not any(actions):
        # A court has targets of some kinds of cases only; what is told may be the desk's.
        aims = aims_of(claim, goal, names, actions, None, ground)
    for aim in aims:
        how = agreement(claim, aim.true)
        if how != "no":
            return _of_aim(claim, aim, goal, "matches" if how == "exact" else "rounded", ground)
    if not aims:
        return Mark(claim=claim, verdict="absent", why=proof_word("why", "no_goal"))
    verdict = "differs" if len(aims) == 1 else "undecided"
    return _of_aim(claim, aims[0], goal, verdict, ground)


def _of_aim(claim: Claim, aim: Aim, goal: Goal, verdict: str, ground: Ground) -> Mark:
    own = ground.own
    what = told(aim.figure.key, own, ground)
    true = natural(aim.true, claim.unit)
    why = proof_word("why", "goal", what=what, goal=proof_word("why", f"goal_{goal}"), true=true)
    return Mark(
        claim=claim,
        verdict=verdict,  # type: ignore[arg-type]  # one of them
        true=aim.true,
        shown=as_printed(claim, aim.true),
        period=own.label,
        why=why,
    )


def share_mark(claim: Claim, around: Surroundings, ground: Ground) -> Mark | None:
    """The verdict on a share by the figures of its part and its whole."""
    if claim.metric not in ("share", "other") or not is_share(claim, around):
        return None
    if around.paragraph(claim) is None or said_of_it(claim, (), around, ground):
        return None
    shares = list(_shares(claim, around, ground))
    for true in shares:
        how = agreement(claim, true)
        if how != "no":
            return _of_share(claim, true, "matches" if how == "exact" else "rounded", around)
    if not shares:
        return None
    if not words_in("whole", "share").search(around.clause(claim)):
        return Mark(claim=claim, verdict="absent", why=proof_word("why", "no_share"))
    return _of_share(claim, shares[0], "differs", around)


def _shares(claim: Claim, around: Surroundings, ground: Ground) -> Iterator[Decimal]:
    """The shares that the number before it may be."""
    whole = wholes_of(claim, around)
    part = next((each for each in around.earlier(claim) if _can_be_part(each)), None)
    if part is None:
        return
    who = who_of(claim, around, ground)
    readings = readings_of(part, (), around, ground)
    for reading in readings.likely:
        if reading.figure is None or not isinstance(reading.figure.value, int):
            continue
        if (reading.key.court, reading.among) != (who.court, who.among):
            continue
        yield from shares_of(
            Decimal(reading.figure.value),
            reading.key,
            whole,
            reading.window,
            ground,
            several=bool(reading.among),
        )


def _can_be_part(claim: Claim) -> bool:
    return claim.unit not in ("%", "百分点", "位") and claim.relation in (None, "of_which")


def _of_share(claim: Claim, true: Decimal, verdict: str, around: Surroundings) -> Mark:
    part = next(each for each in around.earlier(claim) if _can_be_part(each))
    why = proof_word("why", "share", what=part.raw, true=natural(true, claim.unit))
    return Mark(
        claim=claim,
        verdict=verdict,  # type: ignore[arg-type]  # one of them
        true=true,
        shown=as_printed(claim, true),
        why=why,
    )
