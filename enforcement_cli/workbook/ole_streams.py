"""The names at the root of an OLE compound file: what tells a workbook from an encrypted package.

Comes in: bytes. Goes out: lower-case names. Refuses to follow anything but the directory chain,
and never further than the file is long.
"""

import struct

_END = 0xFFFFFFFA  # and above: free, end, FAT and DIFAT sectors
_ENTRY = 128
_NONE = 0xFFFFFFFF


def root_names(data: bytes) -> set[str]:
    """Names of the streams and storages directly under the root; empty when it is corrupt."""
    try:
        directory = _directory(data)
        return _children_of_root(directory)
    except (struct.error, IndexError, UnicodeDecodeError):
        return set()


def _directory(data: bytes) -> bytes:
    """The directory's sectors joined, following the allocation table."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if not 7 <= shift <= 16:
        return b""
    size = 1 << shift
    first, table_sectors = (
        struct.unpack_from("<I", data, 48)[0],
        struct.unpack_from("<109I", data, 76),
    )
    per_sector = size // 4
    parts: list[bytes] = []
    sector, seen = first, set[int]()
    while sector < _END and sector not in seen:
        seen.add(sector)
        start = (sector + 1) * size
        parts.append(data[start : start + size])
        table = table_sectors[sector // per_sector]
        (sector,) = struct.unpack_from("<I", data, (table + 1) * size + sector % per_sector * 4)
    return b"".join(parts)


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
