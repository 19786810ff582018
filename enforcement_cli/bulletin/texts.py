"""Every text of a bulletin, to be read or changed in its place.

Comes in: a Bulletin, and what to do with prose, with cells that name parties and with case numbers.
Goes out: the Bulletin with changed texts. Refuses to touch numbers of figures.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from enforcement_cli.model.bulletin import Bulletin, Chart, FigureTable, Row, Section, Value
from enforcement_cli.vocabulary.names import word_set

Change = Callable[[str], str]


def noting(into: list[str]) -> Change:
    """A change that changes nothing and keeps what it was shown."""

    def note(text: str) -> str:
        into.append(text)
        return text

    return note


def texts_of(bulletin: Bulletin) -> tuple[str, ...]:
    """Every text of a bulletin in reading order, table cells too."""
    found: list[str] = []
    note = noting(found)
    changed(bulletin, note, note, note)
    found += _around(bulletin)
    return tuple(text for text in found if text)


def _around(bulletin: Bulletin) -> Iterator[str]:
    """The words around figures: nothing is masked in them, and nothing may hide there either."""
    yield from (each.unit for each in bulletin.headlines)
    for section in bulletin.sections:
        for table in section.tables:
            yield from (table.unit_line, table.stubhead)
            yield from (text for each in table.columns for text in (each.spanner, each.title))
            yield from (value.mark for row in table.rows for value in row.values)
        yield from (chart.unit for chart in section.charts)


def changed(bulletin: Bulletin, prose: Change, cell: Change, number: Change) -> Bulletin:
    """The bulletin with its texts changed: `cell` names of parties, `number` case numbers."""
    return replace(
        bulletin,
        title=prose(bulletin.title),
        subtitle=prose(bulletin.subtitle),
        issue=prose(bulletin.issue),
        period_line=prose(bulletin.period_line),
        cutoff_line=prose(bulletin.cutoff_line),
        issuer=prose(bulletin.issuer),
        headlines=tuple(
            replace(each, name=prose(each.name), value=_value(each.value, prose),
                    beneath=prose(each.beneath))
            for each in bulletin.headlines
        ),
        sections=tuple(_section(each, prose, cell, number) for each in bulletin.sections),
        notes=tuple(map(prose, bulletin.notes)),
        marks=tuple(map(prose, bulletin.marks)),
        day_line=prose(bulletin.day_line),
    )  # fmt: skip


def _section(section: Section, prose: Change, cell: Change, number: Change) -> Section:
    return replace(
        section,
        title=prose(section.title),
        paragraphs=tuple(map(prose, section.paragraphs)),
        tables=tuple(_table(each, prose, cell, number) for each in section.tables),
        charts=tuple(_chart(each, prose) for each in section.charts),
    )


def _table(table: FigureTable, prose: Change, cell: Change, number: Change) -> FigureTable:
    changes = [_change_for(column.title, prose, cell, number) for column in table.columns]
    label = _change_for(table.stubhead, prose, cell, number)
    return replace(
        table,
        title=prose(table.title),
        rows=tuple(
            Row(
                label=label(row.label),
                values=tuple(
                    _value(value, change) for value, change in zip(row.values, changes, strict=True)
                ),
                total=row.total,
                covers=row.covers,
            )
            for row in table.rows
        ),
        notes=tuple(map(prose, table.notes)),
    )


def _change_for(title: str, prose: Change, cell: Change, number: Change) -> Change:
    """How the cells of a column are changed, by its title."""
    if title in word_set("cells", "parties"):
        return cell
    if title in word_set("cells", "case_numbers"):
        return number
    return str if title in word_set("cells", "staff") else prose


def _value(value: Value, change: Change) -> Value:
    return replace(value, shown=change(value.shown)) if value.kind == "text" else value


def _chart(chart: Chart, prose: Change) -> Chart:
    return replace(
        chart,
        title=prose(chart.title),
        labels=tuple(map(prose, chart.labels)),
        series=tuple((prose(name), values) for name, values in chart.series),
        note=prose(chart.note),
    )
