"""A plain text from a template: a notice, a reminder, what goes to the group.

Comes in: plain fields and a template. Goes out: text ready to paste. Sandboxed like every template;
refuses to know what the text is about.
"""

import traceback
from collections.abc import Mapping
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from enforcement_cli.model.failure import BadConfiguration


def render_text(template: Path, fields: Mapping[str, object]) -> str:
    """`fields` laid out by `template`, ending in one newline.

    Raises:
        BadConfiguration: the template is wrong; `where` has its file and line.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(template.parent, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # plain text
    )
    try:
        text = environment.get_template(template.name).render(fields)
    except TemplateSyntaxError as error:
        where = f"{error.filename or template}:{error.lineno}"
        raise BadConfiguration(f"模板写法有误（{error.message}），未生成。", where=where) from error
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [at for at in frames if at.filename.startswith(str(template.parent))]
        where = f"{lines[-1].filename}:{lines[-1].lineno}" if lines else str(template)
        raise BadConfiguration(f"模板这一行做不到（{error}），未生成。", where=where) from error
    return text.strip() + "\n"
