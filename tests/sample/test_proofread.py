"""The samples' own bulletins proof-read, and the press reports against the campaigns made of them.

Comes in: bulletins as `enforce report` wrote them. Goes out: nothing differs, nothing is undecided,
no word is wrong; every total of a report that its campaign knows agrees.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import enforce
from tests.sample.test_seed_figures import ISSUES, KINDS, KNOWN, Printed, give, root_of

__all__ = ["give"]
_SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not _SEEDS.is_dir(), reason="the press reports are not here")
QUICK = (("tieling-week", "docx"), ("lanshan", "xlsx"), ("guyang", "md"), ("ordos", "html"))
ALL = [(name, kind) for name in ISSUES for kind in KINDS]


def proof(root: Path, file: Path, *more: str) -> dict[str, Any]:
    ran = enforce("proof", "-C", root, file, "--known-at", KNOWN, *more, "--json")
    assert ran.code in (0, 3), ran
    found: dict[str, Any] = ran.json["data"]
    return found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param(name, kind, marks=[] if (name, kind) in QUICK else [pytest.mark.slow])
        for name, kind in ALL
    ],
)
def test_unedited_bulletins_are_right(
    shared: Path, tmp_path: Path, give: Any, request: pytest.FixtureRequest, name: str, kind: str
) -> None:
    """Of every kind of period, of teams and officers, in four formats."""
    issue: Printed = give(name)
    root = root_of(shared, ISSUES[name].sample, request)
    more = ("--output", str(tmp_path / "copy.docx")) if kind == "docx" else ()
    data = proof(root, issue.files[kind], "--campaign", ISSUES[name].campaign, *more)
    wrong = [c for c in data["claims"] if c["verdict"] in ("differs", "undecided")]
    assert wrong == []
    assert data["slips"] == []
    assert data["counts"]["matches"] >= 20


# Totals of each report that agree with its campaign, exactly or rounded; 九原's own is lost.
REPORTS = {
    "000": ("tieling", "winter70", 8), "001": ("ordos", "minsheng2026", 5),
    "002": ("jiuyuan", "small2025", 0), "003": ("lanshan", "year2025", 28),
    "004": ("guyang", "assault2025", 8),
}  # fmt: skip


@needs_seeds
@pytest.mark.parametrize("number", REPORTS)
def test_press_reports_agree_with_their_campaigns(
    shared: Path, request: pytest.FixtureRequest, number: str
) -> None:
    """Whole reports as they came: every total the campaign knows is found and agrees."""
    sample, campaign, totals = REPORTS[number]
    (file,) = _SEEDS.glob(f"{number}_*.txt")
    data = proof(root_of(shared, sample, request), file, "--campaign", campaign)
    counts = data["counts"]
    assert (counts["differs"], counts["undecided"]) == (0, 0)
    assert counts["matches"] + counts["rounded"] == totals
    # What is left are counts that no campaign has: 三个阶段, 五项重点工作, 60余名农民工.
    assert counts["absent"] <= 2
