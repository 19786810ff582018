"""A text as it is read: half-width, without blanks and breaks of layout, in paragraphs.

Comes in: any text. Goes out: its paragraphs, each with where its signs stand in the text; one that
stands several times is read once, with all its places. Refuses to know what is said.
"""

import re
from dataclasses import dataclass
from functools import cache

_HALF = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {
    ord("％"): "%", ord("﹪"): "%", ord("．"): ".", ord("＋"): "+", ord("\u3000"): " ",
    ord(","): "，", ord("("): "（", ord(")"): "）", ord("；"): "；", ord(";"): "；", ord(":"): "：",
}  # fmt: skip
# A comma between three and three digits is part of a number.
_GROUPED = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_BLANK = re.compile(r"[ \t\r\f\v\u00a0\u2002-\u200b\u2028\ufeff]+")
_LINES = re.compile(r"\n[ \t\r\u3000\u00a0]*")
# A line that ends so is whole; one that starts so is a new one.
_ENDS = "。！？!?；;：:”」』…》】"
_STARTS = re.compile(
    r"(?:[-*•●◆▲▼■□○·➢✅★☆#>|【《“\"'「『◎※]|\d{1,2}(?:[、．)）]|\.(?!\d))|[（(]?[一二三四五六七八九十\d]{1,3}(?:[)）、]|\.(?!\d))|第[一二三四五六七八九十])"
)
# A shorter line was ended by its writer, not by the width of a column.
_FULL_LINE = 10
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph: its signs, where each stands in the text, and how far its repeats are off."""

    signs: str
    places: tuple[int, ...] | range
    repeats: tuple[tuple[int, ...] | range, ...] = ()


def stretches(text: str) -> list[Stretch]:
    """The paragraphs of a text in order; lines that only a column's width broke are one."""
    read: dict[str, list[tuple[int, ...] | range]] = {}
    half = text.translate(_half())
    for start, end in _paragraphs(half):
        signs, places = _signs(half, start, end)
        if signs:
            read.setdefault(signs, []).append(places)
    return [Stretch(signs, places[0], tuple(places[1:])) for signs, places in read.items()]


@cache
def _half() -> dict[int, int | str]:
    return dict(_HALF)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Where paragraphs stand: lines, joined where a line was broken off."""
    found: list[tuple[int, int]] = []
    at = 0
    open_from: int | None = None
    for line in text.splitlines(keepends=True):
        start, end = at, at + len(line)
        at = end
        bare = line.strip()
        if not bare:
            if open_from is not None:
                found.append((open_from, start))
            open_from = None
            continue
        if open_from is not None and _STARTS.match(bare):
            found.append((open_from, start))
            open_from = None
        if open_from is None:
            open_from = start
        running = len(bare) >= _FULL_LINE or "，" in bare
        if bare[-1] in _ENDS or not running or not _CHINESE.search(bare):
            found.append((open_from, end))
            open_from = None
    if open_from is not None:
        found.append((open_from, at))
    return found


def _signs(text: str, start: int, end: int) -> tuple[str, tuple[int, ...] | range]:
    """A paragraph without blanks; between two digits one blank stays, so that they stay two."""
    part = text[start:end]
    bare = part.strip()
    if not bare:
        return "", ()
    lead = start + len(part) - len(part.lstrip())
    if not re.search(r"\s", bare) and not _GROUPED.search(bare):
        return bare, range(lead, lead + len(bare))
    kept = [at for at, one in enumerate(bare) if not one.isspace() or _parts_columns(bare, at)]
    joined = "".join(bare[at] for at in kept)
    dropped = {each.start() for each in _GROUPED.finditer(joined)}
    kept = [at for place, at in enumerate(kept) if place not in dropped]
    return "".join(bare[at] for at in kept), tuple(lead + at for at in kept)


def _parts_columns(text: str, at: int) -> bool:
    """Whether a blank holds two numbers apart: wider than the one that layout puts between digits."""
    around = text[at - 1 : at], text[at + 1 : at + 2]
    wide = text[at] in "\t\u3000" or around[1].isspace()
    digits = text[:at].rstrip()[-1:].isdigit() and text[at:].lstrip()[:1].isdigit()
    return wide and digits and "\n" not in text[at - 1 : at + 2]
