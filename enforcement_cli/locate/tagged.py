"""The header of a table of rows in the light of its tags: renamed columns under their issued names.

Comes in: a grid, the header found by words, the sheet's rows of tags, the clerk's answers. Goes
out: the header, with what contradicts. Refuses to read values.
"""

from collections.abc import Mapping as ByForm
from collections.abc import Sequence
from dataclasses import dataclass, replace

from enforcement_cli.locate.columns import field_of, header_unit, match_path
from enforcement_cli.locate.header import HeaderBand, band_of, filled_top, label_of
from enforcement_cli.locate.tags import Contradiction, TagRow, refuses
from enforcement_cli.model.form import Form
from enforcement_cli.model.grid import SheetGrid
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.vocabulary.blank import BlankColumn
from enforcement_cli.vocabulary.forms import all_forms, form_named
from enforcement_cli.vocabulary.words import layout_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A header with the tags that stand over it, None without any."""

    band: HeaderBand | None
    tags: TagRow | None = None
    contradictions: tuple[Contradiction, ...] = ()


def tagged_band(
    grid: SheetGrid, band: HeaderBand | None, tags: Sequence[TagRow], answers: ByForm[str, Mapping]
) -> Tagged:
    """The header under a row of tags.

    A column whose words nobody knows gets the header it was issued with. Where a header names
    another thing than its tag, no tag of the row is believed: the row may have slipped.
    """
    for row in reversed(tags):
        rows = row.header_rows(grid) if row.row >= grid.first_row else None
        if rows is None or row.form == "aggregate":
            continue
        if band is not None and not (band.first <= rows[1] and rows[0] <= band.last):
            continue
        first, last = rows[0], max(rows[1], band.last if band else 0)
        top = filled_top(grid)
        if last - grid.first_row >= len(top):
            continue
        own = band_of(grid, top, first - grid.first_row, last - grid.first_row)
        return _settled(own, row, answers.get(row.form))
    return Tagged(band=band)


def _settled(band: HeaderBand, tags: TagRow, answers: Mapping | None) -> Tagged:
    form = form_named(tags.form)
    paths, shown = dict(band.paths), dict(band.shown)
    against: list[tuple[Contradiction, tuple[str, ...]]] = []
    restored: set[int] = set()
    for column, issued in tags.issued.items():
        path = band.paths.get(column)
        if path is not None and answers is not None and answers.answer(path) is not None:
            continue
        said = _said(path, band.shown.get(column, ""), issued, form) if path else "unknown"
        if said == "other":
            against.append(_contradiction(column, band, issued, form))
        elif said == "unknown":
            restored.add(column)
            paths[column] = tuple(map(label_of, issued.path))
            shown[column] = issued.shown
    if against:
        fields = {one.column: names for one, names in against}
        told = tuple(sorted((one for one, _ in against), key=lambda one: one.column))
        if refuses(told):  # what nobody knows by its words is not asked about as well
            fields |= {column: (tags.issued[column].field,) for column in restored}
        return Tagged(band=replace(band, contradicted=fields), tags=tags, contradictions=told)
    settled = replace(
        band,
        paths=dict(sorted(paths.items())),
        shown=dict(sorted(shown.items())),
        restored=frozenset(restored),
    )
    return Tagged(band=settled, tags=tags)


def _said(path: tuple[str, ...], shown: str, issued: BlankColumn, form: Form) -> str:
    """Whether a header names what its tag does: `same`, `other`, or `unknown` that leaves it open.

    A word known in another form, one that narrows (本周, 任务, 率) and another unit are `other`:
    whoever wrote them meant something by it.
    """
    unit = header_unit(shown)
    if issued.kind == "money" and unit and unit != issued.unit:
        return "other"
    own = field_of(path, shown, form)
    if own == issued.field:
        return "unknown" if issued.kind == "money" and not unit else "same"
    known = {match_path(path, each.key) for each in all_forms()} - {None}
    if own is not None or known or _narrows(path, issued):
        return "other"
    return "unknown"


def _narrows(path: tuple[str, ...], issued: BlankColumn) -> bool:
    said, meant = "".join(path), "".join(map(label_of, issued.path))
    words = (*layout_words("qualifiers"), *layout_words("header_sorts"))
    return any(word in said and word not in meant for word in words)


def _contradiction(
    column: int, band: HeaderBand, issued: BlankColumn, form: Form
) -> tuple[Contradiction, tuple[str, ...]]:
    own = field_of(band.paths[column], band.shown[column], form)
    names = tuple(name for name in (issued.field, own) if name is not None)
    required = any(form.field_named(name).required for name in names)
    found = Contradiction(
        column=column, issued=issued.shown, now=band.shown[column], required=required
    )
    return found, names
