"""A sample campaign end to end: workspace, the returns as they came, every issue.

Comes in: an empty folder. Goes out: what was found against what was planted, and the last report.
"""

import csv
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from enforcement_cli.bulletin.frame import SAMPLE_MARK
from enforcement_cli.disk.whole import write_whole
from enforcement_cli.model.case_list import CaseListKind
from enforcement_cli.model.failure import UsageError
from enforcement_cli.model.period import PeriodKind
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.workflow.answers import Choice, Explanation, explain_problem
from enforcement_cli.workflow.files import find_files
from enforcement_cli.workflow.ingest import Reader, ingest, tasks_for
from enforcement_cli.workflow.issue import issue_bulletin
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.material import SAMPLE_MARK_FILE, ReportOptions
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.reading import Reading, ReadTask, read_returns
from enforcement_cli.workflow.report import Report, report, write_report
from enforcement_cli.workflow.resources import resource
from enforcement_cli.workflow.state import Room, enter
from enforcement_cli.workflow.workspace import Workspace, create_workspace
from enforcement_cli.workflow.writing import layout_of

_SHOWN = ("md", "xlsx", "docx", "html")
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
    files: dict[str, Path]


def run_demo(
    folder: Path, sample: Path, progress: Callable[[str], None] | None = None
) -> DemoResult:
    """Play the sample campaign in `folder`: the returns of each period, then its issue.

    The desk's clock follows the sample's, so that every issue knows only what had come by then.
    The last issue is shown as everything that came leaves it.

    Raises:
        UsageError: `folder` holds something that is no demo.
    """
    workspace = _fresh_workspace(folder, sample)
    arrivals = _rows(sample / "manifest.csv")
    reader = _read_ahead(workspace, sample, arrivals)
    answers = _rows(sample / "answers.csv")
    issues = _rows(sample / "issues.csv")
    receipts: list[Receipt] = []
    for issue in issues:
        known_at = datetime.fromisoformat(issue["known_at"])
        taken, arrivals = _take_in(workspace, sample, arrivals, known_at, reader)
        receipts.extend(taken)
        answers = _answer(workspace, answers, known_at)
        if progress:
            progress(f"{issue['end']} 已收 {len(receipts)} 份")
        room, wish = _asked(workspace, issue)
        issue_bulletin(room, wish, at=known_at, formats=("md", "xlsx"), options=_options(issue))
    room, wish = _asked(workspace, issues[-1])
    moments = [row["received_at"] for row in arrivals] or [issues[-1]["known_at"]]
    last = datetime.fromisoformat(moments[-1])
    taken, _ = _take_in(workspace, sample, arrivals, last, reader)
    receipts.extend(taken)
    last_report = report(room, wish, known_at=last, options=_options(issues[-1]))
    files = write_report(last_report, _SHOWN, workspace.bulletins, layout_of(workspace))
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
        report=last_report,
        files=files,
    )


def sample_folder(campaign: str) -> Path:
    """Where the sample campaign of that name lies.

    Raises:
        UsageError: there is none.
    """
    samples = resource("sample_data")
    found = {path.parent.name: path.parent for path in samples.glob("*/manifest.csv")}
    if campaign not in found:
        raise UsageError(
            f"没有示例行动“{campaign}”。", remedy=f"可用：{'、'.join(sorted(found))}。"
        )
    return found[campaign]


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
    write_whole(workspace.root / SAMPLE_MARK_FILE, f"{SAMPLE_MARK}\n".encode())
    return workspace


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _asked(workspace: Workspace, issue: dict[str, str]) -> tuple[Room, PeriodWish]:
    """Which bulletin an issue is: of which campaign and period; of a week where it does not say."""
    room = enter(workspace, issue.get("campaign") or None)
    kinds = {kind: kind for kind in get_args(PeriodKind)}
    day = datetime.fromisoformat(issue["end"]).date()
    return room, PeriodWish(kind=kinds[issue.get("kind") or "week"], day=day)


def _options(issue: dict[str, str]) -> ReportOptions:
    """What the issue shows besides: by whom, and which lists of cases."""
    kinds = {kind: kind for kind in get_args(CaseListKind)}
    by: Mapping[str, Literal["team", "officer"]] = {"team": "team", "officer": "officer"}
    lists = tuple(kinds[word] for word in issue.get("lists", "").split())
    return ReportOptions(by=by.get(issue.get("by", ""), ""), lists=lists)


def _read_ahead(workspace: Workspace, sample: Path, arrivals: list[dict[str, str]]) -> Reader:
    """Reading depends on nothing that came before, so all files are read in one go."""
    tasks = [
        task
        for campaign, rows in _by(arrivals, "campaign").items()
        for task in tasks_for(
            enter(workspace, campaign), find_files([sample / row["file"] for row in rows], sample)
        )
    ]
    readings = {r.task.shown: r for r in read_returns(tasks, os.cpu_count() or 1)}

    def give(asked: Sequence[ReadTask], workers: int) -> Iterator[Reading]:
        del workers
        return (readings[task.shown] for task in asked)

    return give


def _by(rows: list[dict[str, str]], column: str) -> dict[str | None, list[dict[str, str]]]:
    """The rows of a table by what stands in a column; None where it has none."""
    found: dict[str | None, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row.get(column) or None, []).append(row)
    return found


def _take_in(
    workspace: Workspace,
    sample: Path,
    arrivals: list[dict[str, str]],
    until: datetime,
    reader: Reader,
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
        for campaign, mine in _by(rows, "campaign").items():
            paths = [sample / row["file"] for row in mine]
            receipts.extend(ingest(enter(workspace, campaign), paths, options, reader=reader))
    return receipts, arrivals[len(due) :]


def _answer(
    workspace: Workspace, answers: list[dict[str, str]], until: datetime
) -> list[dict[str, str]]:
    due = [row for row in answers if datetime.fromisoformat(row["at"]) <= until]
    for row in due:
        explanation = Explanation(
            choice=Choice(codes=(row["code"],), court=row["court"], case_no=row["case_no"] or None),
            by=row["by"],
            reason=row["reason"],
        )
        room = enter(workspace, row.get("campaign") or None)
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
