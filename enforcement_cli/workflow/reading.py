"""Stages 1 to 4 for one file, as it runs in a worker: read, locate, normalise, check."""

import contextlib
import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.grid import RawBook
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.worker import WorkerFailure, run_in_workers
from enforcement_cli.workflow.stages import STAGES, use_plain_memory

Item = TypeVar("Item")
Result = TypeVar("Result")

# Columns of a ledger that come from a column of the sheet and from nothing else.
_OWN_COLUMNS = frozenset(
    {
        "original_case_no", "filed_on", "due_on", "deducted_days", "cause", "applicant",
        "applicant_kind", "debtor", "debtor_kind", "claim_fen", "closing_claim_fen",
        "recovered_fen", "received_on", "waived_fen", "settled_on", "closed_on", "close_method",
        "is_key", "note",
    }
)  # fmt: skip
CHANGED = "读取期间文件有变化，可能还没有传完"
# Why a worker gave nothing, in words.
REASONS = {
    "died": "读取程序异常中止",
    "too slow": "超过时限仍未读完",
    "out of memory": "所需内存超过上限",
    "bug": "enforce 读这份文件时自身出错，已留下记录",
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

    `skipped`: it is no return at all (a temporary file, a picture). `fault`: the outline of a bug of
    ours that it met. `sha256`: of the bytes that were read, where they were a workbook or a text.
    """

    task: ReadTask
    batches: tuple[tuple[Batch, tuple[Problem, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: bool = False
    fault: str = ""
    sha256: str = ""


def read_return(task: ReadTask) -> Reading:
    """Read one file through to checked batches. Runs in a child process."""
    with _nothing_collected():
        return _read(task)


@contextlib.contextmanager
def _nothing_collected() -> Iterator[None]:
    """What a file is read into has no cycles: looking for them is a quarter of a reader's time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read(task: ReadTask) -> Reading:
    from enforcement_cli.check.controls import check_controls
    from enforcement_cli.check.rows import check_rows
    from enforcement_cli.check.sharing import owners
    from enforcement_cli.check.statements import check_statements
    from enforcement_cli.locate.book import locate
    from enforcement_cli.normalise.batches import normalise
    from enforcement_cli.normalise.surroundings import personal_around
    from enforcement_cli.workbook.read import read_book

    try:
        read = read_book(task.path, passwords=task.passwords)
    except UnknownName:
        return unread(task, "已不在原处，可能刚被移走或删除")
    except PermissionError:
        return unread(task, "没有读取的权限")
    except OSError as failure:
        return unread(task, f"磁盘上读不出来，错误号 {failure.errno}")
    if read.value is None:
        skipped = all(problem.severity == "note" for problem in read.problems)
        return Reading(task=task, problems=_shown(task, read.problems), skipped=skipped)
    if read.value.text:
        return _read_text(task, read.value)
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
    around = personal_around(read.value, located.value, task.shown)
    news = _news(located.problems, normal.problems)
    problems = (*read.problems, *located.problems, *news, *around)
    batches: list[tuple[Batch, tuple[Problem, ...]]] = []
    whose = [(problem, owners(problem, normal.value)) for problem in problems]
    for batch in normal.value:
        dated = replace(batch, saved_at=read.value.saved_at)
        stated = check_statements(dated, task.campaign.actions)
        checked = check_rows(stated.value)
        mine = tuple(p for p, owned in whose if any(owner is batch for owner in owned))
        own = (*stated.problems, *checked.problems, *check_controls(checked.value))
        found = (*mine, *own)
        batches.append((_slim(checked.value), _shown(task, found)))
    # Links of sheets that are no return change nothing that is counted.
    loose = tuple(problem for problem, owned in whose if problem.code != "S-16" and not owned)
    return Reading(
        task=task, batches=tuple(batches), problems=_shown(task, loose), sha256=read.value.sha256
    )


def _read_text(task: ReadTask, book: RawBook) -> Reading:
    """A bulletin in words with its figures; any other text is skipped, or no return."""
    from enforcement_cli.workflow.reading_text import TextTask, text_batch

    of_text = TextTask(
        shown=task.shown,
        sha256=task.sha256,
        desk=task.desk,
        campaign=task.campaign,
        court=task.given_court,
    )
    batch, problems = text_batch(of_text, book)
    if batch is None:
        skipped = all(problem.severity == "note" for problem in problems)
        return Reading(task=task, problems=problems, skipped=skipped)
    return Reading(task=task, batches=((batch, problems),), sha256=book.sha256)


def _slim(batch: Batch) -> Batch:
    """The batch without the columns that no sheet of it has: what nobody states need not travel."""
    if "cases" not in batch.frames:
        return batch
    from enforcement_cli.model.rows import tables_of

    absent = _OWN_COLUMNS.difference(place.field for place in batch.places)
    tables = tables_of(batch.frames)
    cases = tables.rows("cases")
    kept = {name: column for name, column in cases.columns.items() if name not in absent}
    return replace(batch, frames=tables.put("cases", replace(cases, columns=kept)))


def _news(structure: Sequence[Problem], values: Sequence[Problem]) -> list[Problem]:
    """Problems of values whose cause is not already said of their column: one cause, one message."""
    said = {(p.code, p.origin.sheet, p.origin.column) for p in structure}
    return [p for p in values if (p.code, p.origin.sheet, p.origin.column) not in said]


def read_returns(tasks: Sequence[ReadTask], workers: int) -> Iterator[Reading]:
    """Readings in the order of the tasks; a file its worker did not survive is F-01."""
    for task, result in each_in_worker(read_return, tasks, workers, STAGES):
        if isinstance(result, WorkerFailure):
            yield unread(task, REASONS[result.cause], fault=result.detail)
        elif result.sha256 and task.sha256 and result.sha256 != task.sha256:
            yield unread(task, CHANGED)
        else:
            yield result


def each_in_worker(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    workers: int,
    modules: Sequence[str],
) -> Iterator[tuple[Item, Result | WorkerFailure]]:
    """Apply a function that reads files to each, within the limits of one file."""
    limits = Limits()
    use_plain_memory()
    return run_in_workers(
        function,
        items,
        workers=workers,
        seconds=limits.seconds,
        memory_bytes=limits.memory_bytes,
        modules=modules,
    )


def unread(task: ReadTask, reason: str, *, fault: str = "") -> Reading:
    """The reading of a file that gave nothing: F-01 with the reason."""
    facts = {"file": task.shown, "reason": reason}
    problem = Problem(rule=rule("F-01"), origin=Origin(file=task.shown), facts=facts)
    return Reading(task=task, problems=(problem,), fault=fault)


def met_a_bug(task: ReadTask, fault: str) -> Reading:
    """The reading of a file over which enforce itself failed."""
    return unread(task, REASONS["bug"], fault=fault)


def _shown(task: ReadTask, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems under the name the file is shown by, not the one it has on disk."""
    return tuple(_renamed(problem, task.shown) for problem in problems)


def _renamed(problem: Problem, name: str) -> Problem:
    return replace(problem, origin=replace(problem.origin, file=name))
