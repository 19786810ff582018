"""What a person sees: tables on a terminal by rich, plain aligned lines elsewhere."""

import os
import re
import shlex
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enforcement_cli.model.visible import in_a_line, visible

if TYPE_CHECKING:
    from rich.console import Console

_PLAIN_WIDTH = 100
# Of a framed column; narrower, codes and dates break and a double-width sign may find no room.
_LEAST_WIDTH = 12
# What no shell takes for anything but a letter; a file may be named `$(…)`.
_PLAIN_NAME = re.compile(r"[\w./:\\+,=@-]+" if os.name == "nt" else r"[\w./:+,=@-]+")
SEVERITY_SIGNS = {"return": "错", "query": "疑", "note": "示", "fixed": "整"}


def console(*, errors: bool = False) -> "Console":
    """A console on standard output (or error): colours only on a terminal that wants them."""
    from rich.console import Console

    stream = sys.stderr if errors else sys.stdout
    plain = (
        not stream.isatty() or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    )
    return Console(
        file=stream,
        color_system=None if plain else "auto",
        highlight=False,
        soft_wrap=plain,
        width=None if stream.isatty() else _PLAIN_WIDTH,
        emoji=False,
    )


def say(text: str) -> None:
    """A line of result on standard output."""
    sys.stdout.write(visible(text) + "\n")


def hint(text: str) -> None:
    """A line of messaging on standard error."""
    sys.stderr.write(visible(text) + "\n")


def as_typed(path: Path) -> str:
    """A path as it may be pasted after a command: in quotes where a shell would take it apart."""
    text = str(path)
    if _PLAIN_NAME.fullmatch(text):
        return text
    return f'"{text}"' if os.name == "nt" else shlex.quote(text)


def show_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table: framed on a terminal that has room for it, row by row on a narrower one.

    Elsewhere it is aligned by display width.
    """
    from rich.cells import cell_len

    listed = [[visible(str(value)) for value in row] for row in rows]
    widths = [
        max(cell_len(line[i]) for line in [list(columns), *listed]) for i in range(len(columns))
    ]
    if sys.stdout.isatty():
        least = [min(width, _LEAST_WIDTH) for width in widths]
        screen = console()
        if sum(least) + 3 * len(columns) + 1 > screen.width:
            _show_rows(title, columns, listed)
            return
        from rich.table import Table

        table = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
        for column, width in zip(columns, least, strict=True):
            table.add_column(column, overflow="fold", min_width=width)
        for row in listed:
            table.add_row(*(_escaped(value) for value in row))
        screen.print(table)
        return
    if title:
        say(title)
    for line in [list(columns), *listed]:
        padded = (
            value + " " * (width - cell_len(value))
            for value, width in zip(line, widths, strict=True)
        )
        say("  ".join(padded).rstrip())


def show_passing(text: str) -> None:
    """A line on standard error in the place of the one before; an empty one clears it.

    Without control sequences: an old Windows console prints them as they are.
    """
    import shutil

    from rich.cells import set_cell_size

    width = shutil.get_terminal_size().columns - 1
    sys.stderr.write("\r" + set_cell_size(in_a_line(text), width) + ("" if text else "\r"))
    sys.stderr.flush()


def _show_rows(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table too wide for its frame: the first column leads each row, the others name theirs."""
    if title:
        say(title)
    for first, *others in rows:
        say(f"- {columns[0]}：{first}")
        for column, value in zip(columns[1:], others, strict=True):
            if value:
                say(f"  {column}：{value}")


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)
