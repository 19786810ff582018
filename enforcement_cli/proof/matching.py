"""A claim held against the figures that it may be about: the verdict, and what was compared.

Comes in: a claim and its readings. Goes out: a Mark. A missing number is never 0, money is compared
to the 分. Refuses to know our own sentences (printed.py) and the words about a number (slips).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.indicator import Figure
from enforcement_cli.model.proof import Mark, Verdict
from enforcement_cli.proof.against import goal_mark, share_mark
from enforcement_cli.proof.baselines import asides, baseline_of, is_level_before, is_level_now
from enforcement_cli.proof.figures_told import (
    Manner,
    explain_line,
    is_change,
    told,
    true_value,
    what_else,
)
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.places import places_of
from enforcement_cli.proof.readings import Reading, Readings, readings_of
from enforcement_cli.proof.rounding import agreement, as_printed, natural, other_scale
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.vocabulary.proof import proof_word, words_in

_SHOWN_READINGS = 4
# 多, 少 and the like stand right before their number.
_LAST_WORDS = 6
_MASKED = re.compile(r"某{1,2}(?:法官)?(?:执结|办结|结案|到位)?$")


def mark_of(claim: Claim, together: Sequence[str], around: Surroundings, ground: Ground) -> Mark:
    """The verdict on a claim by the figures it may be about.

    Args:
        claim: a total.
        together: the other metrics told with the same number.
        around: the words of the text.
        ground: the figures.
    """
    if _is_of_staff(claim, around):
        return Mark(claim=claim, verdict="absent", why=proof_word("why", "staff"))
    special = goal_mark(claim, together, around, ground) or share_mark(claim, around, ground)
    if special is not None:
        return special
    readings = readings_of(claim, together, around, ground)
    why = proof_word("why", "sum") if _is_sum(claim, readings, around) else readings.why_none
    if not readings.likely or (why and why != readings.why_none):
        return Mark(claim=claim, verdict="absent", why=why)
    return _of_readings(claim, readings, around, ground)


def _of_readings(claim: Claim, readings: Readings, around: Surroundings, ground: Ground) -> Mark:
    """By what the number says of its figure: a place, a change, the figure itself."""
    if claim.relation == "rank":
        return _ranked(claim, readings, around, ground)
    measured_from = baseline_of(claim, around, ground) if is_change(claim) else "previous"
    if measured_from == "year":
        return _of_last_year(claim, readings, ground)
    if measured_from == "other":
        words = claim.against or "".join(asides(around.lead(claim))[-1:])
        why = proof_word("why", "other_days", words=words)
        return Mark(claim=claim, verdict="absent", why=why)
    return _by_value(claim, readings, around, ground)


def _is_of_staff(claim: Claim, around: Surroundings) -> bool:
    """Whether the number is one person's or team's: 各承办人执结：银州区法院于某某10件."""
    if around.paragraph(claim) is None:
        return False
    masked = _MASKED.search(around.clause(claim))
    return bool(masked or words_in("subject", "staff").search(around.near(claim)))


def _is_sum(claim: Claim, readings: Readings, around: Surroundings) -> bool:
    """Whether it is a sum of other numbers of the text, or a bound of several: no figure alone."""
    clause = around.clause(claim)
    if words_in("against", "sum").search(clause) or words_in("subject", "every").search(clause):
        return True
    unnamed = words_in("subject", "some").search(claim.subject or "")
    in_table = around.paragraph(claim) is None
    return bool(unnamed) and in_table and not any(reading.among for reading in readings.likely)


def _by_value(claim: Claim, readings: Readings, around: Surroundings, ground: Ground) -> Mark:
    first: Mark | None = None
    for manner in _manners(claim, around):
        found = _compared(claim, manner, readings, ground)
        if found is not None and found.verdict in ("matches", "rounded"):
            # A change, or the sum of some courts, is not the figure itself told again.
            return found if manner == "value" or is_change(claim) else replace(found, key=None)
        first = first or found
    if first is None:
        return _missing(claim, readings, ground)
    if readings.why_none:
        return Mark(claim=claim, verdict="absent", why=readings.why_none)
    return first


def _manners(claim: Claim, around: Surroundings) -> tuple[Manner, ...]:
    """How the number may stand for a figure: itself, what it was before, how much it changed."""
    if is_change(claim):
        return ("change",)
    if around.paragraph(claim) is None:
        return ("value",)
    if is_level_before(claim, around):
        return ("previous",)
    clause = around.clause(claim)
    if is_level_now(claim, around):
        return ("value",)
    if asides(clause) or words_in("against", "more").search(clause[-_LAST_WORDS:]):
        return ("change", "value")
    return ("value",)


def _compared(claim: Claim, manner: Manner, readings: Readings, ground: Ground) -> Mark | None:
    """The claim against every reading that has a number; None where none has."""
    valued = [
        (reading, true)
        for reading in readings.likely
        if (true := true_value(claim, reading.figure, manner)) is not None
    ]
    for reading, true in valued:
        how = agreement(claim, true)
        if how != "no":
            return _agreeing(claim, reading, true, how, ground)
    return _differing(claim, readings, valued, ground) if valued else None


def _agreeing(claim: Claim, reading: Reading, true: Decimal, how: str, ground: Ground) -> Mark:
    what = told(reading.key, reading.window, ground, reading.among)
    exact = how == "exact"
    said = proof_word("why", "same", what=what, true=natural(true, claim.unit)) if exact else (
        proof_word(
            "why", "rounded", what=what, true=natural(true, claim.unit),
            how=proof_word("why", f"how_{how}", word=claim.approx_word),
        )
    )  # fmt: skip
    return _mark(ground, claim, "matches" if exact else "rounded", reading, true, said)


def _differing(
    claim: Claim,
    readings: Readings,
    valued: Sequence[tuple[Reading, Decimal]],
    ground: Ground,
) -> Mark:
    """What differs from every reading, with what the printed number is instead."""
    first, true = valued[0]
    other = what_else(claim, first.key, first.window, ground)
    different = {value for _, value in valued}
    if not other and len(different) > 1 and not readings.sure:
        shown = "；".join(
            f"{told(each.key, each.window, ground, each.among)}{natural(value, claim.unit)}"
            for each, value in valued[:_SHOWN_READINGS]
        )
        why = proof_word("why", "which", printed=claim.raw, readings=shown)
        return _mark(ground, claim, "undecided", first, true, why)
    what = told(first.key, first.window, ground, first.among)
    why = proof_word("why", "differs", what=what, true=as_printed(claim, true))
    if other_scale(claim, true):
        other = proof_word("why", "other_scale", printed=claim.raw)
    return _mark(ground, claim, "differs", first, true, why + other)


def _missing(claim: Claim, readings: Readings, ground: Ground) -> Mark:
    first = readings.likely[0]
    note = first.figure.note if first.figure is not None and first.figure.note else "—"
    what = told(first.key, first.window, ground, first.among)
    why = proof_word("why", "no_figure", what=what, note=note)
    return Mark(claim=claim, verdict="absent", key=first.key, period=first.window.label, why=why)


def _ranked(claim: Claim, readings: Readings, around: Surroundings, ground: Ground) -> Mark:
    near = around.near(claim)
    if words_in("against", "growth").search(near):
        return Mark(claim=claim, verdict="absent", why=proof_word("why", "growth_rank"))
    from_behind = bool(words_in("against", "last").search(near))
    placed = [
        (reading, place)
        for reading in readings.likely
        for place in places_of(reading.key, reading.window, ground, from_behind=from_behind)
    ]
    for reading, place in placed:
        if place == claim.value:
            return _agreeing(claim, reading, Decimal(place), "exact", ground)
    if not placed:
        what = told(readings.likely[0].key, readings.likely[0].window, ground)
        return Mark(claim=claim, verdict="absent", why=proof_word("why", "no_rank", what=what))
    reading, place = placed[0]
    what = told(reading.key, reading.window, ground, reading.among)
    why = proof_word("why", "differs", what=what, true=f"第{place}位")
    overall = replace(reading.key, basis="cumulative")
    elsewhere = places_of(overall, reading.window, ground, from_behind=from_behind)
    # 本周执结21件，居全市第三: it may be the place to date.
    verdict: Verdict = "undecided" if claim.value in elsewhere else "differs"
    mark = _mark(ground, claim, verdict, reading, Decimal(place), why)
    return replace(mark, shown=f"第{place}")


def _of_last_year(claim: Claim, readings: Readings, ground: Ground) -> Mark:
    """Against the same days a year earlier, where the desk has them."""
    yearly = {each.key: each for each in ground.comparisons if each.kind == "year"}
    for reading in readings.likely:
        found = yearly.get(reading.key)
        if found is None or reading.window is not ground.own:
            continue
        figure = Figure(key=found.key, value=found.now, unit=found.unit, previous=found.then)
        true = true_value(claim, figure)
        if true is None:
            continue
        how = agreement(claim, true)
        if how != "no":
            return _agreeing(claim, reading, true, how, ground)
        what = told(reading.key, reading.window, ground, reading.among) + (claim.against or "")
        why = proof_word("why", "differs", what=what, true=as_printed(claim, true))
        return _mark(ground, claim, "differs", reading, true, why)
    for reading in readings.likely:
        true = true_value(claim, reading.figure)
        if true is None or ground.previous is None or agreement(claim, true) == "no":
            continue
        period = f"{ground.previous.start} 至 {ground.previous.end}"
        why = proof_word("why", "last_period", printed=claim.raw, period=period)
        return Mark(claim=claim, verdict="differs", key=reading.key, why=why)
    return Mark(claim=claim, verdict="absent", why=proof_word("why", "no_year"))


def _mark(
    ground: Ground, claim: Claim, verdict: str, reading: Reading, true: Decimal, why: str
) -> Mark:
    return Mark(
        claim=claim,
        verdict=verdict,  # type: ignore[arg-type]  # one of them
        key=None if reading.among else reading.key,
        true=true,
        shown=as_printed(claim, true),
        period=reading.window.label,
        why=why,
        explain=explain_line(reading.key, reading.window, ground),
    )
