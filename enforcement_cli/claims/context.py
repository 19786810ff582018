"""Whose figure it is, of what time, of which kind of cases: the words of the text that say so.

Comes in: a Sentence. Goes out: words of the text, never a meaning. Refuses to know courts.
"""

import re
import sys
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from enforcement_cli.claims.lists import Item
from enforcement_cli.claims.named import Meant
from enforcement_cli.claims.sentence import Sentence
from enforcement_cli.vocabulary.claims import listed, one_of

_HAN = "\u4e00-\u9fff"
# Where a name cannot go on to the left.
_BOUNDARY = re.compile(
    r".*(?:高于|低于|超过|领先|多于|联合|会同|协同|配合|协助|期间|以前|之前|以后|之后|以来|[年月周]来"
    r"|近日|昨日|今日|今天|昨天|本周|上周|本月|上月|日前|目前|截至|其中|晚上|当天|当晚|行动中|至今|上半年|下半年|季度|年度|全年|[居列](?=全)|[在由对向从为被将把是到以让使令该回进往])"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words at a place. A weak subject (法院) gives way to a name; in brackets it holds to `until`."""

    start: int
    words: str
    weak: bool = False
    until: int = sys.maxsize


@cache
def _subject_pattern() -> re.Pattern[str]:
    words, ends = one_of(listed("subjects", "words")), one_of(listed("subjects", "ends"))
    return re.compile(rf"(?P<word>{words})|(?P<end>{ends})")


@cache
def _period_pattern() -> re.Pattern[str]:
    any_of = "|".join(f"(?:{each})" for each in listed("periods", "patterns"))
    return re.compile(rf"(?=[{''.join(listed('periods', 'begin'))}])(?:{any_of})")


def subjects_in(sentence: Sentence) -> list[Mention]:
    """Courts and parts of courts that a sentence names, in order."""
    found: list[Mention] = []
    ended = -1
    for match in _subject_pattern().finditer(sentence.signs, sentence.start, sentence.end):
        start, end = match.span()
        lead = 0
        if match[0].endswith(listed("subjects", "ends")):
            lead = _named_before(sentence.signs, max(sentence.start, ended), start)
        if lead > 1 or match["end"]:
            start = _name_start(
                sentence.signs, start - lead, end, after_another=start - lead == ended
            )
        words = sentence.signs[start:end]
        if _SO_MANY.search(words) or _DIRECTED.match(sentence.signs, end):
            ended = end
            continue
        is_weak = words in listed("subjects", "weak")
        if start == ended and found:
            # 银州区法院执行局 is one name.
            found[-1] = Mention(found[-1].start, found[-1].words + words)
        elif not (is_weak and _within(sentence, start)) and not _compared(
            sentence.signs, start, end
        ):
            found.append(Mention(start, words, is_weak))
        ended = end
    return found


def _named_before(signs: str, least: int, place: int) -> int:
    """How many signs of a name stand before 法院: at most twelve, none of them a stop or a digit."""
    found = _NAME.search(signs, max(least, place - _LONGEST_NAME), place)
    return len(found[0]) if found else 0


_LONGEST_NAME = 12
_NAME = re.compile(rf"[{_HAN}]*$")


def _name_start(signs: str, start: int, end: int, *, after_another: bool) -> int:
    """Where a name begins, without the words before it that are none of its own."""
    if start and signs[start - 1].isdigit() and signs[start] in "年月日时周期":
        start += 1
    words = signs[start:end]
    lead = _BOUNDARY.match(words[: -len("法院")])
    if lead:
        return start + lead.end()
    return start + (after_another and words[0] in "和及与")


def _within(sentence: Sentence, place: int) -> bool:
    """Whether something of its clause stands before a place: 主动联系法院履行."""
    return place > sentence.start and sentence.signs[place - 1] not in "，；：、。"


def _compared(signs: str, start: int, end: int) -> bool:
    """Whether it is what somebody is ranked in or compared with: 居全市第二."""
    if not signs.startswith(listed("subjects", "areas"), start):
        return False
    before = signs.endswith(listed("subjects", "compared_before"), 0, start)
    behind = signs.startswith(listed("subjects", "compared_behind"), end)
    return before or behind or _RANKED.match(signs, end) is not None


# 全市第二, 全市第3位; but 全市法院第12次会议.
_RANKED = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:位|名|[，。；、）]|$)")
# 甲、乙、丙三家法院: so many of them is no name.
_SO_MANY = re.compile(r"[一二两三四五六七八九十\d]{1,3}[家个](?:基层)?(?:人民)?法院$")
# 在市中院统一部署下: not whose figure it is.
_DIRECTED = re.compile("的?(?:统一)?(?:部署|要求|指导|安排|督导|领导|统筹|调度)")


def periods_in(sentence: Sentence) -> list[Mention]:
    """Words of time in a sentence, in order, without those that something is compared with."""
    found = []
    signs = sentence.signs
    for each in _period_pattern().finditer(signs, sentence.start, sentence.end):
        words = each[0]
        before = signs[max(0, each.start() - 1) : each.start()]
        other = before in listed("periods", "compared") and (
            words in listed("periods", "compared_times") or words[:1].isdigit()
        )
        if words in listed("periods", "not_periods") or other:
            continue
        start = each.start()
        if _is_named().match(words):
            start = _operation_start(signs, sentence.start, start)
        closed = signs.find("）", each.end(), sentence.end) if before == "（" else -1
        until = closed if closed > 0 else sys.maxsize
        found.append(Mention(start, signs[start : each.end()], until=until))
    return found


@cache
def _is_named() -> re.Pattern[str]:
    return re.compile("|".join(listed("periods", "named")))


# The name of an operation before 行动: in quotation marks, or all of a short clause.
_QUOTED = re.compile(r"“[^”]{1,12}”?$")
_CLAUSE_OF_A_NAME = re.compile(rf"(?:^|(?<=[，。；：、]))[{_HAN}]{{2,4}}$")


def _operation_start(signs: str, least: int, place: int) -> int:
    lead = signs[max(least, place - 14) : place]
    found = _QUOTED.search(lead) or _CLAUSE_OF_A_NAME.search(lead)
    return place - len(lead) + found.start() if found else place


def last_before(mentions: list[Mention], place: int) -> Mention | None:
    """The nearest mention before a place."""
    weak = None
    for at in range(bisect_left(mentions, place, key=_start) - 1, -1, -1):
        if place >= mentions[at].until:
            continue
        if not mentions[at].weak:
            return mentions[at]
        weak = weak or mentions[at]
    return weak


def _start(mention: Mention) -> int:
    return mention.start


@cache
def _action_pattern() -> re.Pattern[str]:
    return re.compile(one_of(listed("actions", "words")))


@cache
def _beneficiary_pattern() -> re.Pattern[str]:
    before = one_of(listed("actions", "beneficiary_before"))
    after = one_of(listed("actions", "beneficiary_after"))
    return re.compile(rf"{before}([^，。；、\d]{{2,16}}?){after}")


def action_of(sentence: Sentence, index: int, meant: Meant) -> str | None:
    """The kind of cases that a number is of, as named in its own words."""
    number = sentence.numbers[index]
    since = max(sentence.before(index), sentence.clause_start(number.start))
    signs = sentence.signs
    if number.unit.kind == "money":
        served = _beneficiary_pattern().search(signs, since, number.start)
        if served:
            return _whom(served[1])
    found = [each[0] for each in _action_pattern().finditer(signs, since, number.start)]
    if not found:
        until = sentence.behind(index)
        found = [each[0] for each in _action_pattern().finditer(signs, number.end, until)]
    named = meant.named.word if meant.named else ""
    kept = [each for each in found if each not in named]
    return kept[-1] if kept else None


def _whom(words: str) -> str:
    known = list(_action_pattern().finditer(words))
    return known[-1][0] if known and len(known[-1][0]) > 2 else words


def action_in(words: str) -> str:
    """The kind of cases that an item of a list names; empty when it names none."""
    found = _action_pattern().findall(words)
    return str(found[-1]) if found else ""


def court_in(item: Item, subjects: Sequence[Mention], *, is_last: bool) -> str:
    """The court that an item of a list names, with or without the word; empty when it names none."""
    end = item.start + len(item.words)
    named = [each for each in subjects if item.start <= each.start < end]
    if named and not named[-1].weak:
        return named[-1].words
    words = _COURTS_TOGETHER.split(item.words)[0] if is_last else item.words
    return words if _SHORT_COURT.fullmatch(words) else ""


# 沭阳、泗洪、泗阳三家法院分别执结; the last item goes on.
_COURTS_TOGETHER = re.compile(
    r"(?:等)?[一二两三四五六七八九十\d]{0,3}(?:家|个)?(?:基层)?(?:人民)?(?:法院|院)|执结|办结|结案|到位"
)
_SHORT_COURT = re.compile(rf"[{_HAN}]{{2,6}}")
