"""The names and masks of people in a case told in prose.

Comes in: a text. Goes out: names that nobody hid, by the words around them, and the masks that
stand in it. Refuses to judge and to change the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from enforcement_cli.bulletin.names import is_company, is_masked
from enforcement_cli.vocabulary.names import sign, words
from enforcement_cli.workflow.story.naming import (
    CHINESE,
    behind_a_name,
    may_be_a_name,
    name_at,
    named_like,
    settled,
)
from enforcement_cli.workflow.story.words import (
    SOME,
    listed,
    one_of,
    pattern,
    saying,
    surnames,
)

_LONGEST_NAME = 4
# 被执行人（王小明）, 被执行人：王小明, 被执行人王小明、李四.
_BETWEEN = r"[：:（(“\"、\s]{0,2}"
_COUNTING = "[\\d.,，万千百十余多元人名年月日天个件套台]"
_COMPANY = re.compile(
    rf"({CHINESE}[\u4e00-\u9fffA-Za-z0-9（）()]{{2,28}}?(?:有限责任公司|股份有限公司|有限公司|合作社))"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name at `start` to `end` of a text, led by the word `lead`; `child`: of a minor."""

    start: int
    end: int
    name: str
    lead: str
    child: bool = False
    company: bool = False


def unmasked(text: str, known: Iterable[str] = ()) -> tuple[Named, ...]:
    """Every party that the text names outright, in order, each place once.

    Args:
        text: running text.
        known: names that are known to stand in it.
    """
    told = (Named(*place, name, name[:1]) for name in known for place in _places(text, name))
    of_parties = (*told, *_dotted(text), *_children(text), *_by_role(text))
    by_deeds = (*_done_to(text), *_addressed(text), *_doing(text), *_between(text))
    officials = _officials(text)
    others = (named for named in by_deeds if named.name not in officials)
    taken = bytearray(len(text))
    found: list[Named] = []

    def take(named: Named) -> None:
        if not any(taken[named.start : named.end]):
            taken[named.start : named.end] = b"\1" * (named.end - named.start)
            found.append(named)

    for named in (*of_parties, *others):
        take(named)
    # A name once known is known wherever it stands.
    for named in {named.name: named for named in reversed(found)}.values():
        for start, end in _places(text, named.name):
            take(replace(named, start=start, end=end))
    return tuple(sorted(found, key=lambda named: named.start))


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    at = text.find(name)
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + len(name))


def _children(text: str) -> Iterator[Named]:
    """女儿王小明, and 名叫小明 behind a child."""
    children, called = one_of(listed("masks", "children")), one_of(listed("masks", "named"))
    for found in re.finditer(rf"({children}){_BETWEEN}(?:{called})?", text):
        named = name_at(text, found.end())
        if named and (named.sure or len(named.name) > len("小雨")):
            yield Named(named.start, named.end, named.name, found[1], child=True)
    for found in re.finditer(rf"({children})(?:{called})({CHINESE}{{2,3}})(?=[，。、；）)])", text):
        if SOME not in found[2]:
            yield Named(*found.span(2), found[2], found[1], child=True)


def _by_role(text: str) -> Iterator[Named]:
    """A name or company behind 被执行人 and its like, and those joined to it."""
    for found in re.finditer(rf"({one_of(listed('masks', 'roles'))}){_BETWEEN}", text):
        at = found.end()
        while True:
            company = _company_at(text, at)
            if company:
                yield Named(at, at + len(company), company, found[1], company=True)
                at += len(company)
            else:
                span = name_at(text, at)
                if span is None:
                    break
                span = settled(text, span)
                yield Named(span.start, span.end, span.name, found[1])
                at = span.end
            joined = re.compile(r"[、和与及]").match(text, at)
            if not joined:
                break
            at = joined.end()


def _company_at(text: str, at: int) -> str:
    """The full name of a company; 某建筑公司 is a mask."""
    found = _COMPANY.match(text, at)
    if not found or SOME in found[1] or is_masked(found[1]) or not is_company(found[1]):
        return ""
    inside = found[1]
    return "" if re.search(one_of(listed("masks", "roles")), inside) else inside


def _done_to(text: str) -> Iterator[Named]:
    """将王小明拘传, 欠李大强工资: a name between what is done and to whom."""
    for found in re.finditer(one_of(listed("masks", "done_by")), text):
        span = named_like(text, found.end(), behind_a_name(), behind_a_name())
        if span:
            yield Named(span.start, span.end, span.name, found[0])


def _doing(text: str) -> Iterator[Named]:
    """王小明被拘留: a name that begins a clause and does or undergoes what parties do."""
    alone = pattern("masks", "acts_alone")
    for found in re.finditer(r"(?:^|(?<=[，。；：、“‘（()！？!?,\n]))(?=[\u4e00-\u9fff])", text):
        span = named_like(text, found.end(), pattern("masks", "acts"), alone)
        if span and behind_a_name().match(text, span.end):
            yield Named(span.start, span.end, span.name, text[span.end : span.end + 2])


def _addressed(text: str) -> Iterator[Named]:
    """谢大脚女士."""
    ends = one_of(listed("masks", "addressed"))
    for found in re.finditer(rf"({surnames()}{CHINESE}{{1,2}}?)({ends})", text):
        if may_be_a_name(found[1]):
            yield Named(*found.span(1), found[1], found[2])


def _dotted(text: str) -> Iterator[Named]:
    """阿依古丽·买买提, where it is led by a role or the like, or followed by what people do."""
    dots = re.escape(sign("masks", "dots").replace(".", ""))
    lead = (
        "申请执行",
        *listed("masks", "roles"),
        *listed("masks", "done_by"),
        "与",
        "诉",
        "和",
        "及",
    )
    for found in re.finditer(rf"({CHINESE}{{2,12}})[{dots}]({CHINESE}{{1,12}})", text):
        cuts = [each.end() for each in re.finditer(one_of(lead), found[1])]
        start = found.start(1) + (cuts[-1] if cuts else 0)
        stop = pattern("masks", "follows").search(found[2], 1)
        act = behind_a_name().search(found[2], 1)
        ends = [each.start() for each in (stop, act) if each]
        end = found.start(2) + min(ends, default=len(found[2]))
        name = text[start:end]
        if SOME not in name and (cuts or act) and name[0] not in dots:
            yield Named(start, end, name, found[1][-2:])


def _between(text: str) -> Iterator[Named]:
    """王小明与李大强民间借贷纠纷一案, 王小明诉李大强."""
    name = rf"{surnames()}{CHINESE}{{1,2}}"
    sides = rf"(?:^|[，。；、“（在])(?=({name})(?:与|诉|和|申请执行)({name})(?:{CHINESE}{{0,12}}(?:纠纷|一案)))"
    for found in re.finditer(sides, text, re.MULTILINE):
        for group in (1, 2):
            if may_be_a_name(found[group]):
                yield Named(*found.span(group), found[group], "一案")


def _officials(text: str) -> frozenset[str]:
    """What stands beside a title may be the name of one who is of the court, not of a case."""
    found: set[str] = set()
    for title in re.finditer(one_of(words("staff", "titles")), text):
        before = text[max(title.start() - _LONGEST_NAME, 0) : title.start()]
        behind = text[title.end() : title.end() + _LONGEST_NAME]
        found |= {behind[:length] for length in range(2, len(behind) + 1)}
        found |= {before[-length:] for length in range(2, len(before) + 1)}
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Mask:
    """A mask at a place of a text: 王某, 王某某, 王某1, 王某祥; `role` is the word before it."""

    start: int
    end: int
    text: str
    surname: str
    role: str = ""


def masks_in(text: str) -> tuple[Mask, ...]:
    """Every mask of a person, in order; 对某银行 and 在某村 are none."""
    found = [
        mask
        for mask in _mask_pattern().finditer(text)
        if not text.startswith(_not_people(), mask.end())
        and not mask[0].startswith(listed("masks", "ordinary"))
    ]
    # 王某祥 once set off is 王某祥 wherever it stands.
    kept = tuple({mask[0] for mask in found if mask[0][-1] not in f"{SOME}0123456789"})
    masks = []
    for mask in found:
        whole = next((each for each in kept if text.startswith(each, mask.start())), mask[0])
        before = text[: mask.start()]
        role = next((word for word in listed("masks", "roles") if before.endswith(word)), "")
        end = mask.start() + len(whole)
        masks.append(Mask(mask.start(), end, whole, mask["surname"], role))
    return tuple(masks)


@cache
def _not_people() -> tuple[str, ...]:
    return (
        *listed("masks", "not_people"), *words("organisations", "companies"),
        *words("organisations", "industries"),
    )  # fmt: skip


@cache
def _mask_pattern() -> re.Pattern[str]:
    # 王某1 is numbered, 借给王某2万元 is not.
    last = saying("masks", "kept_last")
    # A given name's last sign is kept only where something sets it off behind.
    ends = rf"[{last}](?=[，。、；：（）(]|{one_of(listed('masks', 'follows'))}|$)"
    return re.compile(
        rf"(?P<surname>{surnames()}){SOME}(?:{ends}|{SOME}{{0,2}}(?:\d(?!{_COUNTING}))?)"
    )
