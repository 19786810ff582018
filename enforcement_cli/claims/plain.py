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
# With what has no width of its own (soft hyphens, marks of direction), and marks of emphasis.
_ANY_BLANK = re.compile(
    r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u034f\u061c\u115f\u1160\u180e\u3164\ufe00-\ufe0f]+|\*\*+"
)
# A line that ends so is whole; one that starts so is a new one.
_ENDS = "。！？!?；;：:”」』…》】"
_STARTS = re.compile(
    r"(?:[-*•●◆▲▼■□○·➢✅★☆#>|【《“\"'「『◎※]|\d{1,2}(?:[、．)）]|\.(?!\d))|[（(]?[一二三四五六七八九十\d]{1,3}(?:[)）、]|\.(?!\d))|第[一二三四五六七八九十])"
)
# A shorter line was ended by its writer, not by the width of a column.
_FULL_LINE = 10
# A line of a list that ends in its figure: 强制腾退房屋：53处.
_COUNTED = re.compile(
    r"[:：][^，。；]{0,12}\d[余多万亿]{0,2}[元件人名次处户套辆台案期份条个起宗亩天位%]次?$"
    r"|）[:：]?\d[\d.，]*$"
)
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
        if open_from is not None and _STARTS.match(bare):
            found.append((open_from, start))
            open_from = None
        if open_from is None:
            open_from = start
        broken = bare[-1].isdigit() and _UNIT_NEXT.match(text, end) is not None
        running = (len(bare) >= _FULL_LINE and not _COUNTED.search(bare)) or "，" in bare or broken
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
        found.append((last, start + _parts(text, start, end)))
        last = end
    found.append((last, len(text)))
    return found


def _parts(text: str, start: int, end: int) -> bool:
    """Whether a blank between two digits holds two numbers apart, or may do so.

    One number are those of a line broken at a column's width, groups of three, digits set singly.
    """
    if end == len(text) or not (text[start - 1].isdigit() and text[end].isdigit()):
        return False
    blank = text[start:end]
    if "\n" in blank:
        return start - text.rfind("\n", 0, start) <= _FULL_LINE
    if not blank.isspace():
        return blank.startswith("*")
    before, after = _DIGITS_BEFORE.search(text, max(0, start - 9), start), _DIGITS.match(text, end)
    sizes = len(before[0]) if before else 0, len(after[0]) if after else 0
    return end - start > 1 or blank in "\t\u3000" or not (sizes[1] == 3 or sizes == (1, 1))


_DIGITS, _DIGITS_BEFORE = re.compile(r"\d+"), re.compile(r"\d+$")
