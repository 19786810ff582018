"""A sheet or block under the header of a table of figures, before its rows are read.

Comes in: a grid, the words of an aggregate, rows of tags. Goes out: the header with what contradicts
it. Refuses to look at the rows: whether a table is one of figures its header tells, and a list of
thousands of rows need not be read as one first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from enforcement_cli.locate.crosstab.body import is_mark, is_number
from enforcement_cli.locate.crosstab.header import Header, find_header_rows
from enforcement_cli.locate.crosstab.merges import Filled, fill_texts
from enforcement_cli.locate.crosstab.tagged import tagged_header
from enforcement_cli.locate.crosstab.words import Words
from enforcement_cli.locate.tags import Contradiction, TagRow
from enforcement_cli.model.grid import SheetGrid
from enforcement_cli.model.mapping import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A sheet or block under the header of a table of figures, whose rows nobody has read yet."""

    filled: Filled
    header: Header
    tags: TagRow | None = None
    contradictions: tuple[Contradiction, ...] = ()


def find_headed(
    grid: SheetGrid, words: Words, tags: Sequence[TagRow] = (), answers: Mapping | None = None
) -> Headed | None:
    """The header of the table of figures of a sheet or block; None where none stands.

    `tags` are the sheet's rows of tags, `answers` what a clerk said of this court's headers.
    """
    filled = fill_texts(grid)
    found = find_header_rows(filled.grid, words, is_number, is_mark)
    tagged = tagged_header(filled.grid, found, tags, words, answers)
    if tagged.header is None:
        return None
    return Headed(
        filled=filled,
        header=tagged.header,
        tags=tagged.tags,
        contradictions=tagged.contradictions,
    )
