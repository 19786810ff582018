"""Text that broke in the editing: doubled words and units, lost numbers, places left to fill.

Comes in: Prose and its Words. Goes out: slips. Refuses to ask for style: half and full width mixed
is none.
"""

import re
from collections.abc import Iterator
from functools import cache

from enforcement_cli.model.claim import Span
from enforcement_cli.model.proof import Slip
from enforcement_cli.model.prose import Prose
from enforcement_cli.proof.slip_text import Words, plain, short, slip
from enforcement_cli.vocabulary.proof_slips import one_of, words
from enforcement_cli.vocabulary.words import broken_words

_END = r"(?=[，。；、！？）\n]|$)"
_UNITS = "件|人次|人|名|起|套|辆|处|户|次|元|%|个百分点|百分点"
_UNIT_DOUBLED = re.compile(
    rf"\d[余多]?(?:万|亿)?(?P<unit>{_UNITS}|万元|亿元)\s?(?P=unit)(?![\u4e00-\u9fff]?着落)"
    r"|\d个百分点\s?个?百分点|\d[余多]?(?:万元|亿元)\s?元|\d(?:万万|亿亿)元|\d万元万|\d件起(?!诉|来)|\d人次人(?!民|员)|\d元万元"
)
# 执行执行力, 执行执行款: the second is of another word.
_NOT_DOUBLED = r"(?![力难官款法]|申请|局)"
_MASKS = r"(?:[Xx×✕○]{2,}|(?<![*\n])\*{2,}(?!\*))"
# A placeholder stands where a number or a name of a court would; 王×× is a mask.
_CROSSES = re.compile(
    rf"(?<![A-Za-z\d])[Xx×✕○]{{1,2}}月[Xx×✕○]{{1,2}}日|(?<![A-Za-z\d]){_MASKS}\s?(?=件|人次|人(?!民)|万元|亿元|元|%|个百分点|法院|人民法院|年|月|日|期|周|套|辆|处|次)"
)
_LINES = re.compile(r"_{3,}|＿{2,}")
_GAP = re.compile(
    rf"(?<=[\u4e00-\u9fff])[ ]{{2,}}(?P<unit>件|人次|人|万元|亿元|元|%|个百分点){_END}"
)
_SENTENCE_END = re.compile(r"[。！？；：”’）」』…]\s*$")
_LEAST_ANNOUNCED = 10


def broken(prose: Prose, text: Words) -> Iterator[Slip]:
    """Each place where the text is broken."""
    for paragraph in prose.paragraphs:
        span = (paragraph.start, paragraph.end)
        yield from _doubled(text, span)
        yield from _without_number(text, span)
        yield from _unfilled(text, span)
    yield from _announced(prose, text)
    for table in prose.tables:
        for row in table.rows:
            for cell in row:
                yield from _unfilled(text, cell)


@cache
def _words_doubled() -> re.Pattern[str]:
    signs = "".join(map(re.escape, words("doubled_signs")))
    return re.compile(rf"(?P<w>{one_of('doubled')})(?P=w){_NOT_DOUBLED}|(?P<s>[{signs}])(?P=s)+")


def _doubled(text: Words, span: Span) -> Iterator[Slip]:
    for found in _words_doubled().finditer(text.text, *span):
        yield slip("word_doubled", found.span(), printed=found[0])
    for found in _UNIT_DOUBLED.finditer(text.text, *span):
        start = found.start()
        while start > span[0] and (text.text[start - 1].isdigit() or text.text[start - 1] in ".,"):
            start -= 1
        yield slip("unit_doubled", (start, found.end()), printed=text.text[start : found.end()])


@cache
def _missing() -> re.Pattern[str]:
    counts, people = one_of("counts_missing"), one_of("people_missing")
    return re.compile(
        rf"(?:{counts}|(?<![未已])(?:执结|办结|新收|受理))\s*(?:件|起){_END}"
        rf"|(?<!被){people}\s*(?:人次|(?<=[共计])人|(?<=累计)人|(?<=达)人){_END}"
        rf"|{one_of('money_missing')}\s*[余多]?(?:万元|亿元){_END}"
        rf"|{one_of('shares_missing')}了?\s*%{_END}"
        rf"|{one_of('points_missing')}\s*个?百分点{_END}"
        rf"|{one_of('things_missing')}\s*[辆套间宗台]{_END}"
        rf"|{one_of('times_missing')}\s*次{_END}"
    )


def _without_number(text: Words, span: Span) -> Iterator[Slip]:
    for found in _missing().finditer(text.text, *span):
        yield slip("number_missing", found.span(), printed=short(found[0]))
    for found in _GAP.finditer(text.text, *span):
        start = max(span[0], found.start() - 4)
        yield slip(
            "number_missing", (start, found.end()), printed=short(text.text[start : found.end()])
        )


@cache
def _blanks() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(plain(word)) for word in words("blanks")))


def _unfilled(text: Words, span: Span) -> Iterator[Slip]:
    for pattern in (_CROSSES, _LINES, _blanks()):
        for found in pattern.finditer(text.text, *span):
            bare = text.text[slice(*span)].strip()
            if pattern is _LINES and set(bare) <= set("_＿ "):
                continue  # a rule across the page
            yield slip("placeholder", found.span(), printed=found[0].strip())


@cache
def _announcing() -> re.Pattern[str]:
    """该院共执结涉民生小标的案件, and the paragraph ends there."""
    sums, done = (
        "|".join(map(re.escape, sorted(broken_words(name), key=len, reverse=True)))
        for name in ("sums", "done")
    )
    return re.compile(
        rf"(?P<said>(?:{sums})[^\d]{{0,4}}?(?:{done})(?P<object>[^\d，。；]{{0,24}}))$"
    )


_FIGURE_NEXT = re.compile(r"[^\d第（）、.，。：]{0,6}?\d[\d.,]*[件人名起余万亿次]")


def _announced(prose: Prose, text: Words) -> Iterator[Slip]:
    """A paragraph of running text that stops where its number was to come."""
    for at, paragraph in enumerate(prose.paragraphs):
        if paragraph.kind == "heading":
            continue
        whole = text.text[paragraph.start : paragraph.end].rstrip()
        if _SENTENCE_END.search(whole):
            continue
        tail = re.split(r"[，。；！？]", whole)[-1]
        found = _announcing().search(tail)
        speaks = len(whole) - len(tail) >= _LEAST_ANNOUNCED or any(
            word in whole for word in broken_words("speaks_of")
        )
        if found is None or not speaks or not found["object"].endswith(broken_words("ends")):
            continue
        # 已到位的金额 names a sum and announces none.
        if found["object"].startswith("的") or any(
            word in found["object"] for word in broken_words("uncounted")
        ):
            continue
        if at + 1 < len(prose.paragraphs):
            after = prose.paragraphs[at + 1]
            if _FIGURE_NEXT.match(text.text[after.start : after.end].lstrip()):
                continue
        end = paragraph.start + len(whole)
        place = (end - len(found["said"]), end)
        yield slip("sentence_broken", place, printed=short(found["said"]))
