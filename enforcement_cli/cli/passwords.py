"""Open passwords of workbooks: from a file, or asked for at the terminal; never an argument.

Comes in: a path, or the names of files that stayed locked. Goes out: passwords. Refuses to show,
log or keep one.
"""

import getpass
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from enforcement_cli.cli.screen import say
from enforcement_cli.model.failure import UsageError

PasswordFileOption = Annotated[
    Path | None,
    typer.Option("--password-file", metavar="FILE", help="工作簿的打开密码：文本文件，一行一个。"),
]
NoInputOption = Annotated[bool, typer.Option("--no-input", help="从不提问。")]

_MOST = 50  # each costs a tenth of a second a file
_LARGEST = 1 << 16


def passwords_in(path: Path | None) -> tuple[str, ...]:
    """The passwords of a file in UTF-8, UTF-16 or GB18030, one a line; blank lines are none.

    Raises:
        UsageError: it cannot be read, is no text, or holds too many.
    """
    if path is None:
        return ()
    from enforcement_cli.workbook.decode import decode

    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as failure:
        raise UsageError(
            "密码文件读不出。", where=str(path), remedy="请核对路径和权限。"
        ) from failure
    text = decode(data) if len(data) <= _LARGEST else None
    if text is None:
        raise UsageError(
            "密码文件不是文本文件，或太大。", where=str(path), remedy="请存成文本，一行一个密码。"
        )
    found = tuple(dict.fromkeys(line for line in text.splitlines() if line.strip()))
    if len(found) > _MOST:
        raise UsageError(
            f"密码文件里有 {len(found)} 个密码，最多 {_MOST} 个。", where=str(path),
            remedy="请只留这批文件用得到的。",
        )  # fmt: skip
    return found


def can_ask() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_passwords(names: Iterable[str]) -> tuple[str, ...]:
    """Ask once for each locked file, without showing what is typed; an empty answer skips it."""
    typed: list[str] = []
    for name in names:
        try:
            password = getpass.getpass(f"{name} 的打开密码（直接回车跳过）：", stream=sys.stderr)
        except EOFError:
            break
        if password:
            typed.append(password)
    if typed:
        say("正在用输入的密码重新读取……")
    return tuple(dict.fromkeys(typed))
