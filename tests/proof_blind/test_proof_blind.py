"""The proof-reader on bulletins edited by someone who saw none of its code.

The measure of issue 7: of forty planted faults at least 38 found, at most three false alarms in
the faulty copy, none in a correct one.
"""

from pathlib import Path

import pytest

from tests.proof_blind.measure import Measured, measure, table

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> list[Measured]:
    return measure(Path(tmp_path_factory.mktemp("proof-blind")))


def test_finds_the_planted_and_cries_no_wolf(measured: list[Measured]) -> None:
    first = measured[0]
    assert len(first.found) + len(first.missed) == 40
    report = "\n".join(table(one) for one in measured)
    counts = {
        "found": len(first.found) >= 38,
        "false alarms": len(first.false_alarms) <= 3,
        "correct copies": not any(one.in_correct for one in measured),
    }
    assert all(counts.values()), f"{counts}\n{report}"
