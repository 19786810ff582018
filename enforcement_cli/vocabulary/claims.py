"""The words by which running text tells figures (claims.toml), ready to be looked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import permutations

from enforcement_cli.model.claim import Claim
from enforcement_cli.vocabulary.tables import load


@dataclass(frozen=True, slots=True)
class CountedIn:
    """A unit of running text: its base name and the class that topics know it by."""

    name: str
    kind: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Topic:
    """What a clause speaks of. `gives`: the metric of a number, by its unit's class.

    `before` is given where the word stands before the number; `level` says who wins (claims.toml).
    """

    words: tuple[str, ...]
    gives: dict[str, str]
    level: int = 3
    keeps_unit: bool = False
    before: dict[str, str] = field(default_factory=dict)

    def metric_before(self, kind: str) -> str:
        """The metric of a number that the word stands before."""
        return self.before.get(kind) or self.gives[kind]

    @property
    def weak(self) -> bool:
        """Whether any other topic wins over it."""
        return self.level == 0


def one_of(words: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(set(words), key=len, reverse=True))) + ")"


@cache
def units() -> dict[str, CountedIn]:
    """Each word for a unit, and what it counts in."""
    return {
        word: CountedIn(entry["name"], entry["class"], entry.get("times", 1))
        for entry in load("claims")["unit"]
        for word in entry["words"]
    }


@cache
def topics() -> dict[str, Topic]:
    """Each word that names a topic."""
    found: dict[str, Topic] = {}
    for entry in load("claims")["topic"]:
        topic = Topic(
            tuple(entry["words"]),
            entry["gives"],
            entry.get("level", 3),
            entry.get("keeps_unit", False),
            entry.get("before", {}),
        )
        for word in topic.words:
            found[word.rstrip(_BEFORE_A_NUMBER)] = topic
    return found


@cache
def topic_pattern() -> re.Pattern[str]:
    """Any word that names a topic, the longest at each place."""
    written = [word for entry in load("claims")["topic"] for word in entry["words"]]
    always = [word for word in written if not word.endswith(_BEFORE_A_NUMBER)]
    before = [word[:-1] for word in written if word.endswith(_BEFORE_A_NUMBER)]
    return re.compile(rf"{one_of(always)}|{one_of(before)}(?=\d)")


_BEFORE_A_NUMBER = "#"


@cache
def listed(table: str, name: str) -> tuple[str, ...]:
    """A list of words of a table of claims.toml."""
    return tuple(load("claims")[table][name])


@cache
def pattern_of(table: str, name: str) -> re.Pattern[str]:
    """Any word of such a list."""
    return re.compile(one_of(listed(table, name)))


@cache
def merged() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of measures that one number counts together, and the metric it then is."""
    words = load("claims")["merging"]
    joins = one_of(words["joins"])
    found = []
    for entry in load("claims")["merged"]:
        orders = permutations(rf"(?:司法)?{topic}" for topic in entry["topics"])
        together = "|".join(joins.join(order) for order in orders)
        found.append((re.compile(together), str(entry["metric"])))
    return tuple(found)


@cache
def weights() -> dict[str, float]:
    """How much each cue speaks for a total, and what else does."""
    return dict(load("claims")["weights"])


@cache
def metric_name(metric: str) -> str:
    """What a metric is called; an indicator's id of our own tables has its name there."""
    named = load("claims")["metrics"]
    if metric in named:
        return str(named[metric])
    return next(
        (str(each["name"]) for each in load("indicators")["indicator"] if each["id"] == metric),
        metric,
    )


def relation_name(claim: Claim) -> str:
    """What a claim says of its metric, in a word; empty for the thing itself."""
    if claim.relation is None:
        return ""
    return f"{claim.against or ''}{load('claims')['relations'][claim.relation]}"


@dataclass(frozen=True, slots=True)
class Context:
    """A metric that a word has only where others stand before it.

    They are looked for in its clause, its sentence, or so many signs before it (`reach`),
    where `around` is set also behind it in its clause.
    """

    within: re.Pattern[str]
    without: re.Pattern[str] | None
    metric: str
    kind: str
    clause: bool
    reach: int = 0
    around: bool = False


@cache
def contexts() -> dict[str, tuple[Context, ...]]:
    """The words whose metric depends on what stands before them."""
    found: dict[str, tuple[Context, ...]] = {}
    for entry in load("claims")["context"]:
        within = re.compile(one_of(entry["within"]))
        without = re.compile(one_of(entry["without"])) if "without" in entry else None
        clause = entry.get("clause", False)
        reach = entry.get("reach", 0)
        around = entry.get("around", False)
        told = Context(within, without, entry["metric"], entry["kind"], clause, reach, around)
        found |= {word: (*found.get(word, ()), told) for word in entry["words"]}
    return found
