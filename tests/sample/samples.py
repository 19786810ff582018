"""The smaller sample campaigns, each played once for all tests, however many processes run them.

Comes in: the folder that processes share, a campaign's name. Goes out: what its demo found, its
truth, and what a copy without planted faults gives.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from enforcement_cli.cli.write import markdown_of
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.problem import Problem
from enforcement_cli.workflow.demo import DemoResult, run_demo, sample_folder
from enforcement_cli.workflow.explain import ExplainWish, explain
from enforcement_cli.workflow.figures import figure_json
from enforcement_cli.workflow.ingest import ingest
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.state import enter
from enforcement_cli.workflow.workspace import create_workspace
from sample_data.make import make
from tests.campaign import once, rows_of

LATER = datetime(2027, 1, 1, tzinfo=BEIJING)
# Indicator, action, court: what a figure of the period shown is of.
Key = tuple[str, str | None, str | None]


def demo_of(shared: Path, name: str) -> DemoResult:
    """The demo of a campaign, played once a run."""
    found: DemoResult = once(
        shared, f"demo-{name}", lambda folder: run_demo(folder, sample_folder(name))
    )
    return found


def made_again(name: str, folder: Path) -> list[str]:
    """Make a campaign in a folder; the files that differ from the stored ones, or lack."""
    make(folder, faults=True, campaign=name)
    stored = sample_folder(name)
    files = {p.relative_to(stored) for p in stored.rglob("*") if p.is_file()}
    again = {p.relative_to(folder) for p in folder.rglob("*") if p.is_file()}
    differing = {f for f in files & again if (folder / f).read_bytes() != (stored / f).read_bytes()}
    return sorted(str(path) for path in (files ^ again) | differing)


def clean_problems(name: str, folder: Path) -> list[Problem]:
    """All that is said of the campaign made without faults."""
    sample = folder / "clean"
    make(sample, faults=False, campaign=name)
    text = (sample / "enforce.toml").read_text("utf-8")
    workspace = create_workspace(folder / "desk", text)
    options = IngestOptions(timed=False, received_at=LATER, root=sample)
    manifest = rows_of("manifest.csv", sample)
    problems: list[Problem] = []
    for campaign in dict.fromkeys(row["campaign"] for row in manifest):
        mine = [sample / row["file"] for row in manifest if row["campaign"] == campaign]
        for receipt in ingest(enter(workspace, campaign), mine, options):
            problems += [p for p in receipt.problems if p.severity != "fixed"]
    return problems


def told(result: DemoResult) -> dict[Key, tuple[int | None, str]]:
    """The figures of the period shown, as `report --json` has them."""
    figures = [figure_json(figure) for figure in result.report.figures.figures]
    return {
        (f["indicator"], f["action"], f["court"]): (f["value"], f["unit"])
        for f in figures
        if f["basis"] == "period" and f["team"] is None and f["officer"] is None
    }


def truth_of(name: str, campaign: str) -> dict[Key, tuple[int, str]]:
    """What must come out of a campaign's own days, by the truth beside its returns."""
    return {
        (f["indicator"], f["action"] or None, f["court"] or None): (int(f["value"]), f["unit"])
        for f in rows_of("truth/figures.csv", sample_folder(name))
        if f["campaign"] == campaign and not f["team"] and not f["officer"]
    }


def cases_behind(result: DemoResult, indicator: str, action: str | None = None) -> set[str]:
    """The case numbers behind a figure of the whole campaign."""
    wish = ExplainWish(
        indicator=indicator,
        period=PeriodWish(kind="total", day=result.room.campaign.end),
        basis="period",
        action=action,
        court=None,
    )
    found = explain(result.room, wish, known_at=LATER)
    return {one.part.case_no for figure in found for one in figure.parts if one.part.case_no}


def screen(result: DemoResult) -> str:
    """The bulletin as the demo shows it."""
    return markdown_of(result.room, result.report)
