"""What a person sees: tables on a terminal by rich, plain aligned lines elsewhere."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_PLAIN_WIDTH = 100
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
        no_color=plain,
        highlight=False,
        soft_wrap=plain,
        width=None if stream.isatty() else _PLAIN_WIDTH,
        emoji=False,
    )


def say(text: str) -> None:
    """A line of result on standard output."""
    sys.stdout.write(text + "\n")


def hint(text: str) -> None:
    """A line of messaging on standard error."""
    sys.stderr.write(text + "\n")


def show_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table: framed on a terminal, aligned by display width elsewhere."""
    listed = [[str(value) for value in row] for row in rows]
    if sys.stdout.isatty():
        from rich.table import Table

        table = Table(title=title, title_justify="left", header_style="bold")
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in listed:
            table.add_row(*(_escaped(value) for value in row))
        console().print(table)
        return
    from rich.cells import cell_len

    if title:
        say(title)
    widths = [
        max(cell_len(line[i]) for line in [list(columns), *listed]) for i in range(len(columns))
    ]
    for line in [list(columns), *listed]:
        padded = (
            value + " " * (width - cell_len(value))
            for value, width in zip(line, widths, strict=True)
        )
        say("  ".join(padded).rstrip())


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)
