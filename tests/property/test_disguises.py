"""Returns in thousands of disguises come back as they were, or every difference is asked about.

How many: ENFORCE_DISGUISES (2000), the first few hundred in the fast tests. Seeds are the same in every run; benchmarks/reading.py measures
on others. A seed that fails is shown with the command that makes its workbook.
"""

from __future__ import annotations

import os

import pytest

from tests.disguise.compare import examine
from tests.disguise.make import disguise

COUNT = int(os.environ.get("ENFORCE_DISGUISES", "2000"))
CHUNK = 50
FAST = 500


@pytest.mark.parametrize(
    "first",
    [
        first if first < FAST else pytest.param(first, marks=pytest.mark.slow)
        for first in range(0, COUNT, CHUNK)
    ],
)
def test_no_value_is_wrong_in_silence(first: int) -> None:
    failed: list[str] = []
    for seed in range(first, min(first + CHUNK, COUNT)):
        finding = examine(disguise(seed))
        if finding.silent:
            shown = "\n    ".join(finding.silent[:5])
            failed.append(f"{finding.disguise.command}\n    {shown}")
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_a_seed_is_the_same_disguise_every_time(seed: int) -> None:
    once, again = disguise(seed), disguise(seed)
    assert [c.cells for c in once.canvases] == [c.cells for c in again.canvases]
    assert once.facts == again.facts


def test_a_wrong_value_is_seen() -> None:
    """The comparison itself can fail: a truth that is not what the file says is reported."""
    made = disguise(1, wrong="", form="cases")
    fact = next(fact for fact in made.facts if fact.said.get("claim_fen"))
    fact.said["claim_fen"] += 1
    assert any("claim_fen" in line and line.startswith("wrong") for line in examine(made).silent)
    fact.said["claim_fen"] -= 1
    made.facts.remove(fact)
    assert any(line.startswith("invented") for line in examine(made).silent)
