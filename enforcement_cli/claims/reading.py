"""A sentence with all that is read of it, before a claim is made of any number.

Comes in: a Sentence and what was told before. Goes out: a Reading. Refuses to decide.
"""

from dataclasses import dataclass, field

from enforcement_cli.claims.changes import changes, part_from
from enforcement_cli.claims.cues import Cue, cues_in, weigh
from enforcement_cli.claims.lists import InOrder, in_order
from enforcement_cli.claims.named import Meant, Named, named_in
from enforcement_cli.claims.sentence import Sentence
from enforcement_cli.claims.told import Told
from enforcement_cli.claims.topics import meant_by
from enforcement_cli.model.claim import CHANGES, Claim, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """By number of the sentence: `meant`, `weights` (above 0 a total), `changes`; and its words.

    `parts` are what 其中 opens, `orders` the lists told with 分别. `made` are the claims so far, by
    number: what comes later in the sentence leans on them.
    """

    sentence: Sentence
    told: Told
    names: tuple[Named, ...]
    meant: list[Meant]
    cues: list[Cue]
    weights: list[float]
    changes: list[Relation | None]
    parts: list[tuple[int, int]]
    orders: list[InOrder]
    made: dict[int, list[Claim]] = field(default_factory=dict)

    def is_part(self, place: int) -> bool:
        """Whether 其中 stands before a place and still holds."""
        return any(start < place < end for start, end in self.parts)

    def totals(self) -> list[Claim]:
        """The totals made so far, in order."""
        return [claim for made in self.made.values() for claim in made if claim.is_total]

    def before(self, place: int, *, levels: bool = False) -> list[int]:
        """The numbers before a place that gave totals; only such as are no change (`levels`)."""
        return [
            index
            for index, made in self.made.items()
            if made
            and made[0].is_total
            and self.sentence.numbers[index].end <= place
            and not (levels and made[0].relation in CHANGES)
        ]


def reading_of(sentence: Sentence, told: Told) -> Reading:
    """A sentence read, with what was told before it."""
    names = named_in(sentence)
    meant = meant_by(sentence, names)
    cues = cues_in(sentence)
    return Reading(
        sentence=sentence,
        told=told,
        names=names,
        meant=meant,
        cues=cues,
        weights=weigh(sentence, meant, cues, told.mood_now()),
        changes=changes(sentence),
        parts=part_from(sentence),
        orders=in_order(sentence),
    )
