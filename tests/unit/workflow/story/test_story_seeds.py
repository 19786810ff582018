"""The press reports as they came: which cases they tell, and that one tells the same case thrice."""

from __future__ import annotations

from pathlib import Path

import pytest

from enforcement_cli.locate.court_names import court_names
from enforcement_cli.model.story import StoryPiece
from enforcement_cli.workflow.story.alike import told_again
from enforcement_cli.workflow.story.amounts import claimed_of, paid_of
from enforcement_cli.workflow.story.check import problems_of
from enforcement_cli.workflow.story.clean import cleaned
from enforcement_cli.workflow.story.draft import draft_of
from enforcement_cli.workflow.story.gist import gist_of
from enforcement_cli.workflow.story.split import split_text
from enforcement_cli.workflow.story.sums import sums_in
from tests.facts import DESK

SEEDS = Path(__file__).parents[5] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not in the repository")


def pieces(number: str) -> tuple[StoryPiece, ...]:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return split_text(path.read_text("utf-8")).pieces


def test_only_the_repeated_case_is_found_again() -> None:
    every = [(f"{seed} {place}", piece) for seed in ("000", "001", "002", "003", "004")
             for place, piece in enumerate(pieces(seed))]  # fmt: skip
    found = told_again([gist_of(key, cleaned(piece).text) for key, piece in every])
    assert {(pair.first, pair.second) for pair in found} == {
        ("001 1", "001 2"), ("001 1", "001 3"), ("001 2", "001 3")
    }  # fmt: skip


def test_the_support_case_adds_up() -> None:
    """12万 less 8500 is 11.15万 (domain.md 7.5): paid is 11.15万, and nothing contradicts."""
    text = next(line for line in pieces("001")[1].text.splitlines() if "8500" in line)
    whole = text + "成功将11.15万元全额扣划至法院账户。"
    sums = sums_in(whole)
    assert [one.low for one in paid_of(sums, whole)] == [11_150_000]
    claim = claimed_of(sums)
    assert claim is not None
    assert claim.low == 12_000_000


def test_nothing_of_the_seeds_names_a_party_outright() -> None:
    names = court_names(DESK)
    for seed in ("000", "001", "002", "003", "004"):
        for piece in pieces(seed):
            draft = draft_of(piece, names)
            assert draft.parties == ()
            codes = {problem.code for problem in problems_of(draft)}
            assert codes <= {"ST-04", "ST-13", "ST-14"}


def test_the_wages_took_four_days() -> None:
    draft = next(d for d in (draft_of(p, court_names(DESK)) for p in pieces("000")) if d.days)
    assert (draft.days, draft.cause) == (4, "追索劳动报酬纠纷")
    assert "先予执行" in draft.mechanisms
