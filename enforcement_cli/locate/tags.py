"""The hidden row of tags of a blank we issued: by it a column that was moved or renamed is known.

Comes in: a grid, a header found by words. Goes out: the grid without the row, and for each tagged
column the header it was issued with. Refuses to choose where a tag and its header name two things.
"""

from collections import Counter
from collections.abc import Mapping as ByColumn
from collections.abc import Sequence
from dataclasses import dataclass, replace

from enforcement_cli.locate.reader import Reader
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.model.origin import Origin, column_letter
from enforcement_cli.model.problem import Effect, Problem
from enforcement_cli.model.table import Evidence
from enforcement_cli.vocabulary.blank import (
    BLANK_FORMS,
    BlankColumn,
    blank_columns,
    header_depth,
)
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.tags import GUIDE_MARK, Stamp, read_stamp, read_tag

_SEARCHED_ROWS = 60
_GUIDE_WIDTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    """The tags of one table: at which row, what was issued where; `stamp` None where it was cut."""

    sheet: str
    row: int
    form: str
    issued: ByColumn[int, BlankColumn]
    stamp: Stamp | None = None
    stamp_text: str = ""

    def header_rows(self, grid: SheetGrid) -> tuple[int, int] | None:
        """Where the header it was issued with stands: the first filled rows under it.

        None where no such row is left, or where one holds anything but words.
        """
        depth = header_depth(self.form)
        for number in range(self.row + 1, grid.last_row + 1):
            if number >= grid.first_row and _filled(grid, number):
                last = number + depth - 1
                worded = all(
                    isinstance(cell, str)
                    for row in range(number, last + 1)
                    for cell in _filled(grid, row)
                )
                return (number, last) if worded and last <= grid.last_row else None
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A column whose tag and header name two things: as issued, as it is headed now."""

    column: int
    issued: str
    now: str
    required: bool = False


def take_tags(grid: SheetGrid, campaign: Campaign) -> tuple[SheetGrid, tuple[TagRow, ...]]:
    """The sheet with its rows of tags blanked, and what they say.

    What stands above the lowest of them is ours: a self-check that nobody has computed since is
    nothing a sender could be asked about.
    """
    top = [cell for row in grid.rows[:_SEARCHED_ROWS] for cell in row if type(cell) is str]
    if "#" not in "".join(top):
        return grid, ()
    found: list[TagRow] = []
    rows = list(grid.rows)
    for index, row in enumerate(grid.rows[:_SEARCHED_ROWS]):
        if any(isinstance(cell, str) and cell.startswith("#") for cell in row):
            tags = _tag_row(grid, index, campaign)
            if tags is not None:
                found.append(tags)
                rows[index] = [None] * len(row)
    if not found:
        return grid, ()
    broken = {at: said for at, said in (grid.broken or {}).items() if at[0] > found[-1].row}
    return replace(grid, rows=rows, broken=broken or None), tuple(found)


def is_guide(grid: SheetGrid) -> bool:
    """Whether a sheet is the guide of a blank as issued, so that nothing it says is evidence.

    One that somebody wrote a table beside is read like any other.
    """
    cells = [row[0] for row in grid.rows[:1] if row]
    width = max((grid.first_column + len(row) - 1 for row in grid.rows), default=0)
    return cells == [GUIDE_MARK] and width <= _GUIDE_WIDTH


def _tag_row(grid: SheetGrid, index: int, campaign: Campaign) -> TagRow | None:
    """The row as tags; None for one that holds none.

    A tag nobody issues any more says nothing, nor does one over two columns: one is a copy.
    """
    cells = enumerate(grid.rows[index], start=grid.first_column)
    texts = {column: cell for column, cell in cells if isinstance(cell, str)}
    tags = {column: tag for column, text in texts.items() if (tag := read_tag(text)) is not None}
    stamped = next(
        ((stamp, text) for text in texts.values() if (stamp := read_stamp(text)) is not None), None
    )
    forms = {tag.form for tag in tags.values()} | ({stamped[0].form} if stamped else set())
    if len(forms) != 1 or not forms <= set(BLANK_FORMS):
        return None
    form = forms.pop()
    times = Counter(tag.tag for tag in tags.values())
    issued = {(column.tag, column.unit): column for column in blank_columns(form, campaign)}
    return TagRow(
        sheet=grid.name,
        row=grid.first_row + index,
        form=form,
        issued={
            column: issued[tag.tag, tag.unit]
            for column, tag in tags.items()
            if (tag.tag, tag.unit) in issued and times[tag.tag] == 1
        },
        stamp=stamped[0] if stamped else None,
        stamp_text=stamped[1].strip() if stamped else "",
    )


def _filled(grid: SheetGrid, number: int) -> list[Cell]:
    row = grid.rows[number - grid.first_row] if number <= grid.last_row else []
    return [cell for cell in row if cell is not None]


def stamp_evidence(tags: TagRow, reader: Reader, *, period: bool) -> list[Evidence]:
    """What the stamp says of court and days.

    The days are said only where `period` asks for them: who copies last week's file and changes
    its title has told the days in words.
    """
    stamp = tags.stamp
    if stamp is None or stamp.campaign != reader.campaign.id:
        return []
    court = stamp.court if stamp.court in reader.names.codes else None
    return [
        Evidence(
            source="stamp", text=tags.stamp_text, sheet=tags.sheet, row=tags.row, column=1, court=court,
            start=stamp.start if period else None, end=stamp.end if period else None,
        )
    ]  # fmt: skip


def refuses(found: Sequence[Contradiction]) -> bool:
    """Whether contradictions send the return back: several, or one at what no row can do without.

    Several are a row of tags that slipped against the columns: then none of either can be trusted.
    """
    return len(found) > 1 or any(one.required for one in found)


def ask_contradictions(
    found: Sequence[Contradiction], tags: TagRow, grid: SheetGrid, row: int, file: str
) -> list[Problem]:
    """S-27, once a table; 退回 where it refuses the return: nothing is stored to explain."""
    if not found:
        return []
    shown = "；".join(
        f"{column_letter(one.column)}列的标记是“{one.issued}”，列名是“{one.now}”" for one in found
    )
    effect: Effect = "blank"
    asked = rule("S-27")
    if refuses(found):
        effect, asked = "refuse", replace(asked, severity="return")
    origin = Origin(file=file, sheet=grid.name, row=row, column=found[0].column)
    facts = {"columns": shown, "row": str(tags.row)}
    return [Problem(rule=asked, origin=origin, facts=facts, effect=effect)]
