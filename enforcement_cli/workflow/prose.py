"""A text on disk comes in, Prose goes out: read in a child process with limits, as returns are.

Refuses to know what is in it.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from enforcement_cli.model.failure import EnforceError, ReaderBug, UnknownName, Unreadable
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.prose import Prose
from enforcement_cli.model.visible import in_a_line
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.worker import WorkerFailure, run_in_workers
from enforcement_cli.workflow.reading import REASONS
from enforcement_cli.workflow.record.faults import record_fault
from enforcement_cli.workflow.stages import use_plain_memory

_REMEDY = "请用 Word 或 WPS 打开，另存为 .docx（网页和纯文字也可以），再来读。"
# What prose_of imports. The parent process needs none of it.
_READERS = (
    "enforcement_cli.workbook.calamine",
    "enforcement_cli.workbook.prose",
    "enforcement_cli.workbook.prose_html",
    "enforcement_cli.workbook.prose_sheets",
    "enforcement_cli.workbook.prose_word",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTask:
    """One text to read."""

    path: Path
    passwords: tuple[str, ...] = field(default=(), repr=False)


def read_prose(path: Path, *, passwords: Sequence[str] = ()) -> Prose:
    """The text of a txt, md, docx, html or xlsx file, with its paragraphs and tables.

    Raises:
        UnknownName: there is no such file (exit code 6).
        Unreadable: damaged, locked, hostile, or no text; `where` is the file (exit code 3, as
            `check` ends over a file that cannot be read).
        ReaderBug: enforce itself failed over it (exit code 70).
    """
    # A folder or a missing file is told without a worker.
    if not path.is_symlink() and not path.exists():
        raise UnknownName(
            "没有这个文件。", where=str(path), remedy="请核对路径，文件名有空格时加引号。"
        )
    limits = Limits()
    use_plain_memory()
    task = TextTask(path=path.absolute(), passwords=tuple(passwords))
    ((_, read),) = run_in_workers(
        read_text,
        [task],
        workers=1,
        seconds=limits.seconds,
        memory_bytes=limits.memory_bytes,
        modules=_READERS,
    )
    shown = in_a_line(str(path))
    if isinstance(read, WorkerFailure):
        raise _failure(read, shown)
    if isinstance(read, Problem):
        raise Unreadable(read.message, where=shown, remedy=_REMEDY)
    return replace(read, file_name=path.name)


def read_text(task: TextTask) -> Prose | Problem:
    """Read one text, or say why it cannot be. Runs in a child process.

    Raises:
        EnforceError: the disk does not give it.
    """
    from enforcement_cli.workbook.prose import prose_of

    try:
        outcome = prose_of(task.path, passwords=task.passwords)
    except PermissionError as error:
        raise Unreadable("文件没有读取的权限。", where=task.path.name) from error
    except OSError as error:
        raise EnforceError(
            f"文件在磁盘上读不出来，错误号 {error.errno}。", where=task.path.name
        ) from error
    return outcome.problems[0] if outcome.value is None else outcome.value


def _failure(read: WorkerFailure, shown: str) -> EnforceError:
    reason = REASONS[read.cause]
    if read.cause == "bug":
        record = record_fault(read.detail, [Path(tempfile.gettempdir())])
        return ReaderBug(f"{shown}：{reason}。", where=record, remedy="请把这份记录发给维护人。")
    return Unreadable(f"文件读不出来（{reason}）。", where=shown, remedy=_REMEDY)
