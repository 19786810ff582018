"""A 任务分解表 read as the aggregate return it resembles: courts by figures, in any layout.

Comes in: the annex. Goes out: targets with their cells, and every problem in the way. Refuses to
guess: a word nobody knows, a unit nobody said, a total that is no sum is told with its cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from enforcement_cli.locate.court_names import court_names
from enforcement_cli.locate.crosstab.words import Words, words_for
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.campaign import Campaign, Desk, Target
from enforcement_cli.model.grid import RawBook, SheetGrid
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.model.mapping import ColumnAnswer, Mapping
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.aggregate import same_unit
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.tables import load
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.worker import WorkerFailure, run_in_workers

# X-12 warns that overlapping actions were added up; of targets every total is such a sum, and none
# is taken over.
_NO_MATTER = frozenset({"X-12"})

# A longer text, and one that names a table, is a title.
_LONGEST = 24
_OF_A_TITLE = "表"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexTask:
    """One annex to read; `usual` is the figure of a column that only says 任务数, "" for none."""

    path: Path
    desk: Desk
    campaign: Campaign
    usual: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTarget:
    """A target with the cell it stands in."""

    target: Target
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """What an annex says: targets in the order of its cells, and what is wrong with it."""

    targets: tuple[ReadTarget, ...]
    problems: tuple[Problem, ...]


def read_annex(task: AnnexTask, indicators: dict[str, Indicator]) -> Annex:
    """Read an annex in a worker, as every file of others is read."""
    limits = Limits()
    for _, result in run_in_workers(
        read_batches, [task], workers=1, seconds=limits.seconds, memory_bytes=limits.memory_bytes
    ):
        if isinstance(result, WorkerFailure):
            origin = Origin(file=task.path.name)
            facts = {"reason": "读取程序异常中止"}
            return Annex(
                targets=(), problems=(Problem(rule=rule("F-01"), origin=origin, facts=facts),)
            )
        batches, problems = result
        return _annex(batches, problems, task.desk, indicators)
    return Annex(targets=(), problems=())


def read_batches(task: AnnexTask) -> tuple[tuple[Batch, ...], tuple[Problem, ...]]:
    """The statements of the annex, and all that is asked about it. Runs in a child process."""
    from enforcement_cli.check.controls import check_controls
    from enforcement_cli.check.statements import check_statements
    from enforcement_cli.locate.book import locate
    from enforcement_cli.normalise.batches import normalise
    from enforcement_cli.workbook.read import read_book

    name = task.path.name
    read = read_book(task.path)
    if read.value is None:
        return (), read.problems
    book = replace(read.value, file_name=name)
    # A target is of all the campaign, whoever's the table is taken to be.
    answers = (ColumnAnswer(header="", basis="cumulative"),)
    mappings = [
        Mapping(court=court.code, form="aggregate", answers=answers) for court in task.desk.courts
    ]
    located = locate(_as_figures(book, task), task.desk, task.campaign, mappings=mappings)
    normal = normalise(
        located.value, file_name=name, sha256=book.sha256, desk=task.desk, campaign=task.campaign,
        salt=b"",
    )  # fmt: skip
    problems = [*read.problems, *located.problems, *normal.problems]
    batches: list[Batch] = []
    for batch in normal.value:
        if batch.form == "aggregate":
            checked = check_statements(batch)
            problems += [*checked.problems, *check_controls(checked.value)]
            batches.append(checked.value)
    return tuple(batches), tuple(p for p in problems if p.code not in _NO_MATTER)


def _as_figures(book: RawBook, task: AnnexTask) -> RawBook:
    """The book with its target words taken out: what is left names the figures."""
    words = words_for(task.campaign, court_names(task.desk))
    return replace(book, sheets=tuple(_sheet(sheet, words, task.usual) for sheet in book.sheets))


def _sheet(sheet: SheetGrid, words: Words, usual: str) -> SheetGrid:
    rows = [
        [_without_target(cell, words, usual) if isinstance(cell, str) else cell for cell in row]
        for row in sheet.rows
    ]
    return replace(sheet, rows=rows)


def _without_target(text: str, words: Words, usual: str) -> str:
    """A header or label without 任务数, 目标; where that leaves no figure, the usual one's name."""
    table = load("targets")
    word = next((word for word in table["words"] if word in text), None)
    if word is None or len(text) > _LONGEST or _OF_A_TITLE in text:
        return text
    rest = text.replace(word, "", 1)
    alone = not rest.strip(" \u3000:：()（）")
    if usual and words.meaning([rest]).figures is None:
        return text.replace(word, usual, 1)
    return str(table["basis"]) if alone else rest


def _annex(
    batches: Sequence[Batch], problems: Sequence[Problem], desk: Desk,
    indicators: dict[str, Indicator],
) -> Annex:  # fmt: skip
    found = [_as_target_problem(p) for p in problems if p.severity in ("return", "query")]
    targets: list[ReadTarget] = []
    for batch in batches:
        court = _court(batch, desk)
        if batch.frames["statements"].empty:
            continue
        if court is None:
            found.append(_no_court(batch))
            continue
        frame = batch.frames["statements"]
        for row in frame.loc[~frame["held"]].astype(object).itertuples(index=False):
            targets += _target(row, court, batch.file_name, indicators, found)
    return Annex(targets=tuple(targets), problems=tuple(found))


def _court(batch: Batch, desk: Desk) -> str | None:
    """The court that the figures' own row or column names; not one that a title is of."""
    known = {court.code for court in desk.courts}
    return next(
        (e.court for e in batch.evidence if e.source == "column" and e.court in known), None
    )


def _no_court(batch: Batch) -> Problem:
    unknown = next((e for e in batch.evidence if e.unknown_court), None)
    origin = Origin(file=batch.file_name)
    if unknown is not None:
        sheet = str(batch.frames["statements"]["sheet"].iloc[0])
        origin = Origin(file=batch.file_name, sheet=sheet, row=unknown.row, column=unknown.column)
    written = f"，写的是“{unknown.unknown_court}”" if unknown else ""
    return Problem(rule=rule("F-06"), origin=origin, facts={"written": written, "nearest": ""})


def _target(
    row: Any, court: str, file: str, indicators: dict[str, Indicator], problems: list[Problem]
) -> list[ReadTarget]:
    """The target that a row of statements is; none, with T-02, where it counts something else."""
    origin = Origin(file=file, sheet=row.sheet, row=int(row.row), column=int(row.column_number))
    indicator = indicators[row.indicator]
    if same_unit(row.unit) != same_unit(indicator.unit):
        reason = f"指标按{indicator.unit}统计，目标写的是{row.unit}"
        facts = {"what": indicator.name, "reason": reason}
        problems.append(Problem(rule=rule("T-02"), origin=origin, facts=facts))
        return []
    bound = Decimal(int(row.value))
    down = indicator.direction == "down"
    target = Target(
        indicator=indicator.id,
        court=court,
        action=row.action if isinstance(row.action, str) else None,
        at_least=None if down else bound,
        at_most=bound if down else None,
    )
    return [ReadTarget(target=target, origin=origin)]


def _as_target_problem(problem: Problem) -> Problem:
    """A 合计 that is no sum is T-03: of targets nobody knows which of the two was decided."""
    if problem.code == "F-08":  # a table of courts whose columns name no figure
        command = f"enforce targets import {problem.origin.file} --indicator cases_closed"
        return replace(problem, command=command)
    if problem.code != "X-01":
        return problem
    facts = problem.facts
    return Problem(
        rule=rule("T-03"),
        origin=problem.origin,
        facts={
            "what": facts["field"],
            "summed": facts["summed"],
            "stated": facts["stated"],
            "difference": facts["difference"],
        },
    )
