"""The marked copy: the sender's own workbook with its problems in it, and nothing else changed.

Comes in: the bytes of a workbook and the problems found in it. Goes out: the bytes of the copy, its
old marks gone. Refuses what marking could damage (NotMarkable says why); never reads a value.
"""

from collections.abc import Callable, Sequence
from itertools import groupby

from enforcement_cli.check.sendback.book import (
    BookSheet,
    book_sheets,
    put_first,
    styles_part,
)
from enforcement_cli.check.sendback.cells import Place, SheetCells
from enforcement_cli.check.sendback.comments import with_comments
from enforcement_cli.check.sendback.damage import refuse_delicate
from enforcement_cli.check.sendback.items import ListItem, of_the_sender
from enforcement_cli.check.sendback.old_marks import without_old_marks
from enforcement_cli.check.sendback.package import (
    Package,
    open_package,
    plain_part,
    refuse_broken,
    save_package,
)
from enforcement_cli.check.sendback.places import place_of
from enforcement_cli.check.sendback.problem_list import Record, list_sheet, solid
from enforcement_cli.check.sendback.styles import Styles
from enforcement_cli.model.origin import column_letter
from enforcement_cli.model.problem import SEVERITIES, SEVERITY_NAMES
from enforcement_cli.vocabulary.sendback import comment_problems, sendback_word, shades


def marked_copy(data: bytes, problems: Sequence[ListItem], heading: str = "") -> bytes:
    """A copy with cells filled by severity, a comment a cell, and 问题清单 as its first sheet.

    Raises:
        NotMarkable: marking could damage the workbook.
    """
    package = open_package(data)
    refuse_delicate(package.parts)
    before = dict(package.parts)
    styles = Styles(package.parts[styles_part(package)])
    without_old_marks(package, styles)
    items = of_the_sender(problems)
    sheets = {sheet.name: sheet for sheet in book_sheets(package)}
    links: dict[int, str] = {}
    records: list[Record] = []
    numbered = sorted(enumerate(items), key=lambda one: one[1].sheet)
    for name, group in groupby(numbered, key=lambda one: one[1].sheet):
        sheet = sheets.get(name)
        if sheet is not None and sheet.part:
            records += _mark_sheet(package, sheet, list(group), styles, links)
    page = list_sheet(items, styles, heading=heading, links=links, records=records)
    put_first(package, _free_title(sheets), page)
    package.parts[styles_part(package)] = styles.xml()
    for part, xml in package.parts.items():
        if xml is not before.get(part):
            refuse_broken(xml)
    return save_package(package)


def _mark_sheet(
    package: Package,
    sheet: BookSheet,
    numbered: list[tuple[int, ListItem]],
    styles: Styles,
    links: dict[int, str],
) -> list[Record]:
    """Fill and comment the cells of one sheet; what their fills were before."""
    cells = SheetCells(plain_part(package, sheet.part))
    marked: dict[Place, list[ListItem]] = {}
    for number, item in numbered:
        place = place_of(item, cells)
        links[number] = f"{_quoted_name(sheet.name)}!{_address(place)}"
        marked.setdefault(cells.anchor(place), []).append(item)
    records: list[Record] = []

    def fill(place: Place, items: list[ListItem]) -> Callable[[int], int]:
        gravest = min(items, key=lambda item: SEVERITIES.index(item.severity)).severity

        def change(style: int) -> int:
            records.append((sheet.name, _address(place), styles.fill_of(style)))
            return styles.with_fill(style, solid(shades()[gravest].colour))

        return change

    wanted = {place: fill(place, items) for place, items in marked.items()}
    package.parts[sheet.part] = cells.restyled(wanted)
    with_comments(package, sheet.part, {place: _comment(items) for place, items in marked.items()})
    return records


def _comment(items: list[ListItem]) -> str:
    """What the comment of a cell says: each problem with what to do."""
    lines = [sendback_word("comment_mark")]
    for item in items[: comment_problems()]:
        lines.append(f"{SEVERITY_NAMES[item.severity]} {item.code} {item.title}".rstrip())
        lines.append(item.message + item.remedy)
    if rest := len(items[comment_problems() :]):
        more = sendback_word("more")
        lines.append(more.format(count=rest, sheet=sendback_word("sheet")))
    return "\n".join(lines)


def _free_title(sheets: dict[str, BookSheet]) -> str:
    """问题清单, or with a number where the court has a sheet of that name."""
    title = wanted = sendback_word("sheet")
    taken = {name.casefold() for name in sheets}
    number = 1
    while title.casefold() in taken:
        number += 1
        title = f"{wanted}{number}"
    return title


def _quoted_name(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def _address(place: Place) -> str:
    return f"{column_letter(place[1])}{place[0]}"
