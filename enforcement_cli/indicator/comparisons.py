"""Holds figures against those of other days: change, share, and the part of every court in it.

Comes in: what each court gives of both sides. Goes out: Comparisons, the desk's first. A court that
is known on one side only is left out of both, and named. Refuses to know where the numbers are
from; every division is here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from enforcement_cli.indicator.aligned import Days
from enforcement_cli.indicator.arithmetic import ratio
from enforcement_cli.model.comparison import Comparison
from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.vocabulary.comparisons import word

Number = int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a court gives of a figure: `top`, of a rate over `bottom`.

    `note` says why nothing is known, or what a number rests on that our own facts do not give.
    """

    top: Number
    bottom: Number = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One figure of all courts on both sides.

    `adds`: the desk's is the sum of the courts', of a rate of both its parts. Else it is `whole`,
    the desk's own now and then, over the courts that are known on both sides.
    """

    key: FigureKey
    unit: str
    days: Days
    now: Mapping[str, Told]
    then: Mapping[str, Told]
    is_rate: bool = False
    adds: bool = True
    whole: tuple[Number, Number] = (None, None)


def comparable(held: Held) -> tuple[str, ...]:
    """The courts that are known on both sides."""
    if held.days.lacking:
        return ()
    return tuple(
        court
        for court, told in held.now.items()
        if _known(held, told) and _known(held, held.then[court])
    )


def compare(held: Held) -> list[Comparison]:
    """The desk's comparison, then each court's."""
    both = comparable(held)
    if held.adds:
        now = _summed(held, [held.now[court] for court in both])
        then = _summed(held, [held.then[court] for court in both])
    else:
        now, then = held.whole if both else (None, None)
    notes = [*_said(held, both)]
    if not held.adds and both and (now is None or then is None):
        notes.append(word("not_added"))
    desk = _compared(held, held.key, now, then, notes, known=bool(both))
    found = [desk]
    for court in held.now:
        told, before = held.now[court], held.then[court]
        why = [told.note, before.note] if court not in both else [before.note]
        one = _compared(
            held, replace(held.key, court=court), _value(held, told),
            None if held.days.lacking else _value(held, before), why, known=court in both,
        )  # fmt: skip
        part = None
        if court in both and held.adds and not held.is_rate:
            part = ratio(one.change, desk.change)
        found.append(replace(one, contribution=part))
    return found


def _known(held: Held, told: Told) -> bool:
    return told.top is not None and (not held.is_rate or told.bottom is not None)


def _value(held: Held, told: Told) -> Number:
    return ratio(told.top, told.bottom) if held.is_rate else told.top


def _summed(held: Held, told: Iterable[Told]) -> Number:
    """ΣN, of a rate ΣN/ΣD; nothing where no court is known."""
    given = list(told)
    if not given:
        return None
    top = sum(each.top for each in given if each.top is not None)
    if not held.is_rate:
        return top
    return ratio(top, sum(each.bottom for each in given if each.bottom is not None))


def _said(held: Held, both: tuple[str, ...]) -> Iterable[str]:
    """What is to be said of courts: why they are left out, or what their numbers rest on."""
    words: dict[str, list[str]] = {}
    for court in held.now:
        said = [held.then[court].note]
        if court not in both:
            said.insert(0, held.now[court].note)
        for each in dict.fromkeys(filter(None, said)):
            words.setdefault(each, []).append(court)
    return [f"{each}:{','.join(courts)}" for each, courts in words.items()]


def _compared(
    held: Held, key: FigureKey, now: Number, then: Number, notes: Iterable[str], *, known: bool
) -> Comparison:
    days = held.days
    change = now - then if now is not None and then is not None else None
    share: Decimal | None = None
    said = [days.lacking, days.note, *notes]
    if held.is_rate and known and change is None:
        said.append(word("no_denominator"))
    elif change is not None and held.unit != "%":
        own = "" if days.kind == "previous" else "_then"
        if then and then > 0:
            share = ratio(change, then)
        elif change != 0:
            # There is no ratio on nothing, and on less than nothing it would turn its sign (T23).
            said.append(word(("negative" if then else "zero") + own))
    return Comparison(
        kind=days.kind, key=key, unit=held.unit, start=days.start, end=days.end, now=now, then=then,
        change=change, share=share, note="；".join(dict.fromkeys(filter(None, said))),
    )  # fmt: skip
