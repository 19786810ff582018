"""A sentence while it is written: words and numbers in order, so that the two cannot differ.

Comes in: words, and Values that stand for figures. Goes out: the text of a paragraph and the
numbers that stand in it. Refuses to know what is told.
"""

from collections.abc import Iterable, Sequence

from enforcement_cli.model.bulletin import Chart, FigureTable, Section, Value
from enforcement_cli.vocabulary.bulletin import section_title

Part = str | Value
Line = tuple[Part, ...]


def text_of(line: Line) -> str:
    """The sentence as printed."""
    return "".join(part if isinstance(part, str) else part.text for part in line)


def numbers_of(lines: Iterable[Line]) -> tuple[Value, ...]:
    """The numbers of sentences in reading order; a word for a missing one is no number."""
    return tuple(
        part
        for line in lines
        for part in line
        if isinstance(part, Value) and part.number is not None
    )


def joined(lines: Iterable[Line], between: str) -> Line:
    """Lines one after another with `between` them, empty ones left out."""
    found: list[Part] = []
    for line in lines:
        if line:
            found.extend((between, *line) if found else line)
    return tuple(found)


def section(
    name: str,
    lines: Iterable[Line],
    *,
    tables: Sequence[FigureTable | None] = (),
    charts: Sequence[Chart | None] = (),
) -> Section:
    """A section by its name in vocabulary/bulletin.toml; None stands for what there is not."""
    written = tuple(line for line in lines if line)
    return Section(
        title=section_title(name),
        paragraphs=tuple(text_of(line) for line in written),
        tables=tuple(table for table in tables if table is not None),
        charts=tuple(chart for chart in charts if chart is not None),
        numbers=numbers_of(written),
    )


def filled(sections: Iterable[Section | None]) -> tuple[Section, ...]:
    """The sections that hold anything."""
    return tuple(
        found for found in sections if found and (found.paragraphs or found.tables or found.charts)
    )
