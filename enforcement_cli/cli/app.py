"""The command tree, and the one door through which every run ends."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from enforcement_cli.cli.later import Entry, root_of
from enforcement_cli.model.failure import ExitCode, UnknownName

HELP = """法院执行专项行动统计台：收各院报表，查错，算指标，出战报。

\b
常用：
  enforce demo 演示                看一遍示例行动
  enforce init 工作区              新建工作区和行动方案文件
  enforce ingest 报表文件夹        收报表：读取、检查、入库
  enforce status                   谁报了、谁没报、为什么没收
  enforce report --week            本周战报
  enforce explain amount_recovered --week --court 昌图   这个数怎么来的
"""

# Every command of the tree, in the order that help lists them.
COMMANDS = {
    "init": Entry(module="desk", help="新建工作区：文件夹和带注释的行动方案文件。"),
    "demo": Entry(module="desk", help="把示例行动从头走一遍，屏幕上显示战报。"),
    "ingest": Entry(module="receive", help="收报表：读取、检查、入库。"),
    "check": Entry(module="receive", help="只检查不入库：同 ingest，什么都不写。"),
    "status": Entry(
        module="board", help="本周谁报了、谁没报，文件为什么没收，还有哪些问题待答复。"
    ),
    "today": Entry(
        module="today", help="今天要办的：谁逾期、什么等我定、谁要答复、能出什么，各带下一条命令。"
    ),
    "chase": Entry(
        module="chase", help="给未报的法院写提醒、催报、通报；一天不催两次，刚收到文件不催。"
    ),
    "extend": Entry(module="allow", help="同意某院一期报表延期：不催、不算迟报、锁定顺延。"),
    "exempt": Entry(module="allow", help="某院一段时间免报：不列入应报。"),
    "report": Entry(
        module="write", help="出战报：默认本周，在屏幕上显示；--format 和 --output 写成文件。"
    ),
    "publish": Entry(module="publish", help="发布一期：过了发布前检查就定稿存快照，以后不再改写。"),
    "verify": Entry(
        module="publish", help="核对已发布的一期：文件、内容和数据是否还与发布时一致。"
    ),
    "correct": Entry(
        module="publish", help="更正已发布的一期：列出原数、新数、原因和受影响的其他各期。"
    ),
    "claims": Entry(
        module="claims", help="读文字里的统计数字：指标、数值、单位、法院、时间，个案的数字另列。"
    ),
    "proof": Entry(
        module="proof", help="校对：改过的战报或新闻稿，每个数、每处文字都与数据对一遍。"
    ),
    "export": Entry(module="write", help="导出数据表。"),
    "withdraw": Entry(module="care", help="撤出一份已收的报表：不再计入，原件和记录都保留。"),
    "explain": Entry(
        module="questions", help="一个数怎么来的：列出案件、金额、文件、工作表和单元格。"
    ),
    "cases": Entry(
        module="cases", help="案件清单：超期、到期、账龄、重点、终本、案款、督办。", group=True
    ),
    "stories": Entry(module="stories", help="典型案例：读入、列出、检查。", group=True),
    "problems": Entry(module="problems", help="检查出的问题。", group=True),
    "versions": Entry(
        module="versions", help="一份报表的各版：改了哪里，问题改好多少、还在多少、新出多少。"
    ),
    "mapping": Entry(
        module="mapping", help="各院表格的列是什么意思：记住、查看、更改。", group=True
    ),
    "run": Entry(module="routine", help="例行工作：收件、检查、出战报。"),
    "schedule": Entry(
        module="schedule",
        help="定时运行：交给 crontab、systemd 或 Windows 任务计划。",
        group=True,
    ),
    "rules": Entry(module="rules", help="检查的规则：查什么、为什么、在文件上试。", group=True),
    "template": Entry(
        module="template", help="给各院做空白表：下拉、校验、自检和填表说明都在表里。"
    ),
    "state": Entry(
        module="state", help="记一个电话报数；战报中标“（电）”，收到报表后自动由报表替换。"
    ),
    "indicators": Entry(
        module="indicators", help="指标的定义（口径卡），自定的写得对不对。", group=True
    ),
    "targets": Entry(module="targets", help="目标：各院、各行动、各指标。", group=True),
    "audit": Entry(
        module="audit", help="审计记录：谁、何时、改了什么、为什么；有没有被人动过。", group=True
    ),
    "doctor": Entry(
        module="doctor", help="体检：数据库、原件、已发布各期、权限、时钟等是否完好，能修的修。"
    ),
    "backup": Entry(module="backup", help="备份整个工作区成一个文件，写完即核对。"),
    "restore": Entry(module="backup", help="从备份恢复；原有的工作区整个移开，不删。"),
    "lake": Entry(
        module="lake",
        help="数据湖：把工作区写成 Parquet 文件，或由它建库；在 Spark 上收报表。",
        group=True,
    ),
    "config": Entry(module="desk", help="行动方案文件里的设置。"),
}


def _version(value: bool) -> None:
    if value:
        from enforcement_cli import __version__
        from enforcement_cli.cli.screen import say

        say(f"enforce {__version__}")
        raise typer.Exit(0)


def _show_completion(shell: str | None) -> None:
    from enforcement_cli.cli.completion import show_completion

    show_completion(shell)


def _install_completion(shell: str | None) -> None:
    from enforcement_cli.cli.completion import install_completion

    install_completion(shell)


app = typer.Typer(
    cls=root_of(COMMANDS),
    name="enforce",
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,  # ours speaks Chinese, asks the workspace, and evaluates nothing
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本。")
    ] = False,
    install: Annotated[
        str | None,
        typer.Option(
            "--install-completion",
            metavar="[SHELL]",
            callback=_install_completion,
            is_eager=True,
            help="装上 Tab 键自动补全：bash、zsh、fish、powershell；不写为当前的。",
        ),
    ] = None,
    show: Annotated[
        str | None,
        typer.Option(
            "--show-completion",
            metavar="[SHELL]",
            callback=_show_completion,
            is_eager=True,
            help="只打印自动补全的脚本。",
        ),
    ] = None,
) -> None:
    """Options of the program itself; the help is the application's."""
    del version, install, show


def main() -> None:
    """Run the command line; the exit code is of design.md section 5, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A GBK console shows what it can and never breaks a run over what it cannot.
        if hasattr(stream, "reconfigure"):
            utf8 = not stream.isatty() and os.environ.get("PYTHONIOENCODING") is None
            stream.reconfigure(errors="replace", **({"encoding": "utf-8"} if utf8 else {}))
    # What enforce writes names the parties of cases: no other account of the machine reads it.
    os.umask(0o077)
    if "_ENFORCE_COMPLETE" in os.environ:
        from enforcement_cli.cli.completing import answer

        sys.exit(answer(app, os.environ))
    arguments = sys.argv[1:]
    if arguments and arguments[-1].endswith("-completion"):
        from enforcement_cli.cli.completion import with_shell

        arguments = with_shell(arguments)
    try:
        _stand_somewhere()
        code = app(arguments, standalone_mode=False)
    except typer.Exit as ending:
        code = ending.exit_code
    except (typer.Abort, KeyboardInterrupt):
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (| head): not our failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:  # noqa: BLE001  # the last door: sorted into usage, failure or bug
        from enforcement_cli.cli.ending import end_with_failure, end_with_usage

        code = end_with_usage(error, arguments) or end_with_failure(error, arguments)
    if code == ExitCode.INTERRUPTED:
        # Typer itself turns Ctrl-C into this code, and says nothing.
        from enforcement_cli.cli.ending import end_with_interruption

        end_with_interruption(arguments)
    _note_end(arguments, code)
    sys.exit(code if isinstance(code, int) else 0)


def _stand_somewhere() -> None:
    """Refuse a current folder that was removed under an open terminal.

    Raises:
        UnknownName: it is gone; no path can be told from there.
    """
    try:
        Path.cwd()
    except FileNotFoundError as error:
        raise UnknownName(
            "当前文件夹已经不在了。", remedy="请先 cd 到别的文件夹，再运行同一命令。"
        ) from error


def _note_end(arguments: list[str], code: object) -> None:
    # Only a command that changes something has loaded the log.
    if "enforcement_cli.workflow.record.journal" in sys.modules and arguments:
        from enforcement_cli.workflow.record.journal import note_end

        note_end(arguments[0], code if isinstance(code, int) else 0)
