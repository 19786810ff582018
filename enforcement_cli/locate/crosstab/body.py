"""The rows under the header of a table of figures: which hold figures, and which head or close them.

Comes in: a grid with its merged texts filled in, its header, the words of an aggregate. Goes out:
the rows of each sort. Refuses to lose a line that may narrow the rows under it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from enforcement_cli.locate.body import counts_columns, instructs, is_footer, says_zero
from enforcement_cli.locate.crosstab.header import Header
from enforcement_cli.locate.crosstab.words import Words
from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.vocabulary.aggregate import unit_text
from enforcement_cli.vocabulary.words import layout_words, marks, normalise_word

_UNITS = "人次|台次|车次|元|圆|件|案|人|名|次|套|台|辆|部|处|期|份|户|笔|天|日|例|条|场|间|宗|个|%"
_NUMBER = re.compile(
    rf"^(?:人民币|[¥￥])?[约近超]?[-−+△▲(]?\d[\d,]*(?:\.\d+)?[亿万千百]{{0,2}}[余多]?(?:{_UNITS})?"
    rf"[余多]?(?:左右|以上|以下)?\)?(?:[、,/]?\d+(?:{_UNITS}))?[*]?$"
)
_CHINESE = re.compile(
    rf"^[零〇一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾佰仟]+(?:{_UNITS})?$"
)
_LONGEST_SECTION = 20


def is_number(value: Cell) -> bool:
    """Whether a cell is meant as a number, well written or not.

    >>> is_number(3.0), is_number("１２件"), is_number("11案14人"), is_number("执结"), is_number("—")
    (True, True, True, False, False)
    """
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int | float):
        return True
    if not isinstance(value, str) or len(value) > 30:
        return False
    plain = normalise_word(value)
    # 万元 beside a number is its unit, though both its signs are read in numbers too.
    return bool(_NUMBER.match(plain) or (_CHINESE.match(plain) and not unit_text(plain)))


def is_mark(value: Cell) -> bool:
    """Whether a cell says that there is no number: —, 无, 未报, 不适用."""
    if not isinstance(value, str):
        return False
    word = normalise_word(value)
    return word in marks("blank") or word in marks("not_applicable")


@dataclass(slots=True)
class Body:
    """Excel rows: of figures, with the line that heads them, of footers, instructions, zero reports."""

    rows: list[int] = field(default_factory=list)
    remarks: list[int] = field(default_factory=list)
    instructions: list[int] = field(default_factory=list)
    zero_rows: list[int] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    other_header: int = 0


def find_body_rows(grid: SheetGrid, header: Header, words: Words) -> Body:
    """Sort the rows under the header; another header ends the table.

    Lines after a footer are footers too, unless another table follows: then they are its titles.
    """
    body = Body()
    titles = {tuple(row) for row in header.lines}
    broken = {row for row, _ in grid.broken or ()}
    lone_actions = _lists_actions(grid, header, words)
    section = ""
    pending: list[int] = []
    ended = False
    for number in range(header.last + 1, grid.last_row + 1):
        row = grid.rows[number - grid.first_row]
        cells = [cell for cell in row if cell is not None]
        if not cells or tuple(row) in titles:
            continue
        if _heads(row, header, words):
            body.other_header = number
            return body
        first = cells[0]
        numbers = sum(is_number(cell) for cell in cells)
        named = bool(numbers) and isinstance(first, str) and words.known(first)
        if isinstance(first, str) and is_footer(first) and not named:
            body.remarks += [*pending, number]
            pending, ended = [], True
        elif ended and body.rows and not named and numbers < 2:
            pending.append(number)
        elif _zero(row):
            body.zero_rows.append(number)
        elif not body.rows and (counts_columns(cells) or (not numbers and instructs(row, 0))):
            body.instructions.append(number)
        elif (
            number not in broken
            and (said := _section(cells, words, lone_actions=lone_actions)) is not None
        ):
            if _is_remark(said, words):
                body.remarks.append(number)
            else:
                section = said
        else:
            body.rows.append(number)
            body.sections[number] = section
    body.remarks += pending
    return body


def _lists_actions(grid: SheetGrid, header: Header, words: Words) -> bool:
    """Whether the table has a row an action: such a row without values is no heading of others."""
    for row in grid.rows[header.last - grid.first_row + 1 :]:
        if any(is_number(cell) for cell in row):
            said = [words.meaning([c]) for c in row if isinstance(c, str) and not is_number(c)]
            if any(one.action and not one.part and one.figures is None for one in said):
                return True
    return False


def _section(cells: Sequence[Cell], words: Words, *, lone_actions: bool) -> str | None:
    """The text of a row that only heads the rows under it; None for a row of the table.

    What a figure, a court or a total could be named by is a row whose values are blank; so is an
    action where the table has `lone_actions`.
    """
    text = cells[0]
    if len(set(cells)) > 1 or not isinstance(text, str) or is_mark(text) or is_number(text):
        return None
    said = words.meaning([text])
    named = said.figures is not None or said.rate or said.court or said.total or said.silent
    named = named or bool(said.action and lone_actions)
    return None if named and len(cells) == 1 else text


def _is_remark(text: str, words: Words) -> bool:
    """A line of units, or a sentence that narrows nothing: it names no action and no court."""
    plain = normalise_word(text)
    if plain.startswith(layout_words("unit_lead")):
        return True
    narrows = any(name in plain for name, _ in words.actions) or words.court_in(plain)
    return len(plain) > _LONGEST_SECTION and not narrows


def _zero(row: list[Cell]) -> bool:
    texts = {cell for cell in row if isinstance(cell, str)}
    return len(texts) <= 3 and any(says_zero(text) for text in texts)


def _heads(row: list[Cell], header: Header, words: Words) -> bool:
    """A row of words where values should stand: the header of another table."""
    texts = [
        cell for j, cell in enumerate(row)
        if isinstance(cell, str) and not is_mark(cell) and j in header.valued
    ]  # fmt: skip
    if any(is_number(cell) for cell in row):
        return False
    return sum(words.known(text) for text in set(texts)) >= 2
