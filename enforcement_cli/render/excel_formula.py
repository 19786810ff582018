"""A formula of the template comes in; the same formula goes out, its references moved.

A reference to the formula's own row or column stays with its copy; a range over repeated rows or
columns grows to all of them. References to other sheets stay. Computes nothing.
"""

import re
from dataclasses import dataclass, field

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import column_index_from_string, get_column_letter

_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")


@dataclass(slots=True)
class Moves:
    """Where the template's rows, or columns, went: first and last place of each."""

    first: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)

    def put(self, old: int, new: int) -> None:
        """`old` stands (also) at `new`."""
        self.first.setdefault(old, new)
        self.last[old] = new

    def start(self, old: int) -> int:
        """The first place of `old`; a row or column behind the template keeps its distance."""
        return self.first.get(old) or self._behind(old)

    def end(self, old: int) -> int:
        """The last place of `old`."""
        return self.last.get(old) or self._behind(old)

    def _behind(self, old: int) -> int:
        before = [known for known in self.last if known < old]
        return self.last[max(before)] + old - max(before) if before else old


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One copy of a template cell: where it stood and where it stands."""

    old_row: int
    old_column: int
    row: int
    column: int


def move_formula(formula: str, spot: Spot, rows: Moves, columns: Moves) -> str:
    """`formula` (with its =) for the copy at `spot`; returned without its =."""
    tokenizer = Tokenizer(formula)
    return "".join(_token(token, spot, rows, columns) for token in tokenizer.items)


def sum_formula(letter: str, rows: list[int]) -> str:
    """SUM over `rows` of one column, neighbours joined.

    >>> sum_formula("B", [5, 6, 7, 9])
    'SUM(B5:B7,B9)'
    """
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    parts = [f"{letter}{a}:{letter}{b}" if a < b else f"{letter}{a}" for a, b in runs]
    return f"SUM({','.join(parts)})"


def _token(token: Token, spot: Spot, rows: Moves, columns: Moves) -> str:
    text: str = token.value
    is_range = token.type == Token.OPERAND and token.subtype == Token.RANGE
    if not is_range or "!" in text:
        return text
    ends = text.split(":")
    found = [_CELL.fullmatch(end) for end in ends]
    moved = [
        _moved(match, spot, rows, columns, last=place > 0)
        for place, match in enumerate(found)
        if match
    ]
    return ":".join(moved) if len(moved) == len(ends) else text


def _moved(match: re.Match[str], spot: Spot, rows: Moves, columns: Moves, *, last: bool) -> str:
    old_row, old_column = int(match[4]), column_index_from_string(match[2])
    row = rows.end(old_row) if last else rows.start(old_row)
    column = columns.end(old_column) if last else columns.start(old_column)
    if old_row == spot.old_row:
        row = spot.row
    if old_column == spot.old_column:
        column = spot.column
    return f"{match[1]}{get_column_letter(column)}{match[3]}{row}"
