"""What happens in the campaign beyond ordinary cases: corrections, transfers, slips.

In: the ordinary cases. Out: the same cases with the story's turns written in, numbered,
and the keys of those that faults will be planted on.
"""

from dataclasses import replace
from random import Random

from sample_data.making import turns
from sample_data.making.cases import Case
from sample_data.making.casting import Story

TRANSFER_WEEK = 4


def tell(rng: Random, ordinary: list[Case]) -> Story:
    """Write every turn of the story into the cases and number them."""
    story = Story(cases=list(ordinary))
    turns.raid_pair(rng, story)
    turns.transfer(story)
    turns.resumptions(story)
    turns.crossings(story)
    turns.upward(story)
    turns.overstated(story)
    turns.slips(story)
    turns.withdrawn(story)
    turns.instalments(story)
    turns.late_closings(story)
    story.cases = _numbered(rng, story)
    return story


def _numbered(rng: Random, story: Story) -> list[Case]:
    """Serials rise with the filing date within court, year and type, with gaps."""
    order = sorted(story.cases, key=lambda c: (c.number_court, c.case_type, c.filed_on, c.key))
    last: dict[tuple[str, str, int], int] = {}
    serials: dict[int, int] = {}
    for case in order:
        slot = (case.number_court, case.case_type, case.filed_on.year)
        before = last.get(slot, 0 if case.filed_on.year == 2026 else 300)
        last[slot] = serials[case.key] = before + rng.randint(1, 5)
    return [replace(case, serial=serials[case.key]) for case in story.cases]
