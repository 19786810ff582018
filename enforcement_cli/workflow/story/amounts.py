"""Which amount of a story is what was paid and what was claimed, and whether its amounts agree.

Comes in: the Sums of a text, what it says of the outcome. Goes out: the amount, or the several it
may be; what contradicts what. Refuses the ledger: that is story_choice's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.workflow.story.facts import outcome_words
from enforcement_cli.workflow.story.sums import Sum
from enforcement_cli.workflow.story.words import listed, one_of

_SENTENCE = re.compile(r"[。！？!?\n]")
_WAN = FEN_PER_UNIT["万元"]
_LEAST_PARTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Amounts of one story that exclude each other: the finding's code and what it tells."""

    code: str
    facts: dict[str, str]


def paid_of(sums: Sequence[Sum], text: str) -> tuple[Sum, ...]:
    """What was paid: one, or the several it may be, each amount once.

    What was promised counts where the text says that all was paid, and so does what was claimed
    where nothing else is named. Of several it is the one that was left to pay, or the one that
    all others make up.
    """
    paid = [one for one in sums if one.part == "paid"]
    if outcome_words(text):
        paid += [one for one in sums if one.part == "promised"]
    distinct = _distinct(paid)
    if not distinct and outcome_words(text) and not re.search(_less(), text):
        distinct = _distinct([one for one in sums if one.part == "claimed"])
    if len(distinct) < _LEAST_PARTS:
        return distinct
    # Paid before the case, and the rest in it: 12万元, 已付8500元, 剩余11.15万元, 扣划11.15万元.
    rest = [one for one in sums if one.part == "rest"]
    settled = [one for one in distinct if any(one.may_be(other) for other in rest)]
    if settled:
        return tuple(settled[:1])
    whole = [one for one in (*distinct, *sums) if one.part in ("paid", "whole")]
    for candidate in whole:
        others = [one for one in distinct if one is not candidate]
        if len(others) >= _LEAST_PARTS and _adds_up(others, candidate):
            return (candidate,)
    return distinct


def claimed_of(sums: Sequence[Sum]) -> Sum | None:
    """What was claimed: the largest amount that is one; None where the text names none."""
    claimed = [one for one in sums if one.part == "claimed"]
    claimed = claimed or [one for one in sums if one.part == "whole"]
    return max(claimed, key=lambda one: one.low) if claimed else None


@cache
def _less() -> str:
    return one_of(listed("money", "less"))


def _distinct(sums: Sequence[Sum]) -> tuple[Sum, ...]:
    """Each amount once; of one that is told twice the exact one."""
    found: list[Sum] = []
    for one in sorted(sums, key=lambda one: (not one.exact, one.start)):
        if not any(one.may_be(other) for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _adds_up(parts: Sequence[Sum], whole: Sum) -> bool:
    low, high = sum(one.low for one in parts), sum(one.high for one in parts)
    return low <= whole.high and whole.low <= high


def disagreements(text: str, sums: Sequence[Sum]) -> Iterator[Disagreement]:
    """Everything that the amounts of one text contradict each other in."""
    yield from _against_the_claim(text, sums)
    yield from _wholes(text, sums)
    yield from _rests(text, sums)


def _against_the_claim(text: str, sums: Sequence[Sum]) -> Iterator[Disagreement]:
    claim = claimed_of(sums)
    paid = _distinct([one for one in sums if one.part == "paid"])
    if claim is None or not paid:
        return
    most = max(paid, key=lambda one: one.low)
    said = {"claim": claim.raw, "paid": most.raw}
    wholes = [one for one in sums if one.part in ("whole", "claimed")]
    limit = max(one.high for one in wholes)
    if most.low > limit and not re.search(one_of(listed("money", "interest")), text):
        yield Disagreement(code="ST-05", facts=said)
    words = outcome_words(text)
    less = re.search(_less(), text)
    if words and not less and sum(one.high for one in paid) < claim.low:
        yield Disagreement(code="ST-06", facts={**said, "outcome": words})


def _wholes(text: str, sums: Sequence[Sum]) -> Iterator[Disagreement]:
    """合计 against what stands before it in its sentence: a list, or so much each time."""
    for place, whole in enumerate(sums):
        if whole.part != "whole":
            continue
        start = _sentence_start(text, whole.start)
        before = [one for one in sums[:place] if one.start >= start]
        each = [one for one in before if one.part == "each"]
        if each:
            yield from _times(text, each[-1], whole)
            continue
        parts = [one for one in before if one.part != "whole"]
        if len(parts) < _LEAST_PARTS or len({one.part for one in parts[1:]}) > 1:
            continue
        if not _adds_up(parts, whole):
            total = sum(one.low for one in parts)
            yield Disagreement(code="ST-07", facts={"total": whole.raw, "sum": _shown(total)})


def _times(text: str, each: Sum, whole: Sum) -> Iterator[Disagreement]:
    """每月2000元、60个月，合计12万元: where the text says how often."""
    units = one_of(("个月", "期", "人", "名"))
    found = re.search(
        rf"(\d{{1,4}}|[一二三四五六七八九十百两]{{1,4}}){units}", text[each.end : whole.start]
    )
    if found is None:
        return
    times = int(found[1]) if found[1].isdigit() else int(chinese_number(found[1]) or 0)
    if times and not (each.low * times <= whole.high and whole.low <= each.high * times):
        yield Disagreement(
            code="ST-07", facts={"total": whole.raw, "sum": _shown(each.low * times)}
        )


def _rests(text: str, sums: Sequence[Sum]) -> Iterator[Disagreement]:
    """Whole, paid and rest in this order: the first is the other two, less what was waived."""
    for place, rest in enumerate(sums):
        if rest.part != "rest":
            continue
        before = sums[:place]
        wholes = [one for one in before if one.part in ("whole", "claimed")]
        if not wholes:
            continue
        whole = wholes[-1]
        paid = [one for one in before if one.part in ("paid", "waived") and one.start > whole.end]
        if not paid or re.search(one_of(listed("money", "interest")), text[whole.end : rest.start]):
            continue
        if not _adds_up((*paid, rest), whole):
            total = sum(one.low for one in paid)
            gap = abs(whole.low - total - rest.low)
            yield Disagreement(
                code="ST-08",
                facts={"total": whole.raw, "paid": "、".join(one.raw for one in paid),
                       "rest": rest.raw, "gap": _shown(gap)},
            )  # fmt: skip


def _sentence_start(text: str, place: int) -> int:
    ends = [found.end() for found in _SENTENCE.finditer(text[:place])]
    return ends[-1] if ends else 0


def _shown(fen: int) -> str:
    return in_words(fen)


def in_words(fen: int) -> str:
    """An amount exactly, in 万元 where that is shorter.

    >>> in_words(11_150_000), in_words(850_000), in_words(2_000_000)
    ('11.15万元', '8500元', '2万元')
    """
    wan, yuan = (
        f"{fen / _WAN:.6f}".rstrip("0").rstrip("."),
        f"{fen / 100:.2f}".rstrip("0").rstrip("."),
    )
    return f"{wan}万元" if fen >= _WAN and len(wan) <= len(yuan) else f"{yuan}元"
