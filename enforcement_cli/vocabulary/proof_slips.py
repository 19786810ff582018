"""What the proof-reader says of words, and the words it goes by, from proof_slips.toml.

Comes in: a code and facts, or the name of a list. Goes out: message, remedy and whether it is
serious; words, patterns of them. Refuses to know how a slip is found.
"""

import re
from functools import cache
from typing import NamedTuple

from enforcement_cli.vocabulary.tables import load


class Said(NamedTuple):
    """What is said of a slip."""

    message: str
    remedy: str
    serious: bool
    private: bool = False


def said(code: str, facts: dict[str, object]) -> Said:
    """The sentences of a slip with its facts put in.

    >>> said("no_such_date", {"date": "2月30日"}).message
    '没有“2月30日”这一天。'
    """
    entry = load("proof_slips")["slip"][code]
    return Said(
        str(entry["said"]).format_map(facts),
        str(entry["remedy"]).format_map(facts),
        bool(entry["serious"]),
        bool(entry.get("private", False)),
    )


def slip_codes() -> tuple[str, ...]:
    """Every code, in the order of the table."""
    return tuple(load("proof_slips")["slip"])


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of words, the longest first.

    >>> words("and_so_on")
    ('等',)
    """
    found = load("proof_slips")["words"][name]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def one_of(*names: str) -> str:
    """A pattern of any word of the lists, the longest first."""
    found = {word for name in names for word in words(name)}
    ordered = sorted(found, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"


@cache
def unit_patterns() -> tuple[tuple[str, str], ...]:
    """Pattern of a unit as printed, and the unit it counts as; the sharper first."""
    table: dict[str, list[str]] = load("proof_slips")["units"]
    return tuple((pattern, unit) for unit, patterns in table.items() for pattern in patterns)


@cache
def renamed() -> dict[str, str]:
    """Former names of places, the longest first, each with how its name begins now."""
    table: dict[str, str] = load("proof_slips")["renamed"]
    return dict(sorted(table.items(), key=lambda entry: (-len(entry[0]), entry[0])))


class RateWords(NamedTuple):
    """By which words a rate's numerator and denominator go."""

    over: tuple[str, ...]
    under: tuple[str, ...]


@cache
def rate_words() -> dict[str, RateWords]:
    """Each rate that can be worked out of a sentence."""
    table = load("proof_slips")["rate"]
    return {
        rate: RateWords(tuple(entry["over"]), tuple(entry["under"]))
        for rate, entry in table.items()
    }


@cache
def topics() -> tuple[tuple[str, str], ...]:
    """Word and indicator it speaks of, the longest word first."""
    table: dict[str, str] = load("proof_slips")["topic"]
    return tuple(sorted(table.items(), key=lambda entry: (-len(entry[0]), entry[0])))
