"""A table that tells cases: a line each (典型案例报送表), or one case as a form of labels.

Comes in: the rows of a sheet or of a table in a document. Goes out: pieces with what the columns
say of them. Refuses to read the words of a cell.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.model.story import StoryPiece
from enforcement_cli.workflow.story.labels import column_field
from enforcement_cli.workflow.story.split import split_text, tells_a_case

# A header stands at the top; below that a word like 内容 is a value.
_HEADER_ROWS = 12
_LEAST_LABELS = 3
_AMOUNTS = ("amount", "claim")
_UNIT = re.compile(r"[（(:：]?\s*(?:单位[：:])?(万元|亿元|元)\s*[）)]?")


def pieces_of_sheet(sheet: SheetGrid) -> tuple[StoryPiece, ...]:
    """The cases of a sheet; none where no column of it holds texts of cases."""
    rows = [[_text(cell) for cell in row] for row in sheet.rows]
    return tuple(
        replace(piece, place=_place(sheet, *map(int, piece.place.split())))
        for piece in pieces_of_rows(rows)
    )


def _place(sheet: SheetGrid, row: int, column: int) -> str:
    from enforcement_cli.model.origin import Origin

    origin = Origin(
        file="", sheet=sheet.name, row=sheet.first_row + row, column=sheet.first_column + column
    )
    return str(origin).strip()


def pieces_of_rows(rows: Sequence[Sequence[str]]) -> list[StoryPiece]:
    """The cases of a table; `place` is row and column of the text, both from 0."""
    for number, row in enumerate(rows[:_HEADER_ROWS]):
        fields = {column: field for column, cell in enumerate(row) if (field := column_field(cell))}
        if "text" in fields.values() and len(set(fields.values())) > 1:
            return _by_line(rows, number, fields)
    return _by_labels(rows)


def _by_line(
    rows: Sequence[Sequence[str]], header: int, fields: dict[int, str]
) -> list[StoryPiece]:
    units = {
        field: unit[1]
        for column, field in fields.items()
        if (unit := _UNIT.search(rows[header][column])) and field in _AMOUNTS
    }
    found: list[StoryPiece] = []
    court = ""
    for number, row in enumerate(rows[header + 1 :], header + 1):
        given = _given(row, fields)
        text = given.pop("text", "")
        # A court that is merged over its lines is written once.
        court = given.get("court", "") or court
        if court:
            given["court"] = court
        column = next(c for c in sorted(fields) if fields[c] == "text")
        found += _of_cell(text, given, units, f"{number} {column}")
    return found


def _given(row: Sequence[str], fields: dict[int, str]) -> dict[str, str]:
    """Field to value, the texts of several text columns as paragraphs of one."""
    given: dict[str, str] = {}
    for column, field in sorted(fields.items()):
        value = row[column].strip() if column < len(row) else ""
        if value and field == "text" and field in given:
            given[field] += "\n" + value
        elif value:
            given.setdefault(field, value)
    return given


def _of_cell(
    text: str, given: dict[str, str], units: dict[str, str], place: str
) -> list[StoryPiece]:
    """The cases of one cell; what the line says of a case holds where the cell has only one."""
    if not tells_a_case(text) and not ({"title", "debtor", "case_no"} & set(given) and text):
        return []
    title = given.get("title", "")
    pieces = split_text(text).pieces
    if len(pieces) < 2:
        own = {key: value for key, value in given.items() if key != "title"}
        one = pieces[0] if pieces else StoryPiece(title="", text=text, place=place)
        return [
            replace(
                one, title=title or one.title, place=place, given={**one.given, **own}, units=units
            )
        ]
    court = {"court": given["court"]} if "court" in given else {}
    return [replace(piece, place=place, given={**piece.given, **court}) for piece in pieces]


def _by_labels(rows: Sequence[Sequence[str]]) -> list[StoryPiece]:
    """A form: each label with its value beside it."""
    given: dict[str, str] = {}
    units: dict[str, str] = {}
    where = ""
    for number, row in enumerate(rows):
        for column, cell in enumerate(row[:-1]):
            field = column_field(cell)
            value = next((each.strip() for each in row[column + 1 :] if each.strip()), "")
            if not field or not value or column_field(value):
                continue
            if field == "text":
                where = where or f"{number} {column + 1}"
                given[field] = "\n".join(filter(None, (given.get(field, ""), value)))
            else:
                given.setdefault(field, value)
                found = _UNIT.search(cell)
                units |= {field: found[1]} if found and field in _AMOUNTS else {}
    text = given.pop("text", "")
    if not text or len(given) + 1 < _LEAST_LABELS:
        return []
    return _of_cell(text, given, units, where)


def _text(cell: Cell) -> str:
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)).normalize():f}"
    return str(cell)
