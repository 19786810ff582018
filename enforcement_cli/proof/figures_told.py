"""A figure told: its number as a claim has it, its words, the command to its cells, its neighbours.

Comes in: figures and keys. Goes out: exact numbers in a claim's unit, and Chinese words. Refuses to
choose which figure a claim is about.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.indicator import Basis, Figure, FigureKey
from enforcement_cli.proof.ground import Ground, Window
from enforcement_cli.proof.rounding import agreement
from enforcement_cli.vocabulary.proof import proof_word

# How a number stands for a figure: it is its own, what it was the period before, how it changed.
Manner = Literal["value", "previous", "change"]
# A number as small as that stands for many things by chance.
_TELLING = 10


def true_value(claim: Claim, figure: Figure | None, manner: Manner | None = None) -> Decimal | None:
    """The exact number that a claim's own should be, in its unit; None where there is none.

    A change is told without its sign: whether it grew or fell is in the words. Without a `manner`
    it is a change where the claim is told as one.
    """
    if figure is None or figure.value is None:
        return None
    manner = manner or ("change" if is_change(claim) else "value")
    now = in_claim_unit(figure.value, figure.unit)
    if manner == "value":
        return now if (figure.unit == "%") == (claim.unit == "%") else None
    if figure.previous is None:
        return None
    then = in_claim_unit(figure.previous, figure.unit)
    if manner == "previous":
        return then if (figure.unit == "%") == (claim.unit == "%") else None
    if claim.unit == "%":
        return None if then <= 0 or figure.unit == "%" else abs(now - then) / then * 100
    return abs(now - then) if (figure.unit == "%") == (claim.unit == "百分点") else None


def in_claim_unit(value: int | Decimal, unit: str) -> Decimal:
    """A figure's number as claims have it: 元 for money, percent for rates, else as it is."""
    if unit == "fen":
        return Decimal(value) / 100
    return Decimal(value) * 100 if unit == "%" else Decimal(value)


def told(key: FigureKey, window: Window, ground: Ground, among: tuple[str, ...] = ()) -> str:
    """A figure in words: 银州区法院小标的案件本周执结; of several courts their names."""
    action = next((each.name for each in window.actions if each.id == key.action), "")
    days = window.label if key.basis == "period" else f"截至{window.end:%Y-%m-%d}累计"
    court = ground.name(key.court) if window.kind != "beside" or key.court else ""
    if among:
        court = "、".join(ground.name(code) for code in among) + proof_word("why", "together")
    return f"{court}{days}{action}{_name_of(key.indicator, ground)}"


def _name_of(indicator: str, ground: Ground) -> str:
    """An indicator's name; what is worked out of a target has it from proof.toml."""
    found = ground.indicators.get(indicator)
    worked_out = indicator.partition(":")[0]
    return found.name if found is not None else proof_word("worked_out", worked_out)


def is_change(claim: Claim) -> bool:
    """Whether the number says how much something grew or fell."""
    return claim.relation in ("increase", "decrease")


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
