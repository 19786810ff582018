"""Which days a figure of a text speaks of: the return's period, to date, other days, or unclear.

Comes in: the text, what the campaign is called, a claim. Goes out: a When; days that are written out
stay days, since only the head of the return says whether they are its period. Refuses to guess: a
figure told of one raid, or behind words of another time, is not the period's.
"""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.claim import Claim
from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.model.passage import sentence_around
from enforcement_cli.vocabulary.narrative import any_of, listed, span_of

Basis = Literal["period", "cumulative", "dated", "other", "unclear"]
_Kind = Literal["period", "cumulative", "weak", "other", "here", "part", "dated"]
_DASH = r"\s*(?:至|到|[-－—–~～]{1,2})\s*"
_DAY = r"(?:(?P<year{n}>\d{{4}})年)?(?P<month{n}>\d{{1,2}})月(?P<day{n}>\d{{1,2}})日"
_LAST_DAY = r"(?:(?P<year1>\d{4})年)?(?:(?P<month1>\d{1,2})月)?(?P<day1>\d{1,2})日"
_DATED = re.compile(
    rf"(?P<lead>截至|截止到?|自|从)?{_DAY.format(n=0)}"
    rf"(?:{_DASH}{_LAST_DAY})?(?P<since>起|以来|开始)?"
)
_LONGER = re.compile(
    r"(?:自|从)?(?:\d{4}年)?\d{1,2}(?:月)?" + _DASH + r"\d{1,2}月(?!\d)"
    r"|(?:自|从)?(?:\d{4}年)?\d{1,2}月(?:份|以来|起|底|初|中旬|上旬|下旬)?(?!\d)"
    r"|\d{4}年(?:度|以来|上半年|下半年)?(?!\d)"
)
_HERE = re.compile(
    r"(?:为期)?[\d一二三四五六七八九十两]+(?:天|个?小时|个月)|(?<!行动)[\u4e00-\u9fff]{2}期间"
)
_MONTHS = re.compile(
    r"(?:(?P<year>\d{4})年|今年)?(?P<first>\d{1,2})月?(?:至|到|[-－—–~～])(?P<last>\d{1,2})月(?!\d)"
)
_WEEK = re.compile(r"第\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*周")
_QUOTED = re.compile(r"[“\"「]([^”\"」\n]{1,20})[”\"」]")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The window of a figure, and the words it was told by.

    `start` and `end` are of days written out: both, the last alone (截至), or the first alone (起).
    `span` is how long the named period is (week, month).
    """

    basis: Basis
    words: str = ""
    span: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    at: int
    kind: _Kind
    when: When

    @property
    def is_strong(self) -> bool:
        """Whether it says by itself from which day on."""
        return self.kind in ("period", "cumulative", "other")


class Times:
    """Which windows are named where in a text; `week` is the number of the return's own, if any."""

    def __init__(self, text: str, campaign: Campaign, week: int | None) -> None:
        self._text = text
        self._campaign = campaign
        self._week = week

    @cached_property
    def _marks(self) -> tuple[_Mark, ...]:
        return tuple(_marks(self._text, self._campaign, self._week))

    @cached_property
    def _at(self) -> list[int]:
        return [mark.at for mark in self._marks]

    def when(self, claim: Claim) -> When:
        """The window of a claim, by the words before it and those the claim itself has."""
        found = self._by_marks(claim)
        if not claim.period:
            return found
        own = list(_marks(claim.period, self._campaign, self._week))
        if not own:
            return When(basis="unclear", words=claim.period)
        if found.basis == "unclear" or own[-1].kind == "weak" or own[-1].when.basis == found.basis:
            return found
        words = f"{claim.period}”“{found.words}" if found.words else claim.period
        return When(basis="unclear", words=words)

    def _by_marks(self, claim: Claim) -> When:
        """By the last mark of its paragraph; without one the paragraph goes on as the text began."""
        line = self._text.rfind("\n", 0, claim.start) + 1
        place = bisect_left(self._at, claim.start)
        mine = self._marks[bisect_left(self._at, line) : place]
        back = (self._marks[i] for i in range(place - 1, -1, -1))
        since = next((mark for mark in back if mark.is_strong), None)
        if not mine:
            if since is None or since.kind == "period":
                return since.when if since else When(basis="period")
            return When(basis="unclear", words=since.when.words)
        last = mine[-1]
        if last.kind == "weak" or (last.kind == "dated" and last.when.start is None):
            return self._to_date(claim, last, mine, since)
        return last.when

    def _to_date(
        self, claim: Claim, last: _Mark, mine: Sequence[_Mark], since: _Mark | None
    ) -> When:
        """累计, 截至某日: from the start named before it, else from the campaign's."""
        days = [mark for mark in mine if mark.kind == "dated" and mark.when.end is None]
        if days and (since is None or days[-1].at > since.at):
            return days[-1].when
        if since is not None and since.kind == "other":
            sentence = sentence_around(self._text, claim.start, claim.end)[0]
            basis: Basis = "other" if since.at >= sentence else "unclear"
            return When(basis=basis, words=since.when.words)
        until = [mark for mark in mine if mark.kind == "dated" and mark.when.start is None]
        return until[-1].when if until else last.when


def _marks(text: str, campaign: Campaign, week: int | None) -> Iterator[_Mark]:
    """The words of time in order; of those that overlap the first and longest."""
    names = _names(campaign)
    # 大干70天 is a name and no time; 行动以来 after it is one.
    hidden = _QUOTED.sub(lambda match: "\0" * len(match[0]), text)
    for name in names:
        hidden = hidden.replace(name, "\0" * len(name))
    found = sorted(_all(hidden, campaign, week), key=lambda mark: (mark[0], -mark[1]))
    at = 0
    for start, end, mark in found:
        if start < at:
            continue
        at = end
        if mark.kind == "cumulative" and _of_another(text, start, names):
            yield _Mark(at=start, kind="other", when=When(basis="other", words=mark.when.words))
        else:
            yield mark


def _names(campaign: Campaign) -> tuple[str, ...]:
    """What the campaign is called, the longest first: 大干70天 of “大干70天”冬季专项执行行动."""
    inner = [match[1] for match in _QUOTED.finditer(campaign.name)]
    bare = re.sub(r"[“”\"「」]", "", campaign.name)
    found = {campaign.name, bare, bare.removesuffix("行动"), campaign.label, *inner} - {""}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _all(text: str, campaign: Campaign, week: int | None) -> Iterator[tuple[int, int, _Mark]]:
    for match in _DATED.finditer(text):
        when = _days(match, campaign)
        if when is not None:
            yield *match.span(), _Mark(at=match.start(), kind="dated", when=when)
    for match in _MONTHS.finditer(text):
        months = _whole_months(match, campaign)
        if months is not None:
            yield *match.span(), _Mark(at=match.start(), kind="dated", when=months)
    for match in _WEEK.finditer(text):
        number = int(match[1]) if match[1].isdecimal() else chinese_number(match[1])
        kind: _Kind = "period" if number == week else "other"
        when = When(basis="period" if kind == "period" else "other", words=match[0])
        yield *match.span(), _Mark(at=match.start(), kind=kind, when=when)
    for match in _LONGER.finditer(text):
        mark = _Mark(at=match.start(), kind="other", when=When(basis="other", words=match[0]))
        yield *match.span(), mark
    for match in _HERE.finditer(text):
        mark = _Mark(at=match.start(), kind="here", when=When(basis="other", words=match[0]))
        yield *match.span(), mark
    pattern = any_of("when", "period", "cumulative", "weak", "other", "here", "part")
    for match in pattern.finditer(text):
        yield *match.span(), _of_word(match.start(), match[0])


def _of_word(at: int, word: str) -> _Mark:
    if word in listed("when", "period"):
        return _Mark(
            at=at, kind="period", when=When(basis="period", words=word, span=span_of(word))
        )
    if word in listed("when", "cumulative"):
        return _Mark(at=at, kind="cumulative", when=When(basis="cumulative", words=word))
    if word in listed("when", "weak"):
        return _Mark(at=at, kind="weak", when=When(basis="cumulative", words=word))
    if word in listed("when", "part"):
        return _Mark(at=at, kind="part", when=When(basis="unclear", words=word))
    kind: _Kind = "here" if word in listed("when", "here") else "other"
    return _Mark(at=at, kind=kind, when=When(basis="other", words=word))


def _of_another(text: str, at: int, names: tuple[str, ...]) -> bool:
    """Whether another action's name stands in quotes before 行动以来."""
    before = list(_QUOTED.finditer(text, max(at - 30, 0), at))
    if not before:
        return False
    between = text[before[-1].end() : at]
    if between and any_of("when", "between").sub("", between):
        return False
    said = before[-1][1]
    return not any(name and (said in name or name in said) for name in names)


def _days(match: re.Match[str], campaign: Campaign) -> When | None:
    first = _day(match["year0"], match["month0"], match["day0"], campaign)
    if first is None:
        return None
    month = match["month1"] or match["month0"]
    last = _day(match["year1"], month, match["day1"], campaign) if match["day1"] else None
    lead, words = match["lead"] or "", match[0]
    if last is not None:
        return When(basis="dated", words=words, start=first, end=last)
    if lead.startswith("截"):
        return When(basis="dated", words=words, end=first)
    if match["since"]:
        return When(basis="dated", words=words, start=first)
    return When(basis="dated", words=words, start=first, end=first)


def _whole_months(match: re.Match[str], campaign: Campaign) -> When | None:
    """1至9月 as its days; without a year in the year the campaign ends."""
    year = int(match["year"] or campaign.end.year)
    first, last = int(match["first"]), int(match["last"])
    if not 1 <= first <= last <= 12:
        return None
    end = date(year, last, monthrange(year, last)[1])
    return When(basis="dated", words=match[0], start=date(year, first, 1), end=end)


def _day(year: str | None, month: str, day: str, campaign: Campaign) -> date | None:
    """The day; without a year the one in the campaign, else the campaign's first year."""
    years = [int(year)] if year else [campaign.start.year, campaign.end.year]
    found: list[date] = []
    for one in years:
        try:
            found.append(date(one, int(month), int(day)))
        except ValueError:
            continue
    inside = [one for one in found if campaign.start <= one <= campaign.end]
    return next(iter(inside or found), None)
