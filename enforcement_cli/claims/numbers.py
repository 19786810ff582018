"""Numbers with their units in a paragraph, by value, precision and what makes them rough.

Comes in: the signs of a paragraph (plain.py). Goes out: Counted, in order. Dates, ordinals, bounds
of amounts and terms are none. Refuses to know what is counted.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from enforcement_cli.claims.worth import last_place, times_of, value_of
from enforcement_cli.vocabulary.claims import CountedIn, listed, one_of, pattern_of, units

_CHINESE = "零〇一二两三四五六七八九十百千万萬亿壹贰貳叁肆伍陆陸柒捌玖拾佰仟廿卅"
_YUAN = CountedIn("元", "money")
_PERCENT = CountedIn("%", "percent")
_PEOPLE = CountedIn("人", "person")
# How far before a bare 85万 the word stands that says of what.
_BARE_OF = 12


@dataclass(frozen=True, slots=True)
class Counted:
    """A number at `start` to `end` of the paragraph; `step` is one in its last printed digit.

    `word` is its unit as written, `rough` what makes it rough; `ordinal`: 第 stands before it.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    unit: CountedIn
    rough: str = ""
    in_numerals: bool = False
    ordinal: bool = False
    word: str = ""


@cache
def _pattern() -> re.Pattern[str]:
    inner = f"[{''.join(listed('words', 'inner'))}]?"
    unit = one_of(units())
    # Bounded, so that a line of nothing but digits is read in one pass.
    digits = r"\d{1,15}(?:\.\d{1,8})?"
    numeral = rf"[{_CHINESE}]{{1,24}}(?:点[{_CHINESE}]{{1,8}})?"
    return re.compile(
        rf"(?=[\d{_CHINESE}])(?P<raw>(?:(?P<high>{digits})(?P<by>[亿万])零?(?P<rest>{digits})(?P<inner0>{inner})"
        rf"(?P<low>(?:[千百十]?万|[千百])?)"
        rf"|(?P<number>{digits})(?P<inner1>{inner})(?P<scale>[十百千]?)(?P<inner4>{inner})"
        rf"(?P<scale1>[万亿]?)"
        rf"|(?P<numeral>{numeral})(?P<inner2>{inner})(?P<scale2>[万亿]?))"
        rf"(?P<inner3>{inner})(?:(?P<unit>{unit})|(?<=[万亿])(?=[，。；、！）+]|$|网友|观众|粉丝))"
        rf"|百分之(?P<percent>{numeral}))(?:(?<=元)(?P<jiao>\d)角(?:(?P<fen>\d)分)?)?"
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """Patterns of what stands around a number."""

    rough: re.Pattern[str]
    rough_behind: re.Pattern[str]
    no_count: re.Pattern[str]
    no_count_behind: re.Pattern[str]
    not_rough: tuple[str, ...]
    bound: re.Pattern[str]


@cache
def _around() -> _Around:
    def any_of(name: str, *, last: bool = False) -> re.Pattern[str]:
        return re.compile(one_of(listed("words", name)) + ("$" if last else ""))

    return _Around(
        rough=any_of("before", last=True),
        rough_behind=any_of("after"),
        no_count=any_of("not_after", last=True),
        no_count_behind=any_of("not_before"),
        not_rough=listed("words", "not_rough"),
        bound=any_of("threshold_after"),
    )


def numbers_in(signs: str) -> list[Counted]:
    """Every number with a unit, in order; those that 第 makes an ordinal are marked so."""
    found, labelled = list(_with_units(signs)), list(_labelled(signs))
    if not labelled:
        return found
    return sorted((*found, *labelled), key=lambda counted: counted.start)


def _labelled(signs: str) -> Iterator[Counted]:
    """Bare numbers behind a label that names their unit: 执行到位金额（万元）：300.5."""
    if "）" not in signs:
        return
    for found in _label_pattern().finditer(signs):
        times, number = times_of(found["scale"]), found["number"]
        unit = units()[found["unit"]]
        start, end = found.span("number")
        value, step = Decimal(number) * times, last_place(number) * times
        yield Counted(start, end, value, step, unit, word=found["unit"])


@cache
def _label_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"（(?P<scale>[千万亿]?)(?P<unit>{one_of(units())})）[:：]?(?P<number>\d{{1,15}}(?:\.\d{{1,8}})?)"
        r"(?=[，。；、！）]|$)"
    )


def _with_units(signs: str) -> Iterator[Counted]:
    around = _around()
    for found in _pattern().finditer(signs):
        start, end = found.span("raw")
        lead = signs[max(0, start - 4) : start]
        if (found["unit"] == "元" and around.bound.match(signs, end)) or _is_word(found, lead):
            continue
        rough, lead = _rough(found, lead, signs)
        unwanted = around.no_count.search(lead)
        ordinal = unwanted is not None and unwanted[0] == "第"
        if unwanted is not None and unwanted[0] in _VAGUE and not found["numeral"]:
            unwanted = None  # 结案数120件; but 数十件, 几百件
        if (unwanted and not ordinal) or around.no_count_behind.match(signs, end):
            continue
        read = value_of(found)
        if read is None:
            continue
        value, step = read
        if found["unit"] == "成" and (value > 10 or _WORDS_OF_CHENG.match(signs, end)):
            continue
        if found["unit"] is None and not found["percent"]:
            before = signs[max(0, start - _BARE_OF) : start]
            people = pattern_of("words", "of_people").search(before + signs[end : end + 2])
            yield Counted(start, end, value, step, _PEOPLE if people else _YUAN, rough)
            continue
        if found["unit"]:
            yield from _sharing(found, signs)
        unit = _PERCENT if found["percent"] else units().get(found["unit"] or "", _YUAN)
        yield Counted(
            start - ordinal, end, value * unit.times, step * unit.times, unit, rough,
            in_numerals=found["numeral"] is not None, ordinal=ordinal, word=found["unit"] or "",
        )  # fmt: skip


def _sharing(found: re.Match[str], signs: str) -> Iterator[Counted]:
    """The numbers before that share its unit: 分别上升1.1和2.8个百分点."""
    lead = _WITHOUT_UNIT.search(signs, max(0, found.start() - _ROW), found.start())
    if lead is None or not found["number"]:
        return
    unit = units()[found["unit"]]
    times = times_of(found["scale"] + found["scale1"]) * unit.times
    for each in _DIGITS.finditer(signs, lead.start("row"), lead.end()):
        value, step = Decimal(each[0]) * times, last_place(each[0]) * times
        yield Counted(each.start(), each.end(), value, step, unit, word=found["unit"])


_ROW = 40
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_WITHOUT_UNIT = re.compile(
    r"(?:分别[^，。；\d]{0,8}|[\u4e00-\u9fff])(?P<row>(?:\d{1,12}(?:\.\d{1,8})?(?:和|、|与|及))+)$"
)


def _rough(found: re.Match[str], lead: str, signs: str) -> tuple[str, str]:
    """The word that makes a number rough, and what stands before that word."""
    around = _around()
    inner = "".join(filter(None, found.group(*_INNER)))
    before = around.rough.search(lead)
    word = before[0] if before and not lead.endswith(around.not_rough) else ""
    if word == "上" and not (found["numeral"] or "").startswith(("百", "千", "万", "十")):
        word = ""
    lead = lead[: len(lead) - len(word)]
    behind = around.rough_behind.match(signs, found.end("raw"))
    return inner or word or (behind[0] if behind else ""), lead


def _is_word(found: re.Match[str], lead: str) -> bool:
    """Whether it is part of another number or word: A3件, 3至5件, 一案一策, 万人亮剑, 零件."""
    unit, signs = found["unit"] or "", found.string
    below_zero = _NEGATIVE.search(lead) and not unit.endswith(("%", "点"))
    if (lead and lead[-1] < "\u3000" and _is_foreign(lead[-1])) or _RANGE_AHEAD.match(
        signs, found.end("raw")
    ):
        return True
    in_a_word = unit == "人" and _IN_A_WORD.match(signs, found.end("raw"))
    if _GOES_ON.search(lead) or below_zero or in_a_word:
        return True
    numeral = found["numeral"]
    if numeral is None:
        return False
    if found["raw"] in listed("words", "idioms"):
        return found["raw"] != "一起" or not _LEADS_A_CASE.match(signs, found.end())
    if numeral in ("百", "千", "万", "百万", "千万", "亿"):
        exact = not any(found.group(*_INNER))
        return exact and not lead.endswith(("近", "上", "逾"))
    return numeral in ("零", "〇")


def _is_foreign(sign: str) -> bool:
    """Whether it is the sign of a money that is not ours."""
    return unicodedata.category(sign) == "Sc" and unicodedata.name(sign)[-8:] != "YEN SIGN"


_INNER = ("inner0", "inner1", "inner2", "inner3", "inner4")
_VAGUE = ("数", "几")
# A3件, 9 13件; 1+4 is a name, but 同比-3.2% is a change.
_GOES_ON = re.compile(
    rf"[A-Za-z\d. \t\n]$|[A-Za-z\d][-+/]$|\d[，,'’._^`~#@&=|\\]$|点$|[{_CHINESE}·]$|\d[或~]$"
    # 3至5件: a range is no figure.
    r"|[\d一二两三四五六七八九十件起人名元万亿%][至到—~～–]$"
)
# What stands below zero is no count, but how much less it became: 同比-3.2%.
_NEGATIVE = re.compile(r"[-－−负]$")
# 12368人民群众, 5人家庭: the unit is part of a word.
_IN_A_WORD = re.compile(r"(?<=人)[民员大士家格们才物口均文事]")
# 三成 is 30%; 三成功, 两成员 are words.
_WORDS_OF_CHENG = re.compile(r"[半一二三四五六七八九功立交为效本员果熟都绩长型份分年不]")
# 10%至15%: neither is a figure.
_RANGE_AHEAD = re.compile(r"[至到—~～–-]\d")
# 一起标的额98万元的案件; not 一起来.
_LEADS_A_CASE = re.compile(r"[^，。；\d]{0,24}?(?:案|纠纷|标的)")
