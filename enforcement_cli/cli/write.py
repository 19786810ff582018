"""`enforce report` and `enforce export`: bulletins and tables out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    BulletinsOption,
    CampaignOption,
    CompareOption,
    CourtOption,
    DateOption,
    DayFlag,
    EngineOption,
    FormatsOption,
    FromOption,
    JsonOption,
    KnownAtOption,
    LakeOption,
    ListsOption,
    MasterOption,
    MonthFlag,
    OperationOption,
    PhaseOption,
    ProfileOption,
    QuarterFlag,
    QuietOption,
    RankFlag,
    StaffOption,
    ToOption,
    TotalFlag,
    WeekFlag,
    WorkspaceOption,
    YearFlag,
    court_code,
    enter_room,
    known_at_of,
    lake_of,
)
from enforcement_cli.cli.periods import wish_of
from enforcement_cli.cli.report_shown import kinds_of, report_json, report_options, show_held
from enforcement_cli.cli.screen import hint, say
from enforcement_cli.model.failure import ExitCode, UsageError

if TYPE_CHECKING:
    from enforcement_cli.workflow.report import Report
    from enforcement_cli.workflow.state import Room


def add_to(app: typer.Typer) -> None:
    """Put the commands into the tree."""
    app.command("report")(report_command)
    app.command("export")(export_command)


def report_command(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    day: DayFlag = False,
    week: WeekFlag = False,
    month: MonthFlag = False,
    quarter: QuarterFlag = False,
    year: YearFlag = False,
    total: TotalFlag = False,
    phase: PhaseOption = None,
    operation: OperationOption = None,
    start: FromOption = None,
    end: ToOption = None,
    date: DateOption = None,
    court: CourtOption = None,
    by: StaffOption = "",
    rank: RankFlag = False,
    compare: CompareOption = "",
    lists: ListsOption = "",
    cards: Annotated[bool, typer.Option("--cards", help="附口径卡：每个数怎么算。")] = False,
    profile: ProfileOption = "bulletin",
    known_at: KnownAtOption = None,
    lake: LakeOption = None,
    engine: EngineOption = "duckdb",
    master: MasterOption = None,
    formats: FormatsOption = None,
    output: BulletinsOption = None,
    line: Annotated[bool, typer.Option("--line", help="只打印一行，可直接贴到工作群。")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The bulletin of a period."""
    from enforcement_cli.workflow.report import hold_back, report

    kinds = kinds_of(formats, output)
    room = enter_room(folder, campaign, lake_of(lake, engine, master))
    flags = {
        "day": day, "week": week, "month": month, "quarter": quarter, "year": year, "total": total,
    }  # fmt: skip
    wish = wish_of(flags, operation=operation, phase=phase, start=start, end=end, day=date)
    options = report_options(
        court=court_code(room, court), by=by, rank=rank, compare=compare, lists=lists,
        cards=cards, profile=profile,
    )  # fmt: skip
    found = report(room, wish, known_at=known_at_of(room, known_at), options=options)
    if known_at is None:  # what was known once may be looked at; it does not go out
        hold_back(found)
    files = _written(room, found, kinds, output)
    if not as_json:
        if line:
            say(found.line)
        elif not (files or quiet):
            sys.stdout.write(markdown_of(room, found))
        _say_written(found, files)
    finish(_ending(found, files, line=line, as_json=as_json), as_json=as_json)


def _ending(found: "Report", files: dict[str, Path], *, line: bool, as_json: bool) -> Ending:
    from enforcement_cli.workflow.report import problem_counts, report_code

    return Ending(
        command="report",
        data=_data(found, files, line=line) if as_json else {},
        problems=problem_counts(found),
        next=("enforce status",) if found.missing else (),
        code=report_code(found),
    )


def _data(found: "Report", files: dict[str, Path], *, line: bool) -> dict[str, Any]:
    return (
        report_json(found)
        | ({"line": found.line} if line else {})
        | ({"files": {k: str(v) for k, v in files.items()}} if files else {})
    )


def _say_written(found: "Report", files: dict[str, Path]) -> None:
    from enforcement_cli.workflow.report import report_code

    for path in files.values():
        say(f"已写 {path}")
    if "docx" in files:
        from enforcement_cli.vocabulary.typography import font_note

        hint(font_note())
    show_held(found)
    if files and report_code(found) is ExitCode.FINDINGS:
        say("数据中有退回或核实未答复，见战报说明和 enforce status。")


def markdown_of(room: "Room", found: "Report") -> str:
    """The bulletin as Markdown by the workspace's template, else ours."""
    from enforcement_cli.render.markdown import render_markdown
    from enforcement_cli.workflow.resources import template_path

    return render_markdown(found.bulletin, template_path(room.workspace, "weekly.md.j2"))


def _written(
    room: "Room", found: "Report", kinds: tuple[str, ...], output: Path | None
) -> dict[str, Path]:
    from enforcement_cli.workflow.report import write_report
    from enforcement_cli.workflow.writing import layout_of

    if not kinds:
        return {}
    layout = layout_of(room.workspace)
    return write_report(found, kinds, output or room.workspace.bulletins, layout)


def export_command(
    table: Annotated[
        str,
        typer.Argument(
            metavar="TABLE", help="cases recoveries measures problems returns figures 等。"
        ),
    ],
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    kind: Annotated[
        str, typer.Option("--format", metavar="F", help="csv parquet xlsx json。")
    ] = "csv",
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="写到文件；默认标准输出（csv、json）。"),
    ] = None,
    date: DateOption = None,
    known_at: KnownAtOption = None,
    lake: LakeOption = None,
    engine: EngineOption = "duckdb",
    master: MasterOption = None,
    as_json: JsonOption = False,
) -> None:
    """A table as a file, or on standard output."""
    from enforcement_cli.workflow.export import FORMATS, export_table, write_export
    from enforcement_cli.workflow.own_files import refuse_own_file

    room = enter_room(folder, campaign, lake_of(lake, engine, master))
    if kind not in FORMATS:
        raise UsageError(f"没有格式“{kind}”。", remedy=f"可用：{'、'.join(FORMATS)}。")
    if output is None and (kind in ("parquet", "xlsx") or as_json):
        if not as_json:
            raise UsageError(f"{kind} 要写成文件。", remedy="请加 --output 文件名。")
        kind = "json"
    if output is not None:
        refuse_own_file(room.workspace, output)
    wish = wish_of({}, day=date)
    exported = export_table(room, table, wish, known_at=known_at_of(room, known_at))
    if output is not None:
        write_export(exported, kind, output)
    elif not as_json:
        from enforcement_cli.render.tables import table_bytes

        sys.stdout.buffer.write(table_bytes(exported.columns, exported.rows, kind))
        sys.stdout.flush()
    if output is not None and not as_json:
        say(f"已写 {output}：{len(exported.rows)} 行。")
    records = [dict(zip(exported.columns, row, strict=True)) for row in exported.rows]
    finish(
        Ending(
            command="export",
            data={"table": table, "rows": len(records), "file": str(output)}
            if output
            else {"table": table, "records": records},
        ),
        as_json=as_json,
    )
