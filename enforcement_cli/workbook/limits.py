"""How much a file may ask of this machine before it is refused.

Comes in: nothing. Goes out: one frozen value. Refuses to know readers and formats.
"""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one file. A court's return is thousands of times below each of them.

    `hashed_bytes` is up to where a file too large to be read is still fingerprinted, so that its
    refusal is stored. `unzipped_ratio` is looked at only above `unzipped_free` bytes: a sheet of equal rows packs
    well and is harmless while it is small. `small_part_bytes` bounds each part of a package that is
    read as a tree (names, styles, relations), `strings_bytes` its shared strings,
    `directory_bytes` the list of its parts; `nesting` the depth of elements in markup,
    `text_characters` what a document says: a bulletin has some thousands. `memory_bytes` and `seconds` (of
    processor time) are the worker's.
    """

    file_bytes: int = 64 * MIB
    hashed_bytes: int = 1024 * MIB
    unzipped_bytes: int = 1024 * MIB
    unzipped_free: int = 64 * MIB
    unzipped_ratio: int = 200
    small_part_bytes: int = 16 * MIB
    strings_bytes: int = 512 * MIB
    directory_bytes: int = 4 * MIB
    nesting: int = 256
    sheet_cells: int = 8_000_000
    sheet_columns: int = 16_384
    sheets: int = 256
    archive_files: int = 2000
    archive_depth: int = 2
    merges: int = 20_000
    text_characters: int = 2_000_000
    seconds: float = 30.0
    memory_bytes: int = 1024 * MIB
