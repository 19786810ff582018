"""What the reader made of a disguise, against its truth: every difference, and who asked about it.

Comes in: a Disguise. Goes out: a Finding: silent errors, what was asked, whether it stores without
a question, whether the header is exact. Refuses to excuse a wrong value that entered.
"""

from __future__ import annotations

import re
import tempfile
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pandas as pd

from enforcement_cli.check.dates import check_days
from enforcement_cli.check.routing import Given, decide_head, empty_return
from enforcement_cli.check.verdict import verdict
from enforcement_cli.model.batch import Batch, Outcome, ReturnHead
from enforcement_cli.model.problem import Problem
from enforcement_cli.workflow.reading import ReadTask, read_return
from tests.disguise.files import SUFFIX, book_of, save
from tests.disguise.model import Disguise, Fact
from tests.disguise.truth import campaign, desk

# What is compared of each table; every other column follows from these or from the file alone.
COMPARED = {
    "cases": (
        "case_no", "original_case_no", "filed_on", "due_on", "cause", "applicant", "debtor",
        "claim_fen", "closing_claim_fen", "recovered_fen", "waived_fen", "settled_on",
        "received_on", "closed_on", "close_method", "officer", "team", "is_key",
        "declared_actions", "note",
    ),
    "recoveries": ("case_no", "received_on", "amount_fen", "manner"),
    "measures": ("case_no", "kind", "taken_on", "quantity", "amount_fen", "officer"),
    "statements": ("value",),
}  # fmt: skip

_BESIDE = re.compile(r"（[A-Z]+列起）$")


# Asked once, at the first of the columns concerned: 「…」等列.
_OF_THE_TABLE = frozenset({"S-20"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One batch as it would be stored: its head, all its problems, what the verdict is."""

    batch: Batch
    head: ReturnHead | None
    problems: tuple[Problem, ...]
    status: str


@dataclass(kw_only=True)
class Finding:
    """What came of one disguise. `silent` are the errors that must not be."""

    disguise: Disguise
    reads: list[Read]
    problems: list[Problem]
    silent: list[str] = field(default_factory=list)
    headers_exact: bool = True

    @property
    def questions(self) -> list[Problem]:
        """What somebody must answer."""
        return [p for p in self.problems if p.severity in ("return", "query")]

    @property
    def unasked(self) -> bool:
        """Stored whole, without any question but those the layout must raise."""
        return not [p for p in self.questions if p.code not in self.disguise.asks]

    def refused(self, fact: Fact) -> bool:
        """Whether a whole return with this sheet went back, for reasons that were given."""
        return any(
            read.status == "returned"
            and any(drawn_sheet(place.sheet) == fact.sheet for place in read.batch.places)
            for read in self.reads
        )

    @property
    def aimed(self) -> list[Problem]:
        """The questions at what was disturbed."""
        wish = self.disguise.perturbation
        if wish is None:
            return []
        return [
            p for p in self.questions
            if p.code in wish.codes and (wish.column is None or p.origin.column in (None, wish.column))
        ]  # fmt: skip


def examine(disguise: Disguise, *, in_file: bool | None = None) -> Finding:
    """Read a disguise, from a file or from memory, and compare."""
    if in_file is None:
        in_file = disguise.kind != "xlsx" or disguise.since_1904 or disguise.seed % 7 == 0
    try:
        reads, loose = _read(disguise, in_file=in_file)
    except Exception as failure:  # noqa: BLE001  # whatever the reader does not survive
        last = traceback.extract_tb(failure.__traceback__)[-1]
        crash = f"crash: {failure!r} at {Path(last.filename).name}:{last.lineno}"
        return Finding(
            disguise=disguise, reads=[], problems=[], silent=[crash], headers_exact=False
        )
    problems = [*loose, *(p for read in reads for p in read.problems)]
    finding = Finding(disguise=disguise, reads=reads, problems=problems)
    finding.silent = [*_heads(finding), *_facts(finding)]
    finding.headers_exact = _headers_exact(finding)
    return finding


def _headers_exact(finding: Finding) -> bool:
    """Every band read is one that was drawn, and the first of each sheet is read.

    The same header again further down may go on with the table or begin another.
    """
    drawn = finding.disguise.headers
    read = {
        (drawn_sheet(place.sheet), *place.header_rows)
        for r in finding.reads
        for place in r.batch.places
    }
    if not drawn:  # a form to fill in has no header row
        return True
    if not finding.reads:  # refused for a column it lacks, at its header
        refused = {(p.origin.sheet, p.origin.row) for p in finding.questions if p.code == "S-07"}
        return any((sheet, last) in refused for sheet, _, last in drawn)
    first = {min(band for band in drawn if band[0] == sheet) for sheet, _, _ in drawn}
    return first <= read <= drawn


def drawn_sheet(name: str) -> str:
    """The sheet as drawn: of two tables side by side the right one has its first column added."""
    return _BESIDE.sub("", name)


def task_of(path: Path) -> ReadTask:
    """How the desk would have it read."""
    return ReadTask(
        path=path, shown=path.name, sha256="0" * 64, desk=desk(), campaign=campaign(), salt=b"salt"
    )


def _read(disguise: Disguise, *, in_file: bool) -> tuple[list[Read], list[Problem]]:
    if in_file:
        with tempfile.TemporaryDirectory() as folder:
            reading = read_return(task_of(save(disguise, Path(folder))))
    else:
        path = Path(disguise.file_name + SUFFIX[disguise.kind])
        raw = Outcome(value=book_of(disguise).raw(path.name))
        with mock.patch("enforcement_cli.workbook.read.read_book", return_value=raw):
            reading = read_return(task_of(path))
    received = disguise.truth.week.end + timedelta(days=1)
    return [_judged(batch, problems, received) for batch, problems in reading.batches], [
        *reading.problems
    ]


def _judged(batch: Batch, problems: Sequence[Problem], received: date) -> Read:
    """As workflow/judging.py does it, without a desk's room."""
    head, routing = decide_head(batch, desk(), campaign(), Given())
    found = [*routing, *problems, *empty_return(batch)]
    if head:
        batch, days = check_days(batch, head, received)
        found.extend(days)
    return Read(batch=batch, head=head, problems=tuple(found), status=verdict(batch, found))


def _heads(finding: Finding) -> Iterable[str]:
    """A return under a wrong court or week is every number wrong at once."""
    truth = finding.disguise.truth
    courts = {key[0] for key in truth.figures} if truth.figures else {truth.court.code}
    for read in finding.reads:
        if read.head is None:
            continue
        said = (read.head.court in courts, read.head.period_end, read.head.as_of)
        if said != (True, truth.week.end, truth.week.end):
            yield f"head: read as {read.head.court} {read.head.period_end} {read.head.as_of}"


def _facts(finding: Finding) -> Iterable[str]:
    actual: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for read in finding.reads:
        if read.status == "returned" or read.head is None:
            continue
        for table, frame in read.batch.frames.items():
            for record in frame.to_dict("records"):
                if not record["held"]:
                    said = {str(name): value for name, value in record.items()}
                    actual.setdefault(_key(table, said, read), []).append(said)
    for fact in finding.disguise.facts:
        rows = actual.get((fact.table, fact.sheet, fact.row, fact.extra), [])
        # Two tables side by side share their rows: the one most like the fact is its own.
        row = max(rows, key=lambda row: sum(map(bool, _agreeing(fact, row))), default=None)
        if row is not None:
            rows.remove(row)
        yield from _fact(finding, fact, row)
    yield from (f"invented: {key}" for key, rows in actual.items() for _ in rows)


def _agreeing(fact: Fact, row: dict[str, Any]) -> Iterable[bool]:
    return (_plain(row.get(name)) == fact.said.get(name) for name in COMPARED[fact.table])


def _key(table: str, row: dict[str, Any], read: Read) -> tuple[Any, ...]:
    extra: Any = ""
    if table == "measures":
        extra = row["field"]
    elif table == "statements":
        assert read.head is not None
        extra = (read.head.court, _plain(row["action"]), row["indicator"], row["basis"])
    return (table, drawn_sheet(row["sheet"]), int(row["row"]), extra)


def _fact(finding: Finding, fact: Fact, row: dict[str, Any] | None) -> Iterable[str]:
    wish = finding.disguise.perturbation
    for name in COMPARED[fact.table]:
        wanted = fact.said.get(name)
        got = _plain(row.get(name)) if row is not None else None
        if isinstance(wanted, set):
            wanted, got = sorted(wanted) or None, sorted(got) if got else None
        if got == wanted or (name == "case_no" and row is None and wanted is None):
            continue
        told = str(fact.extra) if fact.table == "statements" else name
        stated = wish.stated.get((fact.sheet, fact.row, told)) if wish else None
        if stated is not None and got == stated:
            continue
        where = f"{fact.table} {fact.sheet}!{fact.row} {fact.extra} {name}"
        if got is not None:
            yield f"wrong: {where}: {wanted!r} read as {got!r}"
        elif not finding.refused(fact) and not any(
            covers(p, fact, name) for p in finding.questions
        ):
            yield f"lost: {where}: {wanted!r}"


def covers(problem: Problem, fact: Fact, name: str) -> bool:
    """Whether a question is about this value: its file, sheet, row or column."""
    place = problem.origin
    if place.sheet is None or (drawn_sheet(place.sheet) == fact.sheet and place.row is None):
        return True
    if drawn_sheet(place.sheet) != fact.sheet:
        return False
    if problem.did == "refuse" or problem.code in _OF_THE_TABLE:
        return True
    column = fact.columns.get(name)
    if place.row == fact.row:
        return place.column in (None, column) or problem.did == "hold"
    return place.column == column and problem.rule.level == "structure"


def _plain(value: Any) -> Any:
    """A frame's value as the truth has it; missing is None."""
    if value is None or isinstance(value, str | list):
        return value
    if isinstance(value, np.ndarray):
        return value.tolist()
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, datetime) else value
