"""For every live check a return that fails it, at its cell and in its own words, and one that passes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import catalogue
from tests.catalogue.of_cells import FIELD, STRUCTURE
from tests.catalogue.of_files import CASES as OF_FILES
from tests.catalogue.of_rows import ACROSS, ROWS
from tests.catalogue.of_the_set import (
    COURTS_BESIDE,
    LAYOUT,
    PERIODS,
    ROWS_AND_FIGURES,
    VERSIONS,
)
from tests.catalogue.playing import Case, Said, in_store, room_in, take, told

CASES = (
    *OF_FILES, *STRUCTURE, *FIELD, *ROWS, *ACROSS, *LAYOUT, *PERIODS, *COURTS_BESIDE,
    *ROWS_AND_FIGURES, *VERSIONS,
)  # fmt: skip
SIDES = ("fails", "passes")
LIVE = {code for code, rule in catalogue().items() if not rule.waits}


def test_every_live_check_has_a_case() -> None:
    assert {case.code for case in CASES} == LIVE


Told = dict[tuple[str, str], list[Said]]


def _alone(case: Case) -> bool:
    """Whether it can share a desk with others: one file, judged by itself."""
    files = len(case.fails) == len(case.passes) == 1
    return files and not case.more and not case.timed and catalogue()[case.code].over == "return"


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What is said of the returns that are judged by themselves: one desk, one ingest."""
    folder = tmp_path_factory.mktemp("together")
    files = {
        f"{place}/{side}/{one.name}": one
        for place, case in enumerate(CASES) if _alone(case)
        for side in SIDES for one in getattr(case, side)
    }  # fmt: skip
    said = take(room_in(folder / "desk"), folder / "in", files)
    return {
        (case.code, side): [told(p) for p in said[f"{place}/{side}/{getattr(case, side)[0].name}"]]
        for place, case in enumerate(CASES) if _alone(case)
        for side in SIDES
    }  # fmt: skip


def _apart(case: Case, side: str, folder: Path) -> list[Said]:
    room = room_in(folder / "desk", **_campaign(case))
    files = getattr(case, side)
    names = [f"{place:02d}/{one.name}" for place, one in enumerate(files)]
    said: dict[str, list[Problem]] = {}
    waiting = dict(zip(names, files, strict=True))
    for place, act in case.acts.items():
        first = {name: waiting.pop(name) for name in names[:place]}
        said |= take(room, folder / "in", first, timed=case.timed)
        act(room)
    said |= take(room, folder / "in", waiting, timed=case.timed)
    name = names[case.about]
    # What is only said of a file that did not enter is nowhere but in its receipt.
    of_file = [told(problem) for problem in said[name]]
    stored = in_store(room).get(name)
    return of_file if stored is None else stored


def _campaign(case: Case) -> Mapping[str, str]:
    key = "expects" if "campaign.expects" in case.more else "more"
    return {key: case.more}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_it_fires_where_it_must_and_nowhere_else(
    case: Case, together: Told, tmp_path: Path
) -> None:
    if _alone(case):
        fails, passes = (together[case.code, side] for side in SIDES)
    else:
        fails, passes = (_apart(case, side, tmp_path / side) for side in SIDES)
    rule = catalogue()[case.code]
    mine = [one for one in fails if one.code == case.code]
    assert mine, [(one.code, one.cell, one.message) for one in fails]
    if case.at:
        assert case.at in [one.cell for one in mine], [one.cell for one in mine]
    for one in mine:
        said = one.message.replace("……", "")  # S-01 shows headers so
        assert not [left for left in ("{", "}", "…", "None", "nan") if left in said], said
        assert one.remedy or one.severity in ("note", "fixed")
        assert one.severity == rule.severity
    for word in case.words:
        assert any(word in one.message for one in mine), (word, [one.message for one in mine])
    assert case.code not in [one.code for one in passes], [one.message for one in passes]
