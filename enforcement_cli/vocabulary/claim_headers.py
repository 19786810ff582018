"""The words by which tables name their figures (claim_headers.toml, indicators.toml)."""

import re
from collections.abc import Iterable
from functools import cache

from enforcement_cli.vocabulary.tables import load


@cache
def metric_names() -> dict[str, str]:
    """Each name of a figure in a table, and the metric it is."""
    found = {str(each["name"]): str(each["id"]) for each in load("indicators")["indicator"]}
    for metric, names in load("claim_headers")["names"].items():
        found |= dict.fromkeys(names, metric)
    return found


@cache
def metric_units() -> dict[str, str]:
    """The unit of each metric, 元 for money."""
    indicators = load("indicators")["indicator"]
    return {each["id"]: "元" if each["unit"] == "fen" else str(each["unit"]) for each in indicators}


@cache
def header_words(name: str) -> tuple[str, ...]:
    """A list of words, the longest first."""
    return tuple(sorted(load("claim_headers")["words"][name], key=len, reverse=True))


@cache
def any_of(name: str) -> re.Pattern[str]:
    """Any word of such a list, the longest at each place."""
    return _pattern(header_words(name))


@cache
def period_pattern() -> re.Pattern[str]:
    """A word for a period, or one that is counted: 第3周, 2025年1月."""
    patterns = load("claim_headers")["words"]["period_patterns"]
    return re.compile("|".join((_pattern(header_words("period_words")).pattern, *patterns)))


@cache
def default_metric(title: str) -> str | None:
    """What a table of this title counts where its columns name no figure."""
    defaults = load("claim_headers")["defaults"].items()
    return next((metric for metric, words in defaults if any(w in title for w in words)), None)


def label_kind(head: str) -> str:
    """What the labels under this header are: subject, period, or empty where each says itself."""
    kinds = load("claim_headers")["labels"].items()
    return next((kind for kind, words in kinds if head in words), "")


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))
