"""The names and masks of people in a case told in prose.

Comes in: a text. Goes out: names that nobody hid, by the words around them, and the masks that
stand in it. Refuses to judge and to change the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from enforcement_cli.bulletin.names import is_company, is_masked
from enforcement_cli.vocabulary.names import word_set, words
from enforcement_cli.workflow.story.words import SOME, listed, one_of, saying, surnames

_CHINESE = "[\u4e00-\u9fff]"
_LONGEST_NAME = 3
# 被执行人（王小明）, 被执行人：王小明, 被执行人王小明、李四.
_BETWEEN = r"[：:（(“\"、\s]{0,2}"
_COUNTING = "[\\d.,，万千百十余多元人名年月日天个件套台]"
_COMPANY = re.compile(
    rf"({_CHINESE}[\u4e00-\u9fffA-Za-z0-9（）()]{{2,28}}?(?:有限责任公司|股份有限公司|有限公司|合作社))"
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


def unmasked(text: str) -> tuple[Named, ...]:
    """Every party that the text names outright, in order, each place once."""
    found: dict[tuple[int, int], Named] = {}
    for named in (*_children(text), *_by_role(text), *_done_to(text), *_between(text)):
        if not any(named.start < end and start < named.end for start, end in found):
            found[named.start, named.end] = named
    for named in tuple(found.values()):
        # A name once known is known wherever it stands.
        for at in _places(text, named.name):
            if not any(at[0] < end and start < at[1] for start, end in found):
                found[at] = Named(*at, named.name, named.lead, named.child, named.company)
    return tuple(found[place] for place in sorted(found))


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    at = text.find(name)
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + len(name))


def _children(text: str) -> Iterator[Named]:
    """女儿王小明, and 名叫小明 behind a child."""
    children, called = one_of(listed("masks", "children")), one_of(listed("masks", "named"))
    for found in re.finditer(rf"({children}){_BETWEEN}(?:{called})?", text):
        named = _name_at(text, found.end())
        if named:
            yield Named(*named[:2], named[2], found[1], child=True)
    for found in re.finditer(
        rf"({children})(?:{called})({_CHINESE}{{2,3}})(?=[，。、；）)])", text
    ):
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
                named = _name_at(text, at)
                if named is None:
                    break
                yield Named(*named[:2], named[2], found[1])
                at = named[1]
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
    """将王小明拘传: a name of three characters between what is done and to whom."""
    by, to = one_of(listed("masks", "done_by")), one_of(listed("masks", "done_to"))
    for found in re.finditer(rf"({by})(?=({surnames()}{_CHINESE}{{1,2}}){to})", text):
        start, end = found.span(2)
        if end - start >= _LONGEST_NAME and _may_be_a_name(found[2]):
            yield Named(start, end, found[2], found[1])


def _between(text: str) -> Iterator[Named]:
    """王小明与李大强民间借贷纠纷一案, 王小明诉李大强."""
    name = rf"{surnames()}{_CHINESE}{{1,2}}"
    pattern = rf"(?:^|[，。；、“（在])(?=({name})(?:与|诉|和)({name})(?:[\u4e00-\u9fff]{{0,12}}(?:纠纷|一案)))"
    for found in re.finditer(pattern, text, re.MULTILINE):
        for group in (1, 2):
            if _may_be_a_name(found[group]):
                yield Named(*found.span(group), found[group], "一案")


def _name_at(text: str, at: int) -> tuple[int, int, str] | None:
    """A name that begins here and is set off behind; None where it is a word or a mask."""
    first = re.compile(surnames()).match(text, at)
    if first is None or text.startswith(listed("masks", "ordinary"), at):
        return None
    ends = [first.end() + 2, first.end() + 1]
    if text[first.end() + 1 : first.end() + 2] in saying("masks", "ends_a_name"):
        ends.pop(0)
    for end in ends:
        name = text[at:end]
        if len(name) == end - at and _may_be_a_name(name) and _set_off(text, end):
            return at, end, name
    return None


def _may_be_a_name(name: str) -> bool:
    if SOME in name or not re.fullmatch(rf"{_CHINESE}{{2,4}}", name):
        return False
    if name in word_set("ordinary", "words") or name.startswith(listed("masks", "ordinary")):
        return False
    return not name.endswith(tuple(listed("masks", "not_people"))) or name[-1] in "一时年月日天地"


def _set_off(text: str, end: int) -> bool:
    if text.startswith(words("staff", "titles"), end):
        return False
    behind = text[end : end + 1]
    return (
        not behind
        or not re.match(_CHINESE, behind)
        or text.startswith(listed("masks", "follows"), end)
    )


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
