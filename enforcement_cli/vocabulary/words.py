"""Words that are values: closing methods, measures, causes, marks; all looked up normalised."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from enforcement_cli.vocabulary.tables import load

_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_PARTED = "\0"


def normalise_word(text: str) -> str:
    """NFKC without spaces: how a cell's word is compared."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def normalise_words(texts: Collection[str]) -> list[str]:
    """Every text as normalise_word has it, in a fraction of the time for many.

    >>> normalise_words(["终 本", "３件", ""])
    ['终本', '3件', '']
    """
    # No character joins with a control character before or after it, so they are told apart again.
    joined = _PARTED.join(texts)
    if joined.count(_PARTED) != max(len(texts) - 1, 0):
        return [normalise_word(text) for text in texts]
    return normalise_word(joined).split(_PARTED) if texts else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A canonical value: key for code, name for print, unit where it has one."""

    key: str
    name: str
    unit: str = ""


@cache
def _lookup(table: str) -> dict[str, Term]:
    terms: dict[str, Term] = {}
    for entry in load("words")[table]:
        term = Term(key=entry["key"], name=entry["name"], unit=entry.get("unit", ""))
        for label in entry["labels"]:
            terms[normalise_word(label)] = term
    return terms


def close_method(text: str) -> Term | None:
    """The closing method a cell names; None when nothing knows it."""
    return _lookup("close_method").get(normalise_word(text))


def close_method_name(key: str) -> str:
    """The printed name of a closing method."""
    return next((term.name for term in _lookup("close_method").values() if term.key == key), key)


def measure(text: str) -> Term | None:
    """The kind of measure a cell names."""
    return _lookup("measure").get(normalise_word(text))


def measure_name(key: str) -> str:
    """The printed name of a kind of measure."""
    return next((term.name for term in _lookup("measure").values() if term.key == key), key)


def term_name(table: str, key: str) -> str:
    """The printed name of a key of a table of terms: `stage`, `person_kind`, `todo_state`."""
    return next((term.name for term in _lookup(table).values() if term.key == key), key)


def terms(table: str) -> dict[str, Term]:
    """Every known word of a table of terms: `close_method`, `measure`, `stage`, `todo_state`."""
    return dict(_lookup(table))


@cache
def always_listed() -> frozenset[str]:
    """The kinds of measure a list of its days speaks of even where it has no row of them."""
    return frozenset(load("words")["lists"]["always"])


@cache
def marks(name: str) -> frozenset[str]:
    """A set of marks: cleared, not_applicable, blank, ticked, unticked, open_states, zero_report."""
    return frozenset(normalise_word(word) for word in load("words")["marks"][name])


@cache
def layout_words(name: str) -> tuple[str, ...]:
    """Words by which rows of a sheet are told apart: totals, footers, unit_lead."""
    return tuple(normalise_word(word) for word in load("words")["layout"][name])


@cache
def broken_words(name: str) -> tuple[str, ...]:
    """Words by which a sentence that breaks off is told: speaks_of, sums, done, ends, units."""
    return tuple(normalise_word(word) for word in load("words")["broken"][name])


@cache
def _causes() -> tuple[dict[str, Any], ...]:
    return tuple(load("words")["cause"])


@cache
def cause_classes(cause: str) -> tuple[str, ...]:
    """The sub-classes of 涉民生 a 案由 belongs to, by its words alone (domain.md 3.3).

    >>> cause_classes("劳务合同纠纷"), cause_classes("民间借贷纠纷")
    (('migrant_wage',), ())
    """
    text = normalise_word(cause)
    found = [
        entry["key"]
        for entry in _causes()
        if any(label in text for label in entry["labels"])
        and not any(word in text for word in entry.get("unless", []))
    ]
    return tuple(found)


@cache
def livelihood_causes() -> frozenset[str]:
    """The sub-classes that are 涉民生 where no campaign says otherwise."""
    return frozenset(load("words")["livelihood"]["causes"])


@cache
def placeholder_numbers() -> tuple[Decimal, ...]:
    """Numbers that are typed where nobody knows the figure, as printed."""
    return tuple(Decimal(text) for text in load("words")["placeholders"]["numbers"])


def placeholder_everywhere() -> Decimal:
    """The number that is suspicious where every row has it."""
    return Decimal(load("words")["placeholders"]["everywhere"])


def cause_names() -> dict[str, str]:
    """Key to printed name of every sub-class."""
    return {entry["key"]: entry["name"] for entry in _causes()}
