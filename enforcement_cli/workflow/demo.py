"""A sample campaign end to end: workspace, eleven weeks of returns as they came, every issue.

Comes in: an empty folder. Goes out: what was found against what was planted, and the last report.
"""

import csv
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from enforcement_cli.model.clock import now
from enforcement_cli.model.failure import UsageError
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.workflow.answers import Choice, Explanation, explain_problem
from enforcement_cli.workflow.files import find_files
from enforcement_cli.workflow.ingest import Reader, ingest, tasks_for
from enforcement_cli.workflow.issue import issue_bulletin
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.reading import Reading, ReadTask, read_returns
from enforcement_cli.workflow.report import SAMPLE_MARK_FILE, Report, report
from enforcement_cli.workflow.resources import resource, template_path
from enforcement_cli.workflow.state import Room, enter
from enforcement_cli.workflow.workspace import Workspace, create_workspace

Finding = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    """What the demo found. `unexpected` and `not_found` are empty when all is as planted."""

    room: Room
    receipts: tuple[Receipt, ...]
    found: tuple[Finding, ...]
    unexpected: tuple[Finding, ...]
    not_found: tuple[Finding, ...]
    report: Report


def run_demo(
    folder: Path, sample: Path, progress: Callable[[str], None] | None = None
) -> DemoResult:
    """Play the sample campaign in `folder`: each week's returns, then its issue.

    The desk's clock follows the sample's, so that every issue knows only what had come by then.

    Raises:
        UsageError: `folder` holds something that is no demo.
    """
    room = enter(_fresh_workspace(folder, sample))
    templates = {
        "md": template_path(room.workspace, "weekly.md.j2"),
        "xlsx": template_path(room.workspace, "weekly.xlsx"),
    }
    arrivals = _rows(sample / "manifest.csv")
    reader = _read_ahead(room, sample, arrivals)
    answers = _rows(sample / "answers.csv")
    receipts: list[Receipt] = []
    last = now()
    for issue in _rows(sample / "issues.csv"):
        last = known_at = datetime.fromisoformat(issue["known_at"])
        taken, arrivals = _take_in(room, sample, arrivals, known_at, reader)
        receipts.extend(taken)
        answers = _answer(room, answers, known_at)
        if progress:
            progress(f"{issue['week']} 已收 {len(receipts)} 份")
        wish = PeriodWish(kind="week", day=datetime.fromisoformat(issue["end"]).date())
        issue_bulletin(room, wish, at=known_at, formats=("md", "xlsx"), templates=templates)
    if arrivals:
        last = datetime.fromisoformat(arrivals[-1]["received_at"])
        taken, _ = _take_in(room, sample, arrivals, last, reader)
        receipts.extend(taken)
    found = sorted(_findings(receipts))
    planted = sorted(
        (row["file"], row["code"], row["severity"], row["sheet"], row["cell"])
        for row in _rows(sample / "truth" / "findings.csv")
    )
    return DemoResult(
        room=room,
        receipts=tuple(receipts),
        found=tuple(found),
        unexpected=tuple((Counter(found) - Counter(planted)).elements()),
        not_found=tuple((Counter(planted) - Counter(found)).elements()),
        report=report(room, PeriodWish(kind="week"), known_at=last),
    )


def sample_folder(campaign: str) -> Path:
    """Where the sample campaign of that name lies.

    Raises:
        UsageError: there is none.
    """
    folder = resource("sample_data") / campaign
    if not (folder / "manifest.csv").is_file():
        raise UsageError(f"没有示例行动“{campaign}”。", remedy="可用：tieling。")
    return folder


def _fresh_workspace(folder: Path, sample: Path) -> Workspace:
    """A new workspace; an earlier demo in the same folder is replaced, anything else is not."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / SAMPLE_MARK_FILE).is_file():
            raise UsageError(
                "文件夹不是空的，也不是以前的演示，没有改动任何文件。",
                where=str(folder),
                remedy="请换一个空文件夹。",
            )
        shutil.rmtree(folder)
    workspace = create_workspace(folder, (sample / "enforce.toml").read_text("utf-8"))
    (workspace.root / SAMPLE_MARK_FILE).write_text("示例数据，非真实统计\n", encoding="utf-8")
    return workspace


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _read_ahead(room: Room, sample: Path, arrivals: list[dict[str, str]]) -> Reader:
    """Reading depends on nothing that came before, so all files are read in one go."""
    files = find_files([sample / row["file"] for row in arrivals], sample)
    tasks = list(tasks_for(room, files))
    readings = {r.task.shown: r for r in read_returns(tasks, os.cpu_count() or 1)}

    def give(asked: Sequence[ReadTask], workers: int) -> Iterator[Reading]:
        del workers
        return (readings[task.shown] for task in asked)

    return give


def _take_in(
    room: Room, sample: Path, arrivals: list[dict[str, str]], until: datetime, reader: Reader
) -> tuple[list[Receipt], list[dict[str, str]]]:
    """Ingest what came by `until`, a day at a time; receipts, and what is still to come."""
    due = [row for row in arrivals if datetime.fromisoformat(row["received_at"]) <= until]
    days: dict[str, list[dict[str, str]]] = {}
    for row in due:
        days.setdefault(row["received_at"][:10], []).append(row)
    receipts: list[Receipt] = []
    for rows in days.values():
        moment = datetime.fromisoformat(max(row["received_at"] for row in rows))
        options = IngestOptions(received_at=moment, root=sample)
        paths = [sample / row["file"] for row in rows]
        receipts.extend(ingest(room, paths, options, reader=reader))
    return receipts, arrivals[len(due) :]


def _answer(room: Room, answers: list[dict[str, str]], until: datetime) -> list[dict[str, str]]:
    due = [row for row in answers if datetime.fromisoformat(row["at"]) <= until]
    for row in due:
        explanation = Explanation(
            choice=Choice(codes=(row["code"],), court=row["court"], case_no=row["case_no"] or None),
            by=row["by"],
            reason=row["reason"],
        )
        explain_problem(room, explanation, at=datetime.fromisoformat(row["at"]))
    return answers[len(due) :]


def _findings(receipts: list[Receipt]) -> list[Finding]:
    """(file, code, severity, sheet, cell) of all that is not mere regularisation."""
    return [
        (
            problem.origin.file,
            problem.code,
            problem.severity,
            problem.origin.sheet or "",
            problem.origin.cell.rpartition("!")[2] if problem.origin.row else "",
        )
        for receipt in receipts
        for problem in receipt.problems
        if problem.severity != "fixed"
    ]
