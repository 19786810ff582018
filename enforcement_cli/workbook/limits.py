"""How much a file may ask of this machine before it is refused.

Comes in: nothing. Goes out: one frozen value. Refuses to know readers and formats.
"""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one file. A court's return is thousands of times below each of them.

    `unzipped_ratio` is looked at only above `unzipped_free` bytes: a sheet of equal rows packs
    well and is harmless while it is small. `memory_bytes` and `seconds` (of
    processor time) are the worker's.
    """

    file_bytes: int = 64 * MIB
    unzipped_bytes: int = 1024 * MIB
    unzipped_free: int = 64 * MIB
    unzipped_ratio: int = 200
    sheet_cells: int = 8_000_000
    sheets: int = 256
    archive_files: int = 2000
    archive_depth: int = 2
    merges: int = 20_000
    seconds: float = 30.0
    memory_bytes: int = 1024 * MIB
