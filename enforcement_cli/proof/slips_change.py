"""Two numbers of one sentence and the change that is said of them: 由98件增至90件.

Comes in: Words. Goes out: slips where the direction or the size of the change is another. Refuses
to know data: the sentence contradicts itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from enforcement_cli.model.claim import Span
from enforcement_cli.model.proof import Slip
from enforcement_cli.proof.slip_text import Number, Words, slip
from enforcement_cli.proof.slips_sums import lead_of
from enforcement_cli.proof.slips_topic import topic_word, trend
from enforcement_cli.vocabulary.proof_slips import one_of, words

_GLUE = r"(?:了|为|达到|达|约|近|超过|超|将近|至|净|共|约为|第)*"
_LEAD = r"[^\d，；。]{0,12}"
_RISE, _FALL = "增", "降"
# 翻一番, 翻两番: the ratio that it says.
_DOUBLINGS = {"一": 2, "1": 2, "": 2, "两": 4, "二": 4, "2": 4, "三": 8, "3": 8}
_DOUBLED = re.compile(r"翻了?(?P<n>[一两二三123]?)番")
_SLACK = Decimal("0.95")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What was, what is, and the word for the way between them, all in one part of a sentence."""

    base: Number
    now: Number
    word: str
    at: Span

    @property
    def rises(self) -> bool:
        """Whether the word says more; a better place in an order is a smaller number."""
        up = self.word in words("up") or self.word in words("up_to")
        return up != (self.now.ordinal or self.base.ordinal)


def changes(text: Words) -> Iterator[Slip]:
    """Each pair whose word or whose size of the change is wrong."""
    for part in text.parts:
        for pair in _pairs(text, part):
            yield from _judged(text, pair)
            yield from _trend_after(text, part, pair)


def _judged(text: Words, pair: Pair) -> Iterator[Slip]:
    base, now = pair.base, pair.now
    facts: dict[str, Any] = {"base": text.shown(base), "now": text.shown(now)}
    rose, fell = now.low > base.high, now.high < base.low
    if (fell and pair.rises) or (rose and not pair.rises):
        better = rose != (now.ordinal or base.ordinal)
        right = _RISE if better else _FALL
        yield slip("direction_pair", pair.at, right=right, word=pair.word, **facts)
        return
    sized = _size_after(text, pair)
    if sized is not None and not _fits(base, now, sized):
        true = _true_change(base, now, sized)
        place = (sized.start, sized.end)
        yield slip("change_size", place, true=true, printed=text.shown(sized), **facts)
    doubled = _DOUBLED.search(text.text, pair.now.end, min(len(text.text), pair.now.end + 14))
    if doubled and base.value and not _is_doubled(now.value / base.value, doubled["n"]):
        ratio = _two_places(now.value / base.value)
        first = f"{facts['base']}到{facts['now']}"
        yield slip("times_mixed", doubled.span(), first=first, printed=doubled[0], ratio=ratio)


def _trend_after(text: Words, part: Span, pair: Pair) -> Iterator[Slip]:
    """未结632件，比上周末的728件减少96件，未结案件继续攀升: what its own numbers turn round."""
    what = topic_word(text.text[part[0] : min(pair.base.start, pair.now.start)])
    rose, fell = pair.now.low > pair.base.high, pair.now.high < pair.base.low
    if what is None or not (rose or fell) or pair.now.ordinal or pair.base.ordinal:
        return
    for found in trend().finditer(text.text, max(pair.at[1], pair.now.end), part[1]):
        rises = found["word"] in words("up") or found["word"] in words("highest")
        falls = found["word"] in words("down") or found["word"] in words("lowest")
        if not (found["degree"] and (rises or falls)):
            continue
        clause = lead_of(text.text, found.start(), part[0])
        if topic_word(clause) != what or (rises and rose) or (falls and fell):
            continue
        yield slip(
            "direction_pair",
            found.span(),
            base=text.shown(pair.base),
            now=text.shown(pair.now),
            right=_RISE if rose else _FALL,
            word=found[0],
        )


def _pairs(text: Words, part: Span) -> Iterator[Pair]:
    numbers = text.within(part)
    for first, second in pairwise(numbers):
        if first.unit != second.unit and first.unit:
            continue
        if first.rough or second.rough or not second.unit:
            continue
        if first.step * 1000 < second.step or second.step * 1000 < first.step:
            continue  # 5件 and 2万件: more than a change of scale
        yield from _from_to(text, part, first, second)
        yield from _against(text, part, first, second)


def _from_to(text: Words, part: Span, first: Number, second: Number) -> Iterator[Pair]:
    """由98件增至90件, 在98件的基础上增至90件."""
    before = text.text[max(part[0], first.start - 16) : first.start]
    between = text.text[first.end : second.start]
    if not (_upon().match(between) if "基础上" in between else _from().search(before)):
        return
    found = _up_or_down_to().fullmatch(text.text, first.end, second.start)
    if found:
        yield Pair(base=first, now=second, word=found["word"], at=(found.start("word"), second.end))


def _against(text: Words, part: Span, first: Number, second: Number) -> Iterator[Pair]:
    """本周90件，较上周的98件增长; 上周98件，本周90件，增长; 本周90件，上周98件，增长."""
    if not first.unit:
        return
    between = text.text[first.end : second.start]
    before = text.text[max(part[0], first.start - 14) : first.start]
    after = _word_after().match(text.text, second.end, part[1])
    if after is None:
        return
    at = after.span("word")
    if _than().fullmatch(between) and after["comma"] == "":
        yield Pair(base=second, now=first, word=after["word"], at=at)
    elif _led(before, "earlier") and _then(between, "now"):
        yield Pair(base=first, now=second, word=after["word"], at=at)
    elif _led(before, "now") and _then(between, "earlier"):
        yield Pair(base=second, now=first, word=after["word"], at=at)


def _led(before: str, name: str) -> bool:
    return re.search(rf"{one_of(name)}[^\d，；。]{{0,10}}$", before) is not None


def _then(between: str, name: str) -> bool:
    return re.fullmatch(rf"[，、]{one_of(name)}[^\d，；。]{{0,10}}", between) is not None


@cache
def _from() -> re.Pattern[str]:
    return re.compile(r"(?:由|从)[^\d，；。、]{0,14}$")


@cache
def _upon() -> re.Pattern[str]:
    return re.compile(rf"(?:的)?基础上{one_of('up_to', 'down_to')}")


@cache
def _up_or_down_to() -> re.Pattern[str]:
    return re.compile(rf"[^\d；。]{{0,8}}?(?P<word>{one_of('up_to', 'down_to')}){_GLUE}{_LEAD}")


@cache
def _than() -> re.Pattern[str]:
    change = one_of("up", "down")
    return re.compile(rf"，?(?:较|比|同比|环比|相比|对比)(?:(?!{change})[^\d，；。]){{1,10}}")


@cache
def _word_after() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<comma>，?)(?:的|相比|环比|同比|有所|略有|大幅|明显|净)*(?P<word>{one_of('up', 'down')})"
    )


@cache
def _change_word() -> re.Pattern[str]:
    return re.compile(
        rf"，?(?:同比|环比|较[^\d，；。]{{0,6}}|净|共|累计)?{one_of('up', 'down')}{_GLUE}"
    )


def _size_after(text: Words, pair: Pair) -> Number | None:
    """The number that says how much, right behind the pair's word or behind the pair."""
    end = max(pair.at[1], pair.base.end, pair.now.end)
    following = text.within((end, min(len(text.text), end + 20)))
    if not following or following[0].rough:
        return None
    size = following[0]
    between = text.text[end : size.start]
    behind_word = pair.word in words("up") or pair.word in words("down")
    if behind_word and re.fullmatch(_GLUE, between):
        return size
    return size if _change_word().fullmatch(between) else None


def _fits(base: Number, now: Number, size: Number) -> bool:
    """Whether a printed change is that of the pair, as far as the printed digits go."""
    low, high = _bounds(base, now, size)
    if size.unit == "倍":  # 增长2倍 for twice as many is the mistake that is looked for
        return low - size.step / 2 <= size.value <= high + size.step / 2
    return low - size.step <= size.value <= high + size.step


def _bounds(base: Number, now: Number, size: Number) -> tuple[Decimal, Decimal]:
    ends = [(b, n) for b in (base.low, base.high) for n in (now.low, now.high)]
    if size.unit in {"%", "倍"} and base.value and not (base.unit == "%" and size.unit == "%"):
        scale = 100 if size.unit == "%" else 1
        found = [abs(n - b) / b * scale for b, n in ends if b > 0]
    elif size.unit in {base.unit, now.unit, "百分点", "%"}:
        found = [abs(n - b) for b, n in ends]
    else:
        found = [size.value]
    if size.unit == "%" and base.unit == "%" and base.value:
        found += [abs(n - b) / b * 100 for b, n in ends if b > 0]
    return (min(found), max(found)) if found else (size.value, size.value)


def _true_change(base: Number, now: Number, size: Number) -> str:
    if size.unit in {"%", "倍"} and base.value and base.unit != "%":
        share = abs(now.value - base.value) / base.value
        return f"{_two_places(share * 100)}%" if size.unit == "%" else f"{_two_places(share)}倍"
    change = abs(now.value - base.value)
    if size.unit == "元" and not change % 100:
        return f"{change / 10_000:f}万元"
    return f"{change:f}{'个百分点' if base.unit == '%' else size.unit}"


def _is_doubled(ratio: Decimal, said: str) -> bool:
    wanted = _DOUBLINGS[said]
    return wanted * _SLACK <= ratio < 2 * wanted


def _two_places(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01')).normalize():f}"
