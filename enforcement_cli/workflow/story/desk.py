"""Everything `enforce stories check` and `list` tell: stories, their faults, who tells again, turns.

Comes in: a room, a moment. Goes out: problems and turns. Refuses to show names of parties.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from enforcement_cli.bulletin.leak_checks import find_leaks
from enforcement_cli.bulletin.names import mask_name, parties_in
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.story import Story
from enforcement_cli.store.session import Connection, open_store
from enforcement_cli.store.stories import CaseDays, days_of, party_cells
from enforcement_cli.workflow.state import Room, settled_relations
from enforcement_cli.workflow.story.alike import Again, again, told_again
from enforcement_cli.workflow.story.check import problems_of, story_problem
from enforcement_cli.workflow.story.gist import Gist, gists_of
from enforcement_cli.workflow.story.printed import printed_gists
from enforcement_cli.workflow.story_choice import CheckedStories, look_at_stories


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDesk:
    """The checked stories with everything found, and the pairs that are one story."""

    checked: CheckedStories
    problems: tuple[Problem, ...]
    again: tuple[Again, ...]


def check_desk(room: Room, known_at: datetime) -> StoryDesk:
    """Every story checked by itself, against the ledgers, and against all others.

    Raises:
        BadConfiguration: a story file is wrong.
    """
    checked = look_at_stories(room, known_at)
    stories = checked.stories
    gists = gists_of(stories)
    problems = [problem for story in stories for problem in problems_of(story)]
    pairs = list(told_again(gists))
    if room.workspace.store.exists():
        with open_store(room.workspace.store, write=False) as connection:
            problems += _against_the_store(connection, room, stories, known_at)
            printed = printed_gists(connection, room.campaign.id)
        pairs += _printed_before(gists, printed, checked.told)
    by_id = {story.id: story for story in stories}
    problems += [
        story_problem(by_id[pair.second], "ST-12", other=pair.first, why=pair.told)
        for pair in pairs
    ]
    order = {story.id: place for place, story in enumerate(stories)}
    ranked = sorted(problems, key=lambda p: (order[p.subject.removeprefix("story>")], p.code))
    return StoryDesk(checked=checked, problems=(*checked.problems, *ranked), again=tuple(pairs))


def _printed_before(
    gists: Sequence[Gist], printed: Sequence[Gist], told: Mapping[str, date]
) -> Iterator[Again]:
    """Stories never told that an issue printed all the same, from a file that is gone since."""
    for gist in gists:
        found = (again(issue, gist) for issue in printed)
        pair = next((pair for pair in found if pair is not None), None)
        if pair is not None and gist.key not in told:
            yield pair


def _against_the_store(
    connection: Connection, room: Room, stories: Sequence[Story], known_at: datetime
) -> Iterator[Problem]:
    """ST-10 and ST-11 by the case's days, ST-15 by the names of the ledgers."""
    base = settled_relations(connection, room, known_at)
    numbers = [story.case_no for story in stories if story.case_no]
    days = days_of(connection, base, numbers)
    cells = party_cells(connection, base)
    for story in stories:
        if story.case_no in days:
            yield from _days(story, days[story.case_no])
        yield from _known_names(story, cells)


def _days(story: Story, case: CaseDays) -> Iterator[Problem]:
    if story.days and case.filed_on and case.closed_on:
        # Both days count: filed and closed on one day took one day.
        span = (case.closed_on - case.filed_on).days + 1
        if story.days > span:
            yield story_problem(story, "ST-10", days=str(story.days), span=str(span))
    if story.day and case.filed_on and story.day < case.filed_on:
        yield story_problem(
            story, "ST-11", day=story.day.isoformat(), filed=case.filed_on.isoformat()
        )


def _known_names(story: Story, cells: Iterable[str]) -> Iterator[Problem]:
    """ST-15, each name once; the message has only its mask."""
    leaks = find_leaks((story.title, story.text, story.quote), "bulletin", cells)
    names = dict.fromkeys(leak.name for _, leak in leaks if leak.name)
    for name in names:
        (*_, party) = parties_in(name)
        yield story_problem(story, "ST-15", masked=mask_name(party, "public"))
