"""The words of a sentence that name topics, and what is made of them.

Comes in: a Sentence. Goes out: Named, in order; a Meant is what topics.py makes of them for a number.
"""

from dataclasses import dataclass
from typing import NamedTuple

from enforcement_cli.claims.sentence import Sentence
from enforcement_cli.vocabulary.claims import Topic, topic_pattern, topics


class Named(NamedTuple):
    """A word of a topic at a place of the paragraph."""

    start: int
    end: int
    word: str
    topic: Topic


@dataclass(frozen=True, slots=True)
class Meant:
    """What a number is of. `named` is the word that says so; `own` whether its clause says it."""

    metrics: tuple[str, ...]
    named: Named | None = None
    own: bool = False

    @property
    def strong(self) -> bool:
        """Whether a word of its own clause says it, and no weak one."""
        return (
            bool(self.own and self.metrics) and self.named is not None and not self.named.topic.weak
        )


def named_in(sentence: Sentence) -> tuple[Named, ...]:
    """Every word of a topic in a sentence, in order."""
    known = topics()
    return tuple(
        Named(found.start(), found.end(), found[0], known[found[0]])
        for found in topic_pattern().finditer(sentence.signs, sentence.start, sentence.end)
    )
