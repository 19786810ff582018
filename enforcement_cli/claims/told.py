"""What a text has told so far, for the sentences that go on with it.

Comes in: sentences as they are read. Goes out: the subject, time and mood that the next one takes over.
Refuses to read ahead: a sentence without numbers is only read when somebody asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from enforcement_cli.claims.context import Mention, periods_in, subjects_in
from enforcement_cli.claims.cues import cues_in, mood
from enforcement_cli.claims.sentence import Sentence
from enforcement_cli.model.claim import CHANGES, Claim


@dataclass(slots=True)
class Told:
    """`mood` is above 0 after totals, below after a case; `last` the total told last, also by unit."""

    subject: str | None = None
    period: str | None = None
    mood: float = 0.0
    last: Claim | None = None
    by_unit: dict[str, Claim] = field(default_factory=dict)
    unread: list[Sentence] = field(default_factory=list)

    def forget(self) -> None:
        """Another paragraph begins."""
        self.subject = self.period = self.last = None
        self.mood = 0.0
        self.by_unit.clear()
        self.unread.clear()

    def tell(self, total: Claim) -> None:
        """A total is told."""
        self.last = total
        if total.relation not in CHANGES:
            self.by_unit[total.unit] = total

    def catch_up(self) -> None:
        """Read what the sentences without numbers said; of most nobody asks."""
        if self.unread:
            self.mood = mood(cues_in(self.unread[-1]), ())
        subjects: list[Mention] = []
        periods: list[Mention] = []
        for sentence in reversed(self.unread):
            subjects = subjects or subjects_in(sentence)
            periods = periods or periods_in(sentence)
            if subjects and periods:
                break
        self.hear(subjects, periods)
        self.unread.clear()

    def hear(self, subjects: Sequence[Mention], periods: Sequence[Mention]) -> None:
        """What a sentence named last, the next goes on with."""
        if subjects:
            self.subject = subjects[-1].words
        if periods:
            self.period = periods[-1].words
