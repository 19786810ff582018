"""The words by which a court's text says whose figure one is, of when and of which cases.

Comes in: narrative.toml. Goes out: its lists, patterns with the longest word first, and which figure
a metric of running text is. Refuses to read a text.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from enforcement_cli.vocabulary.tables import load


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """Which figure a metric is where its clause holds one of `needs` and none of `without`."""

    metric: str
    indicator: str
    needs: tuple[str, ...]
    without: tuple[str, ...]

    def fits(self, clause: str) -> bool:
        needed = not self.needs or any(word in clause for word in self.needs)
        return needed and not any(word in clause for word in self.without)


def figure_of(metrics: Collection[str], clause: str) -> str | None:
    """The figure of an aggregate that a claim is; None for one that returns do not state.

    >>> figure_of(["cases_closed"], "全院执结案件"), figure_of(["amount_frozen"], "划扣")
    ('cases_closed', None)
    """
    for entry in load("narrative")["joined"]:
        if set(entry["metrics"]) <= set(metrics):
            return str(entry["indicator"])
    if len(set(metrics)) != 1:
        return None
    (metric,) = set(metrics)
    return next((each.indicator for each in _figures().get(metric, ()) if each.fits(clause)), None)


@cache
def listed(table: str, name: str) -> tuple[str, ...]:
    """A list of words."""
    return tuple(load("narrative")[table][name])


@cache
def any_of(table: str, *names: str) -> re.Pattern[str]:
    """Any word of these lists of a table, the longest at each place."""
    return words_pattern(word for name in names for word in listed(table, name))


def words_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these words, the longest at each place."""
    return re.compile("|".join(map(re.escape, sorted(set(words), key=len, reverse=True))))


@cache
def allowed(indicator: str) -> tuple[str, ...]:
    """Words that narrow other figures, and are the very name of this one."""
    return tuple(load("narrative")["which"]["allowed"].get(indicator, ()))


def span_of(word: str) -> str:
    """How long the period is that a word names; empty where it does not say."""
    return str(load("narrative")["when"]["spans"].get(word, ""))


def period_word(span: str) -> str:
    """What a period of such a length is called.

    >>> period_word("month"), period_word("ten days")
    ('本月', '本旬')
    """
    spans: dict[str, str] = load("narrative")["when"]["spans"]
    return next(word for word, of in spans.items() if of == span)


def told(name: str) -> str:
    """What a question says of a figure, a template."""
    return str(load("narrative")["told"][name])


@cache
def _figures() -> dict[str, tuple[_Figure, ...]]:
    found: dict[str, list[_Figure]] = {}
    for entry in load("narrative")["figure"]:
        for metric in entry["metrics"]:
            found.setdefault(metric, []).append(
                _Figure(
                    metric=metric,
                    indicator=entry.get("indicator", metric),
                    needs=tuple(entry.get("needs", ())),
                    without=tuple(entry.get("without", ())),
                )
            )
    return {metric: tuple(entries) for metric, entries in found.items()}
