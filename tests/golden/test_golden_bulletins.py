"""The sample's bulletins as printed, word for word: what a reader sees changes only on purpose.

`make accept` (ENFORCE_ACCEPT=1) writes them anew; a golden that is not there fails.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from enforcement_cli.render.markdown import render_markdown
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.report import report
from enforcement_cli.workflow.resources import template_path
from tests.campaign import Played

GOLDEN = Path(__file__).parent
ACCEPT = os.environ.get("ENFORCE_ACCEPT") == "1"
LATER_BULLETINS = {
    "total": PeriodWish(kind="total", day=date(2026, 2, 28)),
    "operation-spring": PeriodWish(kind="operation", operation="spring"),
    "operation-raid": PeriodWish(kind="operation", operation="raid"),
}


def compare(name: str, text: str) -> None:
    """Against the golden of that name, or into it."""
    path = GOLDEN / f"{name}.md"
    if ACCEPT:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), f"no golden {path.name}: look at it, then `make accept`"
    assert text.splitlines() == path.read_text("utf-8").splitlines()


@pytest.mark.parametrize("week", [7, 11])
def test_weekly_issue_as_it_went_out(played: Played, week: int) -> None:
    compare(f"weekly-{week:02}", played.bulletin(week, "md").read_text("utf-8"))


@pytest.mark.parametrize("name", LATER_BULLETINS)
def test_bulletin_of_the_whole(played: Played, name: str) -> None:
    room = played.room
    found = report(room, LATER_BULLETINS[name], known_at=played.last)
    template = template_path(room.workspace, "weekly.md.j2")
    compare(name, render_markdown(found.bulletin, template))
