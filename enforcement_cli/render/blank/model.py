"""What a blank return is made of: columns with the words of one court, form and period.

Comes in: nothing. Goes out: a value. Refuses to know a spreadsheet.
"""

from dataclasses import dataclass
from datetime import date

from enforcement_cli.vocabulary.blank import BlankColumn, header_depth

# Rows of the sheet, the same in every form: title, whose and when, self-check, then hidden how many
# cells of each column are wrong and the tags, then the header.
TITLE_ROW, HEAD_ROW, CHECK_ROW, COUNT_ROW, TAG_ROW, HEADER_ROW = 1, 2, 3, 4, 5, 6
FIRST_COLUMN = 2  # after the order number, or the court's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One blank return.

    `head` says whose it is, of which days and in which unit; `stamp` the same for the reader.
    `actions` are the names to choose from; `earliest` and `latest` bound every date; `lines` are
    what the guide says before it goes through the columns.
    """

    form: str
    sheet: str
    title: str
    head: str
    stamp: str
    court: str
    columns: tuple[BlankColumn, ...]
    earliest: date
    latest: date
    actions: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def first_row(self) -> int:
        """The first row of the body."""
        return HEADER_ROW + header_depth(self.form)

    @property
    def last_row(self) -> int:
        """The last row that rules are laid over."""
        return self.first_row if self.form == "aggregate" else _LAST_ROW


_LAST_ROW = 3000
