"""How figures of an aggregate return bear on each other, and the words that explain a difference.

Comes in: relations.toml. Goes out: relations as values, with the code each raises. Refuses to
compare anything.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from enforcement_cli.vocabulary.tables import load

AtMostCode = Literal["R-01", "R-08", "R-11"]
PartsCode = Literal["R-02", "R-32"]
NeedsCode = Literal["R-06", "R-07", "R-12", "R-22"]
MeanCode = Literal["R-13", "R-15"]
ClueKind = Literal["slip", "twice", "left_out", "sign", "digit", "swap", "blank"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost:
    """A figure that never exceeds another of its action and basis.

    `printed`: only where the return prints it under 其中. `bases`: the first that states both
    decides; empty: each for itself. `unless`: not where the return states this as not 0.
    """

    code: AtMostCode
    lesser: str
    greater: str
    printed: bool = False
    bases: tuple[str, ...] = ()
    unless: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Figures that exclude each other. `whole`: nothing else belongs to the figure they are of."""

    code: PartsCode
    of: str
    parts: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """A figure as of a day that follows from others."""

    result: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """A figure that is not 0 without another."""

    code: NeedsCode
    given: str
    wants: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """An amount for each unit of the first count that is stated, and whose it is in words."""

    code: MeanCode
    amount: str
    per: tuple[str, ...]
    what: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """All that is declared of figures."""

    at_most: tuple[AtMost, ...]
    parts: tuple[Parts, ...]
    balances: tuple[Balance, ...]
    needs: tuple[Needs, ...]
    means: tuple[Mean, ...]
    shared: frozenset[str]
    families: dict[str, str]


@cache
def relations() -> Relations:
    """The relations as declared; `shared` figures serve several actions, `families` by figure."""
    table = load("relations")
    return Relations(
        at_most=tuple(AtMost(**_tupled(entry)) for entry in table["at_most"]),
        parts=tuple(Parts(**_tupled(entry)) for entry in table["parts"]),
        balances=tuple(Balance(**_tupled(entry)) for entry in table["balance"]),
        needs=tuple(Needs(**entry) for entry in table["needs"]),
        means=tuple(Mean(**_tupled(entry)) for entry in table["mean"]),
        shared=frozenset(table["shared"]["figures"]),
        families={name: family for family, names in table["families"].items() for name in names},
    )


def _tupled(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()
    }


@cache
def clue_texts() -> dict[ClueKind, str]:
    """What each kind of explanation says, the likeliest kind first."""
    return {entry["kind"]: entry["text"] for entry in load("relations")["clue"]}


def glue(name: str) -> str:
    """What joins figures and places in a message: `total`, `or`, `also` and the like."""
    return str(load("relations")["glue"][name])
