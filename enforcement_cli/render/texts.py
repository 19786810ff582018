"""Plain texts from templates: notices, reminders, what goes to the group.

Comes in: plain fields and templates. Goes out: texts ready to paste, into a table too. Sandboxed like
every template; refuses to know what a text is about.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from enforcement_cli.model.formula import guarded
from enforcement_cli.render.plain import writable_lines
from enforcement_cli.render.templating import Filling, fill_templates


def render_texts(asked: Sequence[tuple[Path, Mapping[str, object]]]) -> list[str]:
    """The fields laid out by each template, ending in one newline.

    No line begins as a formula does: people paste these texts into tables.

    Raises:
        BadConfiguration: a template is wrong; `where` has its file and line.
    """
    fillings = [Filling(template=path, fields=_clean(dict(fields))) for path, fields in asked]
    return [guarded(text.strip()) + "\n" for text in fill_templates(fillings)]


def _clean(fields: Any) -> Any:
    """The same fields with every text writable."""
    if isinstance(fields, str):
        return writable_lines(fields)
    if isinstance(fields, dict):
        return {name: _clean(value) for name, value in fields.items()}
    return [_clean(one) for one in fields] if isinstance(fields, list | tuple) else fields
