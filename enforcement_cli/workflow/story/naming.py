"""Where a name begins and ends in running text: by surnames, signs of given names, words around.

Comes in: a text and a place in it. Goes out: where the name that stands there ends. Refuses to know
why a name should stand there: that is people's.
"""

import re
from dataclasses import dataclass
from functools import cache

from enforcement_cli.vocabulary.names import sign, word_set, words
from enforcement_cli.workflow.story.words import SOME, listed, one_of, saying, surnames

# No case is told at greater length; other places of a name are not looked for in more.
_LONGEST_CASE = 20_000
CHINESE = "[\u4e00-\u9fff]"


@dataclass(frozen=True, slots=True)
class Span:
    """A name at a place; `sure`: the words behind it leave no other end."""

    start: int
    end: int
    name: str
    sure: bool = True


def name_at(text: str, at: int) -> Span | None:
    """A name that begins here, whatever follows; None where it is a word or a mask.

    What is set off behind ends there. Else three characters are a name where both of the given name
    are signs of one, two where the next is none. Of both it is the longer, not `sure`.
    """
    first = _surname(text, at)
    if first is None:
        return None
    ends = [first + 2, first + 1]
    if text[first + 1 : first + 2] in saying("masks", "ends_a_name"):
        ends.pop(0)
    names = [end for end in ends if end <= len(text) and may_be_a_name(text[at:end])]
    behind = [end for end in names if _set_off(text, end)]
    if behind:
        longer = len(behind) > 1 and text[first + 1] not in _given()
        return Span(at, behind[-1 if longer else 0], text[at : behind[-1 if longer else 0]],
                    sure=len(behind) == 1)  # fmt: skip
    if text[at] not in sign("surnames", "single") and first == at + 1:
        ends = [end for end in names if end == first + 2]
    for end in ends:
        if end in names and set(text[first:end]) <= _given() and not _is_title(text, end):
            return Span(at, end, text[at:end], sure=False)
    return None


def named_like(text: str, at: int, behind: re.Pattern[str], alone: re.Pattern[str]) -> Span | None:
    """A name by its signs alone, before words of `behind`; one of two characters before `alone`."""
    first = _surname(text, at)
    if first is None or (first == at + 1 and text[at] not in sign("surnames", "single")):
        return None
    for end, after in ((first + 2, behind), (first + 1, alone)):
        name = text[at:end]
        signs = len(name) == end - at and set(text[first:end]) <= _given()
        if signs and may_be_a_name(name) and not _is_title(text, end):
            open_end = end >= len(text) or not re.match(CHINESE, text[end])
            is_open = open_end if end == first + 2 else text[end : end + 1].isdigit()
            if after.match(text, end) or is_open:
                return Span(at, end, name)
    return None


def settled(text: str, span: Span) -> Span:
    """The name as the other places tell it: 王强平 once, and 王强当 elsewhere, is 王强."""
    if span.sure or len(text) > _LONGEST_CASE:
        return span
    name = span.name
    short = name[:-1]
    if len(short) > len(_surname_of(name)) and text.count(short) > text.count(name):
        others = {
            text[at + len(short)] for at in _starts(text, short) if at + len(short) < len(text)
        }
        if any(other != name[-1] and not _extends(other) for other in others):
            return Span(span.start, span.end - 1, short)
    after = {text[at + len(name) : at + len(name) + 1] for at in _starts(text, name)}
    if len(name) == len(_surname_of(name)) + 1 and text.count(name) > 1 and len(after) == 1:
        (last,) = after
        if last and re.match(CHINESE, last) and last not in saying("masks", "never_given"):
            return Span(span.start, span.end + 1, name + last)
    return span


def may_be_a_name(name: str) -> bool:
    """Whether two to four characters can be a name: no mask, no word, nothing that no name has."""
    if SOME in name or not re.fullmatch(rf"{CHINESE}{{2,4}}", name):
        return False
    if set(name[1:]) & set(saying("masks", "never_given")):
        return False
    if name in word_set("ordinary", "words") or name.startswith(listed("masks", "ordinary")):
        return False
    return not name.endswith(tuple(listed("masks", "not_people"))) or name[-1] in "一时年月日天地"


def closed_up(text: str) -> tuple[str, tuple[str, ...]]:
    """A text with 王 大 拿 written 王大拿, and the names that stood so."""
    found: list[str] = []

    def joined(run: re.Match[str]) -> str:
        name = re.sub(r"\s", "", run[0])
        if re.match(surnames(), name):
            found.append(name)
        return name

    blank = r"[ \t\u3000\u00a0]+"
    run = rf"(?<!{CHINESE}){CHINESE}(?:{blank}{CHINESE}){{1,3}}(?!{CHINESE})"
    return re.sub(run, joined, text), tuple(dict.fromkeys(found))


def _surname(text: str, at: int) -> int | None:
    """Where the surname at a place ends; None where none begins, or 王大娘 is all that is told."""
    first = re.compile(surnames()).match(text, at)
    if first is None or text.startswith(listed("masks", "ordinary"), at):
        return None
    return None if text.startswith(listed("masks", "addressed"), first.end()) else first.end()


def _surname_of(name: str) -> str:
    found = re.match(surnames(), name)
    return found[0] if found else ""


def _starts(text: str, part: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(part), text)]


def _extends(last: str) -> bool:
    """Whether a character may go on a name that is not known to have ended."""
    return last in _given() and last not in saying("masks", "ends_a_name")


def _set_off(text: str, end: int) -> bool:
    if _is_title(text, end):
        return False
    behind = text[end : end + 1]
    return (
        not behind
        or not re.match(CHINESE, behind)
        or text.startswith((*listed("masks", "follows"), *listed("masks", "acts")), end)
    )


def _is_title(text: str, end: int) -> bool:
    return text.startswith(words("staff", "titles"), end)


@cache
def _given() -> frozenset[str]:
    return frozenset(saying("masks", "given"))


@cache
def behind_a_name() -> re.Pattern[str]:
    """What is said right behind the name of somebody in a case."""
    return re.compile(one_of((*listed("masks", "acts"), *listed("masks", "done_to"))))
