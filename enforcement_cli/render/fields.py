"""A Bulletin comes in; the plain dicts and lists a template may name go out.

Templates see these names and nothing of the program. A number stays one leaf: its exact digits, its
printed form, and the rows it sums. Knows no file format.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from enforcement_cli.model.bulletin import Bulletin, Column, FigureTable, Value
from enforcement_cli.model.money import in_unit

# What a template can reach: text, truth, Number, and dicts and lists of these.
Plain = Any

NUMBER_FORMATS = {"count": "0", "money": "0.00", "rate": "0.00%", "decimal": "0.0"}
_NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number to print.

    `digits` is its exact decimal text (money in 万元, rates between 0 and 1); `shown` what text
    formats print, mark included; `number_format` how a spreadsheet shows the digits; `covers` the
    rows of its table it is declared to be the sum of; `charted` makes it a bar of the chart.
    """

    digits: str
    shown: str
    number_format: str
    covers: tuple[int, ...] = ()
    charted: bool = False

    def __str__(self) -> str:
        return self.shown


def bulletin_fields(bulletin: Bulletin) -> dict[str, Plain]:
    """Everything a template may name, by its top-level name."""
    sections = [
        {
            "heading": f"{chinese_numeral(place)}、{section.title}",
            "title": section.title,
            "paragraphs": list(section.paragraphs),
            "tables": [_table_fields(table) for table in section.tables],
        }
        for place, section in enumerate(bulletin.sections, start=1)
    ]
    return {
        "title": bulletin.title,
        "subtitle": bulletin.subtitle,
        "issue": bulletin.issue,
        "period_line": bulletin.period_line,
        "cutoff_line": bulletin.cutoff_line,
        "issuer": bulletin.issuer,
        "day_line": bulletin.day_line,
        "headlines": [
            {"name": one.name, "text": one.value.text, "unit": one.unit, "beneath": one.beneath}
            for one in bulletin.headlines
        ],
        "marks": list(bulletin.marks),
        "sections": sections,
        "tables": [table for section in sections for table in section["tables"]],
        "notes": _numbered(bulletin.notes),
    }


def chinese_numeral(number: int) -> str:
    """1 to 99 as sections are numbered.

    >>> chinese_numeral(3), chinese_numeral(10), chinese_numeral(21)
    ('三', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens]) + "十" if tens else ""
    return head + (_NUMERALS[ones] if ones or not tens else "")


def known_names(fields: Plain) -> set[str]:
    """Every name that occurs anywhere in `fields`, to suggest one for a misspelling."""
    if isinstance(fields, dict):
        return set(fields).union(*(known_names(value) for value in fields.values()))
    if isinstance(fields, list):
        return set().union(*(known_names(value) for value in fields))
    return set()


def _numbered(notes: tuple[str, ...]) -> list[str]:
    return [f"{place}. {note}" for place, note in enumerate(notes, start=1)]


def _table_fields(table: FigureTable) -> dict[str, Plain]:
    return {
        "id": table.id,
        "title": table.title,
        "stubhead": table.stubhead,
        "unit_line": table.unit_line,
        "columns": [
            {"title": column.title, "spanner": column.spanner, "kind": column.kind}
            for column in table.columns
        ],
        "spans": _spans(table.columns),
        "rows": [
            {"label": row.label, "total": row.total, "cells": _cells(table, place)}
            for place, row in enumerate(table.rows)
        ],
        "notes": _numbered(table.notes),
    }


def _spans(columns: tuple[Column, ...]) -> list[dict[str, Plain]]:
    """The upper header row: a spanner over its columns, or a title two rows high."""
    spans: list[dict[str, Plain]] = []
    for spanner, group in groupby(columns, key=lambda column: column.spanner):
        members = list(group)
        if spanner:
            spans.append({"title": spanner, "width": len(members), "height": 1})
        else:
            spans.extend({"title": one.title, "width": 1, "height": 2} for one in members)
    return spans


def _cells(table: FigureTable, place: int) -> list[dict[str, Plain]]:
    row = table.rows[place]
    return [
        {
            "text": value.text,
            "mark": value.mark,
            "value": _leaf(table, place, index),
        }
        for index, value in enumerate(row.values)
    ]


def _leaf(table: FigureTable, place: int, index: int) -> Number | str:
    row, column = table.rows[place], table.columns[index]
    value = row.values[index]
    kind = column.kind if value.kind == "text" else value.kind
    if kind == "text":
        return value.text
    if value.number is None:
        return value.text or "—"
    exact = in_unit(int(value.number), "万元") if kind == "money" else Decimal(value.number)
    # The mark stands in the format, so a marked number is still a number to a spreadsheet.
    escaped = value.mark.replace('"', "")
    return Number(
        digits=format(exact.normalize(), "f"),
        shown=value.text,
        number_format=NUMBER_FORMATS[kind] + (f'"{escaped}"' if escaped else ""),
        covers=_parts(table, place) if column.additive else (),
        charted=not row.total and _is_charted(value),
    )


def _parts(table: FigureTable, place: int) -> tuple[int, ...]:
    """The rows above that the row at `place` sums, as declared; whether they do is seen in print."""
    row = table.rows[place]
    if not row.total:
        return ()
    covers = row.covers or tuple(at for at in range(place) if not table.rows[at].total)
    return covers if all(0 <= at < place for at in covers) else ()


def _is_charted(value: Value) -> bool:
    """Is this a court's cumulative closings over the whole scope, the one series every issue has?"""
    key = value.key
    if key is None or key.court is None or key.action is not None:
        return False
    return key.indicator == "cases_closed" and key.basis == "cumulative"
