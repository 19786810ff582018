"""The text of a template cell comes in; what it asks for goes out. And names are looked up.

The language has names, dots and [index], and three marks; no calls, no arithmetic, no reach into
Python objects. Knows no workbook.
"""

import difflib
import re
from dataclasses import dataclass

from enforcement_cli.render.fields import Number, Plain

Path = tuple[str | int, ...]
Scope = dict[str, Plain]

# A name begins with a letter, so no name reaches an inside like __class__.
_NAME = r"[A-Za-z][A-Za-z0-9_]*"
_PATH = rf"{_NAME}(?:\.{_NAME}|\[\d{{1,6}}\])*"
_EXPRESSION = re.compile(rf"\{{\{{\s*({_PATH})\s*\}}\}}")
_EACH = re.compile(
    rf"\{{#\s*each\s+(?P<path>{_PATH})\s+as\s+(?P<name>{_NAME})"
    rf"(?:\s+wide\s+(?P<wide>{_PATH}))?(?:\s+high\s+(?P<high>{_PATH}))?\s*#\}}"
)
_WHEN = re.compile(rf"\{{#\s*when\s+({_PATH})\s*#\}}")
_LONGEST = 32_767
_STEP = re.compile(rf"{_NAME}|\d+")


class TemplateFault(Exception):
    """What is wrong with one template cell; whoever knows the cell says where.

    Args:
        message: what, in one Chinese sentence.
        remedy: what to write instead.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Each:
    """Repeat for every entry of `path`, called `name`; `wide` and `high` say what to merge."""

    path: Path
    name: str
    wide: Path | None = None
    high: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A cell's text taken apart: its mark, if any, then texts and names in order."""

    each: Each | None = None
    when: Path | None = None
    pieces: tuple[str | Path, ...] = ()


def parse_content(text: str) -> Content:
    """What a template cell asks for.

    >>> parse_content("共{{ t.rows[0].label }}").pieces
    ('共', ('t', 'rows', 0, 'label'))

    Raises:
        TemplateFault: it holds braces that are neither a mark nor a plain name.
    """
    if len(text) > _LONGEST:
        raise TemplateFault("一格里的字超过了表格软件的上限，")
    each: Each | None = None
    when: Path | None = None
    if found := _EACH.match(text):
        wide, high = found["wide"], found["high"]
        each = Each(
            path=_path(found["path"]),
            name=found["name"],
            wide=_path(wide) if wide else None,
            high=_path(high) if high else None,
        )
        text = text[found.end() :]
    elif found := _WHEN.match(text):
        when = _path(found[1])
        text = text[found.end() :]
    pieces: list[str | Path] = []
    for place, part in enumerate(_EXPRESSION.split(text)):
        if place % 2:
            pieces.append(_path(part))
        elif "{" in part or "}" in part:
            raise TemplateFault(
                f"看不懂 {part.strip()}：只能写 {{{{ 名字.名字[序号] }}}}，"
                "或在格首写 {# each 列表 as 名字 #}、{# when 名字 #}，"
            )
        elif part:
            pieces.append(part)
    return Content(each=each, when=when, pieces=tuple(pieces))


def look_up(path: Path, scope: Scope) -> Plain:
    """What `path` names in `scope`.

    Raises:
        TemplateFault: there is nothing of that name or index; the nearest known name is offered.
    """
    value: Plain = scope
    for step in path:
        if isinstance(step, int):
            if not isinstance(value, list) or step >= len(value):
                raise TemplateFault(f"{written(path)} 没有第 [{step}] 项，")
            value = value[step]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            known = sorted(value) if isinstance(value, dict) else []
            near = difflib.get_close_matches(step, known, n=1) or known
            raise TemplateFault(
                f"{written(path)} 里没有 {step} 这个数据项，",
                f"是不是 {'、'.join(near)}？" if near else "",
            )
    return value


def look_up_list(path: Path, scope: Scope) -> list[Plain]:
    """The list `path` names.

    Raises:
        TemplateFault: it is no list.
    """
    value = look_up(path, scope)
    if not isinstance(value, list):
        raise TemplateFault(f"{written(path)} 不是可以逐条重复的列表，")
    return value


def look_up_size(path: Path | None, scope: Scope) -> int:
    """The number of cells `path` names; 1 where the template names none.

    Raises:
        TemplateFault: it is no positive whole number.
    """
    value = 1 if path is None else look_up(path, scope)
    if not isinstance(value, int) or value < 1:
        raise TemplateFault(f"{written(path or ())} 不是格数，")
    return value


def printed(path: Path, scope: Scope) -> str | Number:
    """The text or number `path` names.

    Raises:
        TemplateFault: it is a list or a record, which has no place in one cell.
    """
    value = look_up(path, scope)
    if isinstance(value, str | Number):
        return value
    if isinstance(value, int):
        return Number(digits=str(int(value)), shown=str(value), number_format="0")
    raise TemplateFault(f"{written(path)} 不是一个文字或数字，")


def written(path: Path) -> str:
    """`path` as the template writes it."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def _path(text: str) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in _STEP.findall(text))
