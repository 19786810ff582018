"""The targets of a campaign as use cases: brought in from an annex, listed, checked, chased.

Comes in: a room, an annex, a day. Goes out: targets and problems; new targets go to targets.toml.
Refuses to write where anything about the annex is in question: all of it, or none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from enforcement_cli.check.target_progress import Progress, check_progress
from enforcement_cli.check.targets import TargetTable, check_target_table, shown
from enforcement_cli.indicator.aims import target_for
from enforcement_cli.indicator.declare import all_indicators
from enforcement_cli.indicator.declared import declarable
from enforcement_cli.model.campaign import Campaign, Target
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.indicator import FigureKey, Indicator
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.period import Period
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.session import open_store
from enforcement_cli.vocabulary.checks import rule, rules_in_force
from enforcement_cli.workflow.campaign.clock import clock_of
from enforcement_cli.workflow.figures import FigureSet, figures_of
from enforcement_cli.workflow.periods import PeriodWish, periods_of, resolve_period
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.record.plain_facts import Fact
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.targets_annex import (
    AnnexTask,
    ReadTarget,
    read_annex,
)
from enforcement_cli.workflow.targets_file import TARGETS_FILE, append_targets

_RECENT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWish:
    """What to bring in: the annex, from which day, who says so and why.

    `usual` is the figure meant by a column that only says 任务数.
    """

    path: Path
    effective: date | None = None
    by: str = ""
    reason: str = ""
    usual: str = ""
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What the annex gave: new or changed targets, how many stand already, what is in question.

    `written` False: a trial run, nothing new, or a problem that must be answered first.
    """

    new: tuple[ReadTarget, ...]
    same: int
    problems: tuple[Problem, ...]
    written: bool


def known_indicators(room: Room) -> dict[str, Indicator]:
    """Every figure that a target may name: ours and those that only courts declare."""
    return {**declarable(), **all_indicators(room.own_indicators)}


def import_targets(room: Room, wish: ImportWish, *, at: datetime) -> Imported:
    """Read an annex and add what it says to targets.toml; all of it, or none.

    Raises:
        UnknownName: there is no such file or figure.
        EnforceError: the disk refused.
    """
    if not wish.path.is_file():
        raise UnknownName("没有这个文件。", where=str(wish.path), remedy="请核对文件名。")
    indicators = known_indicators(room)
    usual = _usual(wish.usual, indicators)
    task = AnnexTask(path=wish.path, desk=room.desk, campaign=room.campaign, usual=usual)
    annex = read_annex(task, indicators)
    reason = wish.reason or f"{wish.path.name} 导入"
    read = [
        replace(
            each,
            target=replace(
                each.target, start=wish.effective, by=room.campaign.end, reason=reason
            ),
        )
        for each in annex.targets
    ]  # fmt: skip
    new, same, changed = _compared(room, read, indicators, wish.effective)
    problems = (*annex.problems, *changed)
    if not read and not problems:
        problems = (_nothing(wish.path),)
    written = bool(new) and not problems and not wish.dry_run
    if written:
        about: dict[str, Fact] = {"campaign": room.campaign.id, "targets": len(new)}
        with audited(room.workspace, "targets_import", by=wish.by, why=wish.reason, about=about):
            append_targets(
                room.workspace.root / TARGETS_FILE,
                room.campaign.id,
                [(each.target, str(each.origin)) for each in new],
                unit_of={name: each.unit for name, each in indicators.items()},
                at=at.date(),
                source=wish.path.name,
                by=wish.by,
            )
    return Imported(new=tuple(new), same=same, problems=problems, written=written)


def _usual(name: str, indicators: Mapping[str, Indicator]) -> str:
    if not name:
        return ""
    for each in indicators.values():
        if name in (each.id, each.name):
            return each.name
    raise UnknownName(f"没有名为“{name}”的指标。", remedy="用 enforce indicators list 查看指标。")


def _nothing(path: Path) -> Problem:
    return Problem(rule=rule("F-10"), origin=Origin(file=path.name))


def _compared(
    room: Room, read: Sequence[ReadTarget], indicators: Mapping[str, Indicator],
    effective: date | None,
) -> tuple[list[ReadTarget], int, list[Problem]]:  # fmt: skip
    """New targets, how many stand so already, and T-04 for changes that do not say from when."""
    new: list[ReadTarget] = []
    changed: list[Problem] = []
    same = 0
    day = effective or room.campaign.end
    undated = rules_in_force(room.campaign.checks, day).get("T-04")
    for each in read:
        before = _standing(room.campaign, each.target, day)
        if before is not None and _value(before) == _value(each.target):
            same += 1
            continue
        new.append(each)
        if before is not None and effective is None and undated is not None:
            indicator = indicators[each.target.indicator]
            table = target_table(room, indicators, day)
            facts = {
                "what": table.what(each.target.action, indicator.id, each.target.court),
                "before": shown(_value(before), indicator.unit),
                "now": shown(_value(each.target), indicator.unit),
            }
            changed.append(Problem(rule=undated, origin=each.origin, facts=facts))
    return new, same, changed


def _standing(campaign: Campaign, target: Target, day: date) -> Target | None:
    key = FigureKey(indicator=target.indicator, action=target.action, court=target.court)
    return target_for(campaign.targets, key, _until(campaign, day))


def _until(campaign: Campaign, day: date) -> Period:
    return Period(kind="total", start=campaign.start, end=day, label="")


def _value(target: Target) -> Decimal | None:
    return target.at_least if target.at_least is not None else target.at_most


def target_table(room: Room, indicators: Mapping[str, Indicator], day: date) -> TargetTable:
    """The targets in force on a day, in the order of the file."""
    keys = dict.fromkeys((t.court, t.action, t.indicator) for t in room.campaign.targets)
    until = _until(room.campaign, day)
    now = [
        target_for(
            room.campaign.targets, FigureKey(indicator=name, action=action, court=court), until
        )
        for court, action, name in keys
    ]
    due = [
        court for court in room.court_codes
        if any(e.courts is None or court in e.courts for e in room.campaign.expects)
    ]  # fmt: skip
    return TargetTable(
        all=room.campaign.targets,
        now=[target for target in now if target is not None],
        indicators=indicators,
        courts=due or room.court_codes,
        names={court.code: court.short for court in room.desk.courts},
        actions={action.id: action.name for action in room.campaign.actions},
    )


def check_targets(room: Room, wish: PeriodWish, *, known_at: datetime) -> tuple[Problem, ...]:
    """T-01 to T-04 of the file; with a store also T-05 to T-09 of the period, and of weeks before it.

    Raises:
        UnknownName: no such period.
    """
    period, previous = resolve_period(wish, room.desk, room.campaign, known_at.date())
    indicators = known_indicators(room)
    rules = rules_in_force(room.campaign.checks, period.end)
    table = target_table(room, indicators, period.end)
    static = check_target_table(table, rules)
    if not room.workspace.store.exists() or not room.campaign.targets:
        return static
    weeks = [w for w in periods_of("week", room.desk, room.campaign) if w.end <= period.end]
    with open_store(room.workspace.store, write=False) as connection:
        figures = figures_of(connection, room, period, previous, known_at)
        recent = [
            figures_of(connection, room, week, None, known_at) for week in weeks[-_RECENT:]
        ]  # fmt: skip
    left = sum(1 for w in periods_of("week", room.desk, room.campaign) if w.start > period.end)
    return (*static, *progress_problems(room, figures, recent, left))


def progress_problems(
    room: Room, figures: FigureSet, recent: Sequence[FigureSet] = (), left: int = 0
) -> tuple[Problem, ...]:
    """T-05 to T-09 of a period's figures; `recent` are the weeks that T-08 projects from.

    Only targets of a least number have a pace: what is to be few is not gathered over time.
    """
    rules = rules_in_force(room.campaign.checks, figures.period.end)
    table = target_table(room, figures.indicators, figures.period.end)
    clock = clock_of(room)
    found: list[Progress] = []
    for target in table.now:
        if target.court is not None and target.court not in figures.courts:
            continue
        key = FigureKey(
            indicator=target.indicator, basis="cumulative", action=target.action, court=target.court
        )
        figure = figures.figure(key)
        unknown = figure is None or figure.value is None or "carried" in figure.sources
        if unknown or figure is None or not target.at_least or figure.unit == "%":
            continue
        end = min(target.by or room.campaign.end, room.campaign.end)
        pace = clock.elapsed(room.campaign.start, end, figures.period.end)
        if pace is None:
            continue
        found.append(
            Progress(
                court=target.court,
                action=target.action,
                indicator=target.indicator,
                done=int(figure.value or 0),
                target=target.at_least,
                pace=pace,
                end=end,
                recent=_history(recent, key),
                periods_left=left,
            )
        )
    return check_progress(table, found, rules)


def _history(recent: Sequence[FigureSet], key: FigureKey) -> tuple[int, ...]:
    """The figure's last periods; none where one of them is not known."""
    values = [
        figure.value if (figure := each.figure(replace(key, basis="period"))) else None
        for each in recent
    ]
    known = [int(value) for value in values if value is not None]
    return tuple(known) if len(known) == len(values) else ()
