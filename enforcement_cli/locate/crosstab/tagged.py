"""The header of a table of figures in the light of its tags: renamed columns under issued names.

Comes in: a grid with its merged texts filled in, the header found by words, the rows of tags. Goes
out: the header, with what contradicts. Refuses to know values.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from enforcement_cli.locate.crosstab.header import Header, header_of
from enforcement_cli.locate.crosstab.meaning import Meaning
from enforcement_cli.locate.crosstab.words import Words
from enforcement_cli.locate.tags import Contradiction, TagRow
from enforcement_cli.model.grid import SheetGrid
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.vocabulary.blank import BlankColumn
from enforcement_cli.vocabulary.forms import normalise_label
from enforcement_cli.vocabulary.words import layout_words, normalise_word


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedHeader:
    """A header with the tags that stand over it, None without any."""

    header: Header | None
    tags: TagRow | None = None
    contradictions: tuple[Contradiction, ...] = ()


def tagged_header(
    grid: SheetGrid, header: Header | None, tags: Sequence[TagRow], words: Words,
    answers: Mapping | None,
) -> TaggedHeader:  # fmt: skip
    """The header under a row of tags, as tagged_band does it for tables of rows."""
    for row in reversed(tags):
        rows = row.header_rows(grid) if row.row >= grid.first_row else None
        if rows is None or row.form != "aggregate":
            continue
        if header is not None and not (header.first <= rows[1] and rows[0] <= header.last):
            continue
        last = max(rows[1], header.last if header else 0)
        own = header_of(grid, rows[0] - grid.first_row, last - grid.first_row, words)
        return _settled(own, row, grid, words, answers)
    return TaggedHeader(header=header)


def _settled(
    header: Header, tags: TagRow, grid: SheetGrid, words: Words, answers: Mapping | None
) -> TaggedHeader:
    paths = dict(header.paths)
    against: list[Contradiction] = []
    for column, issued in sorted(tags.issued.items()):
        path = header.paths.get(column - grid.first_column, ())
        if path and answers is not None and answers.answer(_answer_key(path)) is not None:
            continue
        said = _said(path, issued, words) if path else "unknown"
        if said == "other":  # a group may not reach so far where no merge says how far it does
            path = _unspread(header, column - grid.first_column)
            said = _said(path, issued, words) if path else "unknown"
        if said == "other":
            now = "/".join(path)
            against.append(Contradiction(column=column, issued=issued.shown, now=now))
        elif said == "unknown":
            paths[column - grid.first_column] = issued.path
    if against:
        return TaggedHeader(header=header, tags=tags, contradictions=tuple(against))
    return TaggedHeader(header=header.with_paths(dict(sorted(paths.items()))), tags=tags)


def _unspread(header: Header, j: int) -> tuple[str, ...]:
    """The words that stand in a column's own cells."""
    return tuple(dict.fromkeys(str(line[j]) for line in header.lines if line[j] is not None))


def _answer_key(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(label for text in path if (label := normalise_label(text)))


def _said(path: tuple[str, ...], issued: BlankColumn, words: Words) -> str:
    """Whether a header names what its tag does: `same`, `other`, or `unknown` that leaves it open."""
    own, meant = words.meaning(path), words.meaning(issued.path)
    if _differs(own, meant) or _narrows(path, issued):
        return "other"
    # A figure without the group that narrowed it is another figure, and may be the whole's.
    if not own.unknown and own.figures is not None and own.action != meant.action:
        return "other"
    whole = not own.unknown and own.figures == meant.figures
    return "same" if whole and (own.basis, own.units) == (meant.basis, meant.units) else "unknown"


def _differs(own: Meaning, meant: Meaning) -> bool:
    """Whether anything that is said is said otherwise."""
    if own.silent or own.other_start or own.rate or own.total or own.part or own.court:
        return True
    figures = own.figures is not None and not set(own.figures) & set(meant.figures or ())
    basis = bool(own.basis) and own.basis != meant.basis
    action = bool(own.action) and own.action != meant.action
    units = bool(own.units) and own.units != meant.units
    return figures or basis or action or units


def _narrows(path: tuple[str, ...], issued: BlankColumn) -> bool:
    said, meant = normalise_word("".join(path)), normalise_word("".join(issued.path))
    narrowing = (*layout_words("qualifiers"), *layout_words("header_sorts"))
    return any(word in said and word not in meant for word in narrowing)
