"""What a bulletin says it is: its number, its week, its days, and until when its data go.

Comes in: Prose, its Words and the ground. Goes out: slips where it is another bulletin's. Refuses to
judge days that a sentence tells of itself.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from enforcement_cli.model.claim import Span
from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.model.proof import Slip
from enforcement_cli.model.prose import Prose
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.slip_text import Words, slip
from enforcement_cli.proof.slips_dates import DAY, ISO, RANGE, TO, day_in, shown
from enforcement_cli.vocabulary.proof_slips import one_of, words

_NUMBER = r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})"
_ISSUE = re.compile(rf"(?:第|总第)\s?{_NUMBER}\s?期")
_WEEK = re.compile(rf"第\s?{_NUMBER}\s?周")
# The number of the issue stands at the head, in a line of its own or nearly so.
_HEAD, _SHORT = 6, 60
_TO = re.compile(TO)
_CLAUSE = "，。；\n"
_NEAR = 40


def issue(prose: Prose, text: Words, ground: Ground) -> Iterator[Slip]:
    """Each word of the text by which it would be another bulletin."""
    yield from _number(prose, text, ground)
    yield from _week(prose, text, ground)
    yield from _days(text, ground)
    yield from _cutoff(prose, text, ground)


def _value(found: re.Match[str]) -> int:
    said = found["n"]
    return int(said) if said.isdecimal() else int(chinese_number(said) or 0)


def _heads(prose: Prose, text: Words) -> list[Span]:
    """The first lines that are no sentences."""
    found = [(paragraph.start, paragraph.end) for paragraph in prose.paragraphs[:_HEAD]]
    return [
        span
        for span in found
        if span[1] - span[0] <= _SHORT and not set("，。；") & set(text.text[slice(*span)])
    ]


def _true_issue(ground: Ground) -> int | None:
    if ground.issue is not None:
        return ground.issue
    found = _ISSUE.search(ground.printed.issue) if ground.printed else None
    return _value(found) if found else None


def _number(prose: Prose, text: Words, ground: Ground) -> Iterator[Slip]:
    true = _true_issue(ground)
    for start, end in _heads(prose, text) if true else ():
        for found in _ISSUE.finditer(text.text, start, end):
            if _value(found) != true and "总" not in found[0]:
                yield slip("other_issue", found.span(), printed=found[0], true=true)


def _week(prose: Prose, text: Words, ground: Ground) -> Iterator[Slip]:
    """第N周 at the head, and where the text says which week this is."""
    true = ground.period.number if ground.period.kind == "week" else None
    if true is None:
        return
    heads = _heads(prose, text)
    for found in _WEEK.finditer(text.text):
        at_head = any(start <= found.start() < end for start, end in heads)
        before = text.text[max(0, found.start() - 6) : found.start()]
        said = _says_which().search(text.text[max(0, found.start() - 14) : found.start()])
        if _value(found) == true or not (said or at_head):
            continue
        if not said and before.endswith(words("other_weeks")):
            continue
        yield slip("other_week", found.span(), printed=found[0], true=true)


@cache
def _says_which() -> re.Pattern[str]:
    other = one_of("other_weeks")
    return re.compile(
        rf"(?:进入|本周(?:为|是|系)|{one_of('cutoffs')})(?:(?!{other})[^\d，。；第]){{0,8}}$"
    )


@cache
def _range_of() -> re.Pattern[str]:
    return re.compile(rf"{one_of('ranges_of')}[：（\s]*{RANGE.pattern}")


def _days(text: Words, ground: Ground) -> Iterator[Slip]:
    period = ground.period
    for found in _range_of().finditer(text.text):
        start = day_in(found, period.end)
        if start is None:
            continue
        end = _end_of(found, start)
        if end is not None and (start, end) != (period.start, period.end):
            yield slip(
                "other_period",
                found.span(),
                printed=found[0],
                true=f"{shown(period.start)}至{shown(period.end)}",
            )


def _end_of(found: re.Match[str], start: date) -> date | None:
    month = int(found["bm"] or start.month)
    year = int(found["by"] or start.year)
    if not found["by"] and month < start.month:
        year += 1
    try:
        return date(year, month, int(found["bd"]))
    except ValueError:
        return None


@cache
def _until() -> re.Pattern[str]:
    return re.compile(rf"{one_of('cutoffs')}\s?{DAY.format('a')}")


@cache
def _until_in_data() -> tuple[re.Pattern[str], ...]:
    """数据统计至2月28日, 统计截止日期：2026-02-28, 数据截止时间为2月28日."""
    told = rf"{one_of('cutoffs_of_data')}+(?:截止|截至|更新)?(?:日期|时间|日)?(?:为|是|至|到|：)\s?"
    return (
        re.compile(told + DAY.format("a")),
        re.compile(rf"(?:{told}|{one_of('cutoffs')}\s?){ISO}"),
    )


@cache
def _until_month() -> re.Pattern[str]:
    return re.compile(
        rf"{one_of('cutoffs')}\s?(?:(?P<y>\d{{4}})年)?(?P<m>\d{{1,2}})月(?:底|末|份)?(?!\s?\d)"
    )


def _cutoff(prose: Prose, text: Words, ground: Ground) -> Iterator[Slip]:
    """截至 with another last day than the data's; the moment the returns were read is right too."""
    right = {ground.cutoff, ground.known_at.date()}
    notes = [(p.start, p.end) for p in prose.paragraphs if p.kind == "note"]
    patterns = (_until(), *_until_in_data())
    for found in (found for pattern in patterns for found in pattern.finditer(text.text)):
        if _is_other(text.text, found) or any(s <= found.start() < e for s, e in notes):
            continue
        if _TO.match(text.text, found.end()):
            continue  # a range begins here
        day = day_in(found, ground.cutoff)
        if day is not None and day not in right:
            yield slip("stale_cutoff", found.span(), printed=found[0], true=shown(ground.cutoff))
    for found in _until_month().finditer(text.text):
        wrong = int(found["m"]) != ground.cutoff.month or (
            found["y"] and int(found["y"]) != ground.cutoff.year
        )
        if wrong and not _is_other(text.text, found):
            yield slip("stale_cutoff", found.span(), printed=found[0], true=shown(ground.cutoff))


def _is_other(text: str, found: re.Match[str]) -> bool:
    """Whether the clause tells of former data, or of a deadline."""
    start = found.start()
    while start > 0 and found.start() - start < _NEAR and text[start - 1] not in _CLAUSE:
        start -= 1
    end = found.end()
    while end < len(text) and text[end] not in _CLAUSE and end - found.end() < _NEAR:
        end += 1
    return any(word in text[start:end] for word in words("other_cutoffs"))
