"""How a command ends: the JSON envelope, the last line, the exit code (design.md section 5)."""

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import typer

from enforcement_cli.model.failure import EnforceError, ExitCode
from enforcement_cli.model.visible import visible

# What JSON may hold as it is and a terminal obeys: the same value, spelt out.
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NO_PROBLEMS = {"return": 0, "query": 0, "note": 0, "fixed": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What a command gives back besides its text. `data` is the JSON value of `--json`.

    `envelope` is the whole object, of a command that keeps it in a file as well.
    """

    command: str
    data: Any = None
    problems: dict[str, int] = field(default_factory=lambda: dict(_NO_PROBLEMS))
    next: tuple[str, ...] = ()
    code: ExitCode = ExitCode.CLEAN
    envelope: dict[str, Any] | None = None


def finish(ending: Ending, *, as_json: bool) -> None:
    """End the command: one JSON object on standard output, or the next steps in words."""
    if as_json and ending.envelope is not None:
        _write_json(ending.envelope)
    elif as_json:
        clean = ending.code is ExitCode.CLEAN
        _write_json(
            {
                "schema": f"enforce.{ending.command}/1",
                "status": "clean" if clean else "findings",
                "data": ending.data if ending.data is not None else {},
                "problems": ending.problems,
                "next": list(ending.next),
            }
        )
    elif ending.next:
        sys.stderr.write("下一步：" + visible("；".join(ending.next)) + "\n")
    raise typer.Exit(int(ending.code))


def end_with_usage(error: Exception, arguments: Sequence[str]) -> int:
    """Exit code 2 with one Chinese sentence for a mistyped command line; 0 when it is not that."""
    usage_error = typer.BadParameter.__mro__[1]
    if not isinstance(error, usage_error):
        return 0
    from enforcement_cli.cli.usage import usage_sentence

    sentence = usage_sentence(error)
    _tell_failure(arguments, ExitCode.USAGE, ("usage", sentence, "", "用 -h 查看用法。"))
    return int(ExitCode.USAGE)


def end_with_failure(error: Exception, arguments: Sequence[str]) -> int:
    """The exit code of a failure, told in a sentence; a bug keeps its traceback in the log."""
    if isinstance(error, EnforceError):
        facts = (error.slug, error.message, error.where, error.remedy)
        _tell_failure(arguments, error.code, facts)
        return int(error.code)
    if isinstance(error, OSError):
        from enforcement_cli.disk.refused import disk_failure

        refused = disk_failure(error)
        if refused is not None:
            return end_with_failure(refused, arguments)
    from enforcement_cli.cli.faults import record_bug

    where = record_bug(error)
    message = f"enforce 自身出错（{type(error).__name__}），已入库的数据不受影响。"
    _tell_failure(arguments, ExitCode.BUG, ("bug", message, where, "请把这份记录发给维护人。"))
    return int(ExitCode.BUG)


def end_with_interruption(arguments: Sequence[str]) -> None:
    """Say that Ctrl-C did no harm: every return is in whole or not at all."""
    message = "已中断，已入库的报表不受影响。"
    facts = ("interrupted", message, "", "重新运行同一命令即可继续。")
    _tell_failure(arguments, ExitCode.INTERRUPTED, facts)


def _tell_failure(
    arguments: Sequence[str], code: ExitCode, facts: tuple[str, str, str, str]
) -> None:
    slug, message, where, remedy = facts
    if "--json" in arguments:
        _write_json(
            {
                "schema": "enforce.error/1",
                "status": "failed",
                "error": {"code": slug, "message": message, "where": where, "next": remedy},
                "data": {},
                "problems": _NO_PROBLEMS,
                "next": [remedy] if remedy else [],
            }
        )
        return
    sentence = f"{where}：{message}" if where else message
    sys.stderr.write(visible(f"错（{int(code)}）{sentence}{remedy}") + "\n")


def _write_json(value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, default=str)
    sys.stdout.write(_STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n")
