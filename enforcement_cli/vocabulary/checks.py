"""The catalogue of checks as rules, and their thresholds."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from enforcement_cli.model.problem import Rule
from enforcement_cli.vocabulary.tables import load


@cache
def catalogue() -> dict[str, Rule]:
    """Every declared check by its code."""
    return {entry["code"]: Rule(**entry) for entry in load("checks")["check"]}


def rule(code: str) -> Rule:
    """The check with that code.

    Raises:
        KeyError: it is not declared.
    """
    return catalogue()[code]


def threshold(name: str) -> Decimal:
    """A numeric threshold of the catalogue."""
    return Decimal(str(load("checks")["thresholds"][name]))


def threshold_text(name: str) -> str:
    """A threshold that is a date or a word."""
    return str(load("checks")["thresholds"][name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Average:
    """What an amount of an aggregate return is for each unit of the count it belongs to, in 元."""

    amount: str
    title: str
    per: str
    per_title: str
    usual_yuan: int
    least_yuan: int


@cache
def averages() -> tuple[Average, ...]:
    """The amounts whose magnitude a count beside them can confirm."""
    return tuple(Average(**entry) for entry in load("checks")["average"])
