"""Rates that the numerator and denominator of their own sentence contradict.

Comes in: Words and the marks by place. Goes out: slips. Refuses to know which cases a rate is of: a
rate that any pair of its sentence gives is right.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from enforcement_cli.model.claim import Span
from enforcement_cli.model.proof import Mark, Slip
from enforcement_cli.proof.slip_text import Number, Words, slip
from enforcement_cli.proof.slips_sums import is_change, lead_of
from enforcement_cli.vocabulary.proof_slips import RateWords, rate_words

# Before a rate only words that leave it the rate of the whole.
_PLAIN_LEAD = re.compile(
    r"(?:累计|本周|本月|本期|全年|全市|全院|总体|综合|整体|执行|案件|其|该院|平均|的|实现|使)*"
)


# 占未结案件的35.92%; what is left of the name without the words for a whole.
_SHARE = re.compile(
    r"[，（]?占(?:到|了)?(?:其)?(?P<what>[^\d，。；（]{1,14}?)(?:的|的比例为|比例为|比例|比重为|比重|达|为)*"
)
_UNTOLD = re.compile(
    "全市|全盟|全院|全部|全省|我市|总数|总量|总额|总件数|案件数|案件|件数|金额|的|数$|本周|本月|累计|全体|比$"
)


def rates(text: Words, verdicts: Mapping[int, Mark]) -> Iterator[Slip]:
    """Each rate that no pair of numbers of its sentence gives."""
    for sentence in text.sentences:
        yield from _of_wholes(text, sentence, verdicts)
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


def _of_wholes(text: Words, sentence: Span, verdicts: Mapping[int, Mark]) -> Iterator[Slip]:
    """未结632件，其中超期227件，占未结案件的35.92%: the share of what is named, right before."""
    for part, rate in pairwise(text.within(sentence)):
        found = _SHARE.fullmatch(text.text, part.end, rate.start)
        mark = verdicts.get(rate.start)
        if found is None or rate.unit != "%" or rate.rough or part.rough:
            continue
        core = _UNTOLD.sub("", found["what"])
        if not core or (mark is not None and mark.verdict in {"matches", "rounded"}):
            continue
        before = text.before(sentence)
        near = before is not None and "\n" not in text.text[before[1] : sentence[0]]
        spans = [(sentence[0], part.start), *((before,) if before and near else ())]
        named = (_of_name(text, span, core, part) for span in spans)
        wholes = next((numbers for numbers in named if numbers), [])
        if not wholes or any(one.rough or _gives(part, one, rate) for one in wholes):
            continue
        yield _wrong(text, part, wholes[-1], rate, f"占{found['what']}")


def _of_name(text: Words, span: Span, core: str, part: Number) -> list[Number]:
    """The numbers of a stretch that may be the whole of a part, by its name."""
    return [
        number
        for number in text.within(span)
        if number.unit == part.unit
        and core in lead_of(text.text, number.start, span[0])
        and number.value >= part.value
        and not is_change(text.text, number, span[0])
    ]


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
    yield _wrong(text, *pairs[-1], rate, name)


def _wrong(text: Words, over: Number, under: Number, rate: Number, name: str) -> Slip:
    true = (over.value / under.value * 100).quantize(rate.step) if under.value else None
    return slip(
        "rate_wrong",
        (rate.start, rate.end),
        numerator=text.shown(over),
        denominator=text.shown(under),
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
