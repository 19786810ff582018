"""A Bulletin and a Jinja template come in; one self-contained HTML page goes out.

Every text is escaped. Each number carries its indicator, court, basis and exact value as data
attributes, so that it can be read back. Computes nothing but the positions in a picture.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from enforcement_cli.model.bulletin import Bulletin, Chart, FigureTable, Section, Value
from enforcement_cli.render.fields import Plain, bulletin_fields
from enforcement_cli.render.html.bar_chart import bar_chart, share_chart
from enforcement_cli.render.html.line_chart import line_chart
from enforcement_cli.render.plain import writable
from enforcement_cli.render.templating import Filling, fill_template

_DRAWN = {"line": line_chart, "bars": bar_chart, "share": share_chart}


def render_html(bulletin: Bulletin, template: Path) -> str:
    """`bulletin` laid out by `template`.

    Raises:
        UnknownName: there is no such template.
        BadConfiguration: the template is wrong; `where` has its file and line.
    """
    fields: dict[str, Plain] = _clean(bulletin_fields(bulletin))
    for one, headline in zip(fields["headlines"], bulletin.headlines, strict=True):
        one["attributes"] = data_attributes(headline.value)
    place = 0
    for shown, section in zip(fields["sections"], bulletin.sections, strict=True):
        shown["paragraphs"] = _with_numbers(section)
        shown["charts"] = []
        for chart in section.charts:
            place += 1
            shown["charts"].append(_chart_fields(chart, f"chart-{place}"))
        for plain, table in zip(shown["tables"], section.tables, strict=True):
            _add_attributes(plain, table)
    return fill_template(Filling(template=template, fields=fields, autoescape=True))


def data_attributes(value: Value) -> Markup:
    """The attributes that lead a program from a printed number back to its figure."""
    named: dict[str, object] = {}
    if value.number is not None:
        named |= {"kind": value.kind, "value": value.number}
    if key := value.key:
        named |= {"indicator": key.indicator, "basis": key.basis, "court": key.court}
        named |= {"action": key.action, "team": key.team, "officer": key.officer}
        named |= {"aspect": value.aspect, "window": value.window or None}
    return Markup("").join(
        Markup(' data-{}="{}"').format(name, writable(str(worth)))
        for name, worth in named.items()
        if worth is not None
    )


def _add_attributes(plain: dict[str, Plain], table: FigureTable) -> None:
    for line, row in zip(plain["rows"], table.rows, strict=True):
        for cell, value, column in zip(line["cells"], row.values, table.columns, strict=True):
            numeric = column.kind != "text" or value.number is not None
            cell["numeric"] = numeric
            cell["missing"] = numeric and value.number is None
            cell["attributes"] = data_attributes(value)


def _with_numbers(section: Section) -> list[Markup]:
    """The paragraphs with each number in a span of its own, found in reading order."""
    waiting = list(section.numbers)
    made = []
    for paragraph in section.paragraphs:
        text, parts = writable(paragraph), list[Markup]()
        while waiting and waiting[0].shown and (at := text.find(waiting[0].shown)) >= 0:
            value = waiting.pop(0)
            end = at + len(value.shown)
            number = Markup("<span{}>{}</span>").format(data_attributes(value), text[at:end])
            parts += [escape(text[:at]), number]
            text = text[end:]
        made.append(Markup("").join([*parts, escape(text)]))
    return made


def _chart_fields(chart: Chart, place: str) -> dict[str, Plain]:
    told = "；".join(
        f"{name}：" + "，".join(_pairs(chart.labels, values)) for name, values in chart.series
    )
    return {
        "title": writable(chart.title),
        "unit": writable(chart.unit),
        "note": writable(chart.note),
        "kind": chart.kind,
        "marked": any(mark.number is not None for mark in chart.marks),
        "names": [writable(name) for name, _ in chart.series],
        "picture": _DRAWN[chart.kind](chart, place, told),
        "rows": [
            {
                "label": writable(label),
                "cells": [
                    {"text": writable(values[at].text), "attributes": data_attributes(values[at])}
                    for _, values in chart.series
                ],
            }
            for at, label in enumerate(chart.labels)
        ],
    }


def _pairs(labels: Sequence[str], values: Sequence[Value]) -> list[str]:
    return [f"{label}{value.text}" for label, value in zip(labels, values, strict=True)]


def _clean(fields: Any) -> Any:
    """The same fields with every text writable."""
    if isinstance(fields, str):
        return writable(fields)
    if isinstance(fields, dict):
        return {name: _clean(value) for name, value in fields.items()}
    return [_clean(one) for one in fields] if isinstance(fields, list) else fields
