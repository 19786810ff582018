"""Texts and numbers come in; cells of sheet XML go out, with shared styles.

Digits are written as they are: no number passes through binary floating point. Knows no template.
"""

from copy import copy
from typing import cast
from xml.sax.saxutils import escape

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from enforcement_cli.model.formula import begins_formula
from enforcement_cli.render.fields import Number
from enforcement_cli.render.plain import holdable

# What a cell holds; a longer text makes a spreadsheet offer to repair the file.
_LONGEST = 32_000


class CellWriter:
    """The styles all sheets of one workbook share."""

    def __init__(self) -> None:
        self._styles: dict[tuple[Cell | MergedCell, str, bool], int] = {}
        self._letters: list[str] = [""]

    def blank(self, row: int, column: int, look: Cell | MergedCell) -> str:
        """An empty cell that only carries its look."""
        return f'<c r="{self.letter(column)}{row}" s="{self._style(look, "")}"/>'

    def text(self, row: int, column: int, look: Cell | MergedCell, text: str) -> str:
        """A text cell; what begins like a formula is marked as text."""
        if not text:
            return self.blank(row, column, look)
        style = self._style(look, "", quoted=begins_formula(text))
        place = f"{self.letter(column)}{row}"
        inside = escape(holdable(text[:_LONGEST], "\ufffd"))
        return (
            f'<c r="{place}" s="{style}" t="inlineStr">'
            f'<is><t xml:space="preserve">{inside}</t></is></c>'
        )

    def number(
        self, row: int, column: int, look: Cell | MergedCell, number: Number, formula: str = ""
    ) -> str:
        """A number cell; a formula keeps the number as its cached value.

        A look without a number format (常规) takes the number's own.
        """
        style = self._style(look, number.number_format)
        inside = f"<f>{escape(formula)}</f>" if formula else ""
        return f'<c r="{self.letter(column)}{row}" s="{style}">{inside}<v>{number.digits}</v></c>'

    def constant(self, row: int, column: int, look: Cell | MergedCell, value: float) -> str:
        """A number, date or truth the template itself holds."""
        kind = ' t="b"' if isinstance(value, bool) else ""
        digits = int(value) if isinstance(value, bool) else value
        place = f"{self.letter(column)}{row}"
        return f'<c r="{place}" s="{look.style_id}"{kind}><v>{digits}</v></c>'

    def formula(self, row: int, column: int, look: Cell | MergedCell, formula: str) -> str:
        """A formula of the template's own; the spreadsheet computes it when it opens the file."""
        place = f"{self.letter(column)}{row}"
        return f'<c r="{place}" s="{look.style_id}"><f>{escape(formula)}</f></c>'

    def letter(self, column: int) -> str:
        """The letters of a column, 1 is A."""
        while len(self._letters) <= column:
            self._letters.append(get_column_letter(len(self._letters)))
        return self._letters[column]

    def _style(self, look: Cell | MergedCell, number_format: str, *, quoted: bool = False) -> int:
        key = (look, number_format, quoted)
        if key not in self._styles:
            own = look.number_format
            keeps = not number_format or own != "General"
            mark = _mark_of(number_format) if keeps and number_format else ""
            wanted = own + mark if keeps else number_format
            plain = wanted == own and not quoted
            self._styles[key] = look.style_id if plain else _variant(look, wanted, quoted=quoted)
        return self._styles[key]


def _mark_of(number_format: str) -> str:
    """The quoted sign behind a number's own format, which the template's format must not lose."""
    return number_format[number_format.index('"') :] if '"' in number_format else ""


def _variant(look: Cell | MergedCell, number_format: str, *, quoted: bool) -> int:
    """The workbook's index of `look` under another number format; registered once."""
    # The probe belongs to no row: only its style is kept.
    probe = Cell(cast("Worksheet", look.parent), row=1, column=1)
    for part in ("font", "fill", "border", "alignment", "protection"):
        setattr(probe, part, copy(getattr(look, part)))
    probe.number_format = number_format
    probe.quotePrefix = quoted
    return probe.style_id
