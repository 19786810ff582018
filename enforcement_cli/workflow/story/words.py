"""The words by which a case told in prose is read (stories.toml), longest first.

Comes in: the table. Goes out: lists and patterns. Refuses to read any text.
"""

import re
from collections.abc import Iterable
from functools import cache

from enforcement_cli.vocabulary.names import sign, words
from enforcement_cli.vocabulary.tables import load

# How a mask begins is any sign of these lists, how it goes on 某.
SOME = "某"


@cache
def listed(table: str, key: str) -> tuple[str, ...]:
    """A list of words, the longest first."""
    return tuple(sorted(load("stories")[table][key], key=lambda word: (-len(word), word)))


@cache
def named(table: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Entries of a list of tables that have a name and labels, in the file's order."""
    return tuple((entry["name"], tuple(entry["labels"])) for entry in load("stories")[table])


def one_of(found: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first; of none, one that matches nothing."""
    ordered = sorted(set(found), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})" if ordered else r"(?!)"


@cache
def pattern(table: str, key: str) -> re.Pattern[str]:
    """Any word of a list, the longest at each place."""
    return re.compile(one_of(listed(table, key)))


def saying(table: str, key: str) -> str:
    """A sentence of the table with {places}."""
    return str(load("stories")[table][key])


@cache
def surnames() -> str:
    """A pattern of what a Chinese name may begin with, compound surnames first."""
    signs = sign("surnames", "single") + saying("masks", "more_surnames")
    return f"(?:{one_of(words('surnames', 'compound'))}|[{signs}])"
