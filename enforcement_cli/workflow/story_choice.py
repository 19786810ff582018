"""Which stories a bulletin tells, and whether their money agrees with the ledgers (B-16).

Comes in: a room, its stories, a period, a moment. Goes out: the stories in order, or problems.
Courts take turns, what was told longest ago comes first. Refuses to read story files: that is
stories'.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from enforcement_cli.bulletin.numbers import money_text
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.period import Period
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.story import Story
from enforcement_cli.store.session import Connection, open_store
from enforcement_cli.store.stories import (
    CaseMoney,
    money_of,
    record_stories,
    stories_told,
)
from enforcement_cli.vocabulary.checks import rules_in_force
from enforcement_cli.vocabulary.tables import load
from enforcement_cli.workflow.state import Room, settled_relations
from enforcement_cli.workflow.stories import read_stories
from enforcement_cli.workflow.story.check import naming_problems


def stories_for(
    connection: Connection, room: Room, period: Period, known_at: datetime
) -> tuple[Story, ...]:
    """The stories that the bulletin of a period tells.

    Raises:
        BadConfiguration: a story file is wrong.
    """
    told = stories_told(
        connection, campaign=room.campaign.id, before=period.start, known_at=known_at
    )
    stories = without_held(read_stories(room.workspace, room.desk.courts))
    return chosen_stories(stories, period, told)


def held_back(stories: Sequence[Story]) -> tuple[Problem, ...]:
    """ST-01 and ST-02 of stories that may be published but for a name that nobody hid."""
    published = (story for story in stories if story.publish)
    return tuple(problem for story in published for problem in naming_problems(story))


def without_held(stories: Sequence[Story]) -> tuple[Story, ...]:
    """The stories without those that are held back."""
    held = {problem.subject for problem in held_back(stories)}
    return tuple(story for story in stories if f"story>{story.id}" not in held)


def stories_held(room: Room, period: Period) -> tuple[Problem, ...]:
    """What holds stories of a period back from its bulletin, where it tells any.

    Raises:
        BadConfiguration: a story file is wrong.
    """
    stories = read_stories(room.workspace, room.desk.courts)
    of_period = [story for story in stories if _fits(story, period)]
    return held_back(of_period) if load("stories")["at_most"][period.kind] else ()


def _fits(story: Story, period: Period) -> bool:
    """Whether a story may be told in a period: published, and of that day or of none."""
    return story.publish and (story.day is None or period.start <= story.day <= period.end)


def chosen_stories(
    stories: Sequence[Story], period: Period, told: Mapping[str, date]
) -> tuple[Story, ...]:
    """At most as many as the kind of bulletin tells, each court once before any twice.

    A story fits the period its day lies in; one without a day fits any.

    Args:
        stories: of the workspace.
        period: of the bulletin.
        told: by id the end of the last earlier period whose issue told it.
    """
    fitting = [story for story in stories if _fits(story, period)]
    ordered = in_turn(fitting, stories, told)
    return ordered[: int(load("stories")["at_most"][period.kind])]


def in_turn(
    fitting: Sequence[Story], stories: Sequence[Story], told: Mapping[str, date]
) -> tuple[Story, ...]:
    """The fitting stories in the order they are told: each court once before any twice.

    Args:
        fitting: those that may be told.
        stories: all of the workspace; what of a court was told lately keeps it back.
        told: by id the end of the last earlier period whose issue told it.
    """
    last_of_court: dict[str, date] = {}
    for story in stories:
        if story.id in told:
            day = told[story.id]
            last_of_court[story.court] = max(last_of_court.get(story.court, day), day)

    def waited(story: Story) -> tuple[date, date, str]:
        # The newest of those that were told equally long ago.
        newest = date.max - (story.day or date.min)
        return told.get(story.id, date.min), date.min + newest, story.id

    by_court = sorted(fitting, key=lambda story: (story.court, waited(story)))
    turns = [
        (turn, last_of_court.get(court, date.min), waited(story), story)
        for court, mine in groupby(by_court, key=lambda story: story.court)
        for turn, story in enumerate(mine)
    ]
    return tuple(story for *_, story in sorted(turns, key=lambda each: each[:3]))


def note_told(
    connection: Connection, room: Room, stories: Sequence[Story], period: Period, at: datetime
) -> None:
    """Note which stories an issue told, so that the next tells others first."""
    record_stories(
        connection,
        [(story.id, story.court) for story in stories],
        campaign=room.campaign.id,
        period=period,
        at=at,
    )


def story_problems(
    connection: Connection,
    room: Room,
    stories: Sequence[Story],
    known_at: datetime,
    rules: Mapping[str, Rule],
) -> tuple[Problem, ...]:
    """B-16: stories with a case number whose money the ledgers do not have."""
    rule = rules.get("B-16")
    numbered = [story for story in stories if story.case_no and _bounds(story) is not None]
    if rule is None or not numbered:
        return ()
    base = settled_relations(connection, room, known_at)
    money = money_of(connection, base, [story.case_no for story in numbered])
    found: list[Problem] = []
    for story in numbered:
        case, bounds = money.get(story.case_no), _bounds(story)
        if bounds is None or (case and _agrees(bounds, case)):
            continue
        facts = {
            "title": story.title, "said": _said(bounds), "known": _known(case),
        }  # fmt: skip
        origin = Origin(file=story.where)
        found.append(
            Problem(
                rule=rule, origin=origin, facts=facts, case_no=story.case_no,
                subject=f"story>{story.id}",
            )
        )  # fmt: skip
    return tuple(found)


def _bounds(story: Story) -> tuple[int, int] | None:
    """From what to what a story's amount is, both the same where it is known exactly."""
    if story.amount_fen is None:
        return story.amount_between_fen
    return story.amount_fen, story.amount_fen


def _said(bounds: tuple[int, int]) -> str:
    low, high = bounds
    exact = money_text(low)
    return exact if low == high else str(load("stories")["words"]["about"]).format(amount=exact)


def _agrees(bounds: tuple[int, int], case: CaseMoney) -> bool:
    low, high = bounds
    known = (case.recovered_fen, case.claim_fen, *case.receipts)
    return any(amount is not None and low <= amount <= high for amount in known)


def _known(case: CaseMoney | None) -> str:
    words = load("stories")["words"]
    if case is None:
        return str(words["missing_case"])
    return str(words["known"]).format(
        recovered=money_text(case.recovered_fen), claim=money_text(case.claim_fen)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedStories:
    """The stories of a workspace with what is wrong with their money."""

    stories: tuple[Story, ...]
    problems: tuple[Problem, ...]
    told: Mapping[str, date]


def look_at_stories(room: Room, known_at: datetime) -> CheckedStories:
    """Every story, checked against the store where there is one.

    Raises:
        BadConfiguration: a story file is wrong.
    """
    stories = read_stories(room.workspace, room.desk.courts)
    if not room.workspace.store.exists():
        return CheckedStories(stories=stories, problems=(), told={})
    day = min(known_at.date(), room.campaign.end)
    rules = rules_in_force(room.campaign.checks, day)
    with open_store(room.workspace.store, write=False) as connection:
        told = stories_told(
            connection, campaign=room.campaign.id, before=date.max, known_at=known_at
        )
        problems = story_problems(connection, room, stories, known_at, rules)
    return CheckedStories(stories=stories, problems=problems, told=told)


def story_json(story: Story, told: Mapping[str, date]) -> dict[str, Any]:
    """A story as `--json` has it: no names of parties."""
    return {
        "id": story.id,
        "court": story.court,
        "title": story.title,
        "case_no": story.case_no,
        "day": story.day,
        "amount_fen": story.amount_fen,
        "persons": story.persons,
        "publish": story.publish,
        "last_told": told.get(story.id),
        "where": story.where,
        "category": story.category,
        "cause": story.cause,
        "measures": list(story.measures),
        "mechanisms": list(story.mechanisms),
        "claim_fen": story.claim_fen,
        "amount_between_fen": story.amount_between_fen,
        "days": story.days,
        "outcome": story.outcome,
        "reviewer": story.reviewer,
        "source": story.source,
        "copy_of": story.copy_of,
        "questions": list(story.questions),
    }
