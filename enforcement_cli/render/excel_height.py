"""A wrapped text and the cell it stands in come in; the height its lines need goes out.

A spreadsheet makes a row higher by itself only when somebody types into it; a file that is opened
shows what its rows say. Knows no template.
"""

import math
from typing import cast

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from enforcement_cli.render.alignment import display_width

_DEFAULT_WIDTH = 8.43
_DEFAULT_SIZE = 11.0
_LINE_SPACING = 1.45
# Full-width signs are a little wider than two of the digits a column's width is counted in.
_SLACK = 1.08


def wrapped_height(look: Cell | MergedCell, text: str, columns: tuple[int, int]) -> float | None:
    """Points for `text` in the template's `columns`; None where the cell does not wrap."""
    if not text or not look.alignment.wrap_text:
        return None
    size = float(look.font.sz or _DEFAULT_SIZE)
    shapes = cast("Worksheet", look.parent).column_dimensions
    letters = [get_column_letter(column) for column in range(columns[0], columns[1] + 1)]
    width = sum(
        float(shapes[letter].width) if letter in shapes else _DEFAULT_WIDTH for letter in letters
    )
    needed = display_width(text) * _SLACK * size / _DEFAULT_SIZE
    lines = max(1, math.ceil(needed / width))
    return round(lines * size * _LINE_SPACING + 2, 1)
