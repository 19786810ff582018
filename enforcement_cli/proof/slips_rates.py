"""Rates that the numerator and denominator of their own sentence contradict.

Comes in: Words and the marks by place. Goes out: slips. Refuses to know which cases a rate is of: a
rate that any pair of its sentence gives is right.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from enforcement_cli.model.claim import Span
from enforcement_cli.model.proof import Mark, Slip
from enforcement_cli.proof.slip_text import Number, Words, slip
from enforcement_cli.proof.slips_sums import is_change, lead_of
from enforcement_cli.vocabulary.proof_slips import RateWords, rate_words

# Before a rate only words that leave it the rate of the whole.
_PLAIN_LEAD = re.compile(
    r"(?:累计|本周|本月|本期|全年|全市|全院|总体|综合|整体|执行|案件|其|该院|平均|的|实现|使)*"
)


def rates(text: Words, verdicts: Mapping[int, Mark]) -> Iterator[Slip]:
    """Each rate that no pair of numbers of its sentence gives."""
    for sentence in text.sentences:
        numbers = text.within(sentence)
        for rate in numbers:
            lead = lead_of(text.text, rate.start, sentence[0])
            found = _rate().search(lead) if rate.unit == "%" and not rate.rough else None
            mark = verdicts.get(rate.start)
            if found is None or not _PLAIN_LEAD.fullmatch(lead, 0, found.start()):
                continue
            if mark is not None and mark.verdict in {"matches", "rounded"}:
                continue
            name = found["name"]
            yield from _against(text, sentence, rate, name, rate_words()[name])


@cache
def _rate() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(rate_words(), key=len, reverse=True)))
    return re.compile(rf"(?P<name>{names})(?:为|达到|达|是|约为|约|至|升至|提升至)?$")


def _against(text: Words, sentence: Span, rate: Number, name: str, by: RateWords) -> Iterator[Slip]:
    numbers = [
        number
        for number in text.within(sentence)
        if number.unit not in {"", "%", "百分点", "倍"}
        and not is_change(text.text, number, sentence[0])
    ]
    over = _named(text, sentence, numbers, by.over)
    under = _named(text, sentence, numbers, by.under)
    pairs = [(o, u) for o in over for u in under if o.unit == u.unit and o.start != u.start]
    if not pairs or any(number.rough for pair in pairs for number in pair):
        return
    if any(_gives(o, u, rate) for o, u in pairs):
        return
    o, u = pairs[-1]
    true = (o.value / u.value * 100).quantize(rate.step) if u.value else None
    yield slip(
        "rate_wrong",
        (rate.start, rate.end),
        numerator=text.shown(o),
        denominator=text.shown(u),
        true="—" if true is None else f"{true}%",
        rate=name,
        printed=text.shown(rate),
    )


def _named(
    text: Words, sentence: Span, numbers: Sequence[Number], names: Sequence[str]
) -> list[Number]:
    return [
        number
        for number in numbers
        if any(name in lead_of(text.text, number.start, sentence[0]) for name in names)
    ]


def _gives(over: Number, under: Number, rate: Number) -> bool:
    if under.low <= 0:
        return True
    least, most = over.low / under.high * 100, over.high / under.low * 100
    if over.step == under.step == 1:
        least = most = over.value / under.value * 100
    return least - rate.step < rate.value < most + rate.step
