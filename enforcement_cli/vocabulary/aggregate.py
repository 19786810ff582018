"""Words of an aggregate return: what figures, rates, bases and totals are called, and in which unit.

Comes in: one normalised word. Goes out: an Entry, or None for a word nobody knows. Refuses to join
words of a header path and to know a table.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.vocabulary.tables import load
from enforcement_cli.vocabulary.units import same_unit as same_count
from enforcement_cli.vocabulary.words import normalise_word

MONEY = "money"
_SAME_MONEY = {"百万": "百万元", "万": "万元"}
_COUNT_UNITS = (
    "人次|台次|车次|辆次|件|案|人|名|次|套|台|辆|部|处|期|份|户|笔|天|日|例|条|场|间|宗|个|%"
)
_MONEY_UNITS = "亿元|百万元|千元|万元|元"
_ONE_UNIT = f"(?:{_MONEY_UNITS}|{_COUNT_UNITS})"
_UNIT_TEXT = re.compile(
    rf"^(?:计量)?(?:单位:?)?(?:人民币:?)?({_ONE_UNIT})((?:[/、,和]{_ONE_UNIT})*)$"
)

Sort = Literal[
    "figure", "rate", "silent", "other_start", "basis", "grouping", "unit", "total", "distinct",
    "average", "with_basic",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """An indicator as aggregates print it. No `units`: it is money. `of`: what it is a part of."""

    id: str
    units: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    stock: bool = False

    def accepts(self, unit: str) -> bool:
        """Whether the figure may be printed in a unit; `money` is any unit of money."""
        if not self.units:
            return unit == MONEY or unit in FEN_PER_UNIT
        return same_unit(unit) in {same_unit(own) for own in self.units}


@dataclass(frozen=True, slots=True, kw_only=True)
class RateWords:
    """A share, with the figures it may be computed from: the numerator, then denominators."""

    id: str
    label: str = ""
    of: tuple[str, ...] = ()
    above_one: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one word means. `ids` are the figures it may be, the unit deciding among several.

    `unit` is the one the word says itself (案件数 is 件, 金额 is money). `kept` False among
    several meanings is one that is no figure of ours: then `choices` maps units to ids.
    """

    sort: Sort
    ids: tuple[str, ...] = ()
    unit: str = ""
    basis: str = ""
    span: str = ""
    choices: tuple[tuple[str, str], ...] | None = None


def same_unit(unit: str) -> str:
    """One name for units that count the same (domain.md 4.2: 台 = 辆; 套, 处, 间 are not)."""
    return _SAME_MONEY.get(unit) or same_count(unit)


def unit_text(text: str) -> tuple[str, ...]:
    """The units a text is made of, none when it is more than units.

    >>> unit_text("单位：万元"), unit_text("案/人"), unit_text("案件")
    (('万元',), ('案', '人'), ())
    """
    match = _UNIT_TEXT.match(normalise_word(text).strip("()[]【】"))
    if not match:
        return ()
    return (match[1], *(part for part in re.split(r"[/、,和]", match[2]) if part))


@cache
def figure_words() -> dict[str, FigureWords]:
    """Every figure by its id."""
    return {
        entry["id"]: FigureWords(
            id=entry["id"],
            units=tuple(entry.get("units", ())),
            of=tuple(entry.get("of", ())),
            stock=entry.get("stock", False),
        )
        for entry in _table()["figure"]
    }


@cache
def rate_words() -> dict[str, RateWords]:
    """Every share by its id."""
    return {
        entry["id"]: RateWords(
            id=entry["id"],
            label=entry["labels"][0],
            of=tuple(entry.get("of", ())),
            above_one=entry.get("above_one", False),
        )
        for entry in _table()["rate"]
    }


def lookup(word: str) -> Entry | None:
    """What a whole word means; None when nothing knows it.

    >>> lookup("执结案件数").ids, lookup("罚款").ids, lookup("罚款金额").ids, lookup("执结案")
    (('cases_closed',), ('persons_fined', 'fines_amount'), ('fines_amount',), None)
    """
    whole = _whole_words().get(word)
    if whole is not None:
        return whole
    for suffix, unit in _suffixes():
        stem = word.removesuffix(suffix)
        if suffix and stem == word:
            continue
        ids = tuple(
            name
            for name in _stems().get(stem, ())
            if not unit or figure_words()[name].accepts(unit)
        )
        if ids:
            return Entry(sort="figure", ids=ids, unit=unit)
    return None


@cache
def modifiers() -> tuple[tuple[str, Entry], ...]:
    """Words that may stand before or after another without a break, the longest first."""
    sorts = ("basis", "other_start", "silent")
    not_alone = {normalise_word(word) for word in _table()["not_kept"]["words"]}
    found = [
        (word, entry)
        for word, entry in _whole_words().items()
        if entry.sort in sorts and word not in not_alone and len(word) > 1
    ]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def head_words(sort: str) -> frozenset[str]:
    """What heads a column of labels of one sort: order, court, item, action, person, unit, note."""
    return frozenset(normalise_word(word) for word in _table()["heads"][sort])


@cache
def words_of(table: str, name: str) -> tuple[str, ...]:
    """A list of words, such as the ways to name the desk's own court."""
    return tuple(normalise_word(word) for word in _table()[table][name])


def unit_word(word: str) -> str:
    """The unit a word of a header path says when it stands alone: 件数, 金额, 人次.

    >>> unit_word("件数"), unit_word("金额"), unit_word("案件")
    ('件', 'money', '')
    """
    units = unit_text(word)
    if units:
        return "/".join(units)
    return "" if word in {"案件", "案款", "款"} else dict(_suffixes()).get(word, "")


def _table() -> dict[str, Any]:
    return load("aggregate")


@cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    pairs = [(normalise_word(word), unit) for word, unit in _table()["suffixes"].items()]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _stems() -> dict[str, tuple[str, ...]]:
    stems: dict[str, tuple[str, ...]] = {}
    for entry in _table()["figure"]:
        for word in entry.get("stems", ()):
            key = normalise_word(word)
            stems[key] = (*stems.get(key, ()), entry["id"])
    return stems


@cache
def _whole_words() -> dict[str, Entry]:
    table = _table()
    found: dict[str, Entry] = {}

    def put(words: list[str], entry: Entry) -> None:
        for word in words:
            found.setdefault(normalise_word(word), entry)

    for word, choices in table["ambiguous"].items():
        ids = tuple(dict.fromkeys(name for name in choices.values() if name))
        put([word], Entry(sort="figure", ids=ids, choices=tuple(choices.items())))
    for entry in table["figure"]:
        put(entry.get("labels", []), Entry(sort="figure", ids=(entry["id"],)))
    for entry in table["rate"]:
        put(entry["labels"], Entry(sort="rate", ids=(entry["id"],)))
    put(table["not_kept"]["words"], Entry(sort="silent"))
    put([*table["not_kept"]["periods"], *table["not_kept"]["comparisons"]], Entry(sort="silent"))
    put(table["not_kept"]["other_starts"], Entry(sort="other_start"))
    spans = table["basis"]["spans"]
    for word in table["basis"]["period"]:
        put([word], Entry(sort="basis", basis="period", span=spans.get(word, "")))
    put(table["basis"]["cumulative"], Entry(sort="basis", basis="cumulative"))
    for sort in ("distinct", "total", "average"):
        put(table["totals"][sort], Entry(sort=sort))
    put(table["grouping"]["words"], Entry(sort="grouping"))
    return found
