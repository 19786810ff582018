"""What a text has told so far, for the sentences that go on with it.

Comes in: sentences as they pass. Goes out: the subject, time and mood that the next one takes over.
Refuses to read what nobody asks for: most sentences are only looked into when a total needs them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from enforcement_cli.claims.context import Mention, last_before, periods_in, subjects_in
from enforcement_cli.claims.cues import cues_in, mood
from enforcement_cli.claims.sentence import Sentence
from enforcement_cli.model.claim import CHANGES, Claim


@dataclass(slots=True)
class Heard:
    """Mentions of one sort, read by `read`: those of the sentence at hand, and the last before it."""

    read: Callable[[Sentence], list[Mention]]
    last: str | None = None
    unread: list[Sentence] = field(default_factory=list)
    at: Sentence | None = None
    mentions: list[Mention] = field(default_factory=list)

    def within(self, sentence: Sentence) -> list[Mention]:
        """The mentions of the sentence at hand."""
        if self.at is not sentence:
            self.at, self.mentions = sentence, self.read(sentence)
        return self.mentions

    def before(self, sentence: Sentence, place: int) -> str | None:
        """The words that hold at a place of the sentence at hand."""
        own = last_before(self.within(sentence), place)
        return own.words if own else self._carried()

    def _carried(self) -> str | None:
        for sentence in reversed(self.unread):
            found = [each for each in self.read(sentence) if each.until > sentence.end]
            if found:
                self.last = found[-1].words
                break
        self.unread.clear()
        return self.last

    def pass_by(self, sentence: Sentence) -> None:
        """The sentence is done with."""
        self.unread.append(sentence)

    def forget(self) -> None:
        """Another paragraph begins."""
        self.last = None
        self.unread.clear()


@dataclass(slots=True)
class Told:
    """`mood` is above 0 after totals, below after a case; `last` the total told last, also by unit."""

    subjects: Heard = field(default_factory=lambda: Heard(subjects_in))
    periods: Heard = field(default_factory=lambda: Heard(periods_in))
    mood: float = 0.0
    last: Claim | None = None
    by_unit: dict[str, Claim] = field(default_factory=dict)
    silent: Sentence | None = None

    def forget(self) -> None:
        """Another paragraph begins."""
        self.subjects.forget()
        self.periods.forget()
        self.mood = 0.0
        self.last = self.silent = None
        self.by_unit.clear()

    def tell(self, total: Claim) -> None:
        """A total is told."""
        self.last = total
        if total.relation not in CHANGES:
            self.by_unit[total.unit] = total

    def mood_now(self) -> float:
        """The mood that the sentence before left, whether it had numbers or not."""
        if self.silent is not None:
            self.mood = mood(cues_in(self.silent), ())
            self.silent = None
        return self.mood

    def pass_by(self, sentence: Sentence) -> None:
        """The sentence is done with, and becomes what the next one goes on with."""
        self.subjects.pass_by(sentence)
        self.periods.pass_by(sentence)
        self.silent = None if sentence.numbers else sentence
