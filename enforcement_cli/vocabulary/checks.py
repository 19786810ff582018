"""The catalogue of checks as rules: as shipped, and as a campaign sets them for a period.

Comes in: the tables of checks/, what a campaign says. Goes out: rules by code. Refuses to judge.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from enforcement_cli.model.problem import CheckSetting, Rule
from enforcement_cli.vocabulary.tables import load

# The ladder of levels, a table each: one cause is told at the lowest it shows at.
LEVELS = (
    "file", "structure", "field", "row", "cross_row", "cross_period", "cross_court", "previous",
    "target", "publication",
)  # fmt: skip


@cache
def catalogue() -> dict[str, Rule]:
    """Every declared check by its code, those that wait for a form too."""
    return {
        entry["code"]: Rule(**entry)
        for level in LEVELS
        for entry in load(f"checks/{level}").get("check", ())
    }


def rule(code: str) -> Rule:
    """The check with that code, as shipped.

    Raises:
        KeyError: it is not declared.
    """
    return catalogue()[code]


def codes_over_the_set() -> tuple[str, ...]:
    """The checks whose problems depend on the whole set of returns."""
    return tuple(code for code, each in catalogue().items() if each.over == "set")


def rules_in_force(settings: Sequence[CheckSetting], day: date) -> dict[str, Rule]:
    """The checks that are on for a period that ends on `day`, with the campaign's own settings.

    A setting holds for periods whose last day lies from its `since` to its `until`; among several
    of one code the one with the latest `since`, then the later in the file.
    """
    chosen: dict[str, CheckSetting] = {}
    for setting in sorted(settings, key=lambda s: s.since or date.min):
        if _within(setting.since, setting.until, day):
            chosen[setting.code] = setting
    return {
        code: found
        for code, shipped in catalogue().items()
        if (found := _as_set(shipped, chosen.get(code), day)) is not None
    }


def _as_set(shipped: Rule, setting: CheckSetting | None, day: date) -> Rule | None:
    on = shipped.on if setting is None else setting.on
    if not on or shipped.waits or not _within(shipped.since, shipped.until, day):
        return None
    if setting is None:
        return shipped
    return replace(
        shipped,
        on=True,
        severity=setting.severity or shipped.severity,
        thresholds={**shipped.thresholds, **setting.thresholds},
    )


def _within(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


@cache
def threshold(name: str) -> Decimal:
    """A numeric threshold that several checks share."""
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


def adjustable(shipped: Rule) -> bool:
    """Whether a campaign may switch a check off.

    Not one that says what could not be read, nor one whose doubt keeps a value back all the same.
    """
    return shipped.effect in ("say", "mark") and not shipped.always
