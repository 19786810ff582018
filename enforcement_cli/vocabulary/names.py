"""The words by which names, organisations and places are known and masked.

Comes in: the table names.toml. Goes out: its lists, longest first where the longest must win.
Refuses to mask.
"""

import re
from functools import cache
from typing import Any, Literal

from enforcement_cli.vocabulary.tables import load

Profile = Literal["internal", "bulletin", "public"]
PROFILES: tuple[Profile, ...] = ("internal", "bulletin", "public")

_NAME = re.compile("[\u4e00-\u9fff]{2,4}")


@cache
def words(table: str, key: str) -> tuple[str, ...]:
    """A list of words, the longest first."""
    return tuple(sorted(load("names")[table][key], key=lambda word: (-len(word), word)))


@cache
def word_set(table: str, key: str) -> frozenset[str]:
    """The same as a set."""
    return frozenset(load("names")[table][key])


def sign(table: str, key: str) -> str:
    """A single word or a string of signs."""
    return str(load("names")[table][key])


def person_mask(profile: Profile) -> str:
    """What stands for a given name: 某某 in a bulletin, 某 in public."""
    masks: dict[str, str] = load("names")["masks"]["person"]
    return masks.get(profile, "")


@cache
def numerals() -> dict[str, str]:
    """Chinese numerals by which a telephone number may be written."""
    found: dict[str, str] = load("names")["leaks"]["numerals"]
    return found


@cache
def regions() -> frozenset[int]:
    """The first two digits that an identity number may have."""
    found: list[Any] = load("names")["leaks"]["regions"]
    return frozenset(int(each) for each in found)


def reads_like_a_name(text: str) -> bool:
    """Whether a text is nothing but what may be a person's name of two to four characters.

    >>> reads_like_a_name("王小明"), reads_like_a_name("欧阳明远"), reads_like_a_name("约三千")
    (True, True, False)
    """
    if not _NAME.fullmatch(text) or text in word_set("ordinary", "words"):
        return False
    compound = text[:2] in word_set("surnames", "compound") and len(text) > len("欧阳")
    return compound or (len(text) < len("欧阳明远") and text[0] in sign("surnames", "single"))
