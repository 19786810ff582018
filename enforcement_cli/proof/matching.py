"""A claim held against the figures that it may be about: the verdict, and what was compared.

Comes in: a claim and its readings. Goes out: a Mark. A missing number is never 0, money is compared
to the 分. Refuses to know our own sentences (printed.py) and the words about a number (slips).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.indicator import Basis, Figure, FigureKey
from enforcement_cli.model.proof import Mark
from enforcement_cli.proof.ground import Ground, Window
from enforcement_cli.proof.readings import Reading, Readings, readings_of
from enforcement_cli.proof.rounding import agreement, as_printed, natural, other_scale
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.vocabulary.proof import proof_word, proof_words, words_in

# A number as small as that stands for many things by chance.
_TELLING = 10
_SHOWN_READINGS = 4


def mark_of(claim: Claim, together: Sequence[str], around: Surroundings, ground: Ground) -> Mark:
    """The verdict on a claim by the figures it may be about.

    Args:
        claim: a total.
        together: the other metrics told with the same number.
        around: the words of the text.
        ground: the figures.
    """
    if words_in("against", "sum").search(around.clause(claim)):
        return Mark(claim=claim, verdict="absent", why=proof_word("why", "sum"))
    readings = readings_of(claim, together, around, ground)
    unnamed = words_in("subject", "some").search(claim.subject or "")
    if unnamed and not any(reading.among for reading in readings.likely):
        return Mark(claim=claim, verdict="absent", why=proof_word("why", "sum"))
    if not readings.likely:
        return Mark(claim=claim, verdict="absent", why=readings.why_none)
    if claim.relation == "rank":
        return _ranked(claim, readings, ground)
    if _is_change(claim) and _against(claim) == "year":
        return _of_last_year(claim, readings, ground)
    first: Mark | None = None
    for taken in _told_changes(claim, around):
        found = _compared(taken, readings, ground)
        if found is not None and found.verdict in ("matches", "rounded"):
            # A change, or the sum of some courts, is not the figure itself told again.
            return found if taken is claim else replace(found, claim=claim, key=None)
        first = first or found
    if first is None:
        return _missing(claim, readings, ground)
    if readings.why_none:
        return Mark(claim=claim, verdict="absent", why=readings.why_none)
    return replace(first, claim=claim)


def _compared(claim: Claim, readings: Readings, ground: Ground) -> Mark | None:
    """The claim against every reading that has a number; None where none has."""
    valued = [
        (reading, true)
        for reading in readings.likely
        if (true := true_value(claim, reading.figure)) is not None
    ]
    for reading, true in valued:
        how = agreement(claim, true)
        if how != "no":
            return _agreeing(claim, reading, true, how, ground)
    return _differing(claim, readings, valued, ground) if valued else None


def _told_changes(claim: Claim, around: Surroundings) -> tuple[Claim, ...]:
    """The claim as it may be taken: behind 比上周 a number is the change, or last week's own."""
    if _is_change(claim) or not words_in("against", "aside").search(around.clause(claim)):
        return (claim,)
    return (replace(claim, relation="increase"), claim)


def true_value(claim: Claim, figure: Figure | None) -> Decimal | None:
    """The exact number that a claim's own should be, in its unit; None where there is none.

    A change is told without its sign: whether it grew or fell is in the words.
    """
    if figure is None or figure.value is None:
        return None
    now = in_claim_unit(figure.value, figure.unit)
    if not _is_change(claim):
        return now if (figure.unit == "%") == (claim.unit == "%") else None
    if figure.previous is None:
        return None
    then = in_claim_unit(figure.previous, figure.unit)
    if claim.unit == "%":
        return None if then <= 0 or figure.unit == "%" else abs(now - then) / then * 100
    return abs(now - then)


def in_claim_unit(value: int | Decimal, unit: str) -> Decimal:
    """A figure's number as claims have it: 元 for money, percent for rates, else as it is."""
    if unit == "fen":
        return Decimal(value) / 100
    return Decimal(value) * 100 if unit == "%" else Decimal(value)


def told(key: FigureKey, window: Window, ground: Ground) -> str:
    """A figure in words: 银州区法院小标的案件本周执结."""
    indicator = ground.indicators.get(key.indicator)
    action = next((each.name for each in window.actions if each.id == key.action), "")
    days = window.label if key.basis == "period" else f"截至{window.end:%Y-%m-%d}累计"
    court = ground.name(key.court) if window.kind != "beside" or key.court else ""
    return f"{court}{days}{action}{indicator.name if indicator else key.indicator}"


def _is_change(claim: Claim) -> bool:
    return claim.relation in ("increase", "decrease")


def _against(claim: Claim) -> str:
    words = claim.against or ""
    return "year" if any(word in words for word in proof_words("against", "year")) else "previous"


def _agreeing(claim: Claim, reading: Reading, true: Decimal, how: str, ground: Ground) -> Mark:
    what = told(reading.key, reading.window, ground)
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
            f"{told(each.key, each.window, ground)}{natural(value, claim.unit)}"
            for each, value in valued[:_SHOWN_READINGS]
        )
        why = proof_word("why", "which", printed=claim.raw, readings=shown)
        return _mark(ground, claim, "undecided", first, true, why)
    what = told(first.key, first.window, ground)
    why = proof_word("why", "differs", what=what, true=as_printed(claim, true))
    if other_scale(claim, true):
        other = proof_word("why", "other_scale", printed=claim.raw)
    return _mark(ground, claim, "differs", first, true, why + other)


def what_else(claim: Claim, key: FigureKey, window: Window, ground: Ground) -> str:
    """What a wrong number is: last period's, another court's, of other days; empty where nothing.

    A small number is anything's.
    """
    if abs(claim.value) < _TELLING:
        return ""
    for name, other, where in _neighbours(key, window, ground):
        true = true_value(claim, where.figure(other))
        if true is None or agreement(claim, true) == "no":
            continue
        if name == "stale":
            days = f"{where.start:%Y-%m-%d} 至 {where.end:%Y-%m-%d}"
            return proof_word("why", "stale", printed=claim.raw, period=days)
        if name == "other_court":
            return proof_word("why", name, printed=claim.raw, court=ground.name(other.court))
        what = told(other, where, ground)
        return proof_word("why", "other_basis", printed=claim.raw, what=what)
    return ""


def _neighbours(
    key: FigureKey, window: Window, ground: Ground
) -> Iterator[tuple[str, FigureKey, Window]]:
    """Figures that are easily taken for another: of the period before, of other courts, days."""
    before = ground.before
    if before is not None and window is ground.own:
        yield "stale", key, before
    for court in (None, *ground.courts):
        if court != key.court and len(ground.courts) > 1:
            yield "other_court", replace(key, court=court), window
    other: Basis = "cumulative" if key.basis == "period" else "period"
    yield "other_basis", replace(key, basis=other), window
    if before is not None and window is ground.own:
        yield "other_basis", replace(key, basis=other), before


def _missing(claim: Claim, readings: Readings, ground: Ground) -> Mark:
    first = readings.likely[0]
    note = first.figure.note if first.figure is not None and first.figure.note else "—"
    what = told(first.key, first.window, ground)
    why = proof_word("why", "no_figure", what=what, note=note)
    return Mark(claim=claim, verdict="absent", key=first.key, period=first.window.label, why=why)


def _ranked(claim: Claim, readings: Readings, ground: Ground) -> Mark:
    for reading in readings.likely:
        place = ground.ranks.get(replace(reading.key, basis="cumulative"))
        if place is not None:
            true = Decimal(place)
            what = told(reading.key, reading.window, ground)
            if true == claim.value:
                return _agreeing(claim, reading, true, "exact", ground)
            if reading.key.basis == "period" and reading.window is ground.own:
                continue  # only what is cumulative is ranked
            why = proof_word("why", "differs", what=what, true=natural(true, claim.unit))
            return _mark(ground, claim, "differs", reading, true, why)
    what = told(readings.likely[0].key, readings.likely[0].window, ground)
    return Mark(claim=claim, verdict="absent", why=proof_word("why", "no_rank", what=what))


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
        what = told(reading.key, reading.window, ground) + (claim.against or "")
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


def explain_line(key: FigureKey, window: Window, ground: Ground) -> str:
    """The command that lists the cells behind a figure; empty where it has none of its own."""
    indicator = ground.indicators.get(key.indicator)
    if indicator is None or indicator.kind == "derived" or not window.options:
        return ""
    words = ["enforce explain", key.indicator, window.options]
    words += ["--campaign", ground.campaign.id] if len(ground.desk.campaigns) > 1 else []
    words += ["--court", key.court] if key.court else []
    words += ["--action", key.action] if key.action else []
    words += ["--cumulative"] if key.basis == "cumulative" else []
    return " ".join(words)
