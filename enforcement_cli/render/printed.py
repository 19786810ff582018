"""What a file prints, as texts by table, row and column; and what gathers them while it is read.

Knows no file format and no figures.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

TEXT = "text"  # the table of what stands in no table


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedText:
    """A text as printed. `table` is the title above it; `row` and `column` count from 0.

    In a table column 0 is the stub; outside, `row` counts the lines. A second table of the same
    title is called `title#2`.
    """

    table: str
    row: int
    column: int
    text: str


class Pages:
    """Gathers lines of tables under the text that came last before them."""

    def __init__(self) -> None:
        self._found: list[PrintedText] = []
        self._title, self._titled = "", False
        self._row = self._texts = 0
        self._times: Counter[str] = Counter()

    def text(self, text: str, *, title: bool = False) -> None:
        """A line outside tables; a table below it has the last `title`, else the last line."""
        shown = " ".join(text.split())
        if not shown:
            return
        if title or not self._titled or self._row:
            self._title, self._titled = shown, title
        self._row = 0
        self._found.append(PrintedText(table=TEXT, row=self._texts, column=0, text=shown))
        self._texts += 1

    def named(self, title: str) -> None:
        """A table of this title begins."""
        self._title, self._titled, self._row = title, True, 0

    def line(self, cells: Sequence[str]) -> None:
        """A row of a table."""
        if not self._row:
            self._times[self._title] += 1
        times = self._times[self._title]
        table = self._title if times < 2 else f"{self._title}#{times}"
        for column, text in enumerate(cells):
            shown = " ".join(text.split())
            self._found.append(PrintedText(table=table, row=self._row, column=column, text=shown))
        self._row += 1

    def done(self) -> tuple[PrintedText, ...]:
        """Everything in reading order."""
        return tuple(self._found)
