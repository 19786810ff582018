"""Percent and points, times and doublings: said of what they cannot be said of.

Comes in: Words. Goes out: slips. Refuses to know data.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from enforcement_cli.model.claim import Span
from enforcement_cli.model.proof import Slip
from enforcement_cli.proof.slip_text import Number, Words, slip
from enforcement_cli.vocabulary.proof_slips import one_of, words

_GLUE = r"(?:了|约|近|超|超过|达|达到|为|将近|幅度为|幅度达|幅度)*"
_THAN = r"(?:较[^\d，。；]{0,12}?|比[^\d，。；]{0,12}?|与[^\d，。；]{0,10}相比，?)"
_BASE = rf"(?:同比|环比|{_THAN})?"
_PRINTED = r"(?:为|达|达到|至|是|约|升至|降至|提高到|上升到|下降到)*\d[\d.]*%"
_ADVERB = r"(?:有所|明显|大幅|显著|略有|小幅|再|又|均|也|分别|进一步|稳步|逆势)?"
_TIMES_OF = re.compile(r"(?:是|为|相当于|达)[^\d，；。]{0,14}的$")


def percents(text: Words) -> Iterator[Slip]:
    """Each number that cannot be what it is said to be."""
    for part in text.parts:
        numbers = text.within(part)
        for number in numbers:
            lead = text.text[part[0] : number.start]
            if number.unit == "%":
                yield from _of_rate(text, lead, number)
                yield from _of_rates_apart(text, part, number)
                yield from _over_hundred(text, lead, number)
            elif number.unit == "百分点":
                yield from _of_amount(text, lead, number)
            elif number.unit == "倍":
                yield from _fall_in_times(text, lead, number)
        yield from _times_and_percent(text, part, numbers)


@cache
def _rate_change() -> re.Pattern[str]:
    """结案率同比上升, 结案率95%，同比上升: what changes is a rate."""
    rate, change = one_of("rates"), one_of("up", "down")
    short = one_of("short_rate")
    return re.compile(
        rf"(?P<what>[\u4e00-\u9fff]{{0,8}}?{rate})(?:{_PRINTED}[，、（]?)?，?"
        rf"(?:{_BASE}{_ADVERB}(?P<word>{change}){_GLUE}"
        rf"|(?:同比|环比|{_THAN}){_ADVERB}(?<![提降走])(?P<short>{short})(?:了|约|近)?|(?<![提降走])(?P<past>{short})了)$"
    )


@cache
def _rate_from_to() -> re.Pattern[str]:
    """占比由21.4%升至24.9%，提升: what is told is the way from one rate to another."""
    rate, change = one_of("rates"), one_of("up", "down")
    return re.compile(
        rf"(?P<what>[\u4e00-\u9fff]{{0,8}}?{rate})[^\d，。；]{{0,10}}(?P<base>\d[\d.]*)%"
        rf"[^\d，。；]{{1,12}}(?P<now>\d[\d.]*)%，(?P<word>{change}){_GLUE}$"
    )


@cache
def _rate_beside() -> tuple[re.Pattern[str], ...]:
    """慢于序时进度, 结案率高于去年同期: one rate is held against another, not against a bound."""
    faster = one_of("faster")
    other = rf"[^\d，。；]{{0,6}}{one_of('earlier')}"
    return (
        re.compile(rf"(?P<word>{faster}(?P<what>(?:序时|时间)?进度)){_GLUE}$"),
        re.compile(
            rf"(?P<what>[\u4e00-\u9fff]{{0,8}}?{one_of('rates')})[^\d，。；]{{0,4}}(?P<word>{faster}{other}){_GLUE}$"
        ),
    )


def _of_rate(text: Words, lead: str, number: Number) -> Iterator[Slip]:
    patterns = (_rate_change(), *_rate_beside())
    found = next((one for pattern in patterns if (one := pattern.search(lead))), None)
    if found is None:
        found = _rate_from_to().search(lead)
        if found is None or not _is_apart(found, number):
            return
    if found["what"].endswith(words("not_rates")):
        return
    word = next(name for name in ("word", "short", "past") if found.groupdict().get(name))
    start = number.start - (len(lead) - found.start(word))
    yield slip(
        "rate_in_percent", (start, number.end), what=found["what"], printed=text.shown(number)
    )


def _is_apart(found: re.Match[str], number: Number) -> bool:
    """Whether a printed percentage is the difference of two rates, not their relation."""
    apart = abs(Decimal(found["now"].rstrip(".")) - Decimal(found["base"].rstrip(".")))
    return abs(apart - number.value) <= number.step


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>{one_of('apart')}){_GLUE}$")


def _of_rates_apart(text: Words, part: Span, number: Number) -> Iterator[Slip]:
    """两院相差4.31%, where what was told last, here or in the sentence before, is a rate."""
    found = _apart().search(text.text[part[0] : number.start])
    if found is None:
        return
    at = part[0] + found.start("word")
    what = _told_last(text.text[part[0] : at])
    if what is None:
        sentence = next(one for one in text.sentences if one[0] <= part[0] < one[1])
        before = (sentence[0], part[0]) if part[0] > sentence[0] else text.before(sentence)
        if before is not None and "\n" not in text.text[before[1] : at]:
            what = _told_last(text.text[slice(*before)])
    if what is not None and what not in words("amounts"):
        yield slip("rate_in_percent", (at, number.end), what=what, printed=text.shown(number))


def _told_last(stretch: str) -> str | None:
    """The last word of a rate or of an amount; 到位率 is a rate, though 到位 is none."""
    bare = re.sub(one_of("not_rates"), "", stretch)
    found = re.findall(one_of("rates", "rates_apart", "amounts"), bare)
    return found[-1] if found else None


@cache
def _amount_change() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<word>{one_of('up', 'down')}){_GLUE}$|{_THAN}(?<![减增])(?P<short>{one_of('short_amount')})了?$"
    )


def _of_amount(text: Words, lead: str, number: Number) -> Iterator[Slip]:
    found = _amount_change().search(lead)
    if not found or any(word in lead for word in words("pointed")):
        return
    what = re.findall(one_of("amounts"), lead)
    if what:
        start = number.start - (len(lead) - found.start("word" if found["word"] else "short"))
        printed = text.shown(number)
        yield slip("amount_in_points", (start, number.end), what=what[-1], printed=printed)


@cache
def _falls() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>{one_of('down')}){_GLUE}$")


def _fall_in_times(text: Words, lead: str, number: Number) -> Iterator[Slip]:
    found = _falls().search(lead)
    if found:
        start = number.start - (len(lead) - found.start())
        yield slip("times_fall", (start, number.end), printed=text.text[start : number.end])


def _over_hundred(text: Words, lead: str, number: Number) -> Iterator[Slip]:
    found = _falls().search(lead)
    if found and number.value > 100:
        start = number.start - (len(lead) - found.start())
        yield slip("fall_over_hundred", (start, number.end), printed=text.text[start : number.end])


def _times_and_percent(text: Words, part: Span, numbers: tuple[Number, ...]) -> Iterator[Slip]:
    """增长150%，是去年同期的1.5倍: two ways to say one change, and they differ."""
    grown: tuple[Number, Decimal] | None = None
    for number in numbers:
        lead = text.text[part[0] : number.start]
        if number.unit in {"%", "倍"} and re.search(rf"{one_of('up')}{_GLUE}$", lead):
            scale = 100 if number.unit == "%" else 1
            grown = (number, 1 + number.value / scale)
        elif grown is not None and number.unit == "倍" and _TIMES_OF.search(lead):
            said, ratio = grown
            near = text.text[said.end : number.start]
            if len(near) <= 16 and abs(number.value - ratio) > max(number.step / 2, ratio / 20):
                yield slip(
                    "times_mixed",
                    (number.start, number.end),
                    first=f"增长{text.shown(said)}",
                    printed=text.shown(number),
                    ratio=f"{ratio.normalize():f}",
                )
            grown = None
        elif number.unit not in {"%", "倍"}:
            grown = None
