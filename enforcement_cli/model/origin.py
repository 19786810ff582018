"""Where in a court's file something stands. Excel's own coordinates, 1-based, never renumbered."""

from dataclasses import dataclass

from enforcement_cli.model.passage import characters, in_words
from enforcement_cli.model.personal import without_numbers
from enforcement_cli.model.visible import in_a_line


def column_letter(column: int) -> str:
    """Excel's name of a 1-based column.

    >>> column_letter(1), column_letter(28)
    ('A', 'AB')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The inverse of column_letter.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A place in a return: the file, or a sheet, row or cell of it."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None

    @property
    def cell(self) -> str:
        """`表1!C7`, `表1!7行`, `表1` or ''; in a file without sheets (csv) `C7`.

        In a text `正文 第3段 12–16字`: of the paragraph these characters.
        """
        sheet = without_numbers(in_a_line(self.sheet or ""))
        if self.row is None:
            return sheet
        if self.column is not None and in_words(self.sheet):
            return f"{sheet} {characters(self.row, self.column)}"
        place = (
            f"{self.row}行" if self.column is None else f"{column_letter(self.column)}{self.row}"
        )
        return f"{sheet}!{place}" if sheet else place

    def __str__(self) -> str:
        return f"{self.file} {self.cell}".rstrip()
