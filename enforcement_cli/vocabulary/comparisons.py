"""Words of comparisons, paces and ranks, and which figures they are made for, by default.

Comes in: comparisons.toml. Goes out: words with their numbers filled in. Refuses to decide when
they are said.
"""

from enforcement_cli.vocabulary.tables import load


def word(name: str, **facts: object) -> str:
    """A word or short sentence of the table with its facts."""
    return str(load("comparisons")["words"][name]).format(**facts)


def headline_indicators() -> tuple[str, ...]:
    """The indicators that are held against other days."""
    return tuple(load("comparisons")["headline"])


def ranked_indicators() -> tuple[str, ...]:
    """The indicators that courts are ranked by where the desk asks for it."""
    return tuple(load("comparisons")["ranked"])
