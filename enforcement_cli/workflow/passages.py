"""The sentence that a figure of a text was read from, out of the archived original.

Comes in: return, place. Goes out: the sentence, empty where the original cannot be read any more (it
had a password, or somebody took it away). Refuses to read a figure anew.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from enforcement_cli.model.origin import Origin
from enforcement_cli.model.passage import Passage, in_words, offsets_of, sentence_around
from enforcement_cli.model.personal import without_numbers
from enforcement_cli.model.visible import in_a_line
from enforcement_cli.store.read import StoredReturn

_LONGEST = 200


def sentence_at(
    origin: Origin, return_id: int, returns: Mapping[int, StoredReturn], archive: Path
) -> str:
    """The sentence around a place in a text; empty for a cell of a table."""
    if not in_words(origin.sheet) or origin.row is None or origin.column is None:
        return ""
    stored = returns.get(return_id)
    text = _text(archive, stored.sha256) if stored else ""
    span = offsets_of(text, Passage(origin.sheet or "", origin.row, origin.column))
    if span is None:
        return ""
    start, end = sentence_around(text, *span)
    return without_numbers(in_a_line(text[start:end].strip()))[:_LONGEST]


@cache
def _text(archive: Path, sha256: str) -> str:
    """The text of an original, read as it was when it came; it was read within all limits then."""
    from enforcement_cli.workbook.read import read_book

    original = next(iter(archive.glob(f"{sha256}*")), None)
    if original is None:
        return ""
    try:
        read = read_book(original)
    except OSError:  # gone or not readable: the figure is explained without its sentence
        return ""
    return read.value.text if read.value else ""
