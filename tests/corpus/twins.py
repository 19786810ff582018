"""The text twins of a corpus case: what became of its file, said in lines a reviewer can read.

Comes in: the folder of a case, whose make.py writes the file a court would send. Goes out: the
twins' text by name. Refuses to know whether that is right: the committed twin says so.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from enforcement_cli.check.routing import Given
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.workflow.campaign.file import read_campaign_file
from enforcement_cli.workflow.files import find_files, unpacked
from enforcement_cli.workflow.judging import IngestOptions, judge
from enforcement_cli.workflow.reading import ReadTask, read_return
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace
from tests.campaign import SAMPLE

CORPUS = Path(__file__).parent
TWINS = ("head.csv", "records.csv", "problems.csv")
_RECEIVED = datetime(2026, 1, 19, 9, 0, tzinfo=timezone(timedelta(hours=8)))
_SALT = b"of the corpus"
_FIRST = ["table", "sheet", "row", "held"]
# Facts of a problem that are cells or values, the most telling first.
_RAW = ("raw", "shown", "stated", "header", "header1", "rows")
_VALUE = ("value", "summed", "header2")
# Said again by case_no; of an aggregate's figure, what is looked at and not kept.
_PARTS = ("case_year", "case_court", "case_type", "case_serial",
          "role", "span", "label", "raw", "money_unit")  # fmt: skip


class SlowCaseWarning(UserWarning):
    """A case that takes more than a second of work."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case: `given_court`, `mappings` and `passwords` are what the clerk says besides the file."""

    folder: Path
    make: Any
    desk: str = "tieling"
    received: datetime = _RECEIVED
    given_court: str | None = None
    mappings: tuple[Any, ...] = ()
    passwords: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """form/ailment."""
        return self.folder.relative_to(CORPUS).as_posix()

    def twins(self) -> dict[str, str]:
        """The twins as committed."""
        return {
            name: (self.folder / name).read_text("utf-8")
            for name in TWINS
            if (self.folder / name).exists()
        }


def case_folders() -> list[Path]:
    """Every folder two below the corpus, also one that lacks its make.py."""
    return sorted(
        path for path in CORPUS.glob("*/*") if path.is_dir() and "__pycache__" not in path.parts
    )


def load_case(folder: Path) -> Case:
    """The case as its make.py declares it, or a return.* that no builder can write."""
    made = folder / "make.py"
    if not made.exists():
        (sent,) = folder.glob("return.*")
        return Case(folder=folder, make=lambda _: sent)
    module = _module(made)
    said = {
        name.lower(): value
        for name, value in vars(module).items()
        if name in ("DESK", "RECEIVED", "GIVEN_COURT", "MAPPINGS", "PASSWORDS")
    }
    return Case(folder=folder, make=module.make, **said)


def twins_of(case: Case, folder: Path) -> dict[str, str]:
    """Make the file in `folder`, take it in, and write down what became of it.

    head.csv: a line a receipt. records.csv: the rows read, the held ones too, without their empty
    columns. problems.csv: every problem with its cell. A twin without lines is left out.
    """
    room = _room(case.desk)
    heads: list[dict[str, str]] = []
    records: list[dict[str, str]] = []
    problems: list[dict[str, str]] = []
    judged = list(_judged(case, room, case.make(folder)))
    files = len({receipt.file for receipt, _ in judged})
    for receipt, batch in judged:
        of = {"file": receipt.file} if files > 1 else {}
        if files == 1 and len(judged) > 1:
            of = {"return": f"{batch.form if batch else ''} {_court(receipt)}".strip()}
        heads.append(_head(receipt, batch))
        problems += [of | _problem(problem) for problem in sorted(receipt.problems, key=_place)]
        # What holds personal data is not kept; neither are its rows here.
        if batch is not None and not any(problem.code == "V-22" for problem in receipt.problems):
            doubted = {_cell_of(p) for p in receipt.problems if p.did == "blank"}
            records += [of | record for record in _records(batch, doubted)]
    texts = {
        "head.csv": _csv(heads),
        "records.csv": _csv(records),
        "problems.csv": _csv(problems),
    }
    return {name: text for name, text in texts.items() if text}


def _module(path: Path) -> ModuleType:
    name = "_".join(("corpus", *path.relative_to(CORPUS).with_suffix("").parts))
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def _room(desk: str) -> Room:
    root = SAMPLE if desk == "tieling" else CORPUS
    read = read_campaign_file(root / ("enforce.toml" if root == SAMPLE else f"{desk}.toml"))
    return Room(workspace=Workspace(root), desk=read, campaign=read.campaigns[-1])


def _judged(case: Case, room: Room, sent: Path) -> Iterator[tuple[Receipt, Batch | None]]:
    options = IngestOptions(received_at=case.received, given=Given(court=case.given_court))
    with unpacked(find_files([sent])) as files:
        for path, shown in files:
            task = ReadTask(
                path=path, shown=shown, sha256="0" * 64, desk=room.desk, campaign=room.campaign,
                salt=_SALT, mappings=case.mappings, given_court=case.given_court,
                passwords=case.passwords,
            )  # fmt: skip
            yield from judge(room, read_return(task), options, None)


def _court(receipt: Receipt) -> str:
    return receipt.head.court if receipt.head else ""


def _head(receipt: Receipt, batch: Batch | None) -> dict[str, str]:
    head = receipt.head
    return {
        "file": receipt.file,
        "form": batch.form if batch else "",
        "status": receipt.status,
        "court": _court(receipt),
        "start": str(head.period_start) if head else "",
        "end": str(head.period_end) if head else "",
        "as_of": str(head.as_of) if head else "",
        "version": str(head.version or "") if head else "",
        "rows": str(receipt.rows),
        "held": str(receipt.held),
    }


def _cell_of(problem: Problem) -> tuple[str, int, str]:
    """Sheet, row and field; row 0 where the whole column is doubted."""
    return problem.origin.sheet or "", problem.origin.row or 0, problem.field


def _records(batch: Batch, doubted: set[tuple[str, int, str]]) -> Iterator[dict[str, str]]:
    """The rows of every frame; `?` stands before a value that counts nowhere until explained."""
    persons: dict[str, str] = {}
    for table, frame in batch.frames.items():
        lines: list[dict[str, str]] = []
        for line in frame.to_dict("records"):
            fields = {str(name): _plain(value) for name, value in line.items()}
            for name, text in fields.items():
                cells = {(fields["sheet"], row, name) for row in (int(fields["row"]), 0)}
                if text and not doubted.isdisjoint(cells):
                    fields[name] = f"?{text}"
            if key := fields.get("person_key"):
                fields["person_key"] = persons.setdefault(key, f"person {len(persons) + 1}")
            if "rows" in fields and len(line["rows"]) < 2:
                del fields["rows"]
            fields["held"] = "held" if line["held"] else ""
            lines.append({"table": table} | fields)
        told = {name for fields in lines for name, text in fields.items() if text}
        for fields in lines:
            yield {name: fields[name] for name in _FIRST} | {
                name: fields.get(name, "")
                for name in dict.fromkeys(name for every in lines for name in every)
                if name in told and name not in (*_FIRST, *_PARTS)
            }


def _plain(value: Any) -> str:
    if not isinstance(value, str) and hasattr(value, "__len__"):
        return " ".join(map(str, value))
    if pd.isna(value):
        return ""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def _place(problem: Problem) -> tuple[Any, ...]:
    """Problems stand in the order of their cells, whichever check found them first."""
    origin = problem.origin
    return (origin.sheet or "", origin.row or 0, origin.column or 0, problem.code, problem.field)


def _problem(problem: Problem) -> dict[str, str]:
    """`raw` is what stood there, `value` what it was read as, or could mean; never the sentence."""
    facts = problem.facts
    quoted = re.search("“(.+?)”", facts.get("suggestion", ""))
    meant = quoted[1] if quoted else facts.get("suggestion", "")
    return {
        "code": problem.code,
        "severity": problem.severity,
        "effect": problem.did,
        "cell": str(problem.origin).removeprefix(problem.origin.file).strip(),
        "field": problem.field,
        "case_no": problem.case_no,
        "raw": next((facts[name] for name in _RAW if facts.get(name)), ""),
        "value": next((facts[name] for name in _VALUE if facts.get(name)), meant),
    }


def _csv(lines: list[dict[str, str]]) -> str:
    """Lines as csv, the columns in the order they are first met, after those all lines have."""
    if not lines:
        return ""
    names = list(dict.fromkeys(name for line in lines for name in line))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()
