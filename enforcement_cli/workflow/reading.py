"""Stages 1 to 4 for one file, as it runs in a worker: read, locate, normalise, check."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.worker import WorkerFailure, run_in_workers, warm

# What read_return imports. The parent process needs none of it.
_STAGES = (
    "enforcement_cli.check.controls",
    "enforcement_cli.check.rows",
    "enforcement_cli.locate.book",
    "enforcement_cli.normalise.batches",
    "enforcement_cli.workbook.calamine",
    "enforcement_cli.workbook.read",
)
# Columns of a ledger that come from a column of the sheet and from nothing else.
_OWN_COLUMNS = frozenset(
    {
        "original_case_no", "filed_on", "due_on", "deducted_days", "cause", "applicant",
        "applicant_kind", "debtor", "debtor_kind", "claim_fen", "closing_claim_fen",
        "recovered_fen", "received_on", "waived_fen", "settled_on", "closed_on", "close_method",
        "officer", "team", "is_key", "note",
    }
)  # fmt: skip
_REASONS = {
    "died": "读取程序异常中止",
    "too slow": "超过时限仍未读完",
    "out of memory": "所需内存超过上限",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTask:
    """One file to read. `shown` is the name it goes by in messages."""

    path: Path
    shown: str
    sha256: str
    desk: Desk
    campaign: Campaign
    salt: bytes = field(repr=False)
    mappings: tuple[Mapping, ...] = ()
    given_court: str | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file gave: a batch a form with the problems of its sheets, and those of no sheet.

    `skipped`: it is no return at all (a temporary file, a picture).
    """

    task: ReadTask
    batches: tuple[tuple[Batch, tuple[Problem, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: bool = False


def read_return(task: ReadTask) -> Reading:
    """Read one file through to checked batches. Runs in a child process."""
    from enforcement_cli.check.controls import check_controls
    from enforcement_cli.check.rows import check_rows
    from enforcement_cli.locate.book import locate
    from enforcement_cli.normalise.batches import normalise
    from enforcement_cli.workbook.read import read_book

    read = read_book(task.path)
    if read.value is None:
        skipped = all(problem.severity == "note" for problem in read.problems)
        return Reading(task=task, problems=_shown(task, read.problems), skipped=skipped)
    located = locate(
        read.value, task.desk, task.campaign, mappings=task.mappings, court=task.given_court
    )
    normal = normalise(
        located.value,
        file_name=task.shown,
        sha256=task.sha256,
        desk=task.desk,
        campaign=task.campaign,
        salt=task.salt,
    )
    problems = (*read.problems, *located.problems, *_news(located.problems, normal.problems))
    batches: list[tuple[Batch, tuple[Problem, ...]]] = []
    for batch in normal.value:
        checked = check_rows(batch)
        sheets = {place.sheet for place in batch.places}
        mine = tuple(problem for problem in problems if problem.origin.sheet in sheets)
        problems = tuple(problem for problem in problems if problem.origin.sheet not in sheets)
        found = (*mine, *checked.problems, *check_controls(checked.value))
        batches.append((_slim(checked.value), _shown(task, found)))
    return Reading(task=task, batches=tuple(batches), problems=_shown(task, problems))


def _slim(batch: Batch) -> Batch:
    """The batch without the columns that no sheet of it has: what nobody states need not travel."""
    if "cases" not in batch.frames:
        return batch
    stated = {place.field for place in batch.places}
    cases = batch.frames["cases"]
    absent = [name for name in cases if name in _OWN_COLUMNS and name not in stated]
    return replace(batch, frames={**batch.frames, "cases": cases.drop(columns=absent)})


def _news(structure: Sequence[Problem], values: Sequence[Problem]) -> list[Problem]:
    """Problems of values whose cause is not already said of their column: one cause, one message."""
    said = {(p.code, p.origin.sheet, p.origin.column) for p in structure}
    return [p for p in values if (p.code, p.origin.sheet, p.origin.column) not in said]


def warm_readers() -> None:
    """Start loading what reads files, while the caller imports what stores them."""
    _use_plain_memory()
    warm(read_return, _STAGES)


def _use_plain_memory() -> None:
    """Before the readers' server starts, which hands its environment on to them.

    Arrow's own allocator reserves a GiB of address space for its first byte, which a reader's
    memory limit refuses: a small file was readable or not by what had been read before it.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


def read_returns(tasks: Sequence[ReadTask], workers: int) -> Iterator[Reading]:
    """Readings in the order of the tasks; a file its worker did not survive is F-01."""
    limits = Limits()
    _use_plain_memory()
    for task, result in run_in_workers(
        read_return,
        tasks,
        workers=workers,
        seconds=limits.seconds,
        memory_bytes=limits.memory_bytes,
        modules=_STAGES,
    ):
        if isinstance(result, WorkerFailure):
            problem = Problem(
                rule=rule("F-01"),
                origin=Origin(file=task.shown),
                facts={"reason": _REASONS[result.cause]},
            )
            yield Reading(task=task, problems=(problem,))
        else:
            yield result


def _shown(task: ReadTask, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems under the name the file is shown by, not the one it has on disk."""
    return tuple(_renamed(problem, task.shown) for problem in problems)


def _renamed(problem: Problem, name: str) -> Problem:
    return replace(problem, origin=replace(problem.origin, file=name))
