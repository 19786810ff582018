"""`enforce backup` and `enforce restore`: the workspace into one file, and back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import JsonOption, QuietOption, WorkspaceOption, workspace_of
from enforcement_cli.cli.screen import as_typed, hint, say
from enforcement_cli.model.failure import ExitCode, UsageError

if TYPE_CHECKING:
    from enforcement_cli.workflow.care.backup import Backup
    from enforcement_cli.workflow.care.backup_manifest import Manifest


def add_to(app: typer.Typer) -> None:
    """Put the commands into the tree."""
    app.command("backup")(backup_command)
    app.command("restore")(restore_command)


def backup_command(
    folder: WorkspaceOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="PATH",
            help="写到哪个文件夹（默认工作区的 backups/），或写成哪个 .zip 文件。",
        ),
    ] = None,
    keep: Annotated[
        int | None,
        typer.Option(
            "--keep", metavar="N", help="新备份核对无误后，这个文件夹里只留本台最近的 N 份。"
        ),
    ] = None,
    verify: Annotated[
        Path | None,
        typer.Option("--verify", metavar="FILE", help="不备份，只核对这份备份是否完好。"),
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """One file with everything that cannot be made again."""
    if verify is not None:
        if output is not None or keep is not None:
            raise UsageError("--verify 只核对，不和 --output、--keep 一起用。")
        _verify(verify, as_json=as_json)
    from enforcement_cli.model.clock import now
    from enforcement_cli.workflow.care.backup import back_up

    silent = as_json or quiet
    made = back_up(
        workspace_of(folder), at=now(), output=output, keep=keep, tell=None if silent else hint
    )
    troubled = bool(made.unsafe or made.damaged)
    if not as_json:
        _tell(made, quiet=quiet)
    finish(
        Ending(
            command="backup",
            data=_described(made.manifest)
            | {
                "file": str(made.path),
                "size": made.size,
                "links": list(made.links),
                "unsafe": list(made.unsafe),
                "damaged": list(made.damaged),
                "removed": [str(path) for path in made.removed],
            },
            next=("enforce doctor",) if troubled else (),
            code=ExitCode.FINDINGS if troubled else ExitCode.CLEAN,
        ),
        as_json=as_json,
    )


def _tell(made: "Backup", *, quiet: bool) -> None:
    if made.links and not quiet:
        hint(f"链接和设备不备份：{_few(made.links)}。")
    for path in () if quiet else made.removed:
        hint(f"已删旧备份 {path.name}")
    if made.unsafe:
        hint(f"文件名在别的系统上放不下，没有备份：{_few(made.unsafe)}。请改名后再备份。")
    if made.damaged:
        hint(f"原件已损坏（内容与指纹不符）：{_few(made.damaged)}。旧备份一份也没有删。")
    say(
        f"已备份并核对：{made.path}（{len(made.manifest.files)} 个文件，{_megabytes(made.size)}）。"
    )


def _few(names: tuple[str, ...]) -> str:
    shown = "、".join(name.encode(errors="replace").decode() for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} 等 {len(names)} 个"


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):.1f} MB"


def _verify(path: Path, *, as_json: bool) -> None:
    import tempfile

    from enforcement_cli.workflow.care.backup import verify_backup

    with tempfile.TemporaryDirectory(prefix="enforce-") as scratch:
        manifest = verify_backup(path, Path(scratch))
    if not as_json:
        _show(path, manifest)
        say("备份完好：每个文件都核对过，数据库打得开。")
    data = _described(manifest) | {"file": str(path)}
    finish(Ending(command="backup", data=data), as_json=as_json)


def _show(path: Path, manifest: "Manifest") -> None:
    tops: dict[str, int] = {}
    for kept in manifest.files:
        top = kept.name.partition("/")[0]
        tops[top] = tops.get(top, 0) + 1
    say(
        f"{path}：{manifest.desk}，{manifest.created:%Y-%m-%d %H:%M} 由 enforce {manifest.version} 备份。"
    )
    say("；".join(f"{top} {count} 个文件" if count > 1 else top for top, count in tops.items()))
    if manifest.schema_version is not None:
        say(f"数据库：报表 {manifest.rows.get('returns', 0)} 份，"
            f"问题 {manifest.rows.get('problems', 0)} 个，"
            f"已出 {manifest.rows.get('publications', 0)} 期。")  # fmt: skip


def _described(manifest: "Manifest") -> dict[str, Any]:
    return {
        "desk": manifest.desk,
        "created": manifest.created.isoformat(),
        "version": manifest.version,
        "schema_version": manifest.schema_version,
        "rows": dict(manifest.rows),
        "files": len(manifest.files),
        "bytes": manifest.size,
    }


def restore_command(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件。")],
    target: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="恢复成哪个工作区；默认当前的工作区。"),
    ] = None,
    folder: WorkspaceOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只核对备份、看里面有什么，不恢复。")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="已有的工作区可以移到旁边（整个保留，不删）。")
    ] = False,
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="谁决定恢复的。")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="原因。")] = "",
    as_json: JsonOption = False,
) -> None:
    """A backup back into a workspace."""
    import tempfile

    from enforcement_cli.model.clock import now
    from enforcement_cli.workflow.care.backup import verify_backup
    from enforcement_cli.workflow.care.restore import Restoring, restorable, restore

    if target is not None and folder is not None:
        raise UsageError("DIR 和 -C 只写一个。")
    place = (target or workspace_of(folder).root).absolute()
    if dry_run:
        manifest = restorable(source, place)
        with tempfile.TemporaryDirectory(prefix="enforce-") as scratch:
            verify_backup(source, Path(scratch))
        aside = None
    else:
        done = restore(source, place, Restoring(by=by, reason=reason, yes=yes), at=now())
        manifest, place, aside = done.manifest, done.folder, done.aside
    if not as_json:
        _show(source, manifest)
        if aside:
            say(f"原来的工作区整个移到了 {aside}。")
            if any((aside / "backups").glob("*.zip")):
                say(f"以前的备份还在 {aside / 'backups'}，删除它以前请先移出来。")
        say(
            f"没有恢复（--dry-run），备份完好，可以恢复到 {place}。"
            if dry_run
            else f"已恢复到 {place}。"
        )
    finish(
        Ending(
            command="restore",
            data=_described(manifest)
            | {
                "workspace": str(place),
                "restored": not dry_run,
                "set_aside": str(aside) if aside else None,
            },
            next=() if dry_run else (f"enforce doctor -C {as_typed(place)}",),
        ),
        as_json=as_json,
    )
