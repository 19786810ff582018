"""Every workbook of the corpus is read as its text twin says: rows, problems with cells, the head.

A twin that is absent is written, and the test fails until somebody has looked at it; a twin that
nothing gives fails too. `make accept` (ENFORCE_ACCEPT=1) writes them anew.
"""

from __future__ import annotations

import os
import time
import warnings
from pathlib import Path

import pytest

from tests.corpus.twins import CORPUS, SlowCaseWarning, case_folders, load_case, twins_of

ACCEPT = os.environ.get("ENFORCE_ACCEPT") == "1"
FOLDERS = case_folders()
FORMS = {
    "cases", "payments", "payouts", "measures", "todos", "aggregate", "narrative", "files",
}  # fmt: skip
SLOW_SECONDS, TOO_SLOW_SECONDS = 1.0, 5.0


def _name(folder: Path) -> str:
    return folder.relative_to(CORPUS).as_posix()


@pytest.mark.filterwarnings("default::tests.corpus.twins.SlowCaseWarning")
@pytest.mark.parametrize("folder", FOLDERS, ids=_name)
def test_reads_as_its_twin_says(folder: Path, tmp_path: Path) -> None:
    case = load_case(folder)
    began = time.process_time()
    given = twins_of(case, tmp_path)
    took = time.process_time() - began
    if took > SLOW_SECONDS:
        warnings.warn(f"{case.name}: {took:.1f} s", SlowCaseWarning, stacklevel=1)
    assert took < TOO_SLOW_SECONDS
    known = {} if ACCEPT else case.twins()
    if not known:
        _write(folder, given)
    assert known or ACCEPT, f"{case.name} had no twin: look at what was written"
    if not ACCEPT:
        assert {name: text.splitlines() for name, text in given.items()} == {
            name: text.splitlines() for name, text in known.items()
        }


def _write(folder: Path, texts: dict[str, str]) -> None:
    for name in ("head.csv", "records.csv", "problems.csv"):
        (folder / name).unlink(missing_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def test_a_case_is_a_reason_a_maker_and_twins() -> None:
    assert {folder.parent.name for folder in FOLDERS} <= FORMS
    for folder in FOLDERS:
        names = {path.name for path in folder.iterdir() if path.name != "__pycache__"}
        makers = {name for name in names if name == "make.py" or name.startswith("return.")}
        assert len(makers) == 1, folder
        assert {"why.md", "head.csv"} <= names - makers <= {
            "why.md", "head.csv", "records.csv", "problems.csv",
        }, folder  # fmt: skip
        assert len((folder / "why.md").read_text("utf-8")) >= 30, folder


def test_the_corpus_is_large() -> None:
    assert len(FOLDERS) >= 80
