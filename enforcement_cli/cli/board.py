"""`enforce status`: who has sent what, why a file was not taken, what waits for an answer."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.board_json import moment_json, problem_json, slot_json
from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    DateOption,
    EngineOption,
    JsonOption,
    KnownAtOption,
    LakeOption,
    MasterOption,
    QuietOption,
    WorkspaceOption,
    day_of,
    enter_room,
    known_at_of,
    lake_of,
)
from enforcement_cli.cli.screen import hint, say, show_table
from enforcement_cli.model.failure import ExitCode

if TYPE_CHECKING:
    from enforcement_cli.model.board import Reason, Slot
    from enforcement_cli.workflow.state import Room
    from enforcement_cli.workflow.status import Board, Refused, Status

_SHOWN_PROBLEMS = 20

AllOption = Annotated[bool, typer.Option("--all", help="整个行动：各期各院一张总表。")]


def add_to(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("status")(status_command)


def status_command(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    date: DateOption = None,
    whole: AllOption = False,
    known_at: KnownAtOption = None,
    lake: LakeOption = None,
    engine: EngineOption = "duckdb",
    master: MasterOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The board of a week."""
    from enforcement_cli.workflow.periods import PeriodWish
    from enforcement_cli.workflow.status import status

    room = enter_room(folder, campaign, lake_of(lake, engine, master))
    wish = PeriodWish(kind="week", day=day_of(date, "--date"))
    found = status(room, wish, known_at=known_at_of(room, known_at))
    warn_unknown_years(found.board)
    if not as_json:
        _show(room, found, whole=whole, quiet=quiet)
    counts = Counter(problem.severity for problem in found.problems)
    code = ExitCode.CLEAN
    if found.problems or found.refused:
        code = ExitCode.FINDINGS
    if found.missing:
        code = ExitCode.MISSING
    finish(
        Ending(
            command="status",
            data=_data(found, whole=whole),
            problems={word: counts[word] for word in ("return", "query", "note", "fixed")},
            code=code,
        ),
        as_json=as_json,
    )


def warn_unknown_years(board: "Board") -> None:
    """Say once that clocks are 暂按, and how to put that right."""
    from enforcement_cli.workflow.workdays import unknown_year_warning

    warning = unknown_year_warning(board.unknown_years)
    if warning:
        hint(warning)


def _show(room: "Room", found: "Status", *, whole: bool, quiet: bool) -> None:
    names = {court.code: court.short for court in room.desk.courts}
    if not quiet:
        show_table(
            f"{found.period.label}（{found.period.start} 至 {found.period.end}）报送情况",
            ("法院", "报表", "状态", "时限", "收到", "行数", "编号", "为什么，怎么办"),
            (
                *(_slot_line(names, slot) for slot in found.slots),
                *(_refused_line(names, each) for each in found.refused),
            ),
        )
        if whole:
            _show_all(names, found)
        _show_problems(names, found)
        _show_records(names, found)
    late = sum(slot.late and slot.complete_at is not None for slot in found.slots)
    exempt = sum(slot.state == "exempt" for slot in found.slots)
    due = len(found.slots) - exempt
    let_off = f"，免报 {exempt} 份" if exempt else ""
    say(
        f"应报 {due} 份，已收 {due - len(found.missing)} 份，"
        f"迟报 {late} 份{let_off}；待答复 {len(found.problems)} 项。"
    )


def _slot_line(names: dict[str, str], slot: "Slot") -> tuple[Any, ...]:
    from enforcement_cli.vocabulary.board import state_name

    file, clocks = slot.file, slot.clocks
    late = "" if not slot.late else "，迟报" if slot.complete_at else "，已逾期"
    held = f"（{file.held} 行未计入）" if file and file.held else ""
    return (
        names[slot.court],
        slot.title if slot.every == "week" else f"{slot.period.label}{slot.title}",
        state_name(slot.state) + (late if slot.state != "locked" else ""),
        f"{clocks.due:%m-%d %H:%M}{'（暂按）' if clocks.by_weekday else ''}" if clocks else "",
        f"{file.came:%m-%d %H:%M}" if file else "",
        f"{file.rows}{held}" if file else "",
        file.return_id if file else "",
        "；".join((*_granted(slot), *_reasons(slot.reasons))),
    )


def _granted(slot: "Slot") -> Iterator[str]:
    granted = slot.allowance
    if granted and granted.kind == "extended":
        yield f"已延期至 {granted.until:%m-%d %H:%M}（{granted.by}：{granted.reason}）"
    elif granted:
        until = f"至 {granted.until:%Y-%m-%d}" if granted.until else "至行动结束"
        yield f"免报{until}（{granted.by}：{granted.reason}）"


def _reasons(reasons: "tuple[Reason, ...]") -> Iterator[str]:
    """The first two with their cells, how many more, and what to type."""
    for reason in reasons[:2]:
        place = f"{reason.cell} " if reason.cell else ""
        yield f"{reason.code} {place}{reason.message.rstrip('。')}"
    if len(reasons) > 2:
        yield f"另有 {len(reasons) - 2} 项"
    command = next((reason.command for reason in reasons if reason.command), "")
    if command:
        yield f"运行：{command}"
    elif reasons and reasons[0].remedy:
        yield reasons[0].remedy.rstrip("。")


def _refused_line(names: dict[str, str], refused: "Refused") -> tuple[Any, ...]:
    from enforcement_cli.vocabulary.board import state_name
    from enforcement_cli.vocabulary.forms import form_named

    return (
        names.get(refused.court or "", "认不出法院"),
        form_named(refused.form).title if refused.form else "",
        state_name("returned"),
        "",
        f"{refused.received_at:%m-%d %H:%M}",
        "",
        refused.return_id,
        "；".join((f"“{refused.file_name}”", *_reasons(refused.reasons))),
    )


def _show_problems(names: dict[str, str], found: "Status") -> None:
    if not found.problems:
        return
    show_table(
        "待答复的问题",
        ("编号", "法院", "代码", "位置", "问题"),
        (
            (p.problem_id, names.get(p.court or "", ""), p.code, problem_json(p)["cell"], p.message)
            for p in found.problems[:_SHOWN_PROBLEMS]
        ),
    )
    if len(found.problems) > _SHOWN_PROBLEMS:
        say(f"另有 {len(found.problems) - _SHOWN_PROBLEMS} 项：enforce problems list")


def _show_records(names: dict[str, str], found: "Status") -> None:
    if not any(record.due for record in found.records):
        return
    show_table(
        "行动以来（按份）",
        ("法院", "到期", "按时", "迟报", "未报", "一次合格", "迟报、逾期的期次"),
        (
            (
                names[r.court], r.due, _share(r.on_time, r.due), r.late, r.missing,
                _share(r.first_right, r.sent), "、".join(p.label for p in r.late_periods),
            )
            for r in found.records
        ),
    )  # fmt: skip


def _share(part: int, whole: int) -> str:
    """A count with its percentage, rounded half up; bare where there is nothing to divide by."""
    return f"{part}（{(200 * part + whole) // (2 * whole)}%）" if whole else str(part)


def _show_all(names: dict[str, str], found: "Status") -> None:
    """Courts by periods, a character a form; the marks are told below."""
    from enforcement_cli.vocabulary.board import state_mark, state_name

    slots = found.board.slots
    periods = sorted({(slot.period.end, slot.period.label) for slot in slots})
    cells: dict[tuple[str, tuple[Any, str]], str] = {}
    for slot in slots:
        key = slot.court, (slot.period.end, slot.period.label)
        cells[key] = cells.get(key, "") + state_mark(_mark(slot, found))
    courts = dict.fromkeys(slot.court for slot in slots)
    show_table(
        "整个行动",
        ("法院", *(label.removeprefix("第") for _, label in periods)),
        ((names[court], *(cells.get((court, p), "") for p in periods)) for court in courts),
    )
    states = ("accepted", "queried", "received", "returned", "missing", "locked", "exempt")
    legend = "，".join(f"{state_mark(state)} {state_name(state)}" for state in states)
    say(f"{legend}，{state_mark('late')} 迟报，{state_mark('open')} 未到时限")


def _mark(slot: "Slot", found: "Status") -> str:
    now = found.board.now
    passed = slot.clocks.due < now if slot.clocks else slot.period.end < now.date()
    if slot.state == "missing" and not passed:
        return "open"
    return "late" if slot.state == "accepted" and slot.late else slot.state


def _data(found: "Status", *, whole: bool) -> dict[str, Any]:
    period = found.period
    data = {
        "period": {"kind": period.kind, "start": period.start, "end": period.end},
        "known_at": moment_json(found.board.now),
        "returns": [slot_json(slot) for slot in found.slots],
        "refused": [
            {
                "file": each.file_name,
                "court": each.court,
                "form": each.form,
                "return": each.return_id,
                "received_at": moment_json(each.received_at),
                "problems": [
                    {"code": r.code, "severity": r.severity, "cell": r.cell,
                     "message": r.message + r.remedy, "command": r.command or None}
                    for r in each.reasons
                ],
            }
            for each in found.refused
        ],
        "courts": [
            {
                "court": r.court, "due": r.due, "on_time": r.on_time, "late": r.late,
                "missing": r.missing, "sent": r.sent, "first_right": r.first_right,
                "late_periods": [{"start": p.start, "end": p.end} for p in r.late_periods],
            }
            for r in found.records
        ],
        "problems": [problem_json(problem) for problem in found.problems],
        "unknown_years": list(found.board.unknown_years),
    }  # fmt: skip
    if whole:
        data["all"] = [slot_json(slot) for slot in found.board.slots]
    return data
