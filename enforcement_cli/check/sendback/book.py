"""The workbook part: its sheets in order, a sheet put before them, a sheet taken away.

Comes in: a package. Goes out: the names and parts of its sheets, and the package with the numbers
that count sheets moved along. Refuses to know what is in a sheet.
"""

import re
from dataclasses import dataclass

from enforcement_cli.check.sendback.damage import NotMarkable
from enforcement_cli.check.sendback.package import (
    MAIN,
    OFFICE,
    Package,
    add_part,
    add_relation,
    attributes,
    drop_part,
    drop_relation,
    plain_part,
    quoted,
    relations,
)
from enforcement_cli.check.sendback.problem_list import SHEET_TYPE, STYLES_TYPE, print_titles
from enforcement_cli.check.sendback.styles import PLAIN_STYLES
from enforcement_cli.vocabulary.sendback import reason_apart

_STYLES = "xl/styles.xml"
_SHEET = re.compile(rb"<sheet\b[^>]*?/>|<sheet\b[^>]*>\s*</sheet>")
_NAME = re.compile(rb"<definedName\b[^>]*>[^<]*</definedName>|<definedName\b[^>]*/>")
_LOCAL = re.compile(rb"\blocalSheetId=[\"'](\d{1,9})[\"']")
_NUMBER = re.compile(rb"\bsheetId=[\"'](\d{1,9})[\"']")
_VIEW = re.compile(rb"<workbookView\b[^>]*>")
_SELECTED = re.compile(rb"(<sheetView\b[^>]*?)\s+tabSelected=[\"'](?:1|true)[\"']")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSheet:
    """A sheet of the book: its name, its part ('' for none), the relation that names it."""

    name: str
    part: str
    relation: str


def book_part(package: Package) -> str:
    """The path of the workbook part.

    Raises:
        NotMarkable: there is none, or it is written in another dialect of the format.
    """
    part = next((r.part for r in relations(package, "") if r.kind == "officeDocument"), "")
    xml = plain_part(package, part)
    if f'"{MAIN}"'.encode() not in xml[:4096] or b"</sheets>" not in xml:
        raise NotMarkable(reason_apart("unusual"))
    return part


def book_sheets(package: Package) -> list[BookSheet]:
    """The sheets in their order."""
    book = book_part(package)
    parts = {relation.id: relation.part for relation in relations(package, book)}
    found: list[BookSheet] = []
    for tag in _SHEET.findall(package.parts[book]):
        said = attributes(tag)
        relation = next((value for key, value in said.items() if key.endswith(":id")), "")
        part = parts.get(relation, "")
        found.append(BookSheet(name=said.get("name", ""), part=part, relation=relation))
    return found


def styles_part(package: Package) -> str:
    """The path of the style table; made where the workbook has none."""
    book = book_part(package)
    part = next((r.part for r in relations(package, book) if r.kind == "styles" and r.part), "")
    if not part:
        # Some readers look for it by this name alone.
        part = package.free_name("xl/styles{}.xml") if package.named(_STYLES) else _STYLES
        add_part(package, part, PLAIN_STYLES, STYLES_TYPE)
        add_relation(package, book, "styles", part)
    plain_part(package, part)
    return part


def drop_sheet(package: Package, sheet: BookSheet) -> None:
    """Take a sheet away, with the names that are its own."""
    book = book_part(package)
    place = [other.relation for other in book_sheets(package)].index(sheet.relation)
    xml = _SHEET.sub(
        lambda tag: b"" if sheet.relation in attributes(tag[0]).values() else tag[0],
        package.parts[book],
    )
    package.parts[book] = _moved(xml, place, -1)
    drop_relation(package, book, sheet.relation)
    if sheet.part:
        drop_part(package, sheet.part)


def put_first(package: Package, name: str, xml: bytes) -> None:
    """Put a sheet before all others and show it; of the others none stays selected.

    Two selected sheets would be a group: what is typed on one is typed on the other.
    """
    book = book_part(package)
    for sheet in book_sheets(package):
        if sheet.part:
            package.parts[sheet.part] = _SELECTED.sub(rb"\1", package.parts[sheet.part])
    part = package.free_name("xl/worksheets/problemList{}.xml")
    add_part(package, part, xml, SHEET_TYPE)
    relation = add_relation(package, book, "worksheet", part)
    old = package.parts[book]
    numbers = map(int, _NUMBER.findall(old))
    line = (
        f'<sheet xmlns:r="{OFFICE}" name="{quoted(name)}" sheetId="{max(numbers, default=0) + 1}" '
        f'r:id="{relation}"/>'
    )
    new = _moved(old, 0, 1)
    new = re.sub(rb"<sheets\b[^>]*>", lambda tag: tag[0] + line.encode(), new, count=1)
    package.parts[book] = _with_titles(new, name)


def _moved(xml: bytes, place: int, by: int) -> bytes:
    """Names of single sheets and the shown sheet, after one came to `place` or left it."""

    def name(found: re.Match[bytes]) -> bytes:
        local = _LOCAL.search(found[0])
        if local is None or int(local[1]) < place:
            return found[0]
        if by < 0 and int(local[1]) == place:
            return b""
        return _LOCAL.sub(b'localSheetId="%d"' % (int(local[1]) + by), found[0])

    def view(found: re.Match[bytes]) -> bytes:
        tag = re.sub(rb"\s+(?:activeTab|firstSheet)=[\"']\d+[\"']", b"", found[0])
        return tag.replace(b"<workbookView", b'<workbookView activeTab="0"', 1)

    return _VIEW.sub(view, _NAME.sub(name, xml))


def _with_titles(xml: bytes, name: str) -> bytes:
    """The book with the list's header row repeated in print."""
    line = (
        '<definedName name="_xlnm.Print_Titles" localSheetId="0">'
        f"{quoted(print_titles(name))}</definedName>"
    ).encode()
    xml = re.sub(rb"<definedNames\s*/>", b"<definedNames></definedNames>", xml)
    if b"</definedNames>" in xml:
        return xml.replace(b"<definedNames>", b"<definedNames>" + line, 1)
    found = re.search(rb"<externalReferences\b.*?</externalReferences>", xml, re.DOTALL)
    after = re.search(rb"</functionGroups>|<functionGroups[^>]*/>", xml)
    at = max(m.end() for m in (re.search(rb"</sheets>", xml), found, after) if m)
    return xml[:at] + b"<definedNames>" + line + b"</definedNames>" + xml[at:]
