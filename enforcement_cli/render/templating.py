"""A Jinja template and plain fields come in; the filled text goes out.

The template runs sandboxed: it can lay out and leave out, never reach the program or a file outside
its own folder. What is wrong with it is told with file, line and nearest name.
"""

import difflib
import re
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError
from jinja2.exceptions import TemplateError, TemplateNotFound, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from enforcement_cli.model.failure import BadConfiguration, UnknownName
from enforcement_cli.render.fields import Plain, known_names

# How Jinja words a name it does not know: 'x' is undefined / '...' has no attribute 'x'.
_MISSING_NAME = re.compile(r"attribute '([^']+)'|^'([^']+)' is undefined")


def fill_template(
    template: Path,
    fields: dict[str, Plain],
    filters: Mapping[str, Callable[..., Any]],
    *,
    autoescape: bool,
) -> str:
    """`fields` laid out by `template`; `autoescape` where the text is HTML.

    Raises:
        UnknownName: there is no such template.
        BadConfiguration: the template is wrong; `where` has its file and line.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(template.parent, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=autoescape,
    )
    environment.filters.update(filters)
    if not template.is_file():
        raise UnknownName("没有这个模板文件。", where=str(template))
    try:
        return environment.get_template(template.name).render(fields)
    except TemplateSyntaxError as error:
        where = f"{error.filename or template}:{error.lineno}"
        raise BadConfiguration(f"模板写法有误（{error.message}），未生成。", where=where) from error
    except TemplateNotFound as error:
        raise BadConfiguration(
            f"模板引用的 {error.name} 不在模板文件夹内，未生成。", where=_line_of(error, template)
        ) from error
    except UndefinedError as error:
        raise _unknown_field(error, template, fields) from error
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise BadConfiguration(
            f"模板这一行做不到（{error}），未生成。", where=_line_of(error, template)
        ) from error


def _unknown_field(
    error: UndefinedError, template: Path, fields: dict[str, Plain]
) -> BadConfiguration:
    found = _MISSING_NAME.search(str(error))
    name = (found[1] or found[2]) if found else str(error)
    near = difflib.get_close_matches(name, sorted(known_names(fields)), n=1)
    return BadConfiguration(
        f"模板用了没有的数据项 {name}，未生成。",
        where=_line_of(error, template),
        remedy=f"是不是 {near[0]}？" if near else "可用的数据项见 docs/guides/excel-templates.md。",
    )


def _line_of(error: Exception, template: Path) -> str:
    """File and line of the innermost template frame; Jinja puts the template's own lines there."""
    folder = str(template.parent)
    frames = [at for at in traceback.extract_tb(error.__traceback__) if at.filename[-3:] != ".py"]
    inside = [at for at in frames if at.filename.startswith(folder)]
    return f"{inside[-1].filename}:{inside[-1].lineno}" if inside else str(template)
