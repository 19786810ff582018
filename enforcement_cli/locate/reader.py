"""The words of one file: evidence from its texts, and whose answers hold for its columns.

Comes in: texts with their places. Goes out: Evidence, a court's answers. Refuses to know tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from enforcement_cli.locate.court_names import CourtNames
from enforcement_cli.locate.evidence import read_text
from enforcement_cli.locate.header import SEARCHED_ROWS
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.grid import SheetGrid
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.model.table import Evidence

if TYPE_CHECKING:  # tags says what it found in the words of this module
    from enforcement_cli.locate.tags import TagRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What reading any sheet of the file needs to know. `court` is the one the clerk named.

    `tags` are the rows of tags of the sheet that is being read, by which a blank of ours is known.
    """

    file: str
    names: CourtNames
    campaign: Campaign
    mappings: Sequence[Mapping]
    court: str | None
    tags: "tuple[TagRow, ...]" = ()

    def texts(
        self, cells: Sequence[tuple[str, int, int]], source: str, sheet: str = ""
    ) -> list[Evidence]:
        """The evidence of some texts with their rows and columns."""
        found = (
            read_text(
                text, self.names, self.campaign, source=source, sheet=sheet, row=row, column=column
            )
            for text, row, column in cells
        )
        return [evidence for evidence in found if evidence is not None]

    def loose(self, grid: SheetGrid) -> list[Evidence]:
        """What a sheet without table says: its name and its first lines."""
        found = self.texts([(grid.name, 0, 0)], "sheet", grid.name)
        first = cells_of(grid, grid.first_row, grid.first_row + SEARCHED_ROWS)
        return found + self.texts(first, "title", grid.name)

    def whose(self, grid: SheetGrid, beyond: Sequence[Evidence]) -> str:
        """The court whose answers hold: the given one, the one that file and sheet name, the desk.

        A table of several courts is the desk's own.
        """
        if self.court:
            return self.court
        said = [*beyond, *self.loose(grid)]
        courts = {piece.court for piece in said if piece.court} - {self.names.desk}
        courts = courts or {row.stamp.court for row in self.tags if row.stamp} & {*self.names.codes}
        return courts.pop() if len(courts) == 1 else self.names.desk

    def answers(self, grid: SheetGrid, beyond: Sequence[Evidence]) -> dict[str, Mapping]:
        """By form, the answers for the court whose columns these are."""
        if not self.mappings:
            return {}
        court = self.whose(grid, beyond)
        return {m.form: m for m in self.mappings if m.court == court}


def cells_of(grid: SheetGrid, first: int, end: int) -> list[tuple[str, int, int]]:
    """The text cells of rows `first` to before `end`, with their addresses."""
    rows = grid.rows[max(first - grid.first_row, 0) : max(end - grid.first_row, 0)]
    return [
        (value, first + i, grid.first_column + j)
        for i, row in enumerate(rows)
        for j, value in enumerate(row)
        if isinstance(value, str)
    ]
