"""The command tree, and the one door through which every run ends."""

import os
import sys

import typer

from enforcement_cli.cli import (
    allow,
    board,
    care,
    chase,
    desk,
    questions,
    receive,
    routine,
    state,
    template,
    today,
    versions,
    write,
)
from enforcement_cli.cli.ending import end_with_failure, end_with_interruption, end_with_usage
from enforcement_cli.cli.later import add_later
from enforcement_cli.model.failure import ExitCode

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

app = typer.Typer(
    name="enforce",
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
desk.add_to(app)
receive.add_to(app)
board.add_to(app)
today.add_to(app)
chase.add_to(app)
allow.add_to(app)
write.add_to(app)
care.add_to(app)
questions.add_to(app)
add_later(app, "problems", "检查出的问题。")
versions.add_to(app)
add_later(app, "mapping", "各院表格的列是什么意思：记住、查看、更改。")
routine.add_to(app)
add_later(app, "rules", "检查的规则：查什么、为什么、在文件上试。")
template.add_to(app)
state.add_to(app)
add_later(app, "targets", "目标：各院、各行动、各指标。")


def main() -> None:
    """Run the command line; the exit code is of design.md section 5, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A GBK console shows what it can and never breaks a run over what it cannot.
        if hasattr(stream, "reconfigure"):
            utf8 = not stream.isatty() and os.environ.get("PYTHONIOENCODING") is None
            stream.reconfigure(errors="replace", **({"encoding": "utf-8"} if utf8 else {}))
    arguments = sys.argv[1:]
    try:
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
        code = end_with_usage(error, arguments) or end_with_failure(error, arguments)
    if code == ExitCode.INTERRUPTED:
        # Typer itself turns Ctrl-C into this code, and says nothing.
        end_with_interruption(arguments)
    sys.exit(code if isinstance(code, int) else 0)
