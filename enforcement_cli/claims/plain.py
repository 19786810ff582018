"""A text as it is read: half-width, without blanks and breaks of layout, in paragraphs.

Comes in: any text. Goes out: its paragraphs, each with where its signs stand in the text; one that
stands several times is read once, with all its places. Refuses to know what is said.
"""

import re
from dataclasses import dataclass
from itertools import chain

from enforcement_cli.model.claim import Span

_HALF = {chr(0xFF10 + digit): str(digit) for digit in range(10)} | {
    "％": "%", "﹪": "%", "．": ".", "＋": "+", "\u3000": " ",
    ",": "，", "(": "（", ")": "）", ";": "；", ":": "：",
}  # fmt: skip
# A comma between three and three digits is part of a number.
_GROUPED = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_ANY_BLANK = re.compile(r"[\s\u200b\ufeff]+")
# A line that ends so is whole; one that starts so is a new one.
_ENDS = "。！？!?；;：:”」』…》】"
_STARTS = re.compile(
    r"(?:[-*•●◆▲▼■□○·➢✅★☆#>|【《“\"'「『◎※]|\d{1,2}(?:[、．)）]|\.(?!\d))|[（(]?[一二三四五六七八九十\d]{1,3}(?:[)）、]|\.(?!\d))|第[一二三四五六七八九十])"
)
# A shorter line was ended by its writer, not by the width of a column.
_FULL_LINE = 10
# A number whose unit stands on the next line.
_UNIT_NEXT = re.compile(r"\s*(?:[万亿元件人名处套辆起宗次户]|余)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


# Of each sign, where it stands: a range where nothing was left out.
Places = tuple[int, ...] | range


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph of `text`: its signs, and where each stands there, also in its repeats."""

    signs: str
    places: Places
    text: str
    repeats: tuple[Places, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Where a part of its signs stands in the text."""
        return self.places[start], self.places[end - 1] + 1

    def also(self, start: int, end: int) -> tuple[Span, ...]:
        """Where that part stands again."""
        return tuple((places[start], places[end - 1] + 1) for places in self.repeats)


def stretches(text: str) -> list[Stretch]:
    """The paragraphs of a text in order; lines that only a column's width broke are one."""
    read: dict[str, list[Places]] = {}
    half = _half_width(text)
    for start, end in _paragraphs(half):
        signs, places = _signs(half, start, end)
        if signs:
            read.setdefault(signs, []).append(places)
    return [Stretch(signs, at[0], text, tuple(at[1:])) for signs, at in read.items()]


def _half_width(text: str) -> str:
    """Digits and marks half-width, sign by sign. What is not there is not looked for again."""
    for wide, narrow in _HALF.items():
        if wide in text:
            text = text.replace(wide, narrow)
    return text


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Where paragraphs stand: lines, joined where a line was broken off."""
    found: list[tuple[int, int]] = []
    at = 0
    open_from: int | None = None
    broken = False
    for line in text.splitlines(keepends=True):
        start, end = at, at + len(line)
        at = end
        bare = line.strip()
        if not bare:
            if open_from is not None:
                found.append((open_from, start))
            open_from = None
            continue
        if open_from is not None and _STARTS.match(bare) and not broken:
            found.append((open_from, start))
            open_from = None
        if open_from is None:
            open_from = start
        broken = bare[-1].isdigit() and _UNIT_NEXT.match(text, end) is not None
        running = len(bare) >= _FULL_LINE or "，" in bare or broken
        if bare[-1] in _ENDS or not running or not _CHINESE.search(bare):
            found.append((open_from, end))
            open_from = None
    if open_from is not None:
        found.append((open_from, at))
    return found


def _signs(text: str, start: int, end: int) -> tuple[str, Places]:
    """A paragraph without blanks; between two digits one blank stays, so that they stay two."""
    part = text[start:end]
    bare = part.strip()
    if not bare:
        return "", ()
    lead = start + len(part) - len(part.lstrip())
    if not _ANY_BLANK.search(bare) and not _GROUPED.search(bare):
        return bare, range(lead, lead + len(bare))
    pieces = _without_layout(bare)
    joined = "".join(bare[first:last] for first, last in pieces)
    places = tuple(chain.from_iterable(range(lead + first, lead + last) for first, last in pieces))
    dropped = [each.start() for each in _GROUPED.finditer(joined)]
    if not dropped:
        return joined, places
    kept = sorted(set(range(len(joined))).difference(dropped))
    return "".join(map(joined.__getitem__, kept)), tuple(map(places.__getitem__, kept))


def _without_layout(text: str) -> list[tuple[int, int]]:
    """The parts of a paragraph between blanks; one sign of a blank stays where it parts columns."""
    found = []
    last = 0
    for each in _ANY_BLANK.finditer(text):
        start, end = each.span()
        wide = end - start > 1 or each[0] in "\t\u3000"
        parts = wide and text[start - 1].isdigit() and text[end].isdigit() and "\n" not in each[0]
        found.append((last, start + parts))
        last = end
    found.append((last, len(text)))
    return found
