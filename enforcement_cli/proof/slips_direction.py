"""Rising and falling that the data contradict, with a number and without: 有所下降, 持平.

Comes in: Words, marks and the ground. Goes out: slips. Refuses to judge what is held against other
days than the period before, for which the ground has no figure.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from enforcement_cli.model.claim import Claim, Span
from enforcement_cli.model.indicator import Basis, Figure, FigureKey
from enforcement_cli.model.proof import Mark, Slip
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.slip_text import Words, slip
from enforcement_cli.proof.slips_topic import court_spoken_of, topic_of, trend
from enforcement_cli.vocabulary.proof_slips import one_of, words

_BACK = 12
_NEXT = 3
_NEARLY = Decimal("0.05")
_RISE, _FALL, _CHANGED = "增长", "下降", "有增减"


def directions(text: Words, marks: Sequence[Mark], ground: Ground) -> Iterator[Slip]:
    """Each word of direction that the data turn round."""
    for mark in marks:
        yield from _of_mark(text, mark, ground)
    told = sorted(marks, key=lambda mark: mark.claim.start)
    for part in text.parts:
        near = told[_first(told, part[0]) : _first(told, part[1])]
        yield from _worded(text, part, near, ground)


def _first(marks: Sequence[Mark], at: int) -> int:
    return bisect_left(marks, at, key=lambda mark: mark.claim.start)


def _of_mark(text: Words, mark: Mark, ground: Ground) -> Iterator[Slip]:
    claim = mark.claim
    if mark.key is None or claim.relation not in {"increase", "decrease"} or _is_yearly(claim):
        return
    if mark.verdict not in {"matches", "rounded", "differs"}:
        return
    figure = _figure(mark.key, mark.period, ground)
    lead = text.text[max(claim.sentence[0], claim.start - _BACK) : claim.start]
    word = [*re.finditer(one_of("up", "down"), lead)]
    if figure is None or not word:
        return
    said = word[-1]
    start = claim.start - (len(lead) - said.start())
    rises = said[0] in words("up")
    yield from _judge(ground, mark.key, figure, (start, claim.end), said[0], rises=rises)


def _is_yearly(claim: Claim) -> bool:
    return any(word in (claim.against or "") for word in words("year_words"))


def _figure(key: FigureKey, label: str, ground: Ground) -> Figure | None:
    window = next((one for one in ground.windows if one.label == label), ground.own)
    return window.figure(key)


def _judge(
    ground: Ground, key: FigureKey, figure: Figure, place: Span, word: str, *, rises: bool
) -> Iterator[Slip]:
    """A slip where the figure went the other way."""
    now, then = figure.value, figure.previous
    if now is None or then is None or now == then or (now > then) == rises:
        return
    indicator = ground.indicators[key.indicator]
    yield slip(
        "direction_data",
        place,
        metric=f"{ground.name(key.court)}{indicator.name}",
        against="上期",
        base=_shown(then, figure.unit),
        now=_shown(now, figure.unit),
        right=_RISE if now > then else _FALL,
        word=word,
    )


def _shown(value: int | Decimal, unit: str) -> str:
    if unit == "fen":
        return f"{Decimal(value) / 1_000_000:.2f}万元"
    return f"{Decimal(value) * 100:.2f}%" if unit == "%" else f"{value}{unit}"


def _worded(text: Words, part: Span, marks: Sequence[Mark], ground: Ground) -> Iterator[Slip]:
    for found in trend().finditer(text.text, *part):
        if not (found["against"] or found["degree"] or _is_record(found["word"])):
            continue
        clause = text.text[part[0] : found.start()]
        clause = clause[clause.rfind("，") + 1 :] or clause
        if any(word in clause for word in words("year_words")):
            continue
        if any(found.end() <= mark.claim.start < found.end() + 6 for mark in marks):
            continue
        key = _just_told(found.start(), marks) or _spoken_of(text, part, clause, ground)
        figure = ground.own.figure(key) if key else None
        if key is not None and figure is not None:
            yield from _trend_slip(ground, key, figure, found.span(), found["word"])


def _just_told(at: int, marks: Sequence[Mark]) -> FigureKey | None:
    """The figure whose number stands right before: 终本率0.00%，与上周持平."""
    before = [mark for mark in marks if at - _NEXT <= mark.claim.end <= at]
    # A number that differs is told already; what is said of it may be right for it.
    return before[-1].key if before and before[-1].verdict != "differs" else None


def _spoken_of(text: Words, part: Span, clause: str, ground: Ground) -> FigureKey | None:
    """The figure that a clause without numbers names; whose, where it does not say, stands above."""
    topic = topic_of(clause, ground)
    if topic is None or re.search(r"\d", clause):
        return None
    basis: Basis = "period" if "period" in topic.bases else "cumulative"
    above = text.text[text.text.rfind("\n", 0, part[0]) + 1 : part[1]]
    whose = topic.court or court_spoken_of(above[: above.rfind(clause)], clause, ground)
    court = whose if whose in ground.courts and len(ground.courts) > 1 else None
    return topic.key(basis, court)


def _is_record(word: str) -> bool:
    return word in (*words("highest"), *words("lowest"), *words("nearly_level"), *words("level"))


def _trend_slip(
    ground: Ground, key: FigureKey, figure: Figure, place: Span, word: str
) -> Iterator[Slip]:
    level, nearly = word in words("level"), word in words("nearly_level")
    if not (level or nearly):
        rises = word in words("up") or word in words("highest")
        yield from _judge(ground, key, figure, place, word, rises=rises)
        return
    now, then = figure.value, figure.previous
    if now is None or then is None or now == then:
        return
    if nearly and then and abs(Decimal(now) - Decimal(then)) / Decimal(then) <= _NEARLY:
        return
    yield slip(
        "direction_data",
        place,
        metric=f"{ground.name(key.court)}{ground.indicators[key.indicator].name}",
        against="上期",
        base=_shown(then, figure.unit),
        now=_shown(now, figure.unit),
        right=_CHANGED,
        word=word,
    )
