"""The doctor reads what the desk wrote down: campaign file, answers, templates, working days.

Comes in: a workspace. Goes out: findings, and the desk where its file can be read. Refuses to mend
what a person wrote.
"""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from enforcement_cli.model.campaign import Desk
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.vocabulary.festivals import spring_festival
from enforcement_cli.workflow.campaign.file import read_campaign_file
from enforcement_cli.workflow.care.finding import Finding, found, listed, refused
from enforcement_cli.workflow.indicator_file import INDICATORS_FILE, read_own
from enforcement_cli.workflow.mapping_file import read_mappings
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.report import report
from enforcement_cli.workflow.state import enter
from enforcement_cli.workflow.stories import read_stories
from enforcement_cli.workflow.workdays import WorkDays, workdays_of
from enforcement_cli.workflow.workspace import Workspace, has_originals, read_salt
from enforcement_cli.workflow.writing import TEMPLATES, layout_of, render_all


def read_desk(workspace: Workspace) -> tuple[Desk | None, tuple[Finding, ...]]:
    """The desk, and what is wrong with its file; None where it cannot be read."""
    try:
        return read_campaign_file(workspace.campaign_file), ()
    except EnforceError as failure:
        return None, (refused("settings", failure),)


def check_settings(workspace: Workspace, desk: Desk) -> Iterator[Finding]:
    """Every finding about files that people write, but templates."""
    try:
        read_own(workspace.root / INDICATORS_FILE)
        read_stories(workspace, desk.courts)
        days = workdays_of(workspace, keep=False)
        if has_originals(workspace):
            read_salt(workspace)
    except EnforceError as failure:
        yield refused("files", failure)
    else:
        yield found("files", "ok")
        yield from _calendar(days, desk)
    try:
        answers = read_mappings(workspace)
    except EnforceError as failure:
        yield refused("mappings", failure)
    else:
        yield found("mappings", "ok", count=len(answers))


def _calendar(days: WorkDays, desk: Desk) -> Iterator[Finding]:
    needed = {
        year for campaign in desk.campaigns
        for year in range(campaign.start.year, campaign.end.year + 1)
    }  # fmt: skip
    unknown = sorted(needed - days.years)
    if unknown:
        yield found(
            "calendar", "unknown", years=listed([str(y) for y in unknown]), first=unknown[0]
        )
    dark = [str(year) for year in sorted(needed) if spring_festival(year) is None]
    if dark:
        yield found("calendar", "festival", years=listed(dark))
    if not (unknown or dark):
        yield found("calendar", "ok")


def check_templates(workspace: Workspace, at: datetime) -> Iterator[Finding]:
    """Lay the last complete week out by the workspace's own templates, and throw it away."""
    own = [kind for kind, name in TEMPLATES.items() if (workspace.templates / name).is_file()]
    if not own:
        yield found("templates", "ok")
        return
    names = listed([TEMPLATES[kind] for kind in own])
    if not workspace.store.exists():
        yield found("templates", "untried", names=names)
        return
    try:
        shown = report(enter(workspace), PeriodWish(kind="week"), known_at=at)
    except EnforceError:
        # Nothing has come yet, or no period is over; that is told elsewhere.
        yield found("templates", "untried", names=names)
        return
    with tempfile.TemporaryDirectory(prefix="enforce-") as folder:
        for kind in own:
            try:
                render_all(shown.bulletin, (kind,), Path(folder), "doctor", layout_of(workspace))
            except EnforceError as failure:
                yield refused("templates", failure)
                return
    yield found("templates", "fine", names=names)
