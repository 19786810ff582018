"""The catalogue of checks as rules, and their thresholds."""

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
