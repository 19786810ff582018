"""For every live check a return that fails it, at its cell and in its own words, and one that passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from enforcement_cli.vocabulary.checks import catalogue
from tests.catalogue.of_cells import FIELD, STRUCTURE
from tests.catalogue.of_figures import COURTS_BESIDE, PERIODS, ROWS_AND_FIGURES
from tests.catalogue.of_files import CASES as OF_FILES
from tests.catalogue.of_ledgers import CASES as OF_LEDGERS
from tests.catalogue.of_ledgers import VERSIONS
from tests.catalogue.of_publication import AT_THE_GATE
from tests.catalogue.of_rows import ACROSS, ROWS
from tests.catalogue.of_targets import ASKED as OF_TARGETS
from tests.catalogue.of_targets import Asked
from tests.catalogue.of_texts import TEXTS
from tests.catalogue.playing import Case, Played, Said

CASES = (
    *OF_FILES, *STRUCTURE, *FIELD, *ROWS, *ACROSS, *OF_LEDGERS, *PERIODS, *COURTS_BESIDE,
    *ROWS_AND_FIGURES, *VERSIONS, *TEXTS,
)  # fmt: skip

ASKED = (*OF_TARGETS, *AT_THE_GATE)
# Many runs of the whole program: `make test-slow`.
pytestmark = pytest.mark.slow
LIVE = {code for code, rule in catalogue().items() if not rule.waits}
# What a message has where a fact was not given, or was not worded.
LEFT_OPEN = ("{", "}", "…", "None", "nan", "NaT")


def test_every_live_check_has_one_case() -> None:
    assert sorted(case.code for case in (*CASES, *ASKED)) == sorted(LIVE)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return Played(CASES, tmp_path_factory.mktemp("catalogue"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_it_fires_where_it_must_and_nowhere_else(case: Case, played: Played) -> None:
    fails, passes = played.told(case, "fails"), played.told(case, "passes")
    _only_in(fails, passes, case)
    if case.at:
        assert case.at in [one.cell for one in fails if one.code == case.code]


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case.code)
def test_a_command_tells_it_where_it_must_and_nowhere_else(case: Asked, tmp_path: Path) -> None:
    _only_in(case.fails(tmp_path / "fails"), case.passes(tmp_path / "passes"), case)


def _only_in(fails: list[Said], passes: list[Said], case: Case | Asked) -> None:
    mine = [one for one in fails if one.code == case.code]
    assert mine, [(one.code, one.cell, one.message) for one in fails]
    for one in mine:
        _is_worded(one)
    for word in case.words:
        assert any(word in one.message for one in mine), [one.message for one in mine]
    assert case.code not in [one.code for one in passes], [one.message for one in passes]


def _is_worded(one: Said) -> None:
    rule = catalogue()[one.code]
    assert one.severity == rule.severity
    assert one.remedy or one.severity in ("note", "fixed")
    # S-01 itself shows headers with dots.
    said = one.message.replace("……", "")
    assert "{" not in one.remedy
    assert not [left for left in LEFT_OPEN if left in said], said
