"""A Bulletin and a Jinja template come in; Markdown goes out, in which every text stays a text.

Knows no figures.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.render.alignment import pipe_table
from enforcement_cli.render.fields import Number, Plain, bulletin_fields
from enforcement_cli.render.markdown_text import markdown_text
from enforcement_cli.render.templating import Filling, fill_template


def render_markdown(bulletin: Bulletin, template: Path) -> str:
    """`bulletin` laid out by `template`.

    Raises:
        UnknownName: there is no such template.
        BadConfiguration: the template is wrong; `where` has its file and line.
    """
    return fill_template(
        Filling(
            template=template,
            fields=_escaped(bulletin_fields(bulletin)),
            filters={"pipe_table": _figure_table},
        )
    )


def _escaped(fields: Any, *, numbered: bool = False) -> Any:
    """The same fields with every text as Markdown; `numbered` are those that begin `1. `."""
    match fields:
        case str() if numbered:
            number, _, note = fields.partition(" ")
            return f"{number} {markdown_text(note)}"
        case str():
            return markdown_text(fields)
        case Number():
            return replace(fields, shown=markdown_text(fields.shown))
        case dict():
            return {
                name: _escaped(value, numbered=name == "notes") for name, value in fields.items()
            }
        case list():
            return [_escaped(one, numbered=numbered) for one in fields]
    return fields


def _figure_table(table: dict[str, Plain]) -> str:
    """The filter `{{ table | pipe_table }}`: spanner and title joined, numbers to the right."""
    columns = table["columns"]
    header = [f"{one['spanner']} {one['title']}".strip() for one in columns]
    rows = [[row["label"], *(cell["text"] for cell in row["cells"])] for row in table["rows"]]
    align = "l" + "".join("l" if one["kind"] == "text" else "r" for one in columns)
    return pipe_table([table["stubhead"], *header], rows, align)
