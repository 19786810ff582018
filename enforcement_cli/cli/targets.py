"""`enforce targets`: what is asked of each court, brought in from an annex, and how it stands."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    DateOption,
    JsonOption,
    KnownAtOption,
    WorkspaceOption,
    day_of,
    enter_room,
    known_at_of,
    present_of,
)
from enforcement_cli.cli.screen import say, show_table
from enforcement_cli.model.failure import ExitCode

if TYPE_CHECKING:
    from enforcement_cli.model.campaign import Target
    from enforcement_cli.model.problem import Problem
    from enforcement_cli.workflow.state import Room


def targets_list(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """The targets in force on a day."""
    from enforcement_cli.workflow.targets import known_indicators, target_table

    room = enter_room(folder, campaign)
    indicators = known_indicators(room)
    table = target_table(room, indicators, day_of(date, "--date") or room.campaign.end)
    rows = [_record(target) for target in table.now]
    if not as_json:
        show_table(
            "",
            ("法院", "行动", "指标", "目标", "起", "至", "来自"),
            _lines(room, indicators, table.now),
        )
        say(f"共 {len(rows)} 项。")
    finish(Ending(command="targets", data={"targets": rows}), as_json=as_json)


def targets_import(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="任务分解表。")],
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="谁导入的。")] = "",
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="依据，如文号；写进每个目标。")
    ] = "",
    effective: Annotated[
        str | None, typer.Option("--effective", metavar="D", help="从哪天起按新目标。")
    ] = None,
    usual: Annotated[
        str,
        typer.Option("--indicator", metavar="ID", help="表里只写“任务数”的列是哪个指标。"),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示，不写。")] = False,
    as_json: JsonOption = False,
) -> None:
    """Bring targets in."""
    from enforcement_cli.workflow.targets import ImportWish, import_targets, known_indicators

    room = enter_room(folder, campaign)
    wish = ImportWish(
        path=path, effective=day_of(effective, "--effective"), by=by, reason=reason, usual=usual,
        dry_run=dry_run,
    )  # fmt: skip
    done = import_targets(room, wish, at=present_of(room))
    if not as_json:
        targets = [each.target for each in done.new]
        show_table(
            "",
            ("法院", "行动", "指标", "目标", "起", "至", "来自"),
            (
                (*line[:-1], str(each.origin))
                for line, each in zip(
                    _lines(room, known_indicators(room), targets), done.new, strict=True
                )
            ),
        )
        _tell(done.problems)
        said = "已写入 targets.toml" if done.written else "没有写入"
        say(f"新目标 {len(done.new)} 项，{said}；与现行相同 {done.same} 项。")
    data = {
        "targets": [_record(each.target) | {"cell": str(each.origin)} for each in done.new],
        "same": done.same,
        "written": done.written,
        "findings": _findings(done.problems),
    }
    _finish(data, done.problems, as_json=as_json)


def targets_check(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    date: DateOption = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """What is wrong with the targets, and who is behind."""
    from enforcement_cli.workflow.periods import PeriodWish
    from enforcement_cli.workflow.targets import check_targets

    room = enter_room(folder, campaign)
    wish = PeriodWish(kind="week", day=day_of(date, "--date"))
    problems = check_targets(room, wish, known_at=known_at_of(room, known_at))
    if not as_json:
        _tell(problems)
        counts = Counter(problem.severity for problem in problems)
        say(f"退回 {counts['return']} 项，核实 {counts['query']} 项，提示 {counts['note']} 项。")
    _finish({"findings": _findings(problems)}, problems, as_json=as_json)


def _finish(data: dict[str, Any], problems: Sequence["Problem"], *, as_json: bool) -> None:
    counts = Counter(problem.severity for problem in problems)
    # A target that contradicts another is a fault of the campaign file, as any other there.
    code = ExitCode.CLEAN
    if counts["query"]:
        code = ExitCode.FINDINGS
    if counts["return"]:
        code = ExitCode.CONFIGURATION
    finish(
        Ending(
            command="targets",
            data=data,
            problems={word: counts[word] for word in ("return", "query", "note", "fixed")},
            code=code,
        ),
        as_json=as_json,
    )


def _tell(problems: Sequence["Problem"]) -> None:
    show_table(
        "",
        ("代码", "位置", "问题"),
        ((p.code, str(p.origin), p.message + p.remedy) for p in problems),
    )


def _findings(problems: Iterable["Problem"]) -> list[dict[str, str]]:
    return [
        {
            "code": p.code, "severity": p.severity, "cell": str(p.origin), "subject": p.subject,
            "message": p.message + p.remedy,
        }
        for p in problems
    ]  # fmt: skip


def _record(target: "Target") -> dict[str, Any]:
    return {
        "court": target.court, "action": target.action, "indicator": target.indicator,
        "at_least": _plain(target.at_least), "at_most": _plain(target.at_most),
        "from": target.start, "by": target.by, "reason": target.reason or None,
        "where": target.where or None,
    }  # fmt: skip


def _plain(bound: Any) -> int | str | None:
    if bound is None:
        return None
    return int(bound) if bound == bound.to_integral_value() else str(bound)


def _lines(room: "Room", indicators: Any, targets: Iterable["Target"]) -> Iterable[tuple[str, ...]]:
    from enforcement_cli.check.targets import shown

    names = {court.code: court.short for court in room.desk.courts}
    actions = {action.id: action.name for action in room.campaign.actions}
    for target in targets:
        known = indicators.get(target.indicator)
        unit = known.unit if known else ""
        low, high = (
            shown(bound, unit) if bound is not None else ""
            for bound in (target.at_least, target.at_most)
        )
        yield (
            names.get(target.court or "", "全市"),
            actions.get(target.action or "", "全部"),
            known.name if known else target.indicator,
            "—".join(text for text in (low and f"不少于{low}", high and f"不多于{high}") if text),
            str(target.start or ""),
            str(target.by or ""),
            target.where,
        )


app = typer.Typer(rich_markup_mode=None)
app.command("list", help="现行目标和它们来自哪里。")(targets_list)
app.command("import", help="从任务分解表读入目标，写到 targets.toml；有疑问则什么都不写。")(
    targets_import
)
app.command("check", help="目标之间是否一致；各院与序时进度相差多少。")(targets_check)
