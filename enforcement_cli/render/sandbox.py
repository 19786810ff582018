"""What a Jinja template may do: lay out, leave out, choose. Nothing that reaches or that grows.

Comes in: a template's folder. Goes out: an environment that knows texts, truths, lists, dicts and
Numbers, by named doors only. Refuses attributes, files and filters nobody named here, and values
larger than any bulletin. How long it takes and how much memory is bounded.py's.
"""

import functools
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.loaders import split_template_path
from jinja2.runtime import Context, LoopContext, Macro, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.utils import Namespace

from enforcement_cli.render.fields import Number
from enforcement_cli.render.files import leads_out

# The longest text a template makes at one place; the page of a province is a tenth of it.
MOST_CHARACTERS = 32_000_000
_MOST_TEMPLATE_BYTES = 1_000_000
# Widths, counts and indents of a filter. No page is wider.
_MOST_COUNT = 10_000
_MOST_DIGITS = 400
_WIDE_FORMAT = re.compile(r"%[^a-zA-Z%]*(?:\*|\d{4,})")

_FILTERS = (
    "abs", "batch", "capitalize", "center", "count", "d", "default", "dictsort", "e", "escape",
    "first", "float", "forceescape", "format", "groupby", "indent", "int", "items", "join", "last",
    "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse",
    "round", "select", "selectattr", "slice", "sort", "string", "striptags", "sum", "title", "trim",
    "truncate", "unique", "upper", "wordcount", "wordwrap",
)  # fmt: skip
# What may be asked of a value, by its type; None: every public name.
_DOORS: tuple[tuple[type, frozenset[str] | None], ...] = (
    (str, frozenset({
        "endswith", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "rstrip",
        "split", "splitlines", "startswith", "strip", "upper",
    })),
    (dict, frozenset({"get", "items", "keys", "values"})),
    (Number, frozenset({"charted", "covers", "digits", "number_format", "shown"})),
    (Macro, frozenset({"arguments", "name"})),
    (LoopContext, None),
    (Namespace, None),
    (TemplateModule, None),
)  # fmt: skip


def environment_of(
    folder: Path, filters: dict[str, Callable[..., Any]], *, autoescape: bool
) -> Environment:
    """The environment of the templates in `folder`, with the caller's own filters."""
    made = _Narrow(
        loader=_Inside(folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=autoescape,
    )
    known = {name: made.filters[name] for name in _FILTERS} | filters
    made.filters = {name: _measured(function) for name, function in known.items()}
    made.globals = {"range": safe_range, "namespace": Namespace}
    return made


class _Inside(BaseLoader):
    """Templates of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002  # Jinja's door
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        path = self._folder.joinpath(*split_template_path(template))
        if leads_out(path, self._folder):
            raise SecurityError(f"{path.name} 是指向模板文件夹之外的链接")
        if not path.is_file():
            raise TemplateNotFound(template)
        if path.stat().st_size > _MOST_TEMPLATE_BYTES:
            raise SecurityError(f"{path.name} 太大，不像模板")
        return path.read_text(encoding="utf-8-sig"), str(path), lambda: True


class _MeasuredJoin(CodeGenerator):
    """`a ~ b` asks the environment, as the operators do that it intercepts."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        self.write("environment.joined(context, (")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _Narrow(ImmutableSandboxedEnvironment):
    """The sandbox with a list of what is allowed instead of one of what is not."""

    code_generator_class = _MeasuredJoin
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if not super().is_safe_attribute(obj, attr, value):
            return False
        for kind, names in _DOORS:
            if isinstance(obj, kind):
                return names is None or attr in names
        return False

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:  # noqa: ARG002  # Jinja's
        # Not when it is printed: a list of them prints as if all were well.
        raise SecurityError(f"模板里不能用 {attribute}")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if _result_size(operator, left, right) > MOST_CHARACTERS:
            raise SecurityError("结果太大")
        return super().call_binop(context, operator, left, right)

    def joined(self, context: Context, parts: Iterable[Any]) -> str:
        """What `~` gives."""
        join = markup_join if context.eval_ctx.autoescape else str_join
        return _not_long(join(parts))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        # Names out of returns stand in the page: nothing switches their escaping off.
        for switch in tree.find_all(nodes.ScopedEvalContextModifier):
            raise TemplateSyntaxError("不能改 autoescape", switch.lineno, name, filename)
        return tree


def _result_size(operator: str, left: Any, right: Any) -> int:
    """Signs or entries that an operation would give; above the bound where it may not be done."""
    if operator == "%":
        return MOST_CHARACTERS + 1 if isinstance(left, str) else 0
    if operator == "+":
        return _length(left) + _length(right)
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * (abs(right) if operator == "**" else 1) + right.bit_length()
        return MOST_CHARACTERS + 1 if bits > _MOST_DIGITS * 3 else 0
    times = left if isinstance(left, int) else right if isinstance(right, int) else 0
    return max(_length(left), _length(right)) * times


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple) else 0


def _not_long(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise SecurityError("文字太长")
    return text


def _measured(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose counts and result are bounded."""

    @functools.wraps(function)
    def filtered(*given: Any, **named: Any) -> Any:
        # The environment or context some filters get first is no argument of the template's.
        said = [one for one in (*given, *named.values()) if isinstance(one, int | str)]
        first = next((one for one in said if isinstance(one, str)), "")
        if function is _FORMAT and _WIDE_FORMAT.search(first):
            raise SecurityError("格式太宽")
        counts = said[1:] if given and said and given[0] is said[0] else said
        if any(isinstance(one, int) and abs(one) > _MOST_COUNT for one in counts):
            raise SecurityError(f"数目超过 {_MOST_COUNT}")
        found = function(*given, **named)
        return _not_long(found) if isinstance(found, str) else found

    return filtered


_FORMAT = Environment().filters["format"]  # noqa: S701  # only its table of filters is read
