"""The small parts of an OOXML package: which part is which sheet, what its styles show, its links.

Comes in: an open package. Goes out: BookParts. Refuses zip bombs, and every part that declares a
document type or an entity; knows no cells.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.number_formats import MarkedStyles, marked_styles
from enforcement_cli.workbook.refusal import Refused

# What a damaged package makes the library raise.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, NotImplementedError, RuntimeError,
    ValueError,
)  # fmt: skip
_STRINGS = "xl/sharedstrings.xml"
_HEAD = 1 << 16
_ROOT = re.compile(rb"<(?:\w|[\x80-\xff])")
_DECLARED = "XML 里有文档类型或实体声明"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookParts:
    """`sheets` is name to lower-case path; `linked` the files that links [1], [2] … point to.

    `formats` is cell style to the id and code of its number format.
    """

    sheets: dict[str, str]
    formats: dict[int, tuple[int, str]]
    styles: MarkedStyles
    linked: dict[int, str]


def parts_of(package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Every part by its lower-case path; some Chinese systems write backslashes into the names."""
    return {info.filename.replace("\\", "/").lower(): info for info in package.infolist()}


def refuse_bomb(package: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    """Refuse a zip that is larger unpacked than the limits allow, by the sizes it declares.

    Raises:
        Refused: F-01.
    """
    unpacked = sum(info.file_size for info in package.infolist())
    bomb = unpacked > limits.unzipped_free and unpacked > packed * limits.unzipped_ratio
    if bomb or unpacked > limits.unzipped_bytes:
        raise Refused("F-01", reason=f"解压后有 {unpacked >> 20} MiB，超过上限")


def refuse_declaration(head: bytes) -> None:
    """Refuse an XML part that declares a document type before its first element.

    No program that writes workbooks does. The reader of values drops what an entity stands for
    without a word, so that a cell would be short of it.

    Raises:
        Refused: F-01.
    """
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]:
        head = head.replace(b"\0", b"")
    root = _ROOT.search(head)
    if b"<!DOCTYPE" in head[: root.start() if root else len(head)]:
        raise Refused("F-01", reason=_DECLARED)


def refuse_strings(
    package: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], limits: Limits
) -> None:
    """Refuse shared strings that are too large, or declare a document type.

    Raises:
        Refused: F-01.
    """
    info = parts.get(_STRINGS)
    if info is None:
        return
    if info.file_size > limits.strings_bytes:
        raise Refused("F-01", reason=f"文字表解压后有 {info.file_size >> 20} MiB，超过上限")
    with package.open(info) as part:
        refuse_declaration(part.read(_HEAD))


def book_parts(
    package: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], limits: Limits
) -> BookParts:
    """What workbook.xml, its relations and the styles say; nothing where a part is missing."""
    book = next((name for name in parts if name.endswith("workbook.xml")), None)
    targets = _targets(package, parts, book, limits) if book else {}
    if book is None or not targets:
        return BookParts(sheets={}, formats={}, styles=marked_styles({}), linked={})
    sheets: dict[str, str] = {}
    links: list[str] = []
    for element in _tree(package, parts, book, limits).iter():
        kind = _bare(element)
        if kind not in ("sheet", "externalReference"):
            continue
        target = targets.get(_reference(element), "")
        if kind == "sheet":
            sheets[element.get("name", "")] = target
        else:
            links.append(target)
    style = next((path for path in targets.values() if path.endswith("styles.xml")), "")
    formats = _formats(_tree(package, parts, style, limits))
    return BookParts(
        sheets=sheets,
        formats=formats,
        styles=marked_styles(formats),
        linked={
            number: _linked_file(package, parts, link, limits)
            for number, link in enumerate(links, start=1)
        },
    )


def _targets(
    package: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], part: str, limits: Limits
) -> dict[str, str]:
    """Relation id to the lower-case path of what it names."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    targets: dict[str, str] = {}
    for relation in _tree(package, parts, relations, limits):
        target = relation.get("Target", "").replace("\\", "/").lower()
        absolute = target.startswith("/")
        targets[relation.get("Id", "")] = target[1:] if absolute else _join(folder, target)
    return targets


def _linked_file(
    package: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], link: str, limits: Limits
) -> str:
    """The bare name of the file a link part points to; the folder is another machine's."""
    folder, _, name = link.rpartition("/")
    for relation in _tree(package, parts, f"{folder}/_rels/{name}.rels", limits):
        path = unquote(relation.get("Target", "")).replace("\\", "/")
        return path.rpartition("/")[2]
    return ""


def _formats(tree: ET.Element) -> dict[int, tuple[int, str]]:
    codes = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in tree.iter()
        if _bare(element) == "numFmt"
    }
    cells = next((element for element in tree if _bare(element) == "cellXfs"), ())
    numbers = [element.get("numFmtId", "0") for element in cells]
    return {
        style: (int(number) if number.isdecimal() else 0, codes.get(number, ""))
        for style, number in enumerate(numbers)
    }


def _reference(element: ET.Element) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")


def _bare(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _join(folder: str, target: str) -> str:
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _tree(
    package: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], path: str, limits: Limits
) -> ET.Element:
    """A small part; an empty tree for one that is absent or broken.

    Raises:
        Refused: it is huge, or declares a document type or an entity (F-01).
    """
    info = parts.get(path)
    if info is None:
        return ET.Element("absent")
    if info.file_size > limits.small_part_bytes:
        size = f"{info.file_size >> 20} MiB"
        raise Refused("F-01", reason=f"{path.rpartition('/')[2]} 解压后有 {size}，超过上限")
    part = package.read(info)
    # In two-byte text the words stand apart.
    plain = part.replace(b"\0", b"") if b"\0" in part else part
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Refused("F-01", reason=_DECLARED)
    try:
        return ET.fromstring(part)  # noqa: S314  # no declarations, checked above
    except (ET.ParseError, LookupError, ValueError):  # the last two: an encoding nobody knows
        return ET.Element("broken")
