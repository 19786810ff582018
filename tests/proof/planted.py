"""What a planted fault is, and how one is planted in the words or the cells of a Word file.

Comes in: an edited document. Goes out: the same with faults, and for each the sentence or the cell it
stands in, the wrong words, and what a proof-reader may say of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from docx.document import Document

from tests.proof.word_file import (
    cell_at,
    paragraph_with,
    retype,
    reword,
    table_titled,
    tables_by_title,
)

DIFFERS = "differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table by the table's number from 1, row and column from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """Where a fault stands: `wrong` within `sentence`, at or after `after` characters, or a cell.

    `also` are other sentences that may be named for it: the first of two that contradict each other.
    """

    wrong: str
    sentence: str = ""
    after: int = 0
    cell: Cell | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: `plant` makes it; `said` are the codes of a slip, or DIFFERS, that name it."""

    kind: str
    plant: Callable[[Document], Planted]
    said: frozenset[str]


def plant_all(document: Document, faults: tuple[Fault, ...]) -> list[Planted]:
    """Make them all; what was planted may have been changed within its sentence by none after."""
    made = [fault.plant(document) for fault in faults]
    for one in made:
        for sentence in filter(None, (one.sentence, *one.also)):
            paragraph_with(document, sentence)
    return made


def words(
    anchor: str, old: str, new: str, wrong: str = "", also: tuple[str, ...] = ()
) -> Callable[[Document], Planted]:
    """Other words within the one place where `anchor` stands; `wrong` is what is wrong of them."""

    def plant(document: Document) -> Planted:
        assert anchor.count(old) == 1 and old != new, (anchor, old)  # noqa: PT018
        paragraph = paragraph_with(document, anchor)
        changed = anchor.replace(old, new)
        reword(paragraph, anchor, changed)
        (sentence,) = [s for s in re.findall(r"[^。]+。?", paragraph.text) if changed in s]
        at = sentence.index(changed)
        # 49件 is not the end of 149件: what was put in is looked for from where it was put.
        after = at + (anchor.index(old) if not wrong else 0)
        assert (wrong or new) in sentence[after:]
        return Planted(wrong=wrong or new, sentence=sentence, after=after, also=also)

    return plant


def in_cell(
    title: str, row: str, column: tuple[str, ...], old: str, new: str
) -> Callable[[Document], Planted]:
    """Another number in the cell of a table."""

    def plant(document: Document) -> Planted:
        table = table_titled(document, title)
        cell = cell_at(table, row, *column)
        retype(cell, old, new)
        number = [one._tbl for _, one in tables_by_title(document)].index(table._tbl) + 1
        places = [
            (i, j)
            for i, line in enumerate(table.rows)
            for j, one in enumerate(line.cells)
            if one._tc is cell._tc
        ]
        return Planted(wrong=new, cell=Cell(table=number, row=places[0][0], column=places[0][1]))

    return plant


def fault(kind: str, plant: Callable[[Document], Planted], *said: str) -> Fault:
    """A fault that is found by one of these codes; by a number that differs where none is told."""
    return Fault(kind=kind, plant=plant, said=frozenset(said or {DIFFERS}))
