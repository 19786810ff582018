"""The figures that a claim may be about, the likeliest first.

Comes in: a claim, the words around it, the ground. Goes out: Readings, or why there is none.
Refuses to judge whether the number is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.indicator import Basis, Figure, FigureKey
from enforcement_cli.proof.baselines import without_aside
from enforcement_cli.proof.courts import Who, inherited_court, who_of
from enforcement_cli.proof.days import Days, days_of
from enforcement_cli.proof.ground import Ground, Window
from enforcement_cli.proof.meanings import actions_meant, indicators_meant
from enforcement_cli.proof.names import core_name, plain
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.vocabulary.claims import metric_name
from enforcement_cli.vocabulary.proof import proof_word, proof_words

_LEAST_NAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One figure, in a window; `figure` None where the window has none."""

    key: FigureKey
    window: Window
    figure: Figure | None
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What a claim may be about; `why_none` where nothing of the data is surely meant.

    `sure`: subject and days are said by the words, so that what agrees with another reading is
    wrong all the same.
    """

    likely: tuple[Reading, ...] = ()
    sure: bool = False
    why_none: str = ""


def readings_of(
    claim: Claim, together: Sequence[str], around: Surroundings, ground: Ground
) -> Readings:
    """The figures that the claim may be about.

    Args:
        claim: a total.
        together: the other metrics told with the same number.
        around: the words of the text.
        ground: the figures.
    """
    names = indicators_meant(claim, together, around, ground)
    if not names:
        return Readings(why_none=proof_word("why", "no_metric", metric=metric_name(claim.metric)))
    who = who_of(claim, around, ground)
    if not who.known:
        return Readings(why_none=proof_word("why", "no_court", subject=who.words))
    places, _ = windows_meant(claim, around, ground)
    if not places:
        return Readings(why_none=proof_word("why", "no_days", period=claim.period or ""))
    found: list[Reading] = []
    for window, basis in places:
        actions = actions_meant(claim, around, window.actions, ground.campaign.name)
        if not actions:
            continue
        found += [
            _reading(name, action, who, window, basis) for name in names for action in actions
        ]
    further = None if who.said else inherited_court(claim, ground)
    if found and further is not None:
        found += [
            _reading(each.key.indicator, each.key.action, further, each.window, each.key.basis)
            for each in tuple(found)
        ]
    if found:
        # Of days that nobody says there are two readings; a number that is neither is wrong.
        return Readings(likely=tuple(found), sure=who.said)
    # 查询银行信息7502次: what is taken for a category may be none.
    scope = [_reading(name, None, who, *place) for place in places for name in names]
    why = proof_word("why", "no_action", action=claim.action or "")
    return Readings(likely=tuple(scope), why_none=why)


def _reading(name: str, action: str | None, who: Who, window: Window, basis: Basis) -> Reading:
    key = FigureKey(indicator=name, basis=basis, action=action, court=who.court)
    figure = window.figure(key)
    if figure is None and basis == "period":
        # A state is of the end of the window only.
        cumulative = replace(key, basis="cumulative")
        figure = window.figure(cumulative)
        key = cumulative if figure is not None else key
    if who.among:
        figure = _sum(key, who.among, window)
    return Reading(key=key, window=window, figure=figure, among=who.among)


def _sum(key: FigureKey, courts: Sequence[str], window: Window) -> Figure | None:
    """The sum over courts, where all have a number that may be added."""
    parts = [window.figure(replace(key, court=court)) for court in courts]
    values = [part.value for part in parts if part is not None and isinstance(part.value, int)]
    if not parts or len(values) < len(parts):
        return None
    unit = next(part.unit for part in parts if part is not None)
    return None if unit in ("人", "%") else Figure(key=key, value=sum(values), unit=unit)


def windows_meant(
    claim: Claim, around: Surroundings, ground: Ground
) -> tuple[tuple[tuple[Window, Basis], ...], bool]:
    """The windows that a claim may be of, the likeliest first, and whether the words say so.

    Empty where they say days that the ground has no figures of.
    """
    named = _named(claim, around, ground)
    days, by_name = _days_said(claim, around, ground)
    if by_name and named:
        return tuple((window, _PERIOD) for window in named), True
    if days is not None:
        found = _windows_of(days, ground)
        also = tuple((window, _PERIOD) for window in named)
        return (*found, *(each for each in also if each not in found)), True
    if named:
        own = ((ground.own, _CUMULATIVE), (ground.own, _PERIOD))
        return (*((window, _PERIOD) for window in named), *own), False
    supposed = ((ground.own, _PERIOD), (ground.own, _CUMULATIVE))
    further = days_of(claim.period, ground) if claim.period else None
    planned = further is not None and further.start > ground.period.end
    if planned or not claim.period or claim.period not in around.before(claim):
        return (*supposed, *(_windows_of(further, ground) if further else ())), False
    return (), True


_PERIOD: Basis = "period"
_CUMULATIVE: Basis = "cumulative"


def _days_said(claim: Claim, around: Surroundings, ground: Ground) -> tuple[Days | None, bool]:
    """The days that the words say, or that a window's name says them.

    The nearest clause before the number wins over what the claim took over from further away: of
    本周执结21件，累计执结130件 the second is cumulative.
    """
    names = [core_name(window.name) for window in ground.windows if window.kind == "beside"]
    names = [name for name in names if len(name) >= _LEAST_NAME]
    for clause in around.clauses_before(claim):
        if any(name in plain(clause) for name in names):
            return None, True
        days = days_of(without_aside(clause), ground)
        if days is not None and days.start <= ground.period.end:
            return days, False
    here = around.paragraph(claim) is None or (claim.period or "") in around.sentence(claim)
    days = days_of(claim.period, ground) if claim.period and here else None
    return (days if days is not None and days.start <= ground.period.end else None), False


def _windows_of(days: Days, ground: Ground) -> tuple[tuple[Window, Basis], ...]:
    """The windows of exactly these days, the period's own first."""
    found: list[tuple[Window, Basis]] = []
    start = ground.campaign.start
    for window in ground.windows:
        if window.team is None and days.basis == _PERIOD:
            if (window.start, window.end) == (days.start, days.end):
                found.append((window, _PERIOD))
            elif (start, window.end) == (days.start, days.end) and window.kind != "beside":
                found.append((window, _CUMULATIVE))
        elif days.basis == _CUMULATIVE and window.kind != "beside" and window.end == days.end:
            found.append((window, _CUMULATIVE))
    return tuple(found)


def days_wanted(claim: Claim, around: Surroundings, ground: Ground) -> Days | None:
    """The days that a claim's words say, where no window of the ground is of them."""
    days, _ = _days_said(claim, around, ground)
    return None if days is None or _windows_of(days, ground) else days


def _named(claim: Claim, around: Surroundings, ground: Ground) -> list[Window]:
    """The windows that the text calls by name: in the sentence, or in the paragraph before.

    Further away only where the sentence takes the name up again (该团队) or says days that are
    none of the calendar's (12天).
    """
    words = f"{claim.period or ''}{claim.subject or ''}{around.lead(claim)}"
    again = any(word in words for word in proof_words("period", "same_window"))
    unread = claim.period is not None and days_of(claim.period, ground) is None
    text = plain(words + (around.before(claim) if again or unread else ""))
    return [
        window
        for window in ground.windows
        if window.kind == "beside"
        and len(core_name(window.name)) >= _LEAST_NAME
        and core_name(window.name) in text
    ]
