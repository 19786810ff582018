"""A Bulletin and the files it was written to come in; where they differ goes out (B-04).

Every cell of every table and every paragraph and note of the bulletin must stand in each file as it
stands in the value. A file may hold more, since a desk may lay it out by templates of its own.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from enforcement_cli.model.bulletin import Bulletin, FigureTable
from enforcement_cli.render.plain import writable
from enforcement_cli.render.printed import PrintedText
from enforcement_cli.render.read_back import printed_in

_ALIKE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place of one file. `found` is None where the file has nothing there.

    `table` is empty for a text; `row` and `column` are the label and the title of a cell.
    """

    file: Path
    table: str
    row: str
    column: str
    expected: str
    found: str | None


def differences(bulletin: Bulletin, files: Iterable[Path]) -> tuple[Difference, ...]:
    """Where `files` (.md, .xlsx, .docx, .html) do not print what `bulletin` says.

    A .pdf among them is passed over: it is made from the Word file, which is read.

    Raises:
        UnknownName: a file is not there.
        EnforceError: a file cannot be read.
    """
    return tuple(
        difference
        for path in files
        if path.suffix != ".pdf"
        for difference in _of_file(bulletin, path, printed_in(path))
    )


def _of_file(
    bulletin: Bulletin, path: Path, printed: Sequence[PrintedText]
) -> Iterator[Difference]:
    lines = _lines_of(printed)
    times: Counter[str] = Counter()
    for section in bulletin.sections:
        for table in section.tables:
            yield from _of_table(table, path, lines, _parts(table.title, times[table.title], lines))
            times[table.title] += 1
    texts = [one.text for one in printed if one.column == 0]
    whole = {_squeezed(text) for text in texts}
    joined = "\n".join(whole)
    for expected in _texts_of(bulletin):
        wanted = _squeezed(expected)
        if wanted and wanted not in whole and wanted not in joined:
            near = difflib.get_close_matches(expected, texts, n=1, cutoff=_ALIKE)
            yield Difference(
                file=path, table="", row="", column="", expected=expected,
                found=near[0] if near else None,
            )  # fmt: skip


def _of_table(
    table: FigureTable, path: Path, lines: Mapping[str, list[list[str]]], parts: Sequence[str]
) -> Iterator[Difference]:
    """The rows in order: a label that occurs twice is looked for behind its first place."""
    behind = dict.fromkeys(parts, 0)
    for row in table.rows:
        found: list[str] = []
        for name in parts:
            place = _place_of(row.label, lines[name], behind[name])
            if place is not None:
                behind[name] = place + 1
                found.extend(lines[name][place][1:])
        for at, (column, value) in enumerate(zip(table.columns, row.values, strict=True)):
            shown = found[at] if at < len(found) else None
            if (shown is None and value.text) or _squeezed(shown or "") != _squeezed(value.text):
                yield Difference(
                    file=path, table=table.title, row=row.label,
                    column=f"{column.spanner} {column.title}".strip(),
                    expected=value.text, found=shown,
                )  # fmt: skip


def _parts(title: str, times: int, lines: Mapping[str, list[list[str]]]) -> list[str]:
    """The tables of a file that make up one of ours: itself, and those its columns go on in.

    `times` tables of this title came before. A sheet's name is cut at 31 signs, and 附表 has its
    number before the title.
    """
    wanted = _squeezed(title)
    own = re.compile(rf"(附表\d+)?{re.escape(wanted)}#?\d*")
    names = list(lines)
    places = [
        at
        for at, name in enumerate(names)
        if own.fullmatch(_squeezed(name)) or (len(name) >= 28 and wanted.startswith(name))
    ]
    if times >= len(places):
        return []
    until = places[times + 1] if times + 1 < len(places) else len(names)
    between = names[places[times] + 1 : until]
    return [names[places[times]], *(n for n in between if f"{wanted}（续" in _squeezed(n))]


def _place_of(label: str, lines: Sequence[list[str]], start: int) -> int | None:
    wanted = _squeezed(label)
    for place in range(start, len(lines)):
        if lines[place] and _squeezed(lines[place][0]) == wanted:
            return place
    return None


def _lines_of(printed: Sequence[PrintedText]) -> dict[str, list[list[str]]]:
    """The rows of each table as lists of cells, the empty ones too."""
    cells: dict[str, dict[int, dict[int, str]]] = {}
    for one in printed:
        cells.setdefault(one.table, {}).setdefault(one.row, {})[one.column] = one.text
    return {
        name: [[row.get(at, "") for at in range(max(row) + 1)] for row in rows.values()]
        for name, rows in cells.items()
    }


def _texts_of(bulletin: Bulletin) -> Iterator[str]:
    yield from (bulletin.title, bulletin.issue, bulletin.period_line, bulletin.cutoff_line)
    yield from bulletin.marks
    for section in bulletin.sections:
        yield from section.paragraphs
        for table in section.tables:
            yield from table.notes
    yield from bulletin.notes


def _squeezed(text: str) -> str:
    return "".join(writable(text).split())
