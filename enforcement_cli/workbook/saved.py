"""When a workbook says it was last saved.

Comes in: the bytes of a file that was read, and its kind. Goes out: a moment with its zone, or None
where the file does not say. Refuses to fail: a return is not worse for a broken property.
"""

import io
import re
import struct
import zipfile
from datetime import UTC, datetime, timedelta

from enforcement_cli.model.grid import FileKind
from enforcement_cli.workbook.package_parts import DAMAGED, parts_of

_PARTS: dict[FileKind, str] = {
    "xlsx": "docprops/core.xml",
    "xlsm": "docprops/core.xml",
    "xlsb": "docprops/core.xml",
    "ods": "meta.xml",
}
_LARGEST = 1 << 18
# The text of one element is cut out of the bytes: nothing of the part is parsed or expanded.
_SAVED = re.compile(rb"<(?:\w+:)?modified\b[^>]*>([^<]{10,40})<|<dc:date\b[^>]*>([^<]{10,40})<")
_FRACTION = re.compile(r"\.\d+")
_LAST_SAVED, _FILETIME = 13, 64
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def saved_at(data: bytes, kind: FileKind) -> datetime | None:
    """The moment of the last saving. A moment without a zone is taken as UTC, the later reading."""
    if kind == "xls":
        return _of_compound_file(data)
    part = _PARTS.get(kind)
    return _of_package(data, part) if part else None


def _of_package(data: bytes, part: str) -> datetime | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            info = parts_of(package).get(part)
            if info is None or info.file_size > _LARGEST:
                return None
            with package.open(info) as stream:
                found = _SAVED.search(stream.read(_LARGEST))
    except DAMAGED:
        return None
    return _moment((found[1] or found[2]).decode("ascii", "replace").strip()) if found else None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_FRACTION.sub("", text))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _of_compound_file(data: bytes) -> datetime | None:
    from enforcement_cli.workbook.ole import summary_of

    stream = summary_of(data)
    try:
        return last_saved_property(stream) if stream else None
    except (struct.error, OverflowError):
        return None


def last_saved_property(stream: bytes) -> datetime | None:
    """The last-saved time of a SummaryInformation stream ([MS-OLEPS] 2.21).

    Raises:
        struct.error: the stream is cut off.
    """
    (section,) = struct.unpack_from("<I", stream, 44)
    (count,) = struct.unpack_from("<I", stream, section + 4)
    for number in range(min(count, 64)):
        name, offset = struct.unpack_from("<II", stream, section + 8 + 8 * number)
        if name == _LAST_SAVED:
            sort, ticks = struct.unpack_from("<IQ", stream, section + offset)
            known = sort == _FILETIME and ticks
            return _EPOCH + timedelta(microseconds=ticks // 10) if known else None
    return None
