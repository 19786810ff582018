"""`enforce doctor`: whether the desk is in good order, and what to do where it is not."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import JsonOption, QuietOption, WorkspaceOption, workspace_of
from enforcement_cli.cli.screen import as_typed, hint, say, show_table
from enforcement_cli.model.failure import EnforceError, ExitCode, UnknownName

if TYPE_CHECKING:
    from enforcement_cli.workflow.care.doctor import Examined
    from enforcement_cli.workflow.care.finding import Finding
    from enforcement_cli.workflow.workspace import Workspace


def add_to(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("doctor")(doctor_command)


def doctor_command(
    folder: WorkspaceOption = None,
    mend: Annotated[
        bool,
        typer.Option(
            "--repair", help="能安全修的修好：权限、半成品、缺的文件夹和已发布文件；记入审计。"
        ),
    ] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Whether all is well."""
    from enforcement_cli.model.clock import now
    from enforcement_cli.vocabulary.doctor import checks
    from enforcement_cli.workflow.care.doctor import examine, repair

    workspace = _workspace(folder)
    look = repair if mend else examine
    done = look(workspace, at=now(), tell=None if as_json or quiet else hint)
    code = _code(done)
    if not as_json:
        _show(done, quiet=quiet)
        amiss = sum(f.state in ("warning", "error") for f in done.findings)
        told = f"{amiss} 处要处理。" if amiss else "没有要处理的。"
        say(f"体检 {len(checks())} 项：{told}")
    mendable = done.mendable and not mend
    finish(
        Ending(
            command="doctor",
            data={
                "workspace": str(workspace.root),
                "worst": done.worst,
                "checks": [_described(finding) for finding in done.findings],
                "repaired": [_described(finding) for finding in done.mended],
            },
            next=(f"enforce doctor --repair -C {as_typed(workspace.root)}",) if mendable else (),
            code=code,
        ),
        as_json=as_json,
    )


def _workspace(folder: Path | None) -> "Workspace":
    """The workspace; of one that a killed restore left aside, what completes it is told."""
    from enforcement_cli.workflow.care.restore import set_aside

    try:
        return workspace_of(folder)
    except EnforceError as failure:
        earlier = set_aside(folder.absolute()) if folder and not folder.exists() else ()
        if not earlier:
            raise
        raise UnknownName(
            f"工作区不在了，旁边有恢复时移开的 {earlier[-1].name}：上次恢复没有做完。",
            where=str(folder),
            remedy="请重新运行同一条 enforce restore 命令，会接着做完。",
        ) from failure


def _code(done: "Examined") -> ExitCode:
    if done.store_broken:
        return ExitCode.FAILED
    return ExitCode.FINDINGS if done.worst in ("warning", "error") else ExitCode.CLEAN


def _show(done: "Examined", *, quiet: bool) -> None:
    from enforcement_cli.vocabulary.doctor import check_name, state_name

    for finding in done.mended:
        say(f"已修：{check_name(finding.check)}——{finding.sentence}")
    shown = [f for f in done.findings if not quiet or f.state in ("warning", "error")]
    if shown:
        show_table(
            "",
            ("检查", "结果", "情况", "怎么办"),
            ((check_name(f.check), state_name(f.state), f.sentence, f.remedy) for f in shown),
        )


def _described(finding: "Finding") -> dict[str, Any]:
    from enforcement_cli.vocabulary.doctor import check_name

    return {
        "check": finding.check,
        "name": check_name(finding.check),
        "what": finding.what,
        "state": finding.state,
        "sentence": finding.sentence,
        "remedy": finding.remedy,
        "repairable": finding.mend is not None,
    }
