"""The names at the root of an OLE compound file, and whether its chains of sectors end.

Comes in: bytes. Goes out: lower-case names, which tell a workbook from an encrypted package.
Refuses to follow a chain further than the file is long.
"""

import struct
from collections.abc import Sequence

_END = 0xFFFFFFFA  # and above: free, end, FAT and DIFAT sectors
_ENTRY = 128
_NONE = 0xFFFFFFFF
_STREAM = 2


def root_names(data: bytes) -> set[str]:
    """Names of the streams and storages directly under the root; empty when it is corrupt."""
    try:
        directory = _directory(data)
        return _children_of_root(directory)
    except (struct.error, IndexError, UnicodeDecodeError):
        return set()


def never_ends(data: bytes) -> bool:
    """Whether the sectors of a short stream run in a circle, which their reader would never leave.

    Of long streams it notices that itself.
    """
    try:
        directory, (cutoff,) = _directory(data), struct.unpack_from("<i", data, 56)
        (first,) = struct.unpack_from("<I", data, 60)
        table = memoryview(_joined(data, first))
        table = table[: len(table) // 4 * 4].cast("I")
    except (struct.error, IndexError):
        return False
    for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        sector, size = struct.unpack_from("<Ii", directory, place + 116)
        if directory[place + 66] == _STREAM and size < cutoff and _circles(table, sector):
            return True
    return False


def _circles(table: Sequence[int], sector: int) -> bool:
    seen = set[int]()
    while sector < len(table):
        if sector in seen:
            return True
        seen.add(sector)
        sector = table[sector]
    return False


def _directory(data: bytes) -> bytes:
    return _joined(data, struct.unpack_from("<I", data, 48)[0])


def _joined(data: bytes, sector: int) -> bytes:
    """The sectors of a chain joined, following the allocation table."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if not 7 <= shift <= 16:
        return b""
    size = 1 << shift
    tables, per_sector = _tables(data, size), size // 4
    parts: list[bytes] = []
    seen = set[int]()
    while sector < _END and sector not in seen:
        seen.add(sector)
        start = (sector + 1) * size
        parts.append(data[start : start + size])
        table = tables[sector // per_sector]
        (sector,) = struct.unpack_from("<I", data, (table + 1) * size + sector % per_sector * 4)
    return b"".join(parts)


def _tables(data: bytes, size: int) -> list[int]:
    """The sectors of the allocation table: the first 109 in the header, the others in a chain."""
    tables = list(struct.unpack_from("<109I", data, 76))
    (sector,) = struct.unpack_from("<I", data, 68)
    seen = set[int]()
    while sector < _END and sector not in seen and (sector + 2) * size <= len(data):
        seen.add(sector)
        *more, sector = struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
        tables += more
    return tables


def _children_of_root(directory: bytes) -> set[str]:
    """Walk the root's tree of siblings."""
    names: set[str] = set()
    if len(directory) < _ENTRY:
        return names
    (child,) = struct.unpack_from("<I", directory, 76)
    waiting, seen = [child], set[int]()
    while waiting:
        number = waiting.pop()
        if number == _NONE or number in seen or (number + 1) * _ENTRY > len(directory):
            continue
        seen.add(number)
        entry = directory[number * _ENTRY : (number + 1) * _ENTRY]
        (length,) = struct.unpack_from("<H", entry, 64)
        names.add(entry[: max(length - 2, 0)].decode("utf-16-le", "replace").lower())
        left, right = struct.unpack_from("<2I", entry, 68)
        waiting += [left, right]
    return names
