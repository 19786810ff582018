"""`enforce mapping`: what a court's columns mean, as remembered; answered once, shown, taken back.

Comes in: the words of a command line. Goes out: an Ending. Refuses to know how a layout looks on
the screen: that is mapping_shown's.
"""

import getpass
import os
import shlex
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.mapping_shown import (
    answer_json,
    court_name,
    layout_json,
    remembered_json,
    show_layout,
)
from enforcement_cli.cli.options import (
    CampaignOption,
    CourtOption,
    JsonOption,
    WorkspaceOption,
    court_code,
    enter_room,
    present_of,
)
from enforcement_cli.cli.screen import hint, say
from enforcement_cli.model.failure import ExitCode, UsageError

if TYPE_CHECKING:
    from enforcement_cli.workflow.state import Room

NeededCourt = Annotated[str, typer.Option("--court", metavar="C", help="法院：代字、简称或全称。")]
FormOption = Annotated[
    str | None,
    typer.Option("--form", metavar="FORM", help="哪种表，如 cases；只有一种可能时不用写。"),
]
NeededForm = Annotated[str, typer.Option("--form", metavar="FORM", help="哪种表，如 cases。")]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="WHO", help="谁答复的；默认本机用户名。")
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="依据，如电话核实。")]
NoRereadFlag = Annotated[bool, typer.Option("--no-reread", help="只记住，不重新读取已收到的报表。")]


def mapping_show(
    folder: WorkspaceOption = None,
    court: CourtOption = None,
    form: FormOption = None,
    as_json: JsonOption = False,
) -> None:
    """Layouts and answers."""
    from enforcement_cli.workflow.mapping import known_form, show_mappings

    room = enter_room(folder)
    found = show_mappings(room, court_code(room, court), known_form(form))
    if not as_json:
        for one in found:
            show_layout(room, one)
        if not found:
            say("还没有收到过报表，也没有答复。")
    data = {"mappings": [layout_json(one) for one in found]}
    finish(Ending(command="mapping", data=data), as_json=as_json)


def mapping_confirm(
    court: NeededCourt,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    form: FormOption = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="H=F", help="列名或列标=哪一项；不统计写“不统计”。"),
    ] = None,
    unit: Annotated[
        list[str] | None, typer.Option("--unit", metavar="H=U", help="列名或列标=元、万元等。")
    ] = None,
    basis: Annotated[
        str,
        typer.Option(
            "--basis", metavar="[H=]B", help="汇总表的口径：period 本期，或 cumulative 累计。"
        ),
    ] = "",
    by: ByOption = None,
    reason: ReasonOption = "",
    no_reread: NoRereadFlag = False,
    as_json: JsonOption = False,
) -> None:
    """Remember answers, and read again what waited for them."""
    from enforcement_cli.workflow.mapping import AnswerWish, confirm_mapping, known_form

    room = enter_room(folder, campaign)
    code = court_code(room, court) or court
    wish = AnswerWish(
        court=code, form=known_form(form), columns=tuple(column or ()), units=tuple(unit or ()),
        basis=basis, by=_who(by), reason=reason,
    )  # fmt: skip
    done = confirm_mapping(room, wish, at=present_of(room))
    if not as_json:
        fresh = f"记住 {len(done.changed)} 项" if done.changed else "早已记住，没有改动"
        say(f"{court_name(room, code)} {done.form}：{fresh}。")
    data: dict[str, Any] = {
        "court": code,
        "form": done.form,
        "answers": [answer_json(answer) for answer in done.answers],
        "changed": len(done.changed),
    }
    _end_with_receipts(room, code, done.form, data, read=not no_reread, as_json=as_json)


def mapping_edit(
    court: NeededCourt,
    form: NeededForm,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    by: ByOption = None,
    no_reread: NoRereadFlag = False,
) -> None:
    """Open the answers in the user's editor."""
    from enforcement_cli.workflow.mapping import begin_edit, end_edit, known_form

    room = enter_room(folder, campaign)
    code, key = court_code(room, court) or court, known_form(form) or form
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "没有可用的编辑器或终端。",
            remedy="请设置 EDITOR 并在终端里运行，或用 enforce mapping confirm 逐项答复。",
        )
    draft = begin_edit(room, code, key)
    # The editor is the user's own choice, as in every program that opens one. Windows takes a
    # command line as it is; splitting it would eat the backslashes of its path.
    line = f'{editor} "{draft}"' if os.name == "nt" else [*shlex.split(editor), str(draft)]
    if subprocess.run(line, check=False).returncode:  # noqa: S603
        raise UsageError("编辑器没有正常结束，没有改动。", where=str(draft), remedy="请再试一次。")
    changed = end_edit(room, code, key, by=_who(by), at=present_of(room))
    say("已改。" if changed else "没有改动。")
    data: dict[str, Any] = {"court": code, "form": key}
    _end_with_receipts(room, code, key, data, read=changed and not no_reread, as_json=False)


def mapping_forget(
    court: NeededCourt,
    folder: WorkspaceOption = None,
    form: FormOption = None,
    column: Annotated[
        list[str] | None, typer.Option("--column", metavar="H", help="只删这一列的。")
    ] = None,
    by: ByOption = None,
    reason: ReasonOption = "",
    yes: Annotated[bool, typer.Option("--yes", help="不再询问。")] = False,
    as_json: JsonOption = False,
) -> None:
    """Take answers back."""
    from enforcement_cli.workflow.mapping import known_form
    from enforcement_cli.workflow.mapping_forget import (
        ForgetWish,
        forget_mapping,
        form_to_forget,
        to_forget,
    )

    room = enter_room(folder)
    code, who = court_code(room, court) or court, _who(by)
    key = known_form(form) or form_to_forget(room, code, by=who, reason=reason)
    wish = ForgetWish(court=code, form=key, columns=tuple(column or ()), by=who, reason=reason)
    gone = to_forget(room, wish).gone
    if gone and not yes:
        if as_json or not sys.stdin.isatty():
            raise UsageError(
                f"要删去 {len(gone)} 项答复，没有改动。", remedy="确定要删，请加 --yes。"
            )
        listed = "、".join(item.answer.header for item in gone)
        typer.confirm(f"删去 {len(gone)} 项答复（{listed}）？", abort=True)
    done = forget_mapping(room, wish, at=present_of(room))
    if not as_json:
        kept = "、".join(item.answer.header for item in done.left) or "无"
        said = f"删去 {len(done.gone)} 项" if done.gone else "早已删去，没有再改"
        say(f"{said}，还记住：{kept}。已入库的报表不变。")
    data = {
        "court": code,
        "form": key,
        "forgotten": [remembered_json(item) for item in done.gone],
        "left": [remembered_json(item) for item in done.left],
    }
    finish(Ending(command="mapping", data=data), as_json=as_json)


def _who(by: str | None) -> str:
    """Who answers: as told, else the user of the machine; nobody where it does not say."""
    if by:
        return by
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # on Windows there is no list of users
        return ""


def _end_with_receipts(
    room: "Room", code: str, form: str, data: dict[str, Any], *, read: bool, as_json: bool
) -> None:
    """Read again what waited for the answers, show it like a file that has just come, and end."""
    from enforcement_cli.cli.receipts import receipt_json, show_conclusion, show_receipts
    from enforcement_cli.workflow.mapping_again import ReadAgain, read_again

    again: ReadAgain = (
        read_again(room, code, form, at=present_of(room))
        if read
        else ReadAgain(receipts=(), missing=(), unanswered=0)
    )
    counts: Counter[str] = Counter(
        p.severity for receipt in again.receipts for p in receipt.problems
    )
    commands = dict.fromkeys(p.command for r in again.receipts for p in r.problems if p.command)
    if not as_json:
        if again.receipts:
            show_receipts(room, again.receipts)
            show_conclusion(again.receipts, counts)
        for name in again.missing:
            hint(f"{name}：档案里没有原件，请重新收这份报表。")
    waiting = (f"enforce problems list --court {code}",) if again.unanswered else ()
    data |= {
        "returns": [receipt_json(receipt) for receipt in again.receipts],
        "missing": list(again.missing),
    }
    finish(
        Ending(
            command="mapping",
            data=data,
            problems={word: counts[word] for word in ("return", "query", "note", "fixed")},
            next=tuple(commands) or waiting,
            code=ExitCode.FINDINGS if again.unanswered or again.missing else ExitCode.CLEAN,
        ),
        as_json=as_json,
    )


app = typer.Typer(rich_markup_mode=None)
app.command("show", help="各院上次的表格布局，和已记住的答复。")(mapping_show)
app.command("confirm", help="答复一列是哪一项、什么单位；记住后不再询问。")(mapping_confirm)
app.command("edit", help="用编辑器修改一家法院一种表的答复。")(mapping_edit)
app.command("forget", help="删去答复，以后重新询问。")(mapping_forget)
