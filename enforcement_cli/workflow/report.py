"""The bulletin of a period as a use case: figures, then the facts its notes need, then the value."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from enforcement_cli.bulletin.compose import compose
from enforcement_cli.bulletin.daily import chat_line
from enforcement_cli.bulletin.leak_checks import check_leaks
from enforcement_cli.bulletin.masking import masked
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.texts import texts_of
from enforcement_cli.check.targets import shown
from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.model.failure import ExitCode, HeldBack, UnknownName
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.period import Period
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.session import Connection
from enforcement_cli.store.stories import party_cells
from enforcement_cli.vocabulary.bulletin import staff_indicators
from enforcement_cli.vocabulary.checks import rule, rules_in_force
from enforcement_cli.workflow.by_staff import staff_figures
from enforcement_cli.workflow.figures import FigureSet, figures_of
from enforcement_cli.workflow.file_names import safe_name
from enforcement_cli.workflow.material import ReportOptions, material_of
from enforcement_cli.workflow.opening import has_facts, open_facts
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.phoned import FILE_NAME
from enforcement_cli.workflow.rankings import ranks_by_key
from enforcement_cli.workflow.state import Room, settled_relations
from enforcement_cli.workflow.story_choice import stories_held, story_problems
from enforcement_cli.workflow.targets import progress_problems
from enforcement_cli.workflow.trend import trend_questions
from enforcement_cli.workflow.writing import Layout, write_bulletin

_PLAIN = ReportOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A composed bulletin and the figures it prints; `findings` are said of these figures alone.

    `parties` are the names that may not stand in it as they are.
    """

    bulletin: Bulletin
    figures: FigureSet
    material: Material
    findings: tuple[Problem, ...] = ()
    parties: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The whole in one line, to paste into a chat."""
        return chat_line(self.material)

    @property
    def missing(self) -> tuple[str, ...]:
        """Courts that have not sent all that is due for the period."""
        return tuple(self.material.missing)


def report(
    room: Room,
    wish: PeriodWish,
    *,
    known_at: datetime,
    options: ReportOptions = _PLAIN,
) -> Report:
    """The bulletin of a period as known at a moment.

    Raises:
        UnknownName: no such period, operation or court, or nothing has been received yet.
        StoreBusy: another enforce holds the store.
    """
    period, previous = resolve_period(wish, room.desk, room.campaign, known_at.date())
    if not has_facts(room):
        raise UnknownName(
            "工作区里还没有任何报表。",
            where=str(room.workspace.root),
            remedy="先用 enforce ingest 收报表。",
        )
    with open_facts(room) as connection:
        return report_from(connection, room, period, previous, known_at, options)


def report_from(
    connection: Connection,
    room: Room,
    period: Period,
    previous: Period | None,
    known_at: datetime,
    options: ReportOptions = _PLAIN,
) -> Report:
    """The same, over an open store."""
    also = trend_questions(room, period)
    figures = figures_of(connection, room, period, previous, known_at, also=also)
    if options.court:
        figures = replace(
            figures,
            courts=(options.court,),
            figures=tuple(f for f in figures.figures if f.key.court in (options.court, None)),
        )
    if options.by:
        shown_of = [name for name in staff_indicators() if _of_our_facts(figures, name)]
        staff = staff_figures(connection, room, figures, options.by, shown_of)
        figures = replace(figures, figures=(*figures.figures, *staff))
    material = material_of(connection, room, figures, options)
    figures = _ranked(figures, material)
    rules = rules_in_force(room.campaign.checks, period.end)
    findings = (
        *progress_problems(room, figures),
        *_replaced_numbers(material),
        *material.remarks,
        *story_problems(connection, room, material.stories, known_at, rules),
        *stories_held(room, period),
    )
    parties = _parties(connection, room, material, options)
    bulletin = masked(compose(material), options.profile, parties)
    check_leaks(texts_of(bulletin), options.profile, parties)
    return Report(
        bulletin=bulletin, figures=figures, material=material, findings=findings, parties=parties
    )


def _of_our_facts(figures: FigureSet, name: str) -> bool:
    indicator = figures.indicators.get(name)
    return indicator is not None and indicator.kind != "declared"


def _ranked(figures: FigureSet, material: Material) -> FigureSet:
    """The figures with the courts' places, where they are ranked."""
    ranks = ranks_by_key(material.rankings)
    if not ranks:
        return figures
    placed = (replace(figure, rank=ranks.get(figure.key)) for figure in figures.figures)
    return replace(figures, figures=tuple(placed))


def _parties(
    connection: Connection, room: Room, material: Material, options: ReportOptions
) -> tuple[str, ...]:
    """The names of the store's parties, where the bulletin has words that might hold one."""
    free = material.lists or material.stories or material.statements or material.reductions
    if options.profile == "internal" or not (free or material.texts or options.profile == "public"):
        return ()
    return party_cells(connection, settled_relations(connection, room, material.known_at))


def hold_back(found: Report) -> None:
    """Let the bulletin through, unless the campaign waits for all courts and one is missing.

    Raises:
        HeldBack: B-01, naming them.
    """
    problem = missing_problem(found)
    if problem is not None:
        where = f"{problem.code} {found.material.period.label}"
        raise HeldBack(problem.message, where=where, remedy=problem.remedy)


def missing_problem(found: Report) -> Problem | None:
    """B-01 where the campaign waits for all courts and one is missing."""
    material = found.material
    if material.campaign.missing != "block" or not material.missing:
        return None
    return Problem(
        rule=rule("B-01"),
        origin=Origin(file="enforce.toml"),
        facts={
            "due": str(len(material.expected)),
            "sent": str(len(material.expected) - len(material.missing)),
            "courts": "、".join(material.name(court) for court in material.missing),
        },
    )


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


def report_code(found: Report) -> ExitCode:
    """4 when courts are missing, else 3 when doubts under the figures wait for an answer."""
    if found.missing:
        return ExitCode.MISSING
    counts = problem_counts(found)
    return ExitCode.FINDINGS if counts["return"] + counts["query"] else ExitCode.CLEAN


def problem_counts(found: Report) -> dict[str, int]:
    """Open problems under the bulletin's figures, by severity."""
    problems, returned = found.material.problems, found.material.punctuality.returned
    said = Counter(problem.severity for problem in found.findings)
    return {
        "return": sum(problems.held_rows.values()) + sum(returned.values()) + said["return"],
        "query": sum(problems.queries.values()) + sum(problems.blanked.values()) + said["query"],
        "note": said["note"],
        "fixed": 0,
    }


def write_report(
    found: Report, formats: tuple[str, ...], folder: Path, layout: Layout
) -> dict[str, Path]:
    """Write the bulletin into `folder` in each format; format to file.

    Raises:
        BadConfiguration: a template is wrong; nothing is written.
    """
    return write_bulletin(found.bulletin, formats, folder, file_stem(found), layout)


def file_stem(found: Report) -> str:
    """`winter70-第11周-20260223-20260228`."""
    period = found.figures.period
    label = safe_name(period.label.replace(" ", "").replace("/", ""))
    campaign = found.material.campaign.id
    court = f"-{found.figures.courts[0]}" if len(found.figures.courts) == 1 else ""
    return f"{campaign}-{label}-{period.start:%Y%m%d}-{period.end:%Y%m%d}{court}"
