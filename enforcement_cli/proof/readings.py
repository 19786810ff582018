"""The figures that a claim may be about, the likeliest first.

Comes in: a claim, the words around it, the ground. Goes out: Readings, or why there is none.
Refuses to judge whether the number is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from enforcement_cli.model.campaign import Action
from enforcement_cli.model.claim import Claim
from enforcement_cli.model.indicator import Basis, Figure, FigureKey
from enforcement_cli.proof.actions import category_of, leading_action
from enforcement_cli.proof.courts import Who, who_of
from enforcement_cli.proof.days import Days, days_of
from enforcement_cli.proof.ground import Ground, Window
from enforcement_cli.proof.names import core_name, plain
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.vocabulary.proof import indicators_of, proof_word, proof_words

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
    names = _indicators(claim, together, around, ground)
    if not names:
        return Readings(why_none=proof_word("why", "no_metric", metric=claim.metric))
    who = who_of(claim, around, ground)
    if not who.known:
        return Readings(why_none=proof_word("why", "no_court", subject=who.words))
    places, said = windows_meant(claim, around, ground)
    if not places:
        return Readings(why_none=proof_word("why", "no_days", period=claim.period or ""))
    found: list[Reading] = []
    for window, basis in places:
        actions = _actions(claim, around, window.actions, ground.campaign.name)
        if not actions:
            continue
        found += [
            _reading(name, action, who, window, basis) for name in names for action in actions
        ]
    if found:
        return Readings(likely=tuple(found), sure=who.said and said)
    # 查询银行信息7502次: what is taken for a category may be none.
    scope = [_reading(name, None, who, *place) for place in places for name in names]
    why = proof_word("why", "no_action", action=claim.action or "")
    return Readings(likely=tuple(scope), why_none=why)


def _indicators(
    claim: Claim, together: Sequence[str], around: Surroundings, ground: Ground
) -> tuple[str, ...]:
    """The ids that the data have figures of."""
    known = {
        name for window in ground.windows for name in (key.indicator for key in window.figures)
    }
    found = indicators_of(claim.metric, around.near(claim), around.lead(claim), together)
    return tuple(name for name in found if name in known)


def _actions(
    claim: Claim, around: Surroundings, actions: Sequence[Action], campaign: str
) -> tuple[str | None, ...]:
    """The action said, else the paragraph's own, else the scope; none where it is unknown."""
    if claim.action:
        found = category_of(claim.action, actions, campaign)
        return (found.action,) if found.known else ()
    paragraph = around.paragraph(claim)
    text = around.prose.text[paragraph.start : paragraph.end] if paragraph else ""
    leading = leading_action(text, actions)
    return (leading,) if leading is not None else (None,)


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
    clause, lead = around.clause(claim), around.lead(claim)
    said = [text for text in (claim.period, _nearest_days(clause, lead, ground)) if text]
    named = _named(claim, around, ground)
    if named and named[0][1]:
        return tuple((window, "period") for window, _ in named), True
    for words in said:
        days = days_of(words, ground)
        if days is not None:
            found = _windows_of(days, ground)
            also = tuple((window, _PERIOD) for window, _ in named)
            return (*found, *(each for each in also if each not in found)), True
    if named:
        own = ((ground.own, _CUMULATIVE), (ground.own, _PERIOD))
        return (*((window, _PERIOD) for window, _ in named), *own), False
    if claim.period:
        return (), True
    return _supposed(around.before(claim), ground), False


_PERIOD: Basis = "period"
_CUMULATIVE: Basis = "cumulative"


def _nearest_days(clause: str, lead: str, ground: Ground) -> str:
    """The words before the number that hold days: of its clause, else of its sentence."""
    return next((text for text in (clause, lead) if days_of(text, ground) is not None), "")


def _supposed(before: str, ground: Ground) -> tuple[tuple[Window, Basis], ...]:
    """Where nothing is said: what the paragraph said last, then the period, then all so far."""
    days = days_of(before, ground) if before else None
    found = list(_windows_of(days, ground)) if days is not None else []
    order: tuple[Basis, Basis] = (_PERIOD, _CUMULATIVE)
    for basis in order:
        if (ground.own, basis) not in found:
            found.append((ground.own, basis))
    return tuple(found)


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
    clause, lead = around.clause(claim), around.lead(claim)
    for words in (claim.period, _nearest_days(clause, lead, ground)):
        days = days_of(words, ground) if words else None
        if days is not None:
            return None if _windows_of(days, ground) else days
    return None


def _named(claim: Claim, around: Surroundings, ground: Ground) -> list[tuple[Window, bool]]:
    """The windows that the text calls by name, and whether the claim's own words do."""
    period, lead = claim.period or "", around.lead(claim)
    subject = claim.subject or ""
    again = any(word in subject + lead for word in proof_words("period", "same_window"))
    unread = bool(period) and days_of(period, ground) is None
    wide = around.before(claim) if again or unread else ""
    found: list[tuple[Window, bool]] = []
    for window in ground.windows:
        name = core_name(window.name)
        if window.kind != "beside" or len(name) < _LEAST_NAME:
            continue
        if name in plain(period + subject):
            found.insert(0, (window, True))
        elif name in plain(lead):
            found.append((window, unread))
        elif name in plain(wide):
            found.append((window, True))
    return found
