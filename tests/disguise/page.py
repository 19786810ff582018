"""A sheet as it is laid out: cells anywhere, merges, hidden rows; and the drawing of a header.

Comes in: texts and values with their places. Goes out: a Canvas that becomes a builder Sheet.
Refuses to know what any of it means.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from enforcement_cli.model.origin import column_letter
from tests.builder import Sheet


@dataclass(kw_only=True)
class Canvas:
    """One sheet under the pen; rows and columns from 1."""

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    filtered: str = ""

    def put(self, row: int, column: int, value: Any) -> None:
        """Write a cell; None leaves it blank."""
        if value is not None and value != "":
            self.cells[row, column] = value

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge a range of more than one cell."""
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))

    @property
    def last_row(self) -> int:
        """The last row with a cell."""
        return max((row for row, _ in self.cells), default=0)

    def sheet(self) -> Sheet:
        """As the builder has it."""
        width = max((column for _, column in self.cells), default=0)
        rows: list[list[Any]] = [[None] * width for _ in range(self.last_row)]
        for (row, column), value in self.cells.items():
            rows[row - 1][column - 1] = value
        return Sheet(
            name=self.name, hidden=self.hidden, rows=rows, hidden_rows=set(self.hidden_rows),
            broken=dict(self.broken),
            merges=[
                f"{column_letter(left)}{top}:{column_letter(right)}{bottom}"
                for top, left, bottom, right in self.merges
            ],
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How one clerk writes headers."""

    merged: bool = True
    spaced: bool = False
    broken: bool = False
    numbered: bool = False
    starred: bool = False
    leaf_low: bool = False
    brackets: str = "（{}）"

    def bracketed(self, unit: str) -> str:
        """A unit behind a word; 人民币 is said of money alone."""
        brackets = self.brackets if unit.endswith("元") else self.brackets.replace("人民币", "")
        return brackets.format(unit)

    def write(self, word: str, number: int, unit: str = "") -> str:
        """A header word as this clerk writes it."""
        text = word
        if self.spaced and len(word) == 2:
            text = f"{word[0]} {word[1]}" if number % 2 else f"{word[0]}\u3000{word[1]}"
        if self.broken and len(word) >= 5:
            text = word[: len(word) // 2] + "\n" + word[len(word) // 2 :]
        if unit:
            text += self.bracketed(unit)
        if self.numbered:
            text = f"{number}{'.' if number % 3 else '、'}{text}"
        return f"*{text}" if self.starred and not self.numbered and number % 4 == 1 else text


def hand(rng: Random, *, merges: bool) -> Hand:
    """A clerk's hand; without merges groups stand in their first cell alone."""
    return Hand(
        merged=merges and rng.random() < 0.9,
        spaced=rng.random() < 0.2,
        broken=rng.random() < 0.2,
        numbered=rng.random() < 0.08,
        starred=rng.random() < 0.06,
        leaf_low=rng.random() < 0.3,
        brackets=rng.choice(["（{}）"] * 5 + ["({})", "[{}]", "（单位：{}）", "/{}", "(人民币{})"]),
    )


def draw_header(
    canvas: Canvas, top: int, left: int, paths: list[tuple[str, ...]], pen: Hand
) -> int:
    """Draw a header of any depth; the row after it.

    A path shorter than the header reaches down to the body. Equal groups side by side are one,
    unless they stand under different groups.
    """
    depth = max(map(len, paths))
    for j, path in enumerate(paths):
        column = left + j
        last = len(path) - 1
        row = top + last
        if pen.merged:
            canvas.merge(row, column, top + depth - 1, column)
        elif pen.leaf_low:
            row = top + depth - 1
        canvas.put(row, column, path[last])
        for level in range(last):
            if (
                j
                and paths[j - 1][: level + 1] == path[: level + 1]
                and len(paths[j - 1]) > level + 1
            ):
                continue
            canvas.put(top + level, column, path[level])
            end = j
            while (
                end + 1 < len(paths)
                and paths[end + 1][: level + 1] == path[: level + 1]
                and len(paths[end + 1]) > level + 1
            ):
                end += 1
            if pen.merged:
                canvas.merge(top + level, column, top + level, left + end)
    return top + depth
