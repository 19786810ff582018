"""Parts that exceed their whole: 其中, parts that merely follow a total, shares of a hundred.

Comes in: Words and the names of categories. Goes out: slips. Refuses to know figures.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from enforcement_cli.model.claim import Span
from enforcement_cli.model.proof import Slip
from enforcement_cli.proof.slip_text import Number, Words, slip
from enforcement_cli.proof.slips_sums import amount, is_change, lead_of, overlaps, total_of
from enforcement_cli.vocabulary.proof_slips import one_of, words

_OF_WHICH = "其中"
# 发放512万元，包括…: right behind the whole.
_PARTS_OF = re.compile(
    r"其中|(?:(?<=[\d元件人次辆套]，)|(?<=[\d元件人次辆套]))(?:包括|包含|含)(?!在内)"
)
_IN_WHICH = re.compile(r"[^\d，。；]{0,6}中，?")
_SHARE = re.compile(r"占(?:比|比例|比重)?(?:为|达|约|近|到|了)?$")
_SHARES_IN_TURN = re.compile(r"分别占(?:比|[^\d，；。]{0,10}的|总数的)?(?:为|达)?$")
_BETWEEN_SHARES = re.compile(r"[、，和及]{1,2}")
_MONEY = re.compile("金额|到位|标的|资金")
_FULL = 100
_ROUNDING = Decimal("0.5")


def parts(text: Words, actions: Sequence[str]) -> Iterator[Slip]:
    """Each part or sum of parts that is more than what it is a part of."""
    for at, sentence in enumerate(text.sentences):
        before = text.sentences[at - 1] if at else None
        for found in _PARTS_OF.finditer(text.text, *sentence):
            yield from _of_which(text, sentence, before, found.start(), actions)
        yield from _in_which(text, sentence)
        yield from _shares(text, sentence, actions)
    for part in text.parts:
        yield from _unmarked(text, part, actions)


def _of_which(
    text: Words, sentence: Span, before: Span | None, at: int, actions: Sequence[str]
) -> Iterator[Slip]:
    part = text.part_at(at)
    first = next(iter(text.within((at, part[1]))), None)
    if first is None or not first.unit or first.unit in {"%", "百分点", "倍"}:
        return
    wholes = _wholes(text, (part[0], at), first.unit)
    if not wholes and not text.text[part[0] : at].strip():
        earlier = sentence if part[0] > sentence[0] else before
        wholes = _wholes(text, (earlier[0], at), first.unit) if earlier else []
    if not wholes:
        return
    whole = max(wholes, key=lambda number: number.value)
    found = _parts_after(text, part, at, first.unit)
    for number in found:
        if number.low > whole.high:
            place = (number.start, number.end)
            yield slip("part_exceeds", place, part=text.shown(number), whole=text.shown(whole))
            return
    if len(found) < 2 or overlaps(text.text[at : sentence[1]], actions):
        return
    value, slack = total_of(found)
    if value - slack > whole.high:
        yield slip(
            "parts_exceed",
            (found[0].start, found[-1].end),
            parts="、".join(map(text.shown, found)),
            sum=amount(value, found[0]),
            whole=text.shown(whole),
        )


def _in_which(text: Words, sentence: Span) -> Iterator[Slip]:
    """在执结的176件中，执行完毕186件."""
    for whole, number in pairwise(text.within(sentence)):
        lead = lead_of(text.text, whole.start, sentence[0])
        if number.unit != whole.unit or not whole.unit or whole.rough or "在" not in lead:
            continue
        if not _IN_WHICH.match(text.text, whole.end, number.start):
            continue
        if number.low > whole.high and not is_change(text.text, number, sentence[0]):
            place = (number.start, number.end)
            yield slip("part_exceeds", place, part=text.shown(number), whole=text.shown(whole))


def _wholes(text: Words, span: Span, unit: str) -> list[Number]:
    """What a part may be of: every number of its unit before it that is no change and no part.

    A rough whole may be more than it says.
    """
    found = [
        number
        for number in text.within(span)
        if number.unit == unit and not is_change(text.text, number, span[0])
    ]
    return [] if any(number.rough for number in found) else found


def _parts_after(text: Words, part: Span, at: int, unit: str) -> list[Number]:
    """The parts that 其中 begins, until something else is told."""
    found: list[Number] = []
    for number in text.within((at, part[1])):
        lead = lead_of(text.text, number.start, part[0])
        if any(word in lead for word in words("not_parts")) or (
            found and _OF_WHICH in text.text[found[-1].end : number.start]
        ):
            break
        if number.unit == unit and not is_change(text.text, number, part[0]):
            found.append(number)
    return found


def _unmarked(text: Words, part: Span, actions: Sequence[str]) -> Iterator[Slip]:
    """A sum of money, and behind it what was got for whom: more than there is."""
    numbers = [number for number in text.within(part) if number.unit == "元"]
    for at, whole in enumerate(numbers):
        following = numbers[at + 1 :]
        if len(following) < 2 or any(not _is_for(text, number, part) for number in following):
            continue
        between = text.text[whole.end : following[-1].end]
        value, slack = total_of(following)
        if (
            value - slack > whole.high
            and _OF_WHICH not in between
            and not overlaps(between, actions)
        ):
            yield slip(
                "parts_unmarked",
                (following[0].start, following[-1].end),
                parts="、".join(map(text.shown, following)),
                sum=amount(value, whole),
                whole=text.shown(whole),
            )
        return


def _is_for(text: Words, number: Number, part: Span) -> bool:
    lead = lead_of(text.text, number.start, part[0])
    return re.match(one_of("for_whom"), lead.lstrip()) is not None and not number.rough


def _shares(text: Words, sentence: Span, actions: Sequence[str]) -> Iterator[Slip]:
    """Shares of one whole, told one after another, that add up to more than a hundred."""
    found: list[Number] = []
    in_turn = False
    for number in text.within(sentence):
        lead = text.text[sentence[0] : number.start]
        if number.unit != "%":
            continue
        if _SHARES_IN_TURN.search(lead):
            found, in_turn = [number], True
        elif (
            _BETWEEN_SHARES.fullmatch(text.text, found[-1].end, number.start)
            if in_turn
            else _SHARE.search(lead)
        ):
            found.append(number)
    of_money = {
        bool(_MONEY.search(lead_of(text.text, number.start, sentence[0]))) for number in found
    }
    stretch = text.text[slice(*sentence)]
    if len(found) < (2 if in_turn else 3) or len(of_money) > 1 or overlaps(stretch, actions):
        return
    value, slack = total_of(found)
    if value - max(slack, _ROUNDING) > _FULL:
        yield slip(
            "shares_over",
            (found[0].start, found[-1].end),
            parts="、".join(map(text.shown, found)),
            sum=f"{value.normalize():f}",
        )
