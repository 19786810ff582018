"""What the labels of a form and the headers of a table say that stands beside or under them.

Comes in: a header, a line, a text with tabs. Goes out: fields, and rows. Refuses to know cases.
"""

import re
from collections.abc import Iterator
from functools import cache

from enforcement_cli.vocabulary.tables import load

_LABEL = re.compile(r"^\s*([\u4e00-\u9fff（）()]{2,12})\s*[：:]\s*(.*)$")


def is_labelled(line: str) -> bool:
    """Whether a line begins with a label of whatever kind."""
    return bool(_LABEL.match(line))


def labelled(line: str) -> tuple[str, str] | None:
    """The field and value of a line that begins with a label; None for any other."""
    found = _LABEL.match(line)
    if not found or not found[2].strip():
        return None
    key = column_field(found[1])
    return (key, found[2].strip()) if key else None


def column_field(header: str) -> str:
    """The field that a column or label of these words holds, empty for none.

    >>> column_field("执行到位金额（万元）"), column_field("序号")
    ('amount', '')
    """
    plain = re.sub(r"\s+", "", header).replace("(", "（").replace(")", "）")
    return _columns().get(plain, "") or _columns().get(re.sub(r"（.*?）", "", plain), "")


@cache
def _columns() -> dict[str, str]:
    return {word: key for key, words in load("stories")["columns"].items() for word in words}


def table_rows(text: str) -> Iterator[tuple[int, list[list[str]]]]:
    """Runs of lines with tabs: the tables of a document, each with the number of its first line."""
    rows: list[list[str]] = []
    first = 0
    for number, line in enumerate((*text.splitlines(), ""), 1):
        if "\t" in line:
            first = first if rows else number
            rows.append([cell.strip() for cell in line.split("\t")])
        elif rows:
            yield first, rows
            rows = []
