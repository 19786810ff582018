"""The facts behind a bulletin's notes: what earlier issues printed otherwise, 核减, doubts, answers.

Comes in: an open store and the figures of a period. Goes out: values a Material holds. Refuses to
word them.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from enforcement_cli.bulletin.material import OpenProblems, Reduction, Revision, Statement
from enforcement_cli.indicator.facts import fact_relations
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.store.declared import PHONED
from enforcement_cli.store.history import changes, records_until, reductions_until
from enforcement_cli.store.problems import StoredProblem
from enforcement_cli.store.session import Connection
from enforcement_cli.workflow.figures import FigureSet
from enforcement_cli.workflow.problems import period_name
from enforcement_cli.workflow.state import Room, settled_relations


def known_until(figures: FigureSet) -> dict[str, date]:
    """How far the accepted returns of each court reach, up to the period's end."""
    until: dict[str, date] = {}
    for stored in figures.returns:
        day = stored.as_of
        if stored.court and day and day <= figures.period.end and stored.form != PHONED:
            until[stored.court] = max(day, until.get(stored.court, day))
    return until


def _members(connection: Connection, room: Room, moment: datetime) -> dict[str, str]:
    """The relations up to `members` as known at a moment."""
    base = settled_relations(connection, room, moment)
    return {**base, "members": fact_relations(room.campaign, base)["members"]}


def revisions_of(connection: Connection, room: Room, figures: FigureSet) -> tuple[Revision, ...]:
    """Cases of earlier periods that stand otherwise now than in the last issue."""
    issue, previous = figures.last_issue, figures.previous
    if issue is None or previous is None:
        return ()
    then, now = (
        records_until(
            connection, _members(connection, room, moment), room.campaign.start, previous.end
        )
        for moment in (issue.known_at.replace(tzinfo=BEIJING), figures.known_at)
    )
    return tuple(
        Revision(
            court=change.court,
            case_no=change.case_no,
            closed_on=change.closed_on,
            sign=change.sign,
            amount_fen=change.amount_fen,
        )
        for change in changes(then, now)
        if change.court in figures.courts
    )


def reductions_of(connection: Connection, room: Room, figures: FigureSet) -> tuple[Reduction, ...]:
    """核减 dated in the period, and earlier ones that the last issue did not know."""
    start, end = room.campaign.start, figures.period.end
    parts = _members(connection, room, figures.known_at)
    found = reductions_until(connection, parts, start, end)
    printed: set[tuple[str, date]] = set()
    if figures.last_issue and figures.previous:
        moment = figures.last_issue.known_at.replace(tzinfo=BEIJING)
        then = _members(connection, room, moment)
        before = reductions_until(connection, then, start, figures.previous.end)
        printed = {(item.case_no, item.day) for item in before}
    return tuple(
        Reduction(
            court=item.court,
            case_no=item.case_no,
            amount_fen=item.amount_fen,
            reason=item.reason,
        )
        for item in found
        if item.court in figures.courts
        and (item.case_no, item.day) not in printed
        and (item.day >= figures.period.start or figures.last_issue)
    )


def statements_of(
    room: Room,
    figures: FigureSet,
    told: Sequence[StoredProblem],
    reductions: Sequence[Reduction],
) -> tuple[Statement, ...]:
    """The explanations that hold for returns of the period, each once.

    Of money taken off the reason stands beside it already.
    """
    in_force = {r.return_id for r in figures.returns}
    period = figures.period
    quoted = {(item.court, item.case_no) for item in reductions}
    found: dict[tuple[str | None, str, str], Statement] = {}
    for problem in told:
        answer, end = problem.answer, problem.period_end
        if (
            problem.state not in ("explained", "expired")
            or problem.return_id not in in_force
            or answer is None
            or end is None
            or not period.start <= end <= period.end
            or (problem.code == "P-01" and (problem.court, problem.case_no) in quoted)
        ):
            continue
        name = period_name(room, answer.period_start, answer.period_end)
        statement = Statement(
            court=problem.court or "", period=name, reason=answer.reason, until=answer.until
        )
        found.setdefault((problem.court, name, answer.reason), statement)
    order = {court: place for place, court in enumerate(figures.courts)}
    return tuple(sorted(found.values(), key=lambda s: order.get(s.court, len(order))))


def open_problems(figures: FigureSet, told: Sequence[StoredProblem]) -> OpenProblems:
    """What is still open in returns that are in force and speak of days up to the period's end."""
    in_force = {r.return_id: r for r in figures.returns}
    mine = [
        problem
        for problem in told
        if problem.state == "open"
        and problem.return_id in in_force
        and problem.court in figures.courts
        and (in_force[problem.return_id].as_of or date.max) <= figures.period.end
    ]
    held = {(p.court, p.return_id, p.sheet, p.row) for p in mine if p.effect == "hold"}
    blanked = [p.court for p in mine if p.effect == "blank"]
    queries = [p.court for p in mine if p.severity == "query" and p.effect in ("mark", "say")]
    return OpenProblems(
        held_rows=_by_court(figures, [court for court, *_ in held]),
        blanked=_by_court(figures, blanked),
        queries=_by_court(figures, queries),
    )


def _by_court(figures: FigureSet, courts: list[str | None]) -> dict[str, int]:
    counted = Counter(courts)
    return {court: counted[court] for court in figures.courts if counted[court]}
