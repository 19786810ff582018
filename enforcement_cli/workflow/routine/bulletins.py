"""The bulletins of a run: drafted in the order of their issues, then published where it is asked.

Comes in: a room, its board, what the run was asked for. Goes out: drafts, and what they still wait
for. Written and recorded again they are the same: they are dated by what is known, not by the run.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import EnforceError, ExitCode, UsageError
from enforcement_cli.model.period import Period, PeriodKind
from enforcement_cli.store.publications import Publication, issues_of
from enforcement_cli.store.read import last_change
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.issue import issue_bulletin
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.publish import PublishPlan, publish
from enforcement_cli.workflow.report import problem_counts, report_code
from enforcement_cli.workflow.routine.owed import Owed, owed
from enforcement_cli.workflow.routine.steps import Step, contained, gravest, is_gate
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.status import Board


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A bulletin of this run. `published`: it went out for good, in this run or before."""

    campaign: str
    period: Period
    number: int
    files: dict[str, Path]
    missing: tuple[str, ...] = ()
    doubts: int = 0
    code: ExitCode = ExitCode.CLEAN
    published: bool = False
    caught_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """All of one kind: the drafts, and what is owed and waits."""

    kind: PeriodKind
    drafts: tuple[Draft, ...] = ()
    owed: Owed = field(default_factory=Owed)


def draft_owed(
    room: Room, kind: PeriodKind, board: Board | None, *, at: datetime, day: date | None = None
) -> tuple[Step, Drafted]:
    """Draft what is owed of a kind, the oldest first; with `day` that period alone, due or not.

    The first that the gate holds back, or that cannot be made, stops those after it: their numbers
    come after its own.

    Raises:
        UnknownName: `day` lies in no period of the campaign.
    """
    issues = _issues(room)
    if day is None:
        found = owed(room, kind, board, issues, at.date())
    else:
        period, _ = resolve_period(PeriodWish(kind=kind, day=day), room.desk, room.campaign, day)
        found = Owed(periods=(period,))
    known_at = _known_until(room, at)
    drafts: list[Draft] = []
    stop: Step | None = None
    for period in found.periods:
        step, draft = contained(
            room.workspace,
            ("bulletin", room.campaign.id),
            lambda period=period: _draft(room, period, issues, found, known_at),  # type: ignore[misc]
            None,
        )
        if draft is None:
            stop = step
            break
        drafts.append(draft)
    return _step(room, found, drafts, stop), Drafted(kind=kind, drafts=tuple(drafts), owed=found)


def publish_drafts(
    room: Room, drafts: Sequence[Draft], *, at: datetime
) -> tuple[Step, tuple[Draft, ...]]:
    """Publish the drafts in order, up to the first that the gate holds back.

    One that is out already stays as it is; files that a crash kept back are laid out.

    Raises:
        UsageError: nobody is named to stand for it.
    """
    routine = room.desk.routine
    if not routine.publish_by:
        raise UsageError(
            "没有写谁发布，战报只写成草稿。",
            where="enforce.toml [routine]",
            remedy='请写 publish_by = "姓名"，或去掉 --publish。',
        )
    plan = PublishPlan(by=routine.publish_by, formats=routine.formats)
    out: list[Draft] = []
    held: EnforceError | None = None
    for draft in drafts:
        wish = PeriodWish(kind=draft.period.kind, day=draft.period.end)
        try:
            done = publish(room, wish, plan, at=at)
        except EnforceError as error:
            if not is_gate(error):
                raise
            held = error
            break
        out.append(
            Draft(
                campaign=draft.campaign, period=draft.period, number=done.number, files=done.files,
                published=True, caught_up=draft.caught_up,
            )
        )  # fmt: skip
    step = Step(
        name="publish",
        campaign=room.campaign.id,
        code=held.code if held else ExitCode.CLEAN,
        facts={"issues": [f"{d.period.kind}:{d.number}" for d in out]},
        error=held,
    )
    return step, tuple(out)


def _draft(
    room: Room, period: Period, issues: Sequence[Publication], found: Owed, known_at: datetime
) -> tuple[Step, Draft]:
    caught_up = period in found.caught_up
    step = Step(name="bulletin", campaign=room.campaign.id)
    for issue in issues:
        of = (issue.kind, issue.period_start, issue.period_end)
        if issue.state == "published" and of == (period.kind, period.start, period.end):
            return step, Draft(
                campaign=room.campaign.id, period=period, number=issue.issue, files={},
                published=True,
            )  # fmt: skip
    wish = PeriodWish(kind=period.kind, day=period.end)
    issue_of = issue_bulletin(room, wish, at=known_at, formats=room.desk.routine.formats)
    counts = problem_counts(issue_of.report)
    return step, Draft(
        campaign=room.campaign.id,
        period=period,
        number=issue_of.number,
        files=issue_of.files,
        missing=issue_of.report.missing,
        doubts=counts["return"] + counts["query"],
        code=report_code(issue_of.report),
        caught_up=caught_up,
    )


def _step(room: Room, found: Owed, drafts: Sequence[Draft], stop: Step | None) -> Step:
    facts: dict[str, int | str | Sequence[str]] = {
        "issues": [f"{d.period.kind}:{d.number}" for d in drafts],
        "periods": [str(d.period.end) for d in drafts],
        "caught_up": [str(p.end) for p in found.caught_up],
    }
    if found.waiting and found.until:
        facts |= {"waiting": str(found.waiting.end), "until": f"{found.until:%Y-%m-%dT%H:%M}"}
    codes = [draft.code for draft in drafts]
    return Step(
        name="bulletin",
        campaign=room.campaign.id,
        code=gravest([*codes, *([stop.code] if stop else [])]),
        skipped=not drafts and stop is None,
        facts=facts,
        error=stop.error if stop else None,
    )


def _issues(room: Room) -> tuple[Publication, ...]:
    if not room.workspace.store.exists():
        return ()
    with open_store(room.workspace.store, write=False) as connection:
        return issues_of(connection, room.campaign.id)


def _known_until(room: Room, at: datetime) -> datetime:
    """When the store last learned anything: a run that brings nothing new prints the same."""
    if not room.workspace.store.exists():
        return at
    with open_store(room.workspace.store, write=False) as connection:
        changed = last_change(connection, at)
    return changed.replace(tzinfo=BEIJING) if changed else at
