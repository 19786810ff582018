"""`enforce problems`: what the checks found, what was said of it, and the answers of the desk."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CourtOption,
    JsonOption,
    KnownAtOption,
    WorkspaceOption,
    court_code,
    enter_room,
    known_at_of,
    present_of,
)
from enforcement_cli.cli.passwords import can_ask
from enforcement_cli.cli.problems_shown import (
    answered_json,
    problem_json,
    show_list,
    show_one,
    shown_json,
)
from enforcement_cli.cli.screen import say
from enforcement_cli.model.failure import UsageError

if TYPE_CHECKING:
    from enforcement_cli.store.problems import Wanted
    from enforcement_cli.workflow.answers import Choice
    from enforcement_cli.workflow.state import Room

_STATES = ("open", "corrected", "explained", "waived", "expired")
_SEVERITIES = ("return", "query", "note", "fixed")
ByOption = Annotated[str, typer.Option("--by", metavar="WHO", help="谁说明的。")]
CodeOption = Annotated[
    list[str] | None, typer.Option("--code", metavar="CODE", help="问题代码，可写几次。")
]
CaseOption = Annotated[str | None, typer.Option("--case", metavar="NO", help="案号。")]
CellOption = Annotated[
    str | None, typer.Option("--cell", metavar="PLACE", help="工作表和单元格，如 台账!H5。")
]


def problems_list(
    folder: WorkspaceOption = None,
    court: CourtOption = None,
    code: CodeOption = None,
    state: Annotated[
        str | None,
        typer.Option("--state", metavar="S", help=f"{'、'.join(_STATES)}；默认 open。"),
    ] = "open",
    severity: Annotated[
        str | None,
        typer.Option("--severity", metavar="S", help=f"{'、'.join(_SEVERITIES)}。"),
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="P", help="第3周，或期内任一天。")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="各种状态都列。")] = False,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Problems with state, by court, severity and code."""
    from enforcement_cli.workflow.problems import problems_of

    _one_of(state, _STATES, "--state")
    _one_of(severity, _SEVERITIES, "--severity")
    room = enter_room(folder)
    moment = known_at_of(room, known_at)
    wanted = _wanted(room, court, code, period, fixed=severity == "fixed")
    found = [
        p
        for p in problems_of(room, moment, wanted)
        if (everything or p.state == state) and severity in (None, p.severity)
    ]
    if not as_json:
        show_list(room, found)
    finish(
        Ending(
            command="problems",
            data={"problems": [problem_json(room, problem) for problem in found]},
        ),
        as_json=as_json,
    )


def problems_show(
    number: Annotated[int, typer.Argument(metavar="ID", help="问题编号。")],
    folder: WorkspaceOption = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Everything about one problem."""
    from enforcement_cli.workflow.problems import show_problem

    room = enter_room(folder)
    shown = show_problem(room, number, known_at_of(room, known_at))
    if not as_json:
        show_one(room, shown)
    finish(Ending(command="problems", data=shown_json(room, shown)), as_json=as_json)


def problems_explain(
    by: ByOption,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="原因，战报会引用。")],
    code: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID|CODE...", help="问题编号或代码，如 3、P-01。"),
    ] = None,
    folder: WorkspaceOption = None,
    court: CourtOption = None,
    case_no: CaseOption = None,
    number: Annotated[
        list[int] | None, typer.Option("--id", metavar="N", help="问题编号，可写几次。")
    ] = None,
    cell: CellOption = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="WHEN",
            help="以后各期也适用：第6周（到第6周再问），或最后一天。不写只管这些问题本身。",
        ),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option("--within", metavar="SHARE", help="数值变动不超过这个幅度才适用，如 20%。"),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Answer queries."""
    from enforcement_cli.workflow.answers import Explanation, explain_problem
    from enforcement_cli.workflow.limits import limit_of, share_of

    room = enter_room(folder)
    named, numbers = _codes_and_numbers(code or [])
    numbers += number or []
    explanation = Explanation(
        choice=_choice(room, court, named, numbers, case_no=case_no, cell=cell),
        by=_said(by, "--by"),
        reason=_said(reason, "--reason"),
        until=None if until is None else limit_of(room, until),
        within=None if within is None else share_of(within),
    )
    done = explain_problem(room, explanation, at=present_of(room))
    closed = done.problems
    if not as_json:
        answer = closed[0].answer
        codes = "、".join(dict.fromkeys(problem.code for problem in closed))
        reach = "只对这些问题本身有效"
        if answer is not None and answer.until is not None:
            share = f"，数值变动不超过 {within}" if within else ""
            reach = f"有效至 {answer.until}{share}；以后各期重报同样的问题，期内不再询问"
        if done.again:
            say(f"早已记录对 {len(closed)} 个 {codes} 问题的同样说明，没有再改；{reach}。")
        else:
            say(f"已记录对 {len(closed)} 个 {codes} 问题的说明，{reach}。")
    finish(Ending(command="problems", data=answered_json("explained", closed)), as_json=as_json)


def problems_waive(
    what: Annotated[list[str], typer.Argument(metavar="ID|CODE...", help="问题编号或代码。")],
    by: ByOption,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="为什么不再追问。")],
    folder: WorkspaceOption = None,
    court: CourtOption = None,
    case_no: CaseOption = None,
    cell: CellOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="不再确认。")] = False,
    as_json: JsonOption = False,
) -> None:
    """Do not insist on an answer."""
    from enforcement_cli.workflow.answers import waivable, waive_problem

    room = enter_room(folder)
    codes, numbers = _codes_and_numbers(what)
    choice = _choice(room, court, codes, numbers, case_no=case_no, cell=cell)
    who, why = _said(by, "--by"), _said(reason, "--reason")
    now = present_of(room, writes=False)
    if not yes and (count := len(waivable(room, choice, by=who, reason=why, known_at=now))):
        if as_json or not can_ask():
            raise UsageError(f"将不再追问 {count} 个问题，没有改动。", remedy="确认请加 --yes。")
        if not typer.confirm(f"不再追问 {count} 个问题？"):
            raise UsageError("已取消，没有改动。")
    done = waive_problem(room, choice, by=who, reason=why, at=present_of(room))
    if not as_json:
        said = "早已记录，没有再改" if done.again else "已记录"
        say(f"{said}：{len(done.problems)} 个问题不再追问。存疑未计入的数仍不计入。")
    finish(Ending(command="problems", data=answered_json("waived", done.problems)), as_json=as_json)


def problems_reopen(
    number: Annotated[int, typer.Argument(metavar="ID", help="问题编号。")],
    by: ByOption,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="为什么重新追问。")],
    folder: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take an answer back."""
    from enforcement_cli.workflow.answers import reopen_problem

    room = enter_room(folder)
    done = reopen_problem(
        room, number, by=_said(by, "--by"), reason=_said(reason, "--reason"), at=present_of(room)
    )
    (found,) = done.problems
    if not as_json:
        said = "早已撤回，没有再改：" if done.again else "已撤回"
        say(f"{said}第 {found.problem_id} 号问题（{found.code}）的答复，重新追问。")
    finish(Ending(command="problems", data={"reopened": [found.problem_id]}), as_json=as_json)


def problems_export(
    folder: WorkspaceOption = None,
    court: CourtOption = None,
    code: CodeOption = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="P", help="第3周，或期内任一天。")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="xlsx 或 csv；默认 bulletins/核实台账-日期.xlsx。"
        ),
    ] = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the ledger of problems."""
    from enforcement_cli.workflow.own_files import refuse_own_file
    from enforcement_cli.workflow.problems import write_ledger

    room = enter_room(folder)
    if output is not None:
        refuse_own_file(room.workspace, output)
    wanted = _wanted(room, court, code, period, fixed=False)
    path, rows = write_ledger(room, known_at_of(room, known_at), wanted, output)
    if not as_json:
        say(f"已写 {path}，{rows} 行。")
    finish(Ending(command="problems", data={"file": str(path), "rows": rows}), as_json=as_json)


def _wanted(
    room: "Room", court: str | None, codes: list[str] | None, period: str | None, *, fixed: bool
) -> "Wanted":
    from enforcement_cli.store.problems import Wanted
    from enforcement_cli.workflow.problems import period_bounds

    court = court_code(room, court)
    start, end = period_bounds(room, period) if period else (None, None)
    return Wanted(
        fixed=fixed, courts=[court] if court else None, codes=codes or None, start=start, end=end
    )


def _choice(
    room: "Room", court: str | None, codes: Any, numbers: Any, *, case_no: str | None,
    cell: str | None,
) -> "Choice":  # fmt: skip
    from enforcement_cli.workflow.answers import Choice

    if not codes and not numbers:
        raise UsageError(
            "没有写是哪些问题。",
            remedy="请写问题代码，或用 --id 写编号；编号见 enforce problems list。",
        )
    return Choice(
        codes=tuple(codes) or None,
        numbers=tuple(numbers) or None,
        court=court_code(room, court),
        case_no=case_no,
        cell=cell,
    )


def _codes_and_numbers(what: list[str]) -> tuple[list[str], list[int]]:
    """The codes among what was named, and the numbers."""
    numbers = [int(text) for text in what if text.isdecimal()]
    return [text for text in what if not text.isdecimal()], numbers


def _said(text: str, option: str) -> str:
    """What somebody is to answer for later is not left blank."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not plain:
        raise UsageError(f"{option} 是空的。", remedy="请写明谁、为什么，以后要能查到。")
    return plain


def _one_of(value: str | None, known: tuple[str, ...], option: str) -> None:
    if value is not None and value not in known:
        raise UsageError(f"{option} 没有“{value}”。", remedy=f"可用：{'、'.join(known)}。")


app = typer.Typer(rich_markup_mode=None)
app.command("list", help="问题和它们的状态；默认只列待答复的。")(problems_list)
app.command("show", help="一个问题的全部：在哪里、为什么、怎么办、来龙去脉。")(problems_show)
app.command("explain", help="答复核实问题：写明谁、为什么、管到哪一期；战报会引用。")(
    problems_explain
)
app.command("waive", help="不再追问一个核实或提示；存疑未计入的数仍不计入。")(problems_waive)
app.command("reopen", help="撤回说明或免予答复，重新追问。")(problems_reopen)
app.command("export", help="核实台账：全部问题、状态和说明，写成 xlsx 或 csv。")(problems_export)
