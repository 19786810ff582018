"""The side scan: what calamine hides of a sheet. Error cells, uncached formulas, hidden rows.

Comes in: the bytes of an OOXML package. Goes out: a SideScan for each sheet name. Refuses zip
bombs; looks for the bytes first and matches tags only where they occur; never expands an entity.
"""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from enforcement_cli.model.origin import column_number
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.refusal import Refused

UNCACHED = "未计算"
_CHUNK = 1 << 20
# Marks are searched for from a literal prefix, which is as fast as a byte search; the tag round a
# mark is then cut out by position. No tag is matched that holds no mark.
_ERROR_MARK = re.compile(rb"t=[\"']e[\"']")
_HIDDEN_MARK = re.compile(rb"hidden=[\"'](?:1|true)[\"']")
_FORMULA_MARK = re.compile(rb"<f[\s/>]")
_PREFIXED_FORMULA_MARK = re.compile(rb"<\w+:f[\s/>]")
_NAME = re.compile(rb"<(?:\w+:)?(\w+)")
_AFTER_FORMULA = re.compile(
    rb"<[^>]*?(?:/>|>[^<]*</[^>]*>)\s*(?P<tag><(?:\w+:)?v\b[^>]*?(?:/>|>(?P<value>[^<]*)))?"
)
_ERROR_VALUE = re.compile(
    rb"\s*(?:<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</[^>]*>))?\s*<(?:\w+:)?v\b[^>]*>([^<]*)<"
)
_ADDRESS = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ROW_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_SPAN = re.compile(rb"\b(min|max)=[\"'](\d{1,5})[\"']")
_ROW_TAG = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_CELL_TAG = re.compile(rb"<(?:\w+:)?c\b")
_TEXT_TYPE = re.compile(rb"\bt=[\"']str[\"']")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, NotImplementedError,
            RuntimeError, ValueError)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class SideScan:
    """What the values of one sheet cannot say; as SheetGrid has it."""

    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def scan_package(data: bytes, limits: Limits) -> dict[str, SideScan]:
    """Sheet name to what was found beside its values.

    A sheet missing here has a part this scan could not follow; its values are read all the same
    by a reader that either can or refuses.

    Raises:
        Refused: not a zip, or larger unpacked than the limits allow.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            refuse_bomb(package, len(data), limits)
            parts = {info.filename.replace("\\", "/").lower(): info for info in package.infolist()}
            return {
                name: _scan(_chunks(package, parts[part], limits))
                for name, part in _sheet_parts(package, parts).items()
                if part in parts
            }
    except _DAMAGED as failure:
        raise Refused("F-01", reason="压缩包结构已损坏") from failure


def refuse_bomb(package: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    """Refuse a zip that is larger unpacked than the limits allow, by the sizes it declares.

    Raises:
        Refused: F-01.
    """
    unpacked = sum(info.file_size for info in package.infolist())
    bomb = unpacked > limits.unzipped_free and unpacked > packed * limits.unzipped_ratio
    if bomb or unpacked > limits.unzipped_bytes:
        raise Refused("F-01", reason=f"解压后有 {unpacked >> 20} MiB，超过上限")


def _sheet_parts(package: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    """Sheet name to the lower-case path of its part, by workbook.xml and its relations."""
    book = next((name for name in parts if name.endswith("workbook.xml")), None)
    if book is None:
        return {}
    folder, _, name = book.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    if relations not in parts:
        return {}
    targets: dict[str, str] = {}
    for relation in _parse(package.read(parts[relations])):
        target = relation.get("Target", "").replace("\\", "/").lower()
        absolute = target.startswith("/")
        targets[relation.get("Id", "")] = target[1:] if absolute else _join(folder, target)
    sheets: dict[str, str] = {}
    for element in _parse(package.read(parts[book])).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            reference = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
            sheets[element.get("name", "")] = targets.get(reference, "")
    return sheets


def _join(folder: str, target: str) -> str:
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _parse(part: bytes) -> ET.Element:
    """A small part as a tree; one that declares entities or is broken is an empty tree."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        return ET.Element("refused")
    try:
        return ET.fromstring(part)  # noqa: S314  # no declarations, checked above
    except ET.ParseError:
        return ET.Element("broken")


def _chunks(package: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> Iterator[bytes]:
    """The part in pieces cut at the end of a row, so that no cell is split."""
    rest, total = b"", 0
    with package.open(info) as stream:
        while piece := stream.read(_CHUNK):
            total += len(piece)
            if total > limits.unzipped_bytes:
                raise Refused("F-01", reason="解压后超过上限")
            rest += piece
            cut = rest.rfind(b"</row>")
            if cut >= 0:
                yield rest[: cut + 6]
                rest = rest[cut + 6 :]
    yield rest


def _scan(chunks: Iterator[bytes]) -> SideScan:
    found = SideScan()
    rows: set[int] = set()
    columns: set[int] = set()
    before = 0
    formula = _FORMULA_MARK
    for chunk in chunks:
        if b":worksheet" in chunk[:2048]:  # a prefix is legal, and no common writer's
            formula = _PREFIXED_FORMULA_MARK
        for mark in formula.finditer(chunk):
            _note_formula(chunk, mark.start(), before, found.broken)
        for mark in _ERROR_MARK.finditer(chunk):
            _note_error(chunk, mark.start(), before, found.broken)
        for mark in _HIDDEN_MARK.finditer(chunk):
            start, tag, name = _tag_round(chunk, mark.start())
            if name == b"row":
                rows.add(_row_of(chunk, start, tag, before))
            elif name == b"col":
                span = {key: int(value) for key, value in _SPAN.findall(tag)}
                columns.update(range(span.get(b"min", 1), min(span.get(b"max", 0), 16384) + 1))
        last = chunk.rfind(b"<row")
        if last >= 0:
            before = _row_of(chunk, last, _tag_round(chunk, last + 1)[1], before)
    found.hidden_rows, found.hidden_columns = frozenset(rows), frozenset(columns)
    return found


def _tag_round(chunk: bytes, inside: int) -> tuple[int, bytes, bytes]:
    """Start, text and bare name of the tag that holds a position."""
    start = max(chunk.rfind(b"<", 0, inside), 0)
    end = chunk.find(b">", inside)
    tag = chunk[start : end + 1 if end >= 0 else len(chunk)]
    name = _NAME.match(tag)
    return start, tag, name[1] if name else b""


def _note_formula(
    chunk: bytes, start: int, before: int, broken: dict[tuple[int, int], str]
) -> None:
    """A formula whose cell holds no value, or an empty one that is no text."""
    cell_start, cell, name = _tag_round(chunk, start)
    after = _AFTER_FORMULA.match(chunk, start)
    if name != b"c" or after is None:
        return
    if after["tag"] is None or (not after["value"] and not _TEXT_TYPE.search(cell)):
        broken[_place(chunk, cell_start, cell, before)] = UNCACHED


def _note_error(chunk: bytes, inside: int, before: int, broken: dict[tuple[int, int], str]) -> None:
    start, cell, name = _tag_round(chunk, inside)
    if name == b"c":
        value = _ERROR_VALUE.match(chunk, start + len(cell))
        shown = value[1].decode("ascii", "replace") if value else "#ERR!"
        broken[_place(chunk, start, cell, before)] = shown


def _place(chunk: bytes, start: int, cell: bytes, before: int) -> tuple[int, int]:
    """A cell's address; counted where the writer left the attribute out."""
    if address := _ADDRESS.search(cell):
        return int(address[2]), column_number(address[1].decode("ascii"))
    tags = list(_ROW_TAG.finditer(chunk, 0, start))
    tag = tags[-1] if tags else None
    column = len(_CELL_TAG.findall(chunk, tag.end() if tag else 0, start)) + 1
    return _row_of(chunk, tag.start() if tag else 0, tag[0] if tag else b"", before), column


def _row_of(chunk: bytes, start: int, tag: bytes, before: int) -> int:
    """A row's number; where the writer left it out, the one after the row before it.

    `before` is the number of the last row before the chunk.
    """
    if number := _ROW_NUMBER.search(tag):
        return int(number[1])
    row = before
    for earlier in _ROW_TAG.finditer(chunk, 0, start):
        number = _ROW_NUMBER.search(earlier[0])
        row = int(number[1]) if number else row + 1
    return row + 1
