"""Orders of courts that their own numbers, or the data, contradict: 依次为, 居首, 前三名.

Comes in: Words and the ground. Goes out: slips. Refuses to judge an order that follows the desk's
own, and one that either the period's or the cumulative figures bear out.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from enforcement_cli.model.claim import Span
from enforcement_cli.model.court import Court
from enforcement_cli.model.indicator import Basis, Figure
from enforcement_cli.model.proof import Slip
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.slip_text import Number, Words, slip
from enforcement_cli.proof.slips_courts import courts_named
from enforcement_cli.proof.slips_sums import is_change
from enforcement_cli.proof.slips_topic import Topic, topic_of
from enforcement_cli.vocabulary.proof_slips import one_of, words

_IN_TURN = "依次"
# 单笔, 历史, 上述三家 … 最多: not of all courts, or not of these days.
_OF_LESS = re.compile(
    r"单|历|以来|同期|平均|人均|件均|个案|一案|近[几一二三\d]|[家个]法院|上述|其中|去年|增幅|降幅|增加|减少|增长"
)
_RANKED = re.compile(r"排名|名次|位次|前[两三四五]|居|高到低|多到少|最")


def orders_in_text(text: Words, desk: Sequence[Court]) -> Iterator[Slip]:
    """Each order whose own numbers do not run that way."""
    for part in text.parts:
        for found in _cue().finditer(text.text, *part):
            courts = courts_named(text.text[part[0] : part[1]], desk)
            listed = list(dict.fromkeys(code for code, _, _ in courts))
            if len(listed) < 2 or _by_desk(text.text[slice(*part)], found[0], listed, desk):
                continue
            numbers = _of_one_kind(text, (found.end(), part[1]), part)
            rising = found[0] in words("rising")
            wrong = next((p for p in pairwise(numbers) if _is_wrong(*p, rising=rising)), None)
            if wrong is not None:
                first, second = wrong
                yield slip(
                    "order_of_numbers",
                    (second.start, second.end),
                    word=found[0],
                    first=text.shown(first),
                    second=text.shown(second),
                )


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(one_of("in_turn", "rising"))


def _by_desk(part: str, cue: str, listed: Sequence[str], desk: Sequence[Court]) -> bool:
    """Whether 依次 only says 各 in the desk's own order."""
    if not cue.startswith(_IN_TURN) or _RANKED.search(part.replace(cue, "")):
        return False
    order = [court.code for court in desk]
    return len(listed) > 2 and [code for code in order if code in listed] == list(listed)


def _of_one_kind(text: Words, span: Span, part: Span) -> list[Number]:
    """The numbers behind a cue that tell what the order is by: all of one unit, no changes."""
    found = [
        number
        for number in text.within(span)
        if number.unit and not number.ordinal and not is_change(text.text, number, part[0])
    ]
    return found if len({number.unit for number in found}) == 1 else []


def _is_wrong(first: Number, second: Number, *, rising: bool) -> bool:
    return first.high < second.low if not rising else first.low > second.high


def orders_in_data(text: Words, ground: Ground) -> Iterator[Slip]:
    """Each order, first and last place that the figures contradict."""
    if len(ground.courts) < 2:
        return
    for part in text.parts:
        stretch = text.text[slice(*part)]
        yield from _listed_order(part, stretch, ground)
        yield from _extremes(part, stretch, ground)


def _listed_order(part: Span, stretch: str, ground: Ground) -> Iterator[Slip]:
    for found in _cue().finditer(stretch):
        topic = topic_of(stretch[: found.start()], ground) or topic_of(stretch, ground)
        listed = _listed(stretch, found, ground)
        if (
            topic is None
            or len(listed) < 2
            or _by_desk(stretch, found[0], listed, ground.desk.courts)
        ):
            continue
        rising = found[0] in words("rising")
        faults = [_fault(listed, topic, basis, ground, rising=rising) for basis in topic.bases]
        fault = faults[0]
        if fault is None or None in faults:
            continue
        first, second, first_value, second_value = fault
        place = (part[0] + found.start(), part[0] + found.end())
        yield slip(
            "order_of_courts",
            place,
            word=found[0],
            first=ground.name(first),
            first_value=first_value,
            second=ground.name(second),
            second_value=second_value,
        )


def _listed(stretch: str, cue: re.Match[str], ground: Ground) -> list[str]:
    """The courts behind a cue; where none are, those before it."""
    named = courts_named(stretch, ground.desk.courts)
    behind = [code for code, start, _ in named if start >= cue.end()]
    before = [code for code, _, end in named if end <= cue.start()]
    chosen = behind if len(behind) > 1 else before
    return [code for code in dict.fromkeys(chosen) if code in ground.courts]


def _fault(
    listed: Sequence[str], topic: Topic, basis: Basis, ground: Ground, *, rising: bool
) -> tuple[str, str, str, str] | None:
    """The first two courts that stand the wrong way round, with what the data say of them."""
    values = _values(topic, basis, ground)
    for first, second in pairwise(listed):
        if first not in values or second not in values:
            return None
        (one, one_shown), (other, other_shown) = values[first], values[second]
        if one != other and (one < other) != rising:
            return first, second, one_shown, other_shown
    return None


def _values(topic: Topic, basis: Basis, ground: Ground) -> dict[str, tuple[Decimal, str]]:
    found: dict[str, tuple[Decimal, str]] = {}
    for court in ground.courts:
        figure = ground.own.figure(topic.key(basis, court))
        if figure is not None and figure.value is not None:
            found[court] = (Decimal(figure.value), _shown(figure))
    return found


def _shown(figure: Figure) -> str:
    value = Decimal(figure.value or 0)
    if figure.unit == "fen":
        return f"{value / 1_000_000:.2f}万元"
    return f"{value * 100:.2f}%" if figure.unit == "%" else f"{value}{figure.unit}"


@cache
def _extreme() -> re.Pattern[str]:
    end = r"(?=[，。；、）]|$)"
    return re.compile(
        rf"(?P<best>{one_of('best')}|(?P<most>最[多高](?:的[是为]|{end})))"
        rf"|(?P<worst>{one_of('worst')}|(?P<least>最[少低](?:的[是为]|{end})))"
    )


def _whose(stretch: str, found: re.Match[str], ground: Ground) -> str | None:
    """The court that is said to be first or last.

    到位金额最少 is of all courts only where no other is named before it, and of the days told.
    """
    before = courts_named(stretch[: found.start()], ground.desk.courts)
    if not (found["most"] or found["least"]):
        return before[-1][0] if before else None
    if _OF_LESS.search(stretch[: found.start()]):
        return None
    if found[0].endswith(("是", "为")):
        after = courts_named(stretch[found.end() :], ground.desk.courts)
        return after[0][0] if after and after[0][1] == 0 and not before else None
    return before[0][0] if len({code for code, _, _ in before}) == 1 else None


def _extremes(part: Span, stretch: str, ground: Ground) -> Iterator[Slip]:
    """甲法院居首: it is no court that has the most, among all or among the basic ones."""
    for found in _extreme().finditer(stretch):
        court = _whose(stretch, found, ground)
        topic = topic_of(stretch[: found.start()], ground)
        if court is None or topic is None or court not in ground.courts:
            continue
        true = [_holders(topic, basis, ground, worst=bool(found["worst"])) for basis in topic.bases]
        if not all(true) or any(court in holders for holders in true):
            continue
        place = (part[0] + found.start(), part[0] + found.end())
        yield slip(
            "place_of_court",
            place,
            court=ground.name(court),
            word=found[0],
            metric=topic.name,
            true="、".join(ground.name(code) for code in sorted(true[0])),
        )


def _holders(topic: Topic, basis: Basis, ground: Ground, *, worst: bool) -> set[str]:
    """Who has the most (or least) of all courts, and who of the basic ones; ties together."""
    values = _values(topic, basis, ground)
    if len(values) < 2:
        return set()
    basic = {court.code for court in ground.desk.courts if court.level == "basic"}
    found: set[str] = set()
    for group in (set(values), set(values) & basic):
        if group:
            best = (min if worst else max)(values[code][0] for code in group)
            found |= {code for code in group if values[code][0] == best}
    return found
