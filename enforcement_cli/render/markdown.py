"""A Bulletin and a Jinja template come in; Markdown goes out. Knows no figures."""

from pathlib import Path

from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.render.alignment import pipe_table
from enforcement_cli.render.fields import Plain, bulletin_fields
from enforcement_cli.render.templating import fill_template


def render_markdown(bulletin: Bulletin, template: Path) -> str:
    """`bulletin` laid out by `template`.

    Raises:
        UnknownName: there is no such template.
        BadConfiguration: the template is wrong; `where` has its file and line.
    """
    filters = {"pipe_table": _figure_table}
    return fill_template(template, bulletin_fields(bulletin), filters, autoescape=False)


def _figure_table(table: dict[str, Plain]) -> str:
    """The filter `{{ table | pipe_table }}`: spanner and title joined, numbers to the right."""
    columns = table["columns"]
    header = [f"{one['spanner']} {one['title']}".strip() for one in columns]
    rows = [[row["label"], *(cell["text"] for cell in row["cells"])] for row in table["rows"]]
    align = "l" + "".join("l" if one["kind"] == "text" else "r" for one in columns)
    return pipe_table([table["stubhead"], *header], rows, align)
