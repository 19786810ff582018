"""Targets and what is missing to them, told in words: 距900件的目标还差265件, 剩余265件, 完成目标的70%.

Comes in: a claim and the figures that have targets. Goes out: which of them the words mean, and the
number that belongs there. Refuses to judge.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from enforcement_cli.model.campaign import Action
from enforcement_cli.model.claim import Claim, Span
from enforcement_cli.model.indicator import Figure
from enforcement_cli.proof.actions import last_action
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.printed_numbers import Number, line_of
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.vocabulary.proof import proof_words

# The target itself, what is missing or beyond it, how much of it is done, how far from the time.
Goal = Literal["target", "gap", "rate", "pace"]
_NEAR = 6
_UNITS = ("件", "元", "%", "百分点")
_SENTENCE = re.compile(r"[^。！？；\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A figure with a target, and the number in the claim's unit that the words should have."""

    figure: Figure
    true: Decimal


def goal_of(claim: Claim, around: Surroundings) -> Goal | None:
    """Whether a number is a target or told against one, by the words at it."""
    clause, behind = around.clause(claim), around.behind(claim)
    if claim.unit == "百分点":
        return "pace" if _found("pace", around.near(claim)) else None
    if claim.unit == "%":
        if _found("pace", clause) and not _found("rate", clause):
            return None
        return "rate" if _found("rate", clause) or _found("rate_behind", behind[:_NEAR]) else None
    if _found("gap", clause):
        return "gap"
    if _found("target_before", clause) or _found("target_behind", behind[:_NEAR]):
        return "target"
    return None


def unread_goals(
    around: Surroundings, claims: Sequence[Claim], actions: Sequence[Action]
) -> Iterator[Claim]:
    """Targets and gaps that nobody read as a claim: what lies ahead is no total, but it can be wrong.

    Only in sentences that speak of a target or a category of cases: a debtor owes rests too.
    """
    text = around.prose.text
    taken = sorted((claim.start, claim.end) for claim in claims)
    starts = [start for start, _ in taken]
    for block in around.blocks:
        if not _found("any", text[block.start : block.end]):
            continue
        for start, end in _sentences(text, block.start, block.end):
            said = text[start:end]
            if not _found("any", said):
                continue
            if not _found("spoken", said) and last_action(said, actions) is None:
                continue
            for number in line_of(text, start, end).numbers:
                at = bisect_right(starts, number.end - 1) - 1
                if at >= 0 and taken[at][1] > number.start:
                    continue
                claim = _as_claim(text, number, (start, end))
                if claim is not None and goal_of(claim, around) in (
                    "target",
                    "gap",
                    "pace",
                    "rate",
                ):
                    yield claim


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    for found in _SENTENCE.finditer(text, start, end):
        yield found.span()


def _as_claim(text: str, number: Number, sentence: Span) -> Claim | None:
    if number.unit not in _UNITS or number.word:
        return None
    return Claim(
        metric="other",
        value=number.value,
        unit=number.unit,
        raw=text[number.start : number.end],
        start=number.start,
        end=number.end,
        sentence=sentence,
        step=number.step,
    )


def aims_of(
    claim: Claim,
    goal: Goal,
    names: tuple[str, ...],
    actions: tuple[str | None, ...],
    court: str | None,
    ground: Ground,
) -> tuple[Aim, ...]:
    """The figures with targets that the words may mean, those of the named indicator first.

    Args:
        claim: a number told against a target.
        goal: what of it.
        names: the indicators that its words name.
        actions: the actions meant; (None,) where nothing is said.
        court: whose target it is.
        ground: the figures.
    """
    held = [
        figure
        for figure in ground.own.figures.values()
        if figure.target is not None
        and figure.value is not None
        and figure.key.court == court
        and _unit_fits(figure, claim, goal)
    ]
    said = [each for each in held if each.key.action in actions]
    if not any(actions) and not said:
        said = held
    named = [each for each in said if each.key.indicator in names]
    return tuple(
        Aim(figure=each, true=true)
        for each in (named or said)
        for true in _numbers(each, goal, ground)
    )


def _unit_fits(figure: Figure, claim: Claim, goal: Goal) -> bool:
    if goal in ("rate", "pace"):
        return True
    return claim.unit == ("元" if figure.unit == "fen" else figure.unit)


def _numbers(figure: Figure, goal: Goal, ground: Ground) -> Iterator[Decimal]:
    assert figure.target is not None and figure.value is not None  # noqa: S101, PT018  # aims_of chose them
    scale = 100 if figure.unit == "fen" else 1
    target, value = Decimal(figure.target) / scale, Decimal(figure.value) / scale
    if goal == "target":
        yield target
    elif goal == "gap":
        yield abs(target - value)
    elif target:
        done = value / target * 100
        if goal == "rate":
            yield done
        elif (passed := _time_passed(ground)) is not None:
            yield abs(done - passed)


def _time_passed(ground: Ground) -> Decimal | None:
    for key, figure in ground.own.figures.items():
        if key.indicator == "time_progress" and figure.value is not None:
            return Decimal(figure.value) * 100
    return None


def _found(name: str, words: str) -> bool:
    return bool(_pattern(name).search(words))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """The patterns of a list in proof.toml, one of which must fit."""
    return re.compile("|".join(f"(?:{each})" for each in proof_words("goal", name)))
