"""Holds what the proof-reader said against what was planted.

Comes in: `enforce proof --json`, the text it read, the faults. Goes out: which faults were named, and
false alarms. A fault is found when a number that differs is the wrong one itself, or a slip of the
fault's kind lies in its sentence. A false alarm differs, or is serious, where nothing was planted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from enforcement_cli.model.claim import Span
from enforcement_cli.model.prose import Prose
from tests.proof.planted import DIFFERS, Cell, Fault, Planted

# A wrong cell makes the sum of its column wrong: that may be said at the total.
COLUMN = "column_total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing the proof-reader says; `serious` when it makes the exit code 3."""

    code: str
    start: int
    end: int
    words: str
    serious: bool

    def touches(self, span: Span) -> bool:
        """Whether it overlaps."""
        return self.start < span[1] and span[0] < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Where a fault stands in the text: its wrong words, its sentences, cells of its column."""

    wrong: Span
    sentences: tuple[Span, ...]
    column: tuple[Span, ...] = ()

    def excuses(self, said: Said) -> bool:
        """Whether this is said of the fault, rightly or not."""
        spans = (*self.sentences, *(self.column if said.code == COLUMN else ()))
        return any(map(said.touches, spans))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A fault, and all that is said where it stands."""

    fault: Fault
    planted: Planted
    region: Region
    said: tuple[Said, ...]

    @property
    def found(self) -> bool:
        """Whether any of it is the fault itself."""
        return any(map(self.names, self.said))

    def names(self, said: Said) -> bool:
        """Whether this names the fault: its number differs, or a slip of its kind is told here."""
        if said.code not in self.fault.said:
            return False
        return said.touches(self.region.wrong) if said.code == DIFFERS else True


def said_of(data: Mapping[str, Any]) -> list[Said]:
    """Numbers that differ, and slips."""
    numbers = [
        Said(code=DIFFERS, start=one["start"], end=one["end"], words=one["raw"], serious=True)
        for one in data["claims"]
        if one["verdict"] == "differs"
    ]
    slips = [
        Said(code=one["code"], start=one["start"], end=one["end"], words=one["message"],
             serious=one["serious"])
        for one in data["slips"]
    ]  # fmt: skip
    return sorted((*numbers, *slips), key=lambda one: (one.start, one.end))


def judge(
    prose: Prose, faults: Iterable[Fault], planted: Iterable[Planted], said: Iterable[Said]
) -> tuple[list[Judged], list[Said]]:
    """Every fault with what is said of it; and the false alarms."""
    heard = list(said)
    pairs = [
        (fault, one, region_of(prose, one)) for fault, one in zip(faults, planted, strict=True)
    ]
    judged = [
        Judged(
            fault=fault,
            planted=one,
            region=region,
            said=tuple(said for said in heard if region.excuses(said)),
        )
        for fault, one, region in pairs
    ]
    regions = [region for _, _, region in pairs]
    alarms = [
        one for one in heard if one.serious and not any(region.excuses(one) for region in regions)
    ]
    return judged, alarms


def region_of(prose: Prose, planted: Planted) -> Region:
    """Where a fault stands in the text that was read."""
    if planted.cell is not None:
        cell = _cell(prose, planted.cell)
        assert prose.text[slice(*cell)].strip() == planted.wrong
        return Region(wrong=cell, sentences=(cell,), column=tuple(_column(prose, planted.cell)))
    sentence = span_of(prose.text, planted.sentence)
    start = prose.text.index(planted.wrong, sentence[0] + planted.after, sentence[1])
    also = (span_of(prose.text, one) for one in planted.also)
    return Region(wrong=(start, start + len(planted.wrong)), sentences=(sentence, *also))


def span_of(text: str, sentence: str) -> Span:
    """Where a sentence stands; there is one like it."""
    pattern = r"\s+".join(map(re.escape, sentence.split()))
    (found,) = re.finditer(pattern, text)
    return found.span()


def _cell(prose: Prose, place: Cell) -> Span:
    return prose.tables[place.table - 1].rows[place.row][place.column]


def _column(prose: Prose, place: Cell) -> Iterator[Span]:
    for row in prose.tables[place.table - 1].rows:
        if place.column < len(row):
            yield row[place.column]
