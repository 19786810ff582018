"""The facts as days long past are looked at: through whose eyes, since when, what was declared.

Comes in: an open store, a room, days before or of another campaign. Goes out: a Seen of them.
Refuses to compare.
"""

from collections.abc import Sequence
from dataclasses import replace

from enforcement_cli.indicator.aligned import Days, a_year_before
from enforcement_cli.indicator.answer import ask
from enforcement_cli.indicator.compile import Question
from enforcement_cli.indicator.earlier import Since, since_of
from enforcement_cli.indicator.told import Seen
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.store.session import Connection
from enforcement_cli.workflow.declarations import declared_in
from enforcement_cli.workflow.figures import FigureSet, spoken_of
from enforcement_cli.workflow.state import Room, settled_relations, view_of


def since_when(connection: Connection, room: Room, figures: FigureSet) -> Since:
    """From which day on every court's returns speak.

    A ledger that lists every case speaks of all days of the campaign it was sent for, as the
    campaign's own figures take it; one that lists changes speaks of its period alone.
    """
    starts = {campaign.id: campaign.start for campaign in room.desk.campaigns}
    complete = {
        (campaign.id, court)
        for campaign in room.desk.campaigns
        for court in view_of(replace(room, campaign=campaign), figures.known_at).complete
    }
    returns = [r for r in figures.returns if r.court and r.form and r.period_start and r.period_end]
    spoken = []
    for stored, said in zip(returns, spoken_of(connection, returns), strict=True):
        first = said.start
        if said.form == "cases" and (stored.campaign, said.court) in complete:
            first = min(first, starts.get(stored.campaign or "", first))
        spoken.append(replace(said, start=first))
    return since_of(spoken)


def earlier_campaign(room: Room) -> Campaign | None:
    """The campaign that the room's is held against day by day."""
    return next((each for each in room.desk.campaigns if each.id == room.campaign.compares), None)


def eyes_of(room: Room, days: Sequence[Days]) -> tuple[Room, Campaign]:
    """The room with the campaign as if it had run then, and the campaign whose statements hold.

    Whose money is an opening depends on a campaign's days, so last year's money is not seen with
    this year's eyes; what counts, and in which actions, is as this campaign defines it. Without a
    campaign of those days it is this one a year earlier.
    """
    own = room.campaign
    first, last = min(each.start for each in days), max(each.end for each in days)
    if own.start <= first and last <= own.end:
        return room, own
    others = [each for each in room.desk.campaigns if each.id != own.id]
    held = [each for each in others if each.id == own.compares] if days[0].kind != "year" else []
    within = held or [each for each in others if each.start <= first and last <= each.end]
    if within:
        then, moved = within[0], within[0].transfers
        start, end = then.start, then.end
    else:
        then, moved = own, ()
        start, end = a_year_before(own.start), a_year_before(own.end)
    seen = replace(
        own,
        start=min(start, first),
        end=max(end, last),
        transfers=tuple(dict.fromkeys((*own.transfers, *moved))),
    )
    return replace(room, campaign=seen), then


def seen_by(
    connection: Connection,
    eyes: Room,
    figures: FigureSet,
    questions: Sequence[Question],
    since: Since | None,
    *,
    stating: Campaign,
) -> Seen:
    """Answers to questions, by court, as the eyes see the facts.

    Args:
        connection: of an open store.
        eyes: as `eyes_of` gives them.
        figures: of the moment.
        questions: about any days.
        since: from when returns speak; None for the campaign's own days.
        stating: the campaign whose declared figures may serve.
    """
    # Days that nobody's returns speak of need not be worked out to be told apart from 0.
    asked = [q for q in questions if since is None or _spoken_of(figures, since, q)]
    declared = figures.ground.declared
    other = stating.id != figures.ground.campaign.id
    base = settled_relations(connection, eyes, figures.known_at) if asked or other else {}
    if other:
        declared = declared_in(connection, stating, base, figures.returns, figures.known_at)
    return Seen(
        campaign=stating,
        answers=ask(connection, eyes.campaign, asked, base=base, group="court"),
        coverage=figures.coverage,
        since=since,
        declared=declared,
    )


def _spoken_of(figures: FigureSet, since: Since, question: Question) -> bool:
    window = question.window
    return any(
        since.speaks(figures.coverage, court, question.indicator, window.start, window.end)
        for court in figures.courts
    )
