"""`enforce audit`: who changed what, when and why, and whether the record was touched."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CourtOption,
    JsonOption,
    WorkspaceOption,
    court_code,
    day_of,
    enter_room,
)
from enforcement_cli.cli.screen import hint, say, show_table
from enforcement_cli.model.failure import ExitCode

if TYPE_CHECKING:
    from enforcement_cli.workflow.record.audit_check import AuditEntry, AuditState

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group() -> None:
    """A group of commands."""


@app.command("list", help="列出改动：谁、何时、做了什么、为什么、成了没有。")
def audit_list(
    folder: WorkspaceOption = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="D", help="从哪天起；默认全部。")
    ] = None,
    court: CourtOption = None,
    as_json: JsonOption = False,
) -> None:
    """The changes on record, the oldest first."""
    from enforcement_cli.workflow.record.audit_check import read_audit

    room = enter_room(folder)
    first, code = day_of(since, "--since"), court_code(room, court)
    found = [entry for entry in read_audit(room.workspace) if _is_asked(entry, first, code)]
    if not as_json:
        if found:
            names = {each.code: each.short for each in room.desk.courts}
            columns = ("编号", "时间", "谁", "做了什么", "关于", "结果", "原因")
            show_table("", columns, [_row(entry, names) for entry in found])
        else:
            say("没有改动的记录。")
    finish(Ending(command="audit", data={"entries": [_json(e) for e in found]}), as_json=as_json)


@app.command("verify", help="核对审计记录：有没有行被改过、删掉或插入。")
def audit_verify(folder: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Whether every line is as it was written."""
    from enforcement_cli.workflow.record.audit_check import verify_audit

    state = verify_audit(enter_room(folder).workspace)
    if not as_json:
        _show_state(state)
    data = {
        "lines": state.entries,
        "last": state.last,
        "breaches": [{"line": each.line, "what": each.what} for each in state.breaches],
        "torn": list(state.torn),
        "unfinished": [_json(entry) for entry in state.unfinished],
    }
    code = ExitCode.FINDINGS if state.breaches else ExitCode.CLEAN
    finish(Ending(command="audit", data=data, code=code), as_json=as_json)


def _is_asked(entry: "AuditEntry", first: date | None, court: str | None) -> bool:
    if first is not None and entry.at[:10] < first.isoformat():
        return False
    named = [entry.about.get(key, []) for key in ("court", "courts", "missing")]
    listed = [code for each in named for code in (each if isinstance(each, list) else [each])]
    return court in (None, *listed)


def _row(entry: "AuditEntry", courts: Mapping[str, str]) -> tuple[str, ...]:
    from enforcement_cli.vocabulary.audit import deed_name, result_name

    result = result_name(entry.result)
    return (
        str(entry.number),
        entry.at[:16].replace("T", " "),
        entry.who or entry.account,
        deed_name(entry.what),
        _about(entry.about, courts),
        f"{result}（{entry.code}）" if entry.code else result,
        entry.why,
    )


def _about(about: Mapping[str, Any], courts: Mapping[str, str]) -> str:
    from enforcement_cli.vocabulary.audit import about_name

    told = [(about_name(key), _shown(key, value, courts)) for key, value in about.items()]
    return "；".join(f"{name} {shown}" for name, shown in told if shown)


def _shown(key: str, value: Any, courts: Mapping[str, str]) -> str:
    """A fact in words: courts by their names, long lists by their first, nothing for an empty one."""
    from enforcement_cli.vocabulary.audit import kind_name

    most = 3 if key == "sha256" else 6
    if not isinstance(value, list):
        return kind_name(str(value)) if key == "kind" else courts.get(str(value), str(value))
    listed = "、".join(courts.get(str(each), str(each)) for each in value[:most])
    return listed if len(value) <= most else f"{listed} 等 {len(value)} 个"


def _show_state(state: "AuditState") -> None:
    from enforcement_cli.vocabulary.audit import breach_text, deed_name

    for breach in state.breaches:
        say(f"错：第 {breach.line} 行：{breach_text(breach.what)}。")
    for line in state.torn:
        say(f"示：第 {line} 行没有写完（断电或磁盘满），记录从下一行继续。")
    for entry in state.unfinished:
        when = entry.at[:16].replace("T", " ")
        say(
            f"示：第 {entry.number} 行（{when} {deed_name(entry.what)}）未见结束：还在运行，或被中断过。"
        )
    if state.breaches:
        hint("请保留现在的 audit/ 文件夹，与备份里的审计记录对照；不要自行修改。")
        say(f"结论：审计记录 {state.entries} 行，被人动过。")
    else:
        last = f"，末行指纹 {state.last}" if state.last else ""
        say(f"结论：审计记录 {state.entries} 行，前后相接，没有被动过{last}。")


def _json(entry: "AuditEntry") -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": entry.at,
        "run": entry.run,
        "what": entry.what,
        "who": entry.who,
        "account": entry.account,
        "why": entry.why,
        "about": dict(entry.about),
        "result": entry.result,
        "code": entry.code,
        "ended": entry.ended or None,
    }
