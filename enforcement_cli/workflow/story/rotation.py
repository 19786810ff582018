"""How the courts have taken turns in being told of.

Comes in: stories, when each was told. Goes out: a line a court, the next ones first in turn.
Refuses to choose for an issue: that is story_choice's, by the same order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from enforcement_cli.model.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A court's turns: stories told and still to tell, drafts, the last day, its place from 1.

    `place` is None where the court has nothing to tell; `next_story` is what it would tell then.
    """

    court: str
    told: int
    waiting: int
    drafts: int
    last: date | None
    place: int | None = None
    next_story: str = ""


def rotation(
    stories: Sequence[Story], told: Mapping[str, date], courts: Sequence[str]
) -> tuple[Turn, ...]:
    """Every court in the order of its next turn, those with nothing to tell last.

    Args:
        stories: of the workspace.
        told: by id the last day of the last issue that told it.
        courts: their codes, in campaign order.
    """
    from enforcement_cli.workflow.story_choice import held_back, in_turn

    held = {problem.subject for problem in held_back(stories)}
    # One that is held back waits for somebody as a draft does.
    stories = [
        replace(each, publish=each.publish and f"story>{each.id}" not in held) for each in stories
    ]
    order: dict[str, Story] = {}
    for story in in_turn([each for each in stories if each.publish], stories, told):
        order.setdefault(story.court, story)
    places = {court: place for place, court in enumerate(order, 1)}
    turns = [_turn(court, stories, told, places, order) for court in courts]
    return tuple(sorted(turns, key=lambda turn: (turn.place is None, turn.place or 0)))


def _turn(
    court: str, stories: Sequence[Story], told: Mapping[str, date], places: Mapping[str, int],
    order: Mapping[str, Story],
) -> Turn:  # fmt: skip
    mine = [story for story in stories if story.court == court]
    days = [told[story.id] for story in mine if story.id in told]
    return Turn(
        court=court, told=len(days),
        waiting=sum(story.publish and story.id not in told for story in mine),
        drafts=sum(not story.publish for story in mine), last=max(days, default=None),
        place=places.get(court), next_story=order[court].id if court in order else "",
    )  # fmt: skip


def turn_json(turn: Turn) -> dict[str, Any]:
    """A turn as `--json` has it."""
    return {
        "court": turn.court, "told": turn.told, "waiting": turn.waiting, "drafts": turn.drafts,
        "last_told": turn.last, "next": turn.place, "next_story": turn.next_story or None,
    }  # fmt: skip
