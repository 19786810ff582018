"""One table of the campaign file, read key by key into typed values.

Comes in: a TOML table and the line index. Goes out: text, days, numbers and choices, or a
BadConfiguration that names line, key and remedy. Refuses to know what the keys mean.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from enforcement_cli.model.failure import BadConfiguration
from enforcement_cli.workflow.campaign.lines import KeyPath, LineIndex

Choice = TypeVar("Choice", bound=str)

# Below this likeness a suggestion would only mislead.
_LIKE_ENOUGH = 60
_HIDDEN = ("Cc", "Cf", "Cs")  # controls, marks of order and width, halves of signs
_ID = re.compile(r"[\w-]+")
_TYPE_NAMES = {
    "bool": "是否值",
    "int": "整数",
    "str": "文字",
    "list": "列表",
    "dict": "表",
    "date": "日期",
    "datetime": "日期加时刻",
    "time": "时刻",
    "Decimal": "小数",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table, where it stands, and what it is called in messages."""

    file: str
    index: LineIndex
    path: KeyPath
    values: dict[str, Any]

    @property
    def title(self) -> str:
        """The header as written in the file."""
        name = ".".join(part for part in self.path if isinstance(part, str))
        if not name:
            return "文件最外层"
        return f"[[{name}]]" if isinstance(self.path[-1], int) else f"[{name}]"

    def where(self, *path: str | int) -> str:
        """File and line of a key of this table, or of the table itself."""
        return f"{self.file} 第{self.index.line_of((*self.path, *path))}行"

    def fault(self, path: Sequence[str | int], message: str, remedy: str) -> BadConfiguration:
        """The error for a key of this table; `path` is the key and, in a list, the position."""
        key = "".join(f" 的 {part}" for part in path if isinstance(part, str))
        return BadConfiguration(
            f"{self.title}{key} {message}", where=self.where(*path), remedy=remedy
        )

    def check_keys(self, known: Sequence[str], outer: Sequence[str] = ()) -> None:
        """Refuse a key that is not in `known`; `outer` are the keys of the campaign around it.

        Raises:
            BadConfiguration: with the nearest known key.
        """
        for key in self.values:
            if key in known:
                continue
            if key in outer:
                remedy = f"{key} 要写在 [[campaign]] 下面、第一个 [[campaign.…]] 之前，请移过去。"
            else:
                remedy = f"{nearest(key, known)}可以写的是：{'、'.join(known)}。"
            raise self.fault((key,), "不认识。", remedy)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not blank; required when there is no default."""
        if key not in self.values:
            if default is None:
                raise self.fault((key,), "没有写，这一项必须有。", f'请补一行：{key} = "…"')
            return default
        value = self.values[key]
        if not isinstance(value, str) or not value.strip():
            raise self.wrong_type(key, '用引号括起来的文字，不能为空，例如 "示例"')
        # Names go into sheets, file names and pages, where these hide what is written or break it.
        if any(unicodedata.category(sign) in _HIDDEN and sign != "\n" for sign in value):
            raise self.fault((key,), "含有看不见的控制字符。", "请删去重新输入，不要从网页粘贴。")
        return value.strip()

    def identifier(self, *, hyphen: bool = True) -> str:
        """The required `id`, which goes into file names, options and (without hyphen) SQL names."""
        value = self.text("id")
        if not _ID.fullmatch(value) or ("-" in value and not hyphen):
            marks = "短横和下划线" if hyphen else "下划线"
            raise self.fault(
                ("id",), f"“{value}”不能作编号。", f"只用字母、数字、{marks}，例如 winter70。"
            )
        return value

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts without blanks; an empty list is refused."""
        if key not in self.values:
            return default
        value = self.values[key]
        if not isinstance(value, list) or not value:
            raise self.wrong_type(key, '列表，至少一项，例如 ["甲", "乙"]')
        for position, item in enumerate(value):
            if not isinstance(item, str) or not item.strip():
                raise self.fault(
                    (key, position),
                    f"第{position + 1}项不是文字。",
                    '每一项用引号括起来，如 "甲"。',
                )
        return tuple(item.strip() for item in value)

    def day(self, key: str) -> date:
        """A required date."""
        day = self.day_or_none(key)
        if day is None:
            raise self.fault((key,), "没有写，这一项必须有。", f"请补一行：{key} = 2025-12-20")
        return day

    def day_or_none(self, key: str) -> date | None:
        """A date, without time of day."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong_type(key, "日期，不加引号，例如 2025-12-20")
        return value

    def whole(self, key: str, default: int, *, low: int = 0, high: int) -> int:
        """An integer between `low` and `high`."""
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong_type(key, f"{low} 到 {high} 的整数")
        if not low <= value <= high:
            raise self.fault((key,), f"是 {value}，超出范围。", f"请写 {low} 到 {high} 的整数。")
        return value

    def flag(self, key: str) -> bool:
        """Whether it is written `true`; false when absent."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong_type(key, "true 或 false，不加引号")
        return value

    def choice(self, key: str, allowed: Sequence[Choice], default: Choice) -> Choice:
        """One of a few words."""
        if key not in self.values:
            return default
        value = self.text(key)
        for word in allowed:
            if word == value:
                return word
        raise self.fault(
            (key,),
            f"写的是“{value}”，没有这种写法。",
            f"{nearest(value, allowed)}可以写的是：{'、'.join(allowed)}。",
        )

    def table(self, key: str) -> "Section | None":
        """The table under `key`, written with one pair of brackets or inline."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong_type(key, f"一张表，写作 [{key}] 或 {key} = {{ … }}")
        return self._inner((key,), value)

    def tables(self, key: str) -> tuple["Section", ...]:
        """The tables under `key`, each written with two pairs of brackets."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            name = ".".join([part for part in self.path if isinstance(part, str)] + [key])
            raise self.wrong_type(key, f"一组表，每张写作 [[{name}]]，两层方括号")
        return tuple(self._inner((key, number), item) for number, item in enumerate(value))

    def wrong_type(self, key: str, wanted: str) -> BadConfiguration:
        """The error for a value of another type than wanted."""
        found = type(self.values[key]).__name__
        return self.fault(
            (key,), f"的值不对，现在是{_TYPE_NAMES.get(found, found)}。", f"要写成{wanted}。"
        )

    def _inner(self, path: KeyPath, values: dict[str, Any]) -> "Section":
        return Section(file=self.file, index=self.index, path=(*self.path, *path), values=values)


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that suggests the known word most like `word`; empty when none is like it."""
    # A file without mistakes, which most are, never needs it.
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
    return f"是不是 {found[0]}？" if found else ""


def check_span(section: Section, start_key: str, end_key: str) -> tuple[date, date]:
    """The two required days of a span.

    Raises:
        BadConfiguration: the end lies before the start.
    """
    start, end = section.day(start_key), section.day(end_key)
    if end < start:
        raise section.fault(
            (end_key,), f"{end} 早于 {start_key} 的 {start}。", "请核对两个日期，是不是年份写错了。"
        )
    return start, end


def check_unique(sections: Sequence[Section], key: str, what: str) -> None:
    """Refuse a second table with the same `key`, capital or small: file names and SQL agree.

    Raises:
        BadConfiguration: at the second one, naming the line of the first.
    """
    first: dict[str, Section] = {}
    for section in sections:
        value = section.text(key)
        same = value.casefold()
        if same in first:
            raise section.fault(
                (key,),
                f"“{value}”重复。",
                f"{first[same].where(key)} 已有同样的{what}，请改掉或删去其中一个。",
            )
        first[same] = section
