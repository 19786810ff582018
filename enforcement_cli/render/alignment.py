"""Rows of text come in; a Markdown pipe table goes out, even to the eye in a terminal.

A Chinese character takes two columns of a terminal. Knows nothing of bulletins.
"""

import unicodedata
from collections.abc import Sequence


def display_width(text: str) -> int:
    """Columns `text` takes in a terminal; ambiguous signs (—, “) count one, as terminals do.

    >>> display_width("执结 12件")
    9
    """
    return sum(_columns(sign) for sign in text)


def pipe_table(header: Sequence[str], rows: Sequence[Sequence[str]], align: str) -> str:
    """A pipe table padded by display width.

    Args:
        header: the titles.
        rows: the lines, each as long as `header`.
        align: a letter a column, `l` or `r`.
    """
    lines = [[_one_line(text) for text in line] for line in [header, *rows]]
    widths = [max(3, *map(display_width, column)) for column in zip(*lines, strict=True)]
    rule = [
        "-" * (width - 1) + ":" if side == "r" else "-" * width
        for width, side in zip(widths, align, strict=True)
    ]
    return "\n".join(_line(texts, widths, align) for texts in [lines[0], rule, *lines[1:]])


def _line(texts: Sequence[str], widths: Sequence[int], align: str) -> str:
    padded = []
    for text, width, side in zip(texts, widths, align, strict=True):
        space = " " * (width - display_width(text))
        padded.append(space + text if side == "r" else text + space)
    return f"| {' | '.join(padded)} |"


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
