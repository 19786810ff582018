"""A text that tells cases, taken apart into them.

Comes in: the text of a document, how a reader names its lines. Goes out: a piece for each case, and
the places of what is none. Refuses to read what a case says.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from enforcement_cli.model.story import StoryPiece
from enforcement_cli.workflow.story.labels import is_labelled, labelled
from enforcement_cli.workflow.story.words import SOME, listed, one_of, saying, surnames

_LONGEST_HEADING = 40
_SHORTEST_CASE = 30
# ① to ⑩ and on to twenty; a console of GBK has no sign for those.
_CIRCLED = f"[①-{chr(ord('①') + 19)}]"
_NUMERAL = r"[一二三四五六七八九十\d]{1,3}"
_MARKDOWN = re.compile(r"^\s*#{1,6}\s*")
# 2025年 and 3.5万元 begin no heading.
_NUMBERED = re.compile(
    rf"^\s*(?:[（(]{_NUMERAL}[)）]|[一二三四五六七八九十]{{1,3}}\s*、|\d{{1,2}}\s*[、.．](?!\d)|{_CIRCLED})\s*"
)
_PAIRS = (("“", "”"), ("「", "」"), ("『", "』"), ("【", "】"), ("《", "》"), ('"', '"'))


@dataclass(slots=True)
class _Block:
    """Lines under one heading; `number` is that of its first line."""

    title: str
    number: int
    lines: list[str] = field(default_factory=list)
    opened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The cases of a text in order, and the places of longer passages that tell of none."""

    pieces: tuple[StoryPiece, ...]
    unread: tuple[str, ...] = ()


def split_text(text: str, place: str = "第{number}行") -> Split:
    """The cases of a text: by 【案例一】, headings or numbers, else by blank lines, else one.

    Args:
        text: lines ended by newlines; a paragraph that stands again in its case is left out.
        place: how a line is named to the reader, with {number}.
    """
    lines = [line.strip(" \t\u3000\u00a0\ufeff") for line in text.splitlines()]
    blocks = _by_marks(lines) or _by_headings(lines) or _by_blanks(lines)
    pieces: list[StoryPiece] = []
    unread: list[str] = []
    for block in blocks:
        where = place.format(number=block.number)
        piece = _piece(block, where)
        if piece is not None and (block.opened or tells_a_case(piece.text)):
            pieces.append(piece)
        elif sum(map(len, block.lines)) >= _SHORTEST_CASE:
            unread.append(where)
    return Split(pieces=tuple(pieces), unread=tuple(unread))


def tells_a_case(text: str) -> bool:
    """Whether a passage names somebody in a case and is long enough to tell of it."""
    return len(text) >= _SHORTEST_CASE and bool(_people().search(text))


@cache
def _people() -> re.Pattern[str]:
    return re.compile(rf"{one_of(listed('split', 'people'))}|{surnames()}{SOME}")


@cache
def _mark() -> re.Pattern[str]:
    leads = one_of(listed("split", "leads"))
    return re.compile(
        rf"^\s*(?:[【\[［〔]\s*{leads}\s*{_NUMERAL}?\s*[】\]］〕]|{leads}\s*{_NUMERAL}(?![\d年月日万元件个])"
        rf"|{leads}\s*[（(]{_NUMERAL}[)）])\s*[:：、.．]?\s*"
    )


def _by_marks(lines: list[str]) -> list[_Block]:
    """Blocks opened by 【案例一】 or 案例1：; what stands before the first is none of them."""
    blocks: list[_Block] = []
    for number, line in enumerate(lines, 1):
        bare = _MARKDOWN.sub("", line)
        found = _mark().match(bare)
        if found:
            rest = bare[found.end() :].strip()
            short = len(rest) <= _LONGEST_HEADING and not rest.endswith(("。", "；"))
            blocks.append(
                _Block(rest if short else "", number, [] if short else [rest], opened=True)
            )
        elif blocks:
            _put(blocks[-1], line)
    return blocks


def _put(block: _Block, line: str) -> None:
    """A line of a block; the first short one is its title where the mark had none."""
    if line and not block.title and not any(block.lines) and _is_heading(line):
        block.title = _title(line)
    else:
        block.lines.append(line)


def _by_headings(lines: list[str]) -> list[_Block]:
    """Blocks under short lines without a full stop, where at least one of them tells a case."""
    blocks = [_Block("", 1)]
    for number, line in enumerate(lines, 1):
        if _is_heading(line):
            blocks.append(_Block(_title(line), number))
        elif _NUMBERED.match(line) and _starts_a_case(line):
            blocks.append(_Block("", number, [_NUMBERED.sub("", line)]))
        else:
            blocks[-1].lines.append(line)
    cases = [block for block in blocks[1:] if tells_a_case("".join(block.lines))]
    # A title above several cases without headings of their own heads the file, not a case.
    if not cases or (len(cases) == 1 and len(_by_blanks(cases[0].lines)) > 1):
        return []
    return blocks


def _starts_a_case(line: str) -> bool:
    """Whether a numbered paragraph tells a case by itself; a numbered step of one does not."""
    return len(line) > _LONGEST_HEADING and tells_a_case(line)


def _is_heading(line: str) -> bool:
    bare = _NUMBERED.sub("", _MARKDOWN.sub("", line))
    if not bare or len(bare) > _LONGEST_HEADING or is_labelled(bare):
        return False
    if _MARKDOWN.match(line):
        return True
    if bare[-1] in saying("split", "ends") or "\t" in line or _by_whom().search(bare):
        return False
    # What somebody says ends with its quotation mark, and so may a heading: 严惩“老赖”.
    said = bare[-1] in "”』」" and (bare[-2:-1] in saying("split", "ends") or bare.count("“") < 1)
    return not said and not re.search("[。！？]", bare.strip("”』」"))


@cache
def _by_whom() -> re.Pattern[str]:
    return re.compile(one_of(listed("split", "bylines")))


def _by_blanks(lines: list[str]) -> list[_Block]:
    """Passages between blank lines where each tells a case of its own, else the whole."""
    blocks = [_Block("", 1)]
    for number, line in enumerate(lines, 1):
        if line:
            if not blocks[-1].lines:
                blocks[-1].number = number
            blocks[-1].lines.append(line)
        elif blocks[-1].lines:
            blocks.append(_Block("", number + 1))
    filled = [block for block in blocks if block.lines]
    told = [b for b in filled if not (len(b.lines) == 1 and _is_heading(b.lines[0]))]
    if len(told) > 1 and all(_starts_a_case("".join(block.lines)) for block in told):
        return _headed(filled)
    whole = _Block(
        "", filled[0].number if filled else 1, [line for b in filled for line in b.lines]
    )
    if whole.lines and _is_heading(whole.lines[0]):
        whole.title = _title(whole.lines.pop(0))
    return [whole]


def _headed(blocks: Iterable[_Block]) -> list[_Block]:
    """A line alone that heads the passage behind it, or the file."""
    found: list[_Block] = []
    title = ""
    for block in blocks:
        if len(block.lines) == 1 and _is_heading(block.lines[0]):
            title = _title(block.lines[0])
            continue
        if not block.title and found:
            block.title = title
        found.append(block)
        title = ""
    return found


def _title(line: str) -> str:
    bare = _NUMBERED.sub("", _MARKDOWN.sub("", line)).strip()
    bare = bare.strip("*—-─ ")
    for before, behind in _PAIRS:
        if (
            bare.startswith(before)
            and bare.endswith(behind)
            and bare.count(before) == 1 + (before == behind)
        ):
            bare = bare[len(before) : -len(behind)]
    return bare


def _piece(block: _Block, place: str) -> StoryPiece | None:
    """A block as a piece: labelled lines are fields, repeated paragraphs stand once."""
    given: dict[str, str] = {}
    kept: dict[str, None] = {}
    repeated = 0
    for line in block.lines:
        label = labelled(line)
        if label:
            given.setdefault(*label)
        elif line in kept:
            repeated += 1
        elif line and not _is_ignored(line):
            kept[line] = None
    title = given.pop("title", "") or block.title
    text = "\n".join((*([given.pop("text")] if "text" in given else []), *kept))
    if not text:
        return None
    return StoryPiece(title=title, text=text, place=place, given=given, repeated=repeated)


def _is_ignored(line: str) -> bool:
    bare = line.lstrip("（([【 ")
    if len(line) > _LONGEST_HEADING:
        return False
    return bare.startswith(listed("split", "ignored")) or bool(_by_whom().search(bare))
