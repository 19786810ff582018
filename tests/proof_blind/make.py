"""The edited bulletins, made from the demo desks: a correct copy and a faulty one of each.

Comes in: a folder. Goes out: two desks played by `enforce demo`, the bulletins they print, and
four documents edited by python-docx as a clerk's hand would.

    python -m tests.proof_blind.make FOLDER
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from tests.proof_blind import bulletin_ordos, bulletin_tieling
from tests.proof_blind.pieces import Cell, Fault, Head, Keep, Own, Piece, Planted, Table

# Numbers of nobody: a region that was never assigned, a card and a telephone of zeroes.
NOBODY = {"id": "211299197803157410", "card": "6217000000001234560"}


@dataclass(frozen=True)
class Desk:
    """A sample campaign and the period its bulletin is of."""

    name: str
    period: str
    day: str
    pieces: list[Piece]
    faults: list[Fault | Cell]
    # A few figures the copy rests on: indicator, basis, action, court, value. The sample changed
    # where they are no longer so; the copy is then to be written anew.
    rests_on: list[tuple[str, str, str | None, str | None, int]]


DESKS = [
    Desk(
        "tieling",
        "--week",
        "2026-02-01",
        bulletin_tieling.COPY,
        bulletin_tieling.FAULTS,
        [
            ("cases_closed", "period", None, None, 117),
            ("cases_closed", "cumulative", None, None, 529),
            ("amount_recovered", "period", None, None, 140968916),
            ("amount_recovered", "cumulative", None, None, 751188259),
            ("amount_recovered", "cumulative", "livelihood", None, 357406507),
            ("cases_open", "cumulative", None, None, 632),
            ("cases_closed", "cumulative", None, "辽1224", 97),
            ("persons_compelled", "cumulative", None, None, 66),
        ],
    ),
    Desk(
        "ordos",
        "--month",
        "2026-05-31",
        bulletin_ordos.COPY,
        bulletin_ordos.FAULTS,
        [
            ("cases_closed", "period", None, None, 301),
            ("cases_closed", "cumulative", None, None, 633),
            ("amount_recovered", "period", None, None, 1887147856),
            ("amount_recovered", "cumulative", "livelihood", None, 3194752895),
            ("cases_open", "cumulative", None, None, 578),
            ("cases_closed", "cumulative", None, "内0621", 102),
            ("persons_compelled", "cumulative", None, None, 416),
        ],
    ),
]


def enforce(*words: str, at: Path, may: tuple[int, ...] = (0,)) -> dict[str, Any]:
    """What a command says as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "enforcement_cli", *words, "--json"],
        cwd=at,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in may:
        raise RuntimeError(f"enforce {' '.join(words)}: {done.returncode}\n{done.stderr}")
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def make(folder: Path) -> Iterator[tuple[Desk, Path, Path, list[Planted]]]:
    """Each desk with its correct copy, its faulty one and what was planted."""
    folder.mkdir(parents=True, exist_ok=True)
    for desk in DESKS:
        room = folder / desk.name
        if not room.exists():
            enforce("demo", str(room), "--campaign", desk.name, at=folder)
        said = enforce(
            "report", desk.period, "--date", desk.day, "--rank", "--format", "docx",
            "--output", str(folder / f"{desk.name}-printed"), at=room,
        )  # fmt: skip
        _same_sample(desk, said["data"]["figures"])
        printed = Path(said["data"]["files"]["docx"])
        correct, faulty = folder / f"{desk.name}-correct.docx", folder / f"{desk.name}-faulty.docx"
        edit(printed, desk.pieces, []).save(str(correct))
        planted: list[Planted] = []
        edit(printed, desk.pieces, desk.faults, planted).save(str(faulty))
        yield desk, correct, faulty, planted


def _same_sample(desk: Desk, figures: list[dict[str, Any]]) -> None:
    values = {
        (f["indicator"], f["basis"], f["action"], f["court"]): f["value"]
        for f in figures
        if f["team"] is None and f["officer"] is None
    }
    changed = [stated for stated in desk.rests_on if values.get(stated[:4]) != stated[4]]
    if changed:
        raise RuntimeError(f"the sample changed, write the copy of {desk.name} anew: {changed}")


def edit(
    printed: Path,
    pieces: list[Piece],
    faults: list[Fault | Cell],
    planted: list[Planted] | None = None,
) -> Document:
    """The printed bulletin after the clerk's hand: only the pieces, in their order."""
    document = docx.Document(str(printed))
    body = document.element.body
    source = [child for child in body if child.tag != qn("w:sectPr")]
    by_style = {_style(e): e for e in reversed(source) if e.tag == qn("w:p")}
    made: list[Any] = []
    for piece in pieces:
        made.extend(_made(document, source, by_style, piece))
    lost = [e for e in source if e not in made and e.find(".//" + qn("w:sectPr")) is not None]
    if lost:
        raise RuntimeError("a section's end was edited away")
    for element in source:
        body.remove(element)
    for element in reversed(made):
        body.insert(0, element)
    for found, paragraph in [_plant(document, fault) for fault in faults]:
        if planted is not None:
            text = found.sentence if paragraph is None else paragraph.text
            planted.append(replace(found, sentence=text))
    return document


def _style(element: Any) -> str:
    style = element.find("./" + qn("w:pPr") + "/" + qn("w:pStyle"))
    return "" if style is None else style.get(qn("w:val"))


def _text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def _made(
    document: Document, source: list[Any], by_style: dict[str, Any], piece: Piece
) -> list[Any]:
    names = {s.name: s.style_id for s in document.styles}
    if isinstance(piece, Keep):
        return [
            next(
                e
                for e in source
                if e.tag == qn("w:p")
                and _text(e).startswith(piece.begins)
                and (not piece.style or _style(e) == names[piece.style])
            )
        ]
    if isinstance(piece, Table):
        return _table(source, piece.title, {names[n] for n in ("表单位", "表注") if n in names})
    if isinstance(piece, Own):
        return _own(document, by_style, names, piece)
    name = "一级标题" if isinstance(piece, Head) else "正文段落"
    return [_paragraph(by_style[names[name]], piece.text)]


def _table(source: list[Any], title: str, around: set[str]) -> list[Any]:
    at = next(i for i, e in enumerate(source) if e.tag == qn("w:p") and _text(e) == title)
    taken = [source[at]]
    for element in source[at + 1 :]:
        if element.tag != qn("w:tbl") and _style(element) not in around:
            break
        taken.append(element)
    return taken


def _paragraph(like: Any, text: str) -> Any:
    """A paragraph in the style of another; Word cuts what is typed into runs, so do we."""
    new = deepcopy(like)
    runs = list(new.iter(qn("w:r")))
    for run in runs[1:]:
        run.getparent().remove(run)
    for child in list(runs[0]):
        if child.tag not in {qn("w:rPr"), qn("w:t")}:
            runs[0].remove(child)
    cuts = [*range(0, len(text), 37), len(text)]
    last = runs[0]
    for start, end in pairwise(cuts):
        run = deepcopy(runs[0])
        piece = run.find(qn("w:t"))
        piece.text = text[start:end]
        last.addnext(run)
        last = run
    runs[0].getparent().remove(runs[0])
    return new


def _own(
    document: Document, by_style: dict[str, Any], names: dict[str, str], piece: Own
) -> list[Any]:
    table = document.add_table(len(piece.rows), len(piece.rows[0]))
    for row, values in zip(table.rows, piece.rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    element = table._tbl
    element.getparent().remove(element)
    return [
        _paragraph(by_style[names["表题"]], piece.title),
        _paragraph(by_style[names["表单位"]], piece.unit),
        element,
    ]


def _plant(document: Document, fault: Fault | Cell) -> tuple[Planted, Paragraph | None]:
    if isinstance(fault, Cell):
        return _plant_cell(document, fault), None
    false = fault.false.format(**NOBODY)
    holding = [p for p in document.paragraphs if fault.true in p.text]
    if len(holding) != 1 or holding[0].text.count(fault.true) != 1:
        raise RuntimeError(f"{fault.true}: stands in {len(holding)} places")
    _replace(holding[0], fault.true, false)
    return Planted(fault.kind, "", false, fault.true, fault.follows), holding[0]


def _replace(paragraph: Paragraph, true: str, false: str) -> None:
    """The phrase typed over: what is new stands in the run where the old one began."""
    start = paragraph.text.index(true)
    end = start + len(true)
    at, typed = 0, False
    for run in paragraph.runs:
        text = run.text
        low, high = max(start - at, 0), min(end - at, len(text))
        if low < high:
            run.text = text[:low] + ("" if typed else false) + text[high:]
            typed = True
        at += len(text)


def _plant_cell(document: Document, fault: Cell) -> Planted:
    body = list(document.element.body)
    at = next(i for i, e in enumerate(body) if e.tag == qn("w:p") and _text(e) == fault.table)
    table = WordTable(next(e for e in body[at:] if e.tag == qn("w:tbl")), document)
    row = next(r for r in table.rows if r.cells[0].text == fault.row)
    true = row.cells[fault.column].text
    row.cells[fault.column].text = fault.false
    line = "\t".join(c.text for c in row.cells)
    return Planted(fault.kind, line, fault.false, true, cell=True)


if __name__ == "__main__":
    for _desk, _correct, _faulty, _planted in make(Path(sys.argv[1])):
        sys.stdout.write(f"{_correct}\n{_faulty}\n{len(_planted)}\n")
