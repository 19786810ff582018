"""The units of figures, from units.toml: which word means which, and what adds up.

Comes in: a unit as written. Goes out: the Unit it is. Refuses to know any figure.
"""

from functools import cache

from enforcement_cli.model.quantity import Unit
from enforcement_cli.vocabulary.tables import load


@cache
def all_units() -> dict[str, Unit]:
    """Every unit by its name."""
    return {
        entry["name"]: Unit(
            name=entry["name"],
            over_weeks=entry["over_weeks"],
            over_courts=entry["over_courts"],
            also=tuple(entry.get("also", ())),
            not_with=tuple(entry.get("not_with", ())),
            shown=entry.get("shown", ""),
        )
        for entry in load("units")["unit"]
    }


@cache
def _by_word() -> dict[str, Unit]:
    return {word: unit for unit in all_units().values() for word in (unit.name, *unit.also)}


def unit_named(word: str) -> Unit:
    """The unit that a word means.

    >>> unit_named("台").name, unit_named("案") == unit_named("件"), unit_named("套").name
    ('辆', True, '套')

    Raises:
        KeyError: it is no unit of ours.
    """
    return _by_word()[word]


def is_unit_word(word: str) -> bool:
    """Whether a word is a unit of ours."""
    return word in _by_word()


def same_unit(word: str) -> str:
    """One name for words that count the same (domain.md 4.2); a word unknown here stays itself.

    >>> same_unit("部"), same_unit("处"), same_unit("万元")
    ('辆', '处', '万元')
    """
    unit = _by_word().get(word)
    return unit.name if unit else word


def unit_shown(word: str) -> str:
    """What a reader is told of a unit: money is kept in 分 and shown in 元."""
    unit = _by_word().get(word)
    return unit.shown or unit.name if unit else word
