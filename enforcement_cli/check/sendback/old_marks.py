"""Takes the marks of an earlier copy out again: our list, our comments, our fills.

Comes in: a package that may be a marked copy the court worked on. Goes out: the package as the
court meant it. Refuses to change what only looks like ours: a sheet without our tag stays.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from html import unescape

from enforcement_cli.check.sendback.book import BookSheet, book_part, book_sheets, drop_sheet
from enforcement_cli.check.sendback.cells import Place, SheetCells
from enforcement_cli.check.sendback.comments import without_ours
from enforcement_cli.check.sendback.package import Package, plain_part, relations
from enforcement_cli.check.sendback.problem_list import Record
from enforcement_cli.check.sendback.styles import Styles
from enforcement_cli.model.origin import column_letter
from enforcement_cli.vocabulary.sendback import is_our_list, sendback_word, shades

_CELL_END = b"</c>"
_TEXT = re.compile(rb"<t\b[^>]*>([^<]*)</t>")
_VALUE = re.compile(rb"<v>(\d{1,9})</v>")
_SHARED = re.compile(rb"<si\b[^>]*>(.*?)</si>|<si\s*/>", re.DOTALL)
_SHARED_TYPE = re.compile(rb"\bt=[\"']s[\"']")


def without_old_marks(package: Package, styles: Styles) -> None:
    """Take out what an earlier copy put in; nothing is done to a workbook without our marks."""
    records: list[Record] = []
    for sheet in book_sheets(package):
        if sheet.part and sheet.name.startswith(sendback_word("sheet")):
            texts = _texts(package, sheet)
            if is_our_list(sheet.name, tuple(texts)):
                records += [record for text in texts if (record := _record(text))]
                drop_sheet(package, sheet)
    ours = styles.filled_with(frozenset(shade.colour for shade in shades().values()) - {""})
    for sheet in book_sheets(package):
        if not sheet.part:
            continue
        without_ours(package, sheet.part)
        if ours:
            _restore_fills(package, sheet, styles, ours, records)


def _restore_fills(
    package: Package,
    sheet: BookSheet,
    styles: Styles,
    ours: frozenset[int],
    records: list[Record],
) -> None:
    """The fills as they were; of a cell that moved, the one most cells of its column had."""
    cells = SheetCells(plain_part(package, sheet.part))
    filled = cells.styled(ours)
    if not filled:
        return
    known = {address: fill for name, address, fill in records if name == sheet.name}
    usual: dict[str, Counter[str]] = {}
    for address, fill in known.items():
        usual.setdefault(address.rstrip("0123456789"), Counter())[fill] += 1

    def restored(place: Place) -> Callable[[int], int]:
        letter = column_letter(place[1])
        fill = known.get(f"{letter}{place[0]}")
        if fill is None:
            fill = usual[letter].most_common(1)[0][0] if letter in usual else ""
        return lambda style: styles.with_fill(style, fill)

    wanted: Mapping[Place, Callable[[int], int]] = {place: restored(place) for place in filled}
    package.parts[sheet.part] = cells.restyled(wanted)


def _texts(package: Package, sheet: BookSheet) -> list[str]:
    """Every text of a sheet, whether it stands in the cells or in the workbook's shared texts."""
    cells = SheetCells(plain_part(package, sheet.part))
    shared: list[str] = []
    for relation in relations(package, book_part(package)):
        if relation.kind == "sharedStrings" and relation.part:
            texts = _SHARED.finditer(plain_part(package, relation.part))
            shared = [_joined(found[1] or b"") for found in texts]
    found: list[str] = []
    for row in cells.rows:
        for cell in cells.cells(row):
            if not cell.valued:
                continue
            inside = cells.xml[cell.end : cells.xml.find(_CELL_END, cell.end)]
            number = _VALUE.search(inside)
            if number and _SHARED_TYPE.search(cell.tag):
                place = int(number[1])
                found.append(shared[place] if place < len(shared) else "")
            else:
                found.append(_joined(inside))
    return found


def _joined(xml: bytes) -> str:
    return unescape(b"".join(_TEXT.findall(xml)).decode("utf-8", "replace"))


def _record(text: str) -> Record | None:
    """Sheet, cell and fill of a line in the hidden column; a fill must be one by its looks."""
    parts = text.split("\t")
    if len(parts) != 3 or not re.fullmatch(r"[A-Z]{1,3}\d{1,7}", parts[1]):
        return None
    if parts[2] and not re.fullmatch(r"<fill>(?:(?!</?fill>).)*</fill>", parts[2], re.DOTALL):
        return None
    return parts[0], parts[1], parts[2]
