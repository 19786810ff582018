"""Which figure a name is in the light of its unit, and in which unit it is printed.

Comes in: a meaning with the units printed over, beside and above it. Goes out: the indicator and
its witnesses, or why none. Refuses to choose between two units of money.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from enforcement_cli.locate.crosstab.meaning import Meaning
from enforcement_cli.model.grid import Cell
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.vocabulary.aggregate import MONEY, figure_words, same_unit, unit_text
from enforcement_cli.vocabulary.words import normalise_word

# Figures that travel together: 11案14人 (domain.md 4.2).
PAIRS = {
    "cases_criminal": "persons_criminal",
    "cases_criminal_private": "persons_criminal_private",
}
_PAIR_CELL = re.compile(r"^\d+[案件][、,/]?\d+人$")
_UNIT_LINE = re.compile(r"(?<![报送填责])单位[:：]?\s*([^\s;；。:：]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The indicator, its unit and who says so; or `ambiguous` with the ids it may be."""

    indicator: str = ""
    unit: str = ""
    witnesses: tuple[tuple[str, str], ...] = ()
    ambiguous: bool = False
    ids: tuple[str, ...] = ()


def title_units(texts: Sequence[str]) -> list[str]:
    """The units that lines such as 单位：件、万元、人次 name, in order."""
    found: list[str] = []
    for text in texts:
        for match in _UNIT_LINE.findall(text):
            found += unit_text(normalise_word(match))
    return list(dict.fromkeys(found))


def settle(meaning: Meaning, column_unit: str, above: Sequence[str], cell: Cell) -> Settled:
    """The one figure a meaning is.

    Args:
        meaning: with several figures where the unit decides.
        column_unit: what the column of units says in its row; empty without one.
        above: the units that title lines name.
        cell: the value; one such as 11案14人 says itself what it counts.
    """
    printed = [*meaning.units, *([column_unit] if column_unit else [])]
    ids = meaning.figures or ()
    nearest = meaning.units[-1] if meaning.units else column_unit or meaning.implied
    if meaning.choices is not None:
        return _chosen(meaning.choices, nearest, ids, printed, above)
    if _is_pair(ids, nearest, cell):
        return Settled(indicator=ids[0], unit="件/人", witnesses=(("header", nearest),))
    if nearest:
        ids = tuple(name for name in ids if figure_words()[name].accepts(nearest))
    if len(ids) != 1:
        return Settled(ambiguous=True, ids=meaning.figures or ())
    return _with_unit(ids[0], printed, above, meaning.implied)


def _chosen(
    choices: Sequence[tuple[str, str]], nearest: str, ids: tuple[str, ...],
    printed: Sequence[str], above: Sequence[str],
) -> Settled:  # fmt: skip
    """A word of two meanings: the unit printed beside it decides, no other witness does."""
    kind = MONEY if nearest in FEN_PER_UNIT or nearest == MONEY else same_unit(nearest)
    for unit, name in choices:
        if kind and same_unit(unit) == kind:
            return _with_unit(name, printed, above, "") if name else Settled()
    return Settled(ambiguous=True, ids=ids)


def _is_pair(ids: Sequence[str], nearest: str, cell: Cell) -> bool:
    if not ids or ids[0] not in PAIRS:
        return False
    said = isinstance(cell, str) and bool(_PAIR_CELL.match(normalise_word(cell)))
    parts = {same_unit(part) for part in nearest.split("/")} if "/" in nearest else set()
    return said or parts == {"件", "人"}


def _with_unit(name: str, printed: Sequence[str], above: Sequence[str], implied: str) -> Settled:
    words = figure_words()[name]
    money = not words.units
    witnesses = [("header", unit) for unit in printed if unit != MONEY and words.accepts(unit)]
    said = [unit for unit in above if words.accepts(unit)]
    if money:
        witnesses += [("title", unit) for unit in said]
        units = list(dict.fromkeys(unit for _, unit in witnesses))
        unit = units[0] if len(units) == 1 else ""
    else:
        if implied and implied != MONEY:
            witnesses.insert(0, ("header", implied))
        nearest = [unit for _, unit in witnesses]
        # 件 in a title says nothing of a figure in 处; 人次 there does of one in 人.
        witnesses += [("title", unit) for unit in said if len(said) == 1]
        unit = nearest[-1] if nearest else said[0] if len(said) == 1 else words.units[0]
    return Settled(indicator=name, unit=unit, witnesses=tuple(dict.fromkeys(witnesses)))


def needs_unit(cell: Cell) -> bool:
    """Whether a cell of money is a number that says no unit of its own."""
    if cell is None or cell == 0:
        return False
    if isinstance(cell, int | float):
        return True
    text = normalise_word(cell) if isinstance(cell, str) else ""
    if not text.strip("0.,"):
        return False
    return any(sign.isdecimal() for sign in text) and not re.search(r"[元万亿]\D{0,2}$", text)
