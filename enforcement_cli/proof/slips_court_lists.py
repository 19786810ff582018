"""Lists of courts: fewer than the number beside them, or without one that must be in them.

Comes in: Words and the desk's courts. Goes out: slips. Refuses to know figures.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from enforcement_cli.model.claim import Span
from enforcement_cli.model.court import Court
from enforcement_cli.model.proof import Slip
from enforcement_cli.proof.slip_text import Words, slip
from enforcement_cli.proof.slips_courts import count_of, courts_named
from enforcement_cli.vocabulary.proof_slips import words

_NUMERAL = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})"
# 2家慢于序时进度（甲、乙）; 三家法院分别为甲、乙、丙。
_BEFORE = re.compile(
    rf"(?<![\d第]){_NUMERAL}\s?[个家](?P<what>[^，。；（）、\d]{{0,20}}?)"
    r"(?:（(?P<inside>[^（）]{3,200})）|(?:分别|依次)?(?:为|是|即|：)(?P<after>[^。；]{3,200}))"
)
# 甲、乙、丙三家法院
_BEHIND = re.compile(rf"(?P<etc>等)?(?<!第){_NUMERAL}\s?(?:[个家](?:基层)?(?:人民)?(?:法院|院)|院)")
_ALL = re.compile(r"各(?:基层)?(?:人民)?(?:法院|院)（(?P<inside>[^（）]{3,200})）")
_BETWEEN = re.compile(r"[、，和及与]{1,2}")
_LEAST = 3


def court_lists(text: Words, desk: Sequence[Court]) -> Iterator[Slip]:
    """Each list that has another number of courts than it says."""
    if len(desk) < 2:
        return
    for part in text.parts:
        for found in _BEFORE.finditer(text.text, *part):
            yield from _with_count(text, found, desk)
        for found in _BEHIND.finditer(text.text, *part):
            yield from _behind(text, part, found, desk)
        for found in _ALL.finditer(text.text, *part):
            yield from _all(text, found, desk)


def _with_count(text: Words, found: re.Match[str], desk: Sequence[Court]) -> Iterator[Slip]:
    group = "inside" if found["inside"] else "after"
    named = _listed(found[group], desk, whole=group == "inside")
    said = count_of(found["n"])
    if len(named) < 2 or len(named) == said:
        return
    printed = text.text[found.start() : found.start(group) - 1]
    place = (found.start(), found.end("what"))
    yield from _wrong(desk, named, said, place, printed, basic="基层" in found["what"])


def _wrong(
    desk: Sequence[Court],
    named: Sequence[str],
    said: int,
    place: Span,
    printed: str,
    *,
    basic: bool,
) -> Iterator[Slip]:
    wanted = [court for court in desk if court.level == "basic" or not basic]
    for group in (wanted, [court for court in desk if court.level == "basic"]):
        missing = [court.short for court in group if court.code not in named]
        if said == len(group) and len(named) < said and missing:
            yield slip("court_left_out", place, printed=printed, missing="、".join(missing))
            return
    yield slip("court_list_count", place, printed=printed, true=len(named))


def _listed(stretch: str, desk: Sequence[Court], *, whole: bool) -> list[str]:
    """The courts of a stretch in order, where it is a list of courts and does not end in 等.

    `whole`: nothing else may stand in it.
    """
    found = courts_named(stretch, desk)
    if not found:
        return []
    named: list[str] = []
    end = found[0][1]
    if end > 0:
        return []
    for code, start, after in found:
        if named and not _between(whole=whole).fullmatch(stretch, end, start):
            break
        named.append(code)
        end = after
    rest = stretch[end:]
    if rest.startswith(words("and_so_on")) or (whole and _HAN.search(rest)):
        return []
    return list(dict.fromkeys(named))


_HAN = re.compile(r"[\u4e00-\u9fff]")


@cache
def _between(*, whole: bool) -> re.Pattern[str]:
    # 甲216件、乙188件: what is told of each may stand between.
    return _BETWEEN if whole else re.compile(r"[\d.万元件人次%（）]*[、，和及与]{1,2}")


def _behind(text: Words, part: Span, found: re.Match[str], desk: Sequence[Court]) -> Iterator[Slip]:
    """Names that run up to the number."""
    before = text.text[part[0] : found.start()]
    end = len(before)
    named: list[str] = []
    for code, start, after in reversed(courts_named(before, desk)):
        gap = before[after:end]
        if (named and not _BETWEEN.fullmatch(gap)) or (not named and gap):
            break
        named.append(code)
        end = start
    said, count = count_of(found["n"]), len(set(named))
    wrong = count > said if found["etc"] else count != said
    if count >= 2 and wrong:
        yield slip("court_list_count", found.span(), printed=found[0], true=count)


def _all(text: Words, found: re.Match[str], desk: Sequence[Court]) -> Iterator[Slip]:
    named = _listed(found["inside"], desk, whole=True)
    missing = [c.short for c in desk if c.level == "basic" and c.code not in named]
    if len(named) >= _LEAST and missing:
        printed = text.text[found.start() : found.start("inside") - 1]
        place = (found.start(), found.end())
        yield slip("court_left_out", place, printed=printed, missing="、".join(missing))
