"""The bulletin of a period as a use case: figures, then the facts its notes need, then the value."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from enforcement_cli.bulletin.compose import compose
from enforcement_cli.bulletin.material import Material, OpenProblems, Reduction, Revision, Statement
from enforcement_cli.check.targets import shown
from enforcement_cli.indicator.facts import fact_relations
from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.model.campaign import campaign_weeks
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import HeldBack, UnknownName
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.period import Period
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.declared import PHONED
from enforcement_cli.store.history import changes, records_until, reductions_until
from enforcement_cli.store.problems import StoredProblem, Wanted, problems_at
from enforcement_cli.store.publications import issue_number
from enforcement_cli.store.session import Connection, open_store
from enforcement_cli.vocabulary.checks import rule, rules_in_force
from enforcement_cli.workflow.figures import FigureSet, figures_of
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.phoned import FILE_NAME, phoned_numbers
from enforcement_cli.workflow.problems import period_name
from enforcement_cli.workflow.sent_returns import (
    exemptions,
    expected_courts,
    missing_returns,
    punctuality,
)
from enforcement_cli.workflow.state import Room, settled_relations
from enforcement_cli.workflow.targets import progress_problems

SAMPLE_MARK_FILE = "SAMPLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A composed bulletin and the figures it prints; `findings` are said of these figures alone."""

    bulletin: Bulletin
    figures: FigureSet
    material: Material
    findings: tuple[Problem, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Courts that have not sent all that is due for the period."""
        return tuple(self.material.missing)


def report(room: Room, wish: PeriodWish, *, known_at: datetime, court: str | None = None) -> Report:
    """The bulletin of a period as known at a moment.

    Raises:
        UnknownName: no such period, operation or court, or nothing has been received yet.
        StoreBusy: another enforce holds the store.
    """
    period, previous = resolve_period(wish, room.desk, room.campaign, known_at.date())
    if not room.workspace.store.exists():
        raise UnknownName(
            "工作区里还没有任何报表。",
            where=str(room.workspace.root),
            remedy="先用 enforce ingest 收报表。",
        )
    with open_store(room.workspace.store, write=False) as connection:
        return report_from(connection, room, period, previous, known_at, court=court)


def report_from(
    connection: Connection,
    room: Room,
    period: Period,
    previous: Period | None,
    known_at: datetime,
    *,
    court: str | None = None,
) -> Report:
    """The same, over an open store."""
    figures = figures_of(connection, room, period, previous, known_at)
    if court:
        figures = replace(
            figures,
            courts=(court,),
            figures=tuple(f for f in figures.figures if f.key.court in (court, None)),
        )
    material = _material(connection, room, figures)
    findings = (*progress_problems(room, figures), *_replaced_numbers(material))
    return Report(bulletin=compose(material), figures=figures, material=material, findings=findings)


def hold_back(found: Report) -> None:
    """Let the bulletin through, unless the campaign waits for all courts and one is missing.

    Raises:
        HeldBack: B-01, naming them.
    """
    material = found.material
    if material.campaign.missing != "block" or not material.missing:
        return
    problem = Problem(
        rule=rule("B-01"),
        origin=Origin(file="enforce.toml"),
        facts={
            "due": str(len(material.expected)),
            "sent": str(len(material.expected) - len(material.missing)),
            "courts": "、".join(material.name(court) for court in material.missing),
        },
    )
    where = f"{problem.code} {material.period.label}"
    raise HeldBack(problem.message, where=where, remedy=problem.remedy)


def _replaced_numbers(material: Material) -> tuple[Problem, ...]:
    """B-15 for each number by telephone that a return has replaced by another."""
    found = rules_in_force(material.campaign.checks, material.period.end).get("B-15")
    if found is None:
        return ()
    return tuple(
        Problem(
            rule=found,
            origin=Origin(file=FILE_NAME),
            facts={
                "court": material.name(str(each.key.court)),
                "what": material.indicators[each.key.indicator].name,
                "phoned": shown(each.value, each.unit),
                "printed": shown(each.printed, each.unit) if each.printed is not None else "—",
            },
            subject=f"{each.key.indicator}.{each.key.basis}.{each.key.action or ''}",
            value=Decimal(each.value),
        )
        for each in material.phoned
        if each.replaced and each.printed != each.value
    )


def _material(connection: Connection, room: Room, figures: FigureSet) -> Material:
    number = issue_number(connection, campaign=room.campaign.id, period=figures.period)
    by_key = {figure.key: figure for figure in figures.figures}
    if len(figures.courts) == 1:
        by_key = _alone(figures)
    told = problems_at(connection, figures.known_at, Wanted(courts=figures.courts))
    reductions = _reductions(connection, room, figures)
    exempted = exemptions(connection, room, figures)
    return Material(
        desk=room.desk,
        campaign=room.campaign,
        period=figures.period,
        previous=figures.previous,
        courts=figures.courts,
        known_at=figures.known_at,
        figures=by_key,
        indicators=figures.indicators,
        expected=expected_courts(room, figures, exempted),
        missing=missing_returns(room, figures, exempted),
        previous_published=figures.last_issue is not None,
        revisions=_revisions(connection, room, figures),
        reductions=reductions,
        statements=_statements(room, figures, told, reductions),
        problems=_open_problems(figures, told),
        punctuality=punctuality(connection, room, figures, exempted),
        issue=number if figures.period.kind == "week" else None,
        phoned=phoned_numbers(figures),
        known_until=_known_until(figures),
        sample=(room.workspace.root / SAMPLE_MARK_FILE).exists(),
        weeks=len(campaign_weeks(room.campaign, room.desk.calendar)),
    )


def _known_until(figures: FigureSet) -> dict[str, date]:
    """How far the accepted returns of each court reach, up to the period's end."""
    until: dict[str, date] = {}
    for stored in figures.returns:
        day = stored.as_of
        if stored.court and day and day <= figures.period.end and stored.form != PHONED:
            until[stored.court] = max(day, until.get(stored.court, day))
    return until


def _alone(figures: FigureSet) -> dict:  # type: ignore[type-arg]
    """One court's bulletin: its own figures stand where the desk's would."""
    court = figures.courts[0]
    mine = {f.key: f for f in figures.figures if f.key.court == court}
    whole = {replace(key, court=None): figure for key, figure in mine.items()}
    pace = {f.key: f for f in figures.figures if f.key.indicator == "time_progress"}
    return {**pace, **whole, **mine}


def _members(connection: Connection, room: Room, moment: datetime) -> dict[str, str]:
    """The relations up to `members` as known at a moment."""
    base = settled_relations(connection, room, moment)
    return {**base, "members": fact_relations(room.campaign, base)["members"]}


def _revisions(connection: Connection, room: Room, figures: FigureSet) -> tuple[Revision, ...]:
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


def _reductions(connection: Connection, room: Room, figures: FigureSet) -> tuple[Reduction, ...]:
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


def _statements(
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


def _open_problems(figures: FigureSet, told: Sequence[StoredProblem]) -> OpenProblems:
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


def write_report(
    found: Report, formats: tuple[str, ...], folder: Path, templates: dict[str, Path]
) -> dict[str, Path]:
    """Write the bulletin into `folder` in each format; format to file.

    Raises:
        BadConfiguration: a template is wrong; nothing is written.
    """
    from enforcement_cli.render.excel import render_excel
    from enforcement_cli.render.files import write_text
    from enforcement_cli.render.markdown import render_markdown

    # The text is made first and written last: a wrong template of either kind leaves no file.
    text = render_markdown(found.bulletin, templates["md"]) if "md" in formats else ""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = file_stem(found)
    written = {kind: folder / f"{name}.{kind}" for kind in formats}
    if "xlsx" in written:
        render_excel(found.bulletin, templates["xlsx"], written["xlsx"])
    if "md" in written:
        write_text(written["md"], text, folder=folder)
    return written


def file_stem(found: Report) -> str:
    """`winter70-第11周-20260223-20260228`."""
    period = found.figures.period
    label = period.label.replace(" ", "").replace("/", "")
    campaign = found.material.campaign.id
    court = f"-{found.figures.courts[0]}" if len(found.figures.courts) == 1 else ""
    return f"{campaign}-{label}-{period.start:%Y%m%d}-{period.end:%Y%m%d}{court}"
