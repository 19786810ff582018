"""Measures that stand joined: one number of each (限高和失信), or of both together (拘留、拘传共8人).

Comes in: a Sentence and its topics. Goes out: metrics. Refuses to know which topic a number is of.
"""

import re
from collections.abc import Sequence
from functools import cache

from enforcement_cli.claims.named import Named
from enforcement_cli.claims.sentence import Sentence
from enforcement_cli.vocabulary.claims import listed, merged, one_of


def with_its_pair(
    sentence: Sentence, first: Named, choices: Sequence[Named], kind: str
) -> tuple[str, ...]:
    """The metric of the chosen word, with those that are joined to it (限高和失信), as they stand."""
    row = sorted(choices, key=lambda each: each.start)
    at = row.index(first)
    low = high = at
    while low and _joined(sentence, row[low - 1], row[low]):
        low -= 1
    while high + 1 < len(row) and _joined(sentence, row[high], row[high + 1]):
        high += 1
    return tuple(dict.fromkeys(each.topic.gives[kind] for each in row[low : high + 1]))


def _joined(sentence: Sentence, left: Named, right: Named) -> bool:
    return _between().fullmatch(sentence.signs, left.end, right.start) is not None


@cache
def _between() -> re.Pattern[str]:
    return re.compile(f"{one_of(listed('merging', 'between'))}+")


def counted_together(sentence: Sentence, since: int, until: int) -> str:
    """The metric of two measures counted together, where the words before a number name them."""
    words = sentence.signs[since:until]
    for pattern, metric in merged():
        if pattern.search(words):
            return metric
    return ""
