"""Jinja templates and plain fields come in; the filled texts go out.

A template runs sandboxed: it can lay out and leave out, never reach the program or a file outside
its own folder. One that did not come with enforce is filled in a bounded process. What is wrong
with it is told with file, line and nearest name.
"""

import difflib
import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateError, TemplateNotFound, UndefinedError

from enforcement_cli.model.failure import BadConfiguration, UnknownName
from enforcement_cli.render.bounded import TookTooLong, bounded, is_ours
from enforcement_cli.render.fields import Plain, known_names
from enforcement_cli.render.sandbox import MOST_CHARACTERS, environment_of

# How Jinja words a name it does not know: 'x' is undefined / '...' has no attribute 'x'.
_MISSING_NAME = re.compile(r"attribute '([^']+)'|^'([^']+)' is undefined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A template to fill: with what, by which filters; `autoescape` where the text is HTML."""

    template: Path
    fields: Mapping[str, Plain]
    filters: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    autoescape: bool = False


def fill_template(filling: Filling) -> str:
    """The fields laid out by the template.

    Raises:
        UnknownName: there is no such template.
        BadConfiguration: the template is wrong; `where` has its file and line.
    """
    return fill_templates([filling])[0]


def fill_templates(fillings: Sequence[Filling]) -> list[str]:
    """The same for several at once; the first that is wrong is told."""
    for each in fillings:
        if not each.template.is_file():
            raise UnknownName("没有这个模板文件。", where=str(each.template))
    if all(is_ours(each.template) for each in fillings):
        return [fill_here(each) for each in fillings]
    return bounded(fill_here, fillings, lambda each: str(each.template))


def fill_here(filling: Filling) -> str:
    """The same in this process, however long it takes.

    Raises:
        BadConfiguration: the template is wrong.
    """
    template, fields = filling.template, filling.fields
    environment = environment_of(
        template.parent, dict(filling.filters), autoescape=filling.autoescape
    )
    try:
        return _counted(environment.get_template(template.name), fields)
    except TemplateSyntaxError as error:
        where = f"{error.filename or template}:{error.lineno}"
        raise BadConfiguration(f"模板写法有误（{error.message}），未生成。", where=where) from error
    except TemplateNotFound as error:
        raise BadConfiguration(
            f"模板引用的 {error.name} 不在模板文件夹内，未生成。", where=_line_of(error, template)
        ) from error
    except UndefinedError as error:
        raise _unknown_field(error, template, fields) from error
    except (TookTooLong, MemoryError, RecursionError) as error:
        raise BadConfiguration(
            f"模板这一行没完没了（{_EXHAUSTED[type(error)]}），未生成。",
            where=_line_of(error, template),
            remedy="请减少循环的层数和次数，不要让模板调用自己。",
        ) from error
    except (
        TemplateError, ArithmeticError, LookupError, TypeError, ValueError, SyntaxError, RuntimeError,
    ) as error:  # fmt: skip
        raise BadConfiguration(
            f"模板这一行做不到（{error}），未生成。", where=_line_of(error, template)
        ) from error


def _counted(template: Template, fields: Mapping[str, Plain]) -> str:
    """The text, stopped at the line that makes it too long."""
    whole: list[str] = []
    pieces: list[str] = []
    size = 0
    stream = template.generate(fields)
    try:
        for piece in stream:
            pieces.append(piece)
            size += len(piece)
            if len(pieces) >= _PIECES:
                whole.append("".join(pieces))
                pieces.clear()
            if size > MOST_CHARACTERS:
                stream.throw(SecurityError("文字太长"))  # type: ignore[attr-defined]  # it is a generator
    except (TookTooLong, MemoryError) as error:
        # Raised here between two pieces: the template's line is where the stream stands.
        stream.throw(error)  # type: ignore[attr-defined]  # it is a generator
    return "".join((*whole, *pieces))


# So many signs are joined at a time: a piece of one sign takes fifty bytes.
_PIECES = 50_000
_EXHAUSTED = {TookTooLong: "超过时限", MemoryError: "内存不够", RecursionError: "层层调用自己"}


def _unknown_field(
    error: UndefinedError, template: Path, fields: Mapping[str, Plain]
) -> BadConfiguration:
    found = _MISSING_NAME.search(str(error))
    name = (found[1] or found[2]) if found else str(error)
    near = difflib.get_close_matches(name, sorted(known_names(dict(fields))), n=1)
    return BadConfiguration(
        f"模板用了没有的数据项 {name}，未生成。",
        where=_line_of(error, template),
        remedy=f"是不是 {near[0]}？" if near else "可用的数据项见 docs/guides/excel-templates.md。",
    )


def _line_of(error: BaseException, template: Path) -> str:
    """File and line of the innermost template frame; Jinja puts the template's own lines there."""
    folder = str(template.parent)
    frames = [at for at in traceback.extract_tb(error.__traceback__) if at.filename[-3:] != ".py"]
    inside = [at for at in frames if at.filename.startswith(folder)]
    return f"{inside[-1].filename}:{inside[-1].lineno}" if inside else f"{template}:1"
