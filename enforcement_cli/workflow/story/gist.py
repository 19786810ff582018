"""What is left of a story when the genre's phrases, masks and choice of words are taken away.

Comes in: a story's text. Goes out: its Gist: pairs of characters, amounts and plain facts. Refuses
to compare.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.model.story import Story
from enforcement_cli.vocabulary.tables import load
from enforcement_cli.workflow.story.sums import Sum, sums_in
from enforcement_cli.workflow.story.words import SOME, listed, one_of, surnames

_PLACE = re.compile(r"\{\w+\}")
_NUMBER = re.compile(
    r"[\d.,]*\d[余多]?[万亿千百]?[余多]?元?|[一二三四五六七八九十两百千万]+[余多]?(?=[天日个名人年月])"
)
_SIGNS = re.compile(r"[^\u4e00-\u9fffA-Za-z]")
_NUMERAL = r"(\d{1,4}|[一二三四五六七八九十两]{1,3})"
_DAYS = re.compile(_NUMERAL + r"(?:天|日(?!常|子|前|报)|个工作日)")
_PERSONS = re.compile(_NUMERAL + r"余?多?(?:名|人(?!民|员|家)|位|户)")
_PLACES = re.compile(r"[\u4e00-\u9fff]{2}(?:镇|乡|村|屯|市|县|旗)(?!场|民|委|干|支|面)")
_MONTHS = re.compile(r"\d{1,2}月\d{1,2}日|(?:19|20)\d{2}年(?:\d{1,2}月)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """`key` names the story; `pairs` and `threes` are runs of two and three of its characters.

    `facts` are by kind: days, persons, place, month.
    """

    key: str
    pairs: frozenset[str]
    threes: frozenset[str] = frozenset()
    sums: tuple[Sum, ...] = ()
    facts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    court: str = ""
    case_no: str = ""


def gist_of_story(story: Story) -> Gist:
    """The gist of a story; an amount that its text leaves to a placeholder counts as told."""
    text = story.text
    if story.amount_fen is not None:
        text = text.replace("{amount}", f"{story.amount_fen / 1_000_000:f}万元")
    for name, number, unit in (("persons", story.persons, "名"), ("days", story.days, "天")):
        text = text.replace(f"{{{name}}}", f"{number}{unit}")
    return gist_of(story.id, text, court=story.court, case_no=story.case_no)


def gist_of(key: str, text: str, *, court: str = "", case_no: str = "") -> Gist:
    """The gist of a text as printed or written."""
    plain = _without_courts(unicodedata.normalize("NFKC", text))
    facts = {
        "days": _numbers(_DAYS, plain), "persons": _numbers(_PERSONS, plain),
        "place": frozenset(_PLACES.findall(plain)), "month": frozenset(_MONTHS.findall(plain)),
    }  # fmt: skip
    words = _words(plain)
    return Gist(
        key=key, pairs=_runs(words, 2), threes=_runs(words, 3), sums=sums_in(text), facts=facts,
        court=court, case_no=case_no,
    )  # fmt: skip


def _without_courts(text: str) -> str:
    """A text without the names of courts, which say nothing of the case."""
    return re.sub(r"[\u4e00-\u9fff]{2}[市县区旗](?=(?:中级)?人民法院|法院|中院)", "", text)


def _numbers(kind: re.Pattern[str], text: str) -> frozenset[str]:
    read = (chinese_number(one) if not one.isdigit() else one for one in kind.findall(text))
    # One of anything is told by every story.
    return frozenset(str(one) for one in read if one is not None and str(one) != "1")


def _words(text: str) -> list[str]:
    """What stands together once all that does not tell stories apart is gone."""
    bare = _PLACE.sub(SOME, text)
    bare = _masks().sub(SOME, bare)
    bare = _NUMBER.sub("", bare)
    bare = _SIGNS.sub(" ", bare)
    bare = _synonyms()[0].sub(lambda found: _synonyms()[1][found[0]], bare)
    return _phrases().sub(" ", bare).split()


def _runs(words: Iterable[str], length: int) -> frozenset[str]:
    return frozenset(
        word[at : at + length] for word in words for at in range(len(word) - length + 1)
    )


@cache
def _masks() -> re.Pattern[str]:
    return re.compile(rf"{surnames()}?{SOME}{{1,3}}")


@cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    words: dict[str, str] = {
        word: entry["words"][0] for entry in load("stories")["synonym"] for word in entry["words"]
    }
    return re.compile(one_of(words)), words


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(one_of((*listed("again", "phrases"), *listed("again", "roles"))))


def gists_of(stories: Iterable[Story]) -> tuple[Gist, ...]:
    """The gists of stories, in their order."""
    return tuple(map(gist_of_story, stories))
