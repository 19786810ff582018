"""The words by which a text is held against the data, from proof.toml.

Comes in: that table. Goes out: lists of words and the figures a metric of prose may be. Refuses to
know claims and figures.
"""

import re
from collections.abc import Collection
from functools import cache
from typing import Any

from enforcement_cli.vocabulary.tables import load


@cache
def proof_words(table: str, key: str) -> tuple[str, ...]:
    """A list of words, the longest first."""
    return tuple(sorted(load("proof")[table][key], key=lambda word: (-len(word), word)))


@cache
def words_in(table: str, key: str) -> re.Pattern[str]:
    """A pattern of a list of words, the longest winning."""
    return re.compile("|".join(map(re.escape, proof_words(table, key))))


def proof_word(table: str, key: str, **facts: object) -> str:
    """A word or a sentence with its facts put in."""
    return str(load("proof")[table][key]).format(**facts)


def indicators_of(
    metric: str, clause: str, sentence: str = "", together: Collection[str] = ()
) -> tuple[str, ...]:
    """The indicators that a metric of prose may be, the likeliest first.

    Args:
        metric: an id of seeds/README.md.
        clause: the words around the number.
        sentence: the sentence up to it.
        together: the other metrics that the same number is told of.

    >>> indicators_of("accounts_frozen", "冻结被执行人收益类保险73次")
    ('insurance_frozen',)
    """
    table = load("proof")
    for joined in table["joined"]:
        if {metric, *together} >= set(joined["metrics"]) and metric in joined["metrics"]:
            return tuple(joined["indicators"])
    for told in table["told"]:
        near = sentence if told.get("within") == "sentence" else clause
        if told["metric"] == metric and any(word in near for word in told["words"]):
            return tuple(told["indicators"])
    return tuple(table["metrics"].get(metric, (metric,)))


def categories() -> tuple[dict[str, Any], ...]:
    """The categories of cases by words: `words` with `causes` or a `party`."""
    return tuple(load("proof")["category"])
