"""The campaign file's text: its encoding, its TOML, and what to say when either is broken.

Comes in: a path. Goes out: the parsed values and the line index. Refuses to know any key.
"""

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from enforcement_cli.model.failure import BadConfiguration, UnknownName
from enforcement_cli.workflow.campaign.lines import LineIndex, index_lines

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
# A quoted text or a comment may hold any mark; outside them only the half-width ones are TOML.
_HARMLESS = re.compile(r'"[^"]*"|\'[^\']*\'|#.*$')
_FULL_WIDTH = {"＝": "=", "，": ",", "“": '"', "”": '"', "‘": "'", "’": "'", "［": "[", "］": "]",
               "【": "[", "】": "]", "｛": "{", "｝": "}", "＃": "#", "：": "="}  # fmt: skip

# All courts of a province and years of campaigns take a tenth of it; more is slow to read.
MOST_BYTES = 4 << 20


def read_toml(path: Path) -> tuple[dict[str, Any], LineIndex]:
    """The values of a TOML file, numbers with a point as Decimal, and the lines of its keys.

    Raises:
        UnknownName: there is no such file.
        BadConfiguration: it cannot be opened, is not UTF-8, or is not TOML.
    """
    text = _text(path)
    try:
        return tomllib.loads(text, parse_float=Decimal), index_lines(text)
    except ValueError as error:
        raise _broken(path, text, error) from error
    except RecursionError as error:
        raise BadConfiguration(
            "方括号或花括号套得太深。", where=f"{path.name} 第1行", remedy="请按样例改写。"
        ) from error


def _text(path: Path) -> str:
    try:
        raw = _bytes(path)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UnknownName(
            "没有这个行动文件。", where=str(path), remedy="新建工作区：enforce init 文件夹。"
        ) from error
    except OSError as error:
        raise BadConfiguration(
            "打不开这个行动文件。", where=str(path), remedy="请核对文件权限，或关闭正在用它的程序。"
        ) from error
    if len(raw) > MOST_BYTES:
        raise BadConfiguration(
            f"文件超过 {MOST_BYTES >> 20} MB，不像是人写的设置。", where=path.name,
            remedy="请核对是不是放错了文件。",
        )  # fmt: skip
    try:
        # Windows Notepad puts a byte order mark before UTF-8.
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadConfiguration(
            "文件不是 UTF-8 编码。",
            where=f"{path.name} 第{line}行",
            remedy="用记事本或 WPS 打开，另存为时编码选 UTF-8。",
        ) from error


def _bytes(path: Path) -> bytes:
    if path.exists() and not path.is_file():  # a pipe would be waited for without end
        raise IsADirectoryError(path)
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _broken(path: Path, text: str, error: ValueError) -> BadConfiguration:
    lines = text.rstrip().split("\n")
    found = _AT_LINE.search(str(error))
    number = int(found[1]) if found else len(lines)
    line = lines[number - 1].strip() if number <= len(lines) else ""
    return BadConfiguration(
        f"这一行的写法读不懂：{line}",
        where=f"{path.name} 第{number}行",
        remedy=_syntax_remedy(line, str(error)),
    )


def _syntax_remedy(line: str, reason: str) -> str:
    marks = [mark for mark in _FULL_WIDTH if mark in _HARMLESS.sub("", line)]
    if marks:
        changes = "、".join(f"{mark} 改为 {_FULL_WIDTH[mark]}" for mark in marks)
        return f"标点要用半角：{changes}。"
    if "overwrite" in reason or "twice" in reason or "immutable" in reason:
        return "同一项写了两次，请删去一处。"
    return "请核对引号、括号是否成对，文字是否加了引号，日期是否写成 2025-12-20。"
