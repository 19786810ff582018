"""One text of a header or label: its word, the units and words in its brackets, 其中.

Comes in: a text as written. Goes out: a Word. Refuses to know what a word means.
"""

import re
import unicodedata
from dataclasses import dataclass

from enforcement_cli.vocabulary.aggregate import lookup, unit_text
from enforcement_cli.vocabulary.words import normalise_word

_ORDER = re.compile(
    r"^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）][.、:]?|"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、:](?!\d)|[①-⑳])"
)
_BRACKET = re.compile(r"[(\[【〔<]([^()\[\]【】〔〕<>]*)[)\]】〕>]")
_TRAILING_UNIT = re.compile(
    r"[/:,、]?(?P<money>亿元|百万元|千元|万元|元|%)$|"
    r"[/:](?P<count>人次|台次|车次|辆次|件|案|人|次|套|台|辆|部|处|期|份|户|笔|例|条|场|间|宗|个)$"
)
_PART = "其中"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One text of a path: its bare word, units in brackets, words in brackets, 其中."""

    text: str
    units: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    part: bool = False


def bare_word(text: str) -> str:
    """A header word without order number, brackets and unit, as heads of columns are compared.

    >>> bare_word("2.行　动"), bare_word("法院（含管辖）")
    ('行动', '法院')
    """
    word = split_word(text)
    return word.text if word else ""


def split_word(text: str) -> Word | None:
    """A text as its parts; None where nothing of it is left."""
    plain = normalise_word(unicodedata.normalize("NFKC", text)).strip(":*#★☆")
    plain = _ORDER.sub("", plain)
    part = plain.startswith(_PART)
    if part:
        plain = plain.removeprefix(_PART).lstrip(":、,-—")
    units: list[str] = []
    asides: list[str] = []
    if lookup(plain) is None:
        for inside in _BRACKET.findall(plain):
            said = unit_text(inside)
            if said:
                units.append("/".join(said))
            elif inside:
                asides.append(inside)
        plain = _BRACKET.sub("", plain).strip(":")
        if not unit_text(plain) and (match := _TRAILING_UNIT.search(plain)):
            units.append(match["money"] or match["count"])
            plain = plain[: match.start()]
    if not plain and not units and not asides and not part:
        return None
    return Word(text=plain, units=tuple(units), asides=tuple(asides), part=part)
