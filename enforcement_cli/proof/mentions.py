"""Every court and group of courts that running text names, in the order it names them.

Comes in: text and the ground. Goes out: Mentions with their places. What a court is only measured
against (居全市第三, 占各院的45%) is none. Refuses to know numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from enforcement_cli.model.campaign import Desk
from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.proof.ground import Ground
from enforcement_cli.vocabulary.proof import proof_words

# What stands between names in a row; 区 and 法院 may be left over from a shorter name.
BETWEEN = re.compile(r"[区县市旗]?(?:人民)?(?:法院|院)?\s*[、和及与]\s*")
_FOREIGN = re.compile(
    r"[\u4e00-\u9fff]{1,6}[市县区旗](?:人民)?法院|[\u4e00-\u9fff]{2,6}中级人民法院"
)
_EVERY_PLACE = re.compile(r"[各全本外市]?[市县区旗]+(?:人民)?法院$")
_COUNT = r"(?P<count>\d{1,2}|[两二三四五六七八九十]{1,3})"
_MIXED_COUNT = re.compile(
    rf"(?P<rest>其余|其他|另外)?(?:的)?{_COUNT}(?:家|个)?(?P<basic>基层)?(?:人民)?(?:法院|院(?![长内外里]))"
    r"|(?P<all>各?基层(?:人民)?法院|基层合计)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Courts named at a place: no codes are the whole desk; `known` False are no courts of ours."""

    start: int
    end: int
    courts: tuple[str, ...] = ()
    known: bool = True
    words: str = ""

    @property
    def whole(self) -> bool:
        """Whether it is the whole desk."""
        return self.known and not self.courts


def mentions(text: str, ground: Ground) -> tuple[Mention, ...]:
    """The courts of a text in order; several in a row (甲、乙两家法院) are one mention."""
    desk = ground.desk
    plain = _measured().sub(lambda found: " " * len(found[0]), text)
    found = _joined(text, list(_single(plain, desk)))
    taken = [(each.start, each.end) for each in found]
    for foreign in _FOREIGN.finditer(plain):
        inside = any(start < foreign.end() and end > foreign.start() for start, end in taken)
        if not inside and not _EVERY_PLACE.match(foreign[0][-4:]):
            found.append(
                Mention(start=foreign.start(), end=foreign.end(), known=False, words=foreign[0])
            )
    return _with_counted(plain, sorted(found, key=lambda each: each.start), ground)


def _single(text: str, desk: Desk) -> Iterator[Mention]:
    codes = {name: court.code for court in desk.courts for name in court.names}
    for found in _names(desk).finditer(text):
        code = codes.get(found[0])
        courts = (code,) if code is not None else ()
        yield Mention(start=found.start(), end=found.end(), courts=courts, words=found[0])


@cache
def _names(desk: Desk) -> re.Pattern[str]:
    names = [name for court in desk.courts for name in court.names]
    sums = proof_words("subject", "rows")
    whole = [word for word in proof_words("subject", "desk") if word not in sums]
    every = sorted((*names, *whole), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, every)))


@cache
def _measured() -> re.Pattern[str]:
    """全市 behind 占, 居 … or before 平均, 最 … is what a number is held against."""
    several = "|".join(map(re.escape, proof_words("subject", "desk")))
    before = "|".join(map(re.escape, proof_words("subject", "measured_by")))
    behind = "|".join(map(re.escape, proof_words("subject", "measured_as")))
    basic = r"(?:各?基层(?:人民)?法院)?"
    return re.compile(
        rf"(?:{before})(?:{several})(?:法院)?{basic}|(?:{several})(?:法院)?{basic}(?={behind})"
        rf"|(?:{before}){basic[:-1]}(?={behind})"
    )


def _joined(text: str, found: list[Mention]) -> list[Mention]:
    """Names with nothing but 、 between them as one."""
    rows: list[Mention] = []
    for each in found:
        last = rows[-1] if rows else None
        if (
            last is not None
            and last.courts
            and each.courts
            and BETWEEN.fullmatch(text, last.end, each.start)
            and each.courts[0] not in last.courts
        ):
            rows[-1] = Mention(
                start=last.start,
                end=each.end,
                courts=(*last.courts, *each.courts),
                words=text[last.start : each.end],
            )
        else:
            rows.append(each)
    return rows


def _with_counted(text: str, found: list[Mention], ground: Ground) -> tuple[Mention, ...]:
    """The same with 七家基层法院, 上述三家法院, 其余五家法院, each by what was named before."""
    every = list(found)
    for counted in _MIXED_COUNT.finditer(text):
        start, end = counted.span()
        if any(each.start < end and each.end > start for each in found):
            continue
        before = [each for each in every if each.end <= start]
        last = before[-1] if before else None
        number = int(chinese_number(counted["count"]) or 0) if counted["count"] else 0
        gap = text[last.end : start] if last is not None else ""
        if last is not None and last.courts and gap in ("", "等", "这", "法院", "区", "县", "市"):
            continue  # 甲、乙两家法院 says the row again
        courts = _counted(counted, number, before, ground)
        every.append(
            Mention(
                start=start, end=end, courts=courts or (), known=courts is not None,
                words=counted[0],
            )
        )  # fmt: skip
        every.sort(key=lambda each: each.start)
    return tuple(every)


def _counted(
    counted: re.Match[str], number: int, before: list[Mention], ground: Ground
) -> tuple[str, ...] | None:
    """The codes of a count of courts; empty for all, None where it cannot be known."""
    ours = [court for court in ground.desk.courts if court.code in ground.courts]
    basic = tuple(court.code for court in ours if court.level == "basic")
    if counted["all"]:
        return basic
    named = tuple(dict.fromkeys(code for each in before for code in each.courts))
    if counted["rest"]:
        rest = tuple(court.code for court in ours if court.code not in named)
        fewer = tuple(code for code in rest if code in basic)
        return next((each for each in (rest, fewer) if len(each) == number), None)
    for each in reversed(before):
        if len(each.courts) == number > 1:
            return each.courts
    if len(named) == number > 1:
        return named
    if number == len(basic) > 1:
        return basic
    return () if number == len(ours) > 1 and not counted["basic"] else None
