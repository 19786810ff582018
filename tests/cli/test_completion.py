"""The Tab key: what may come next, asked as the shells ask; and nothing but that happens."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.main import get_command

from enforcement_cli.cli import offers as sources
from enforcement_cli.cli.app import COMMANDS, app
from enforcement_cli.cli.shell_scripts import SCRIPTS
from enforcement_cli.vocabulary.checks import catalogue
from tests.cli.running import Desk, Ran, enforce, snapshot

ROOT = Path(__file__).parents[2]
BREAKS = re.compile(r"([=:])")


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch):
    """Ask as a shell does: the words before the cursor, the last one begun."""

    def asked(*words: str | Path, by: str = "zsh", at: int | None = None) -> Ran:
        line = ["enforce", *map(str, words)]
        monkeypatch.setenv("_ENFORCE_COMPLETE", f"complete_{by}")
        monkeypatch.setenv("COMP_WORDS", "\n".join(line))
        monkeypatch.setenv("COMP_CWORD", str(len(line) - 1 if at is None else at))
        ran = enforce()
        assert (ran.code, ran.err) == (0, "")
        return ran

    return asked


@pytest.fixture
def values(ask):
    """The same, and only what may be put there."""

    def found(*words: str | Path, by: str = "zsh") -> list[str]:
        return [line.split("\t")[0] for line in ask(*words, by=by).out.splitlines()]

    return found


def test_every_command_is_offered_and_none_is_loaded(values) -> None:
    assert values("") == list(COMMANDS)
    assert values("re") == [name for name in COMMANDS if name.startswith("re")]
    code = (
        "import sys; from enforcement_cli.cli.app import main\ntry: main()\n"
        "except SystemExit: print([m for m in sys.modules if m.endswith(('.receive', '.write'))])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], text=True, capture_output=True, check=True,
        env=os.environ | {"_ENFORCE_COMPLETE": "complete_bash", "COMP_WORDS": "enforce\n", "COMP_CWORD": "1"},
    )  # fmt: skip
    assert ran.stdout.splitlines()[-1] == "[]"


def test_groups_offer_their_commands_and_commands_their_options(values) -> None:
    assert set(values("problems", "")) == {"list", "show", "explain", "waive", "reopen", "export"}
    options = values("report", "--")
    assert {"--week", "--court", "--help", "--workspace"} <= set(options)
    assert "--week" not in values("report", "--week", "--")
    assert values("report", "--ope") == ["--operation"]
    assert values("--inst") == ["--install-completion"]


def test_each_option_of_the_table_is_one_of_the_program() -> None:
    """A renamed option or argument would lose its offers without a word."""
    there: set[str] = set()

    def walk(command, path: tuple[str, ...]) -> None:
        for one in command.params:
            names = [one.metavar] if one.param_type_name == "argument" else one.opts
            for name in names:
                there.update(
                    {str(name), f"{' '.join(path)} {name}", f"{' '.join(path[:1])} {name}"}
                )
        for name, child in dict(getattr(command, "commands", {})).items():
            walk(child, (*path, name))

    walk(get_command(app), ())
    assert set(sources._SOURCES) - there == set()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("银", ["银州区法院"]),
        ("辽12", ["辽12", "辽1202", "辽1224"]),
        ("铁岭市银", ["铁岭市银州区人民法院"]),
        ("昌图法", ["昌图法院"]),
        ("北京", []),
    ],
)
def test_a_court_goes_on_from_any_of_its_names(
    received: Desk, values, typed: str, offered: list[str]
) -> None:
    assert values("report", "-C", received.root, "--court", typed) == offered


def test_courts_are_offered_by_their_short_names(received: Desk, ask) -> None:
    out = ask("report", "-C", received.root, "--court", "").out
    assert out.splitlines()[1] == "银州区法院\t辽1202 铁岭市银州区人民法院"
    assert out.count("\n") == 3


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("report", "--campaign", ""), ["winter70"]),
        (("demo", "--campaign", "l"), ["lanshan"]),
        (("report", "--operation", ""), ["raid"]),
        (("explain", "--action", "li"), ["livelihood"]),
        (("explain", "amount_r"), ["amount_recovered"]),
        (("indicators", "show", "amount_r"), ["amount_recovered"]),
        (("rules", "show", "P-0"), [code for code in catalogue() if code.startswith("P-0")]),
        (("problems", "list", "--code", "P-01"), ["P-01"]),
        (("report", "--date", "2026-01-2"), ["2026-01-25"]),
        (("report", "--from", "2026-01-1"), ["2026-01-19", "2026-01-12"]),
        (("report", "--month", "--date", ""), ["2026-02-28", "2026-01-31", "2025-12-31"]),
        (("problems", "export", "--period", "第11"), ["第11周"]),
        (("export", "ca"), ["cases"]),
        (("export", "cases", "--format", ""), ["csv", "parquet", "xlsx", "json"]),
        (("report", "--format", "md,xlsx,h"), ["md,xlsx,html"]),
        (("cases", "list", "over"), ["overdue"]),
        (("report", "--lists", "unpaid,to"), ["unpaid,todos"]),
        (("template", "--form", "meas"), ["measures"]),
        (("report", "--profile", "p"), ["public"]),
        (("report", "--court=银"), ["--court=银州区法院"]),
        (("report", "--cou"), ["--court"]),
        (("withdraw", ""), ["8", "7", "6", "5", "4", "3", "2", "1"]),
    ],
)
def test_what_the_workspace_knows_is_offered(
    received: Desk, values, words: tuple[str, ...], offered: list[str]
) -> None:
    command, *rest = words
    depth = 1 if command in ("indicators", "rules", "problems", "cases") else 0
    line = (command, *rest[:depth], "-C", received.root, *rest[depth:])
    assert values(*line) == offered


def test_numbers_of_problems_come_from_the_store(doubted: Desk, values) -> None:
    numbers = values("problems", "show", "-C", doubted.root, "")
    assert numbers
    assert all(doubted("problems", "show", number).code == 0 for number in numbers)
    assert values("problems", "waive", "-C", doubted.root, "") == numbers
    assert values("problems", "explain", "P-01", "-C", doubted.root, "--id", "") == numbers


def test_the_offered_words_are_those_the_commands_take(
    received: Desk, values, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enforcement_cli.cli.problems import _SEVERITIES, _STATES
    from enforcement_cli.cli.report_shown import _COMPARE, PROFILES
    from enforcement_cli.model.routine import FORMATS as DOCUMENTS
    from enforcement_cli.workflow.export import FORMATS, TABLES

    monkeypatch.chdir(received.root)
    for line, words in (
        (("export",), TABLES),
        (("export", "cases", "--format"), FORMATS),
        (("report", "--format"), DOCUMENTS),
        (("report", "--profile"), PROFILES),
        (("report", "--compare"), _COMPARE),
        (("problems", "list", "--state"), _STATES),
        (("problems", "list", "--severity"), _SEVERITIES),
    ):
        assert values(*line, "") == list(words), line


def split_by_bash(line: str) -> list[str]:
    """COMP_WORDS of a line: = and : are words of their own."""
    return [
        part
        for word in line.split(" ")
        for part in (BREAKS.split(word) if word else [""])
        if part or not word
    ]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("report --court=银", ["银州区法院"]),
        ("report --court=", ["铁岭中院", "银州区法院", "昌图县法院"]),
        ("report --court 银", ["银州区法院"]),
        ("report --court=银州区法院 --oper", ["--operation"]),
        ("report --known-at 2026-01-05T09:00 --court 昌", ["昌图县法院"]),
        ("report --court=昌 --operation=r", ["raid"]),
    ],
)
def test_bash_takes_words_apart_and_gets_what_it_puts_back(
    received: Desk, values, monkeypatch: pytest.MonkeyPatch, line: str, offered: list[str]
) -> None:
    monkeypatch.chdir(received.root)
    assert values(*split_by_bash(line), by="bash") == offered


@pytest.mark.parametrize(
    ("typed", "answer"),
    [(["month", ":"], "2"), (["month", ":", "2"], "2"), (["mon"], "month:2"), ([""], "month:2")],
)
def test_an_issue_with_a_colon_is_whole(
    received: Desk, values, monkeypatch: pytest.MonkeyPatch, typed: list[str], answer: str
) -> None:
    monkeypatch.setattr(
        "enforcement_cli.store.glance.newest_issues", lambda *_: [("month:2", ""), ("7", "")]
    )
    monkeypatch.chdir(received.root)
    assert values("verify", *typed, by="bash")[0] == answer
    assert values("verify", "".join(typed), by="fish")[0] == "month:2"


def test_a_folder_may_be_quoted_and_hold_spaces(received: Desk, values, tmp_path: Path) -> None:
    folder = tmp_path / "工 作 区"
    shutil.copytree(received.root, folder)
    escaped = str(folder).replace(" ", "\\ ")
    for shell, named in (
        ("bash", f"'{folder}'"), ("bash", f'"{folder}"'), ("bash", escaped), ("zsh", folder),
        ("fish", folder), ("fish", f"'{folder}'"), ("powershell", folder),
    ):  # fmt: skip
        assert values("report", "-C", named, "--operation", "", by=shell) == ["raid"], shell
    assert values("report", "-C", f"'{folder}'", "--court", '"银', by="bash") == ["银州区法院"]


@pytest.mark.parametrize("spoilt", ["none", "broken", "unreadable", "not a store", "old"])
def test_where_there_is_nothing_to_know_nothing_is_said(
    own: Desk, values, tmp_path: Path, spoilt: str
) -> None:
    store = own.root / "store.duckdb"
    if spoilt == "none":
        own = Desk(tmp_path / "elsewhere")
    elif spoilt == "broken":
        (own.root / "enforce.toml").write_text("[desk\n")
        store.unlink()
    elif spoilt == "unreadable":
        (own.root / "enforce.toml").write_bytes(b"\xff\xfe\x00")
        store.unlink()
    elif spoilt == "not a store":
        store.write_bytes(b"x" * 5000)
    else:
        store.with_name("store.duckdb.wal").write_bytes(b"")  # its writer was killed
    before = snapshot(own.root)
    if spoilt in ("none", "broken", "unreadable"):
        assert values("report", "-C", own.root, "--court", "") == []
    assert values("withdraw", "-C", own.root, "") == []
    assert snapshot(own.root) == before


@pytest.mark.parametrize(
    ("words", "at"),
    [("", "0"), ("enforce", "7"), ("enforce\nreport", "x"), ("\n\n", "2"), ("a\nb\n'", "2")],
)
def test_a_question_that_makes_no_sense_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, words: str, at: str
) -> None:
    monkeypatch.setenv("_ENFORCE_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", at)
    ran = enforce()
    assert (ran.code, ran.err) == (0, "")


def files_and_times(folder: Path) -> dict[str, tuple[int, int]]:
    found = [(path, path.stat()) for path in folder.rglob("*")]
    return {str(path): (stat.st_mtime_ns, stat.st_size) for path, stat in found}


def test_nothing_is_written(own: Desk, new: Desk, values) -> None:
    for desk in (own, new):
        before = files_and_times(desk.root)
        for words in (["withdraw", ""], ["report", "--court", ""], ["problems", "show", ""],
                      ["explain", ""], ["report", "--date", ""], ["verify", ""]):  # fmt: skip
            values(*words[:1], "-C", desk.root, *words[1:])
        assert files_and_times(desk.root) == before


@pytest.mark.skipif(sys.platform == "win32", reason="flock")
def test_a_busy_store_is_not_waited_for(own: Desk, values) -> None:
    with (own.root / "store.lock").open("rb+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        began = time.monotonic()
        assert values("withdraw", "-C", own.root, "") == []
        waited = time.monotonic() - began
    assert waited < 5  # where a command waits for 20
    assert values("withdraw", "-C", own.root, "")


def test_names_that_a_shell_might_run_are_not_offered(own: Desk, values) -> None:
    path = own.root / "enforce.toml"
    text = path.read_text("utf-8")
    hostile = 'short = "银州$(touch x)`id`;*"'
    path.write_text(text.replace('short = "银州区法院"', hostile), "utf-8")
    assert values("report", "-C", own.root, "--court", "银州$") == []
    assert values("report", "-C", own.root, "--court", "") == ["铁岭中院", "昌图县法院"]
    assert values("report", "-C", own.root, "--court", "银州法") == ["银州法院"]


def test_little_is_imported(received: Desk) -> None:
    code = (
        "import sys; from enforcement_cli.cli.app import main\ntry: main()\n"
        "except SystemExit: print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    for last, heavy in (("report\n--court\n", {"duckdb"}), ("report\n--date\n", {"duckdb"}),
                        ("withdraw\n", set())):  # fmt: skip
        asked = {"_ENFORCE_COMPLETE": "complete_fish", "COMP_WORDS": f"enforce\n{last}",
                 "COMP_CWORD": str(last.count("\n")), "ENFORCE_WORKSPACE": str(received.root)}  # fmt: skip
        ran = subprocess.run(
            [sys.executable, "-c", code], text=True, capture_output=True, check=True,
            env=os.environ | asked,
        )  # fmt: skip
        *answered, modules = ran.stdout.splitlines()
        assert answered
        unwanted = heavy | {"pandas", "numpy", "pyarrow", "openpyxl", "rich", "jinja2", "rapidfuzz"}
        assert not unwanted & set(modules.split())


@pytest.mark.parametrize("shell", sorted(SCRIPTS))
def test_the_script_of_each_shell_asks_as_we_answer(shell: str) -> None:
    ran = enforce("--show-completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == SCRIPTS[shell]
    assert ran.out.isascii()
    asked = shell if shell != "pwsh" else "powershell"
    assert f"_ENFORCE_COMPLETE=complete_{asked}" in ran.out.replace(" = '", "=")
    assert "COMP_WORDS" in ran.out
    assert "COMP_CWORD" in ran.out
    assert "eval" not in ran.out


def test_an_unknown_shell_is_told() -> None:
    for option in ("--show-completion", "--install-completion"):
        ran = enforce(option, "tcsh")
        assert ran.code == 2
        assert "tcsh" in ran.err


def test_the_shell_need_not_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for path, script in (("/usr/bin/zsh", "zsh"), ("/bin/fish", "fish"), ("/bin/dash", "bash")):
        monkeypatch.setenv("SHELL", path)
        assert enforce("--show-completion").out == SCRIPTS[script]


@pytest.mark.parametrize(
    ("shell", "start"), [("bash", ".bashrc"), ("zsh", ".zshrc"), ("fish", None)]
)
def test_it_is_installed_once_and_what_stood_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str, start: str | None
) -> None:
    home = tmp_path / "家 it's"
    home.mkdir()
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "ZDOTDIR", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    kept = "alias 甲='ls'".encode("gbk")  # no UTF-8, no newline at its end
    if start:
        (home / "real").write_bytes(kept)
        (home / "real").chmod(0o640)
        (home / start).symlink_to("real")
    assert enforce("--install-completion", shell).code == 0
    first = snapshot(home)
    assert enforce("--install-completion", shell).code == 0
    assert snapshot(home) == first
    if start:
        assert (home / start).is_symlink()
        held = (home / start).read_bytes()
        assert held.startswith(kept + b"\n")
        assert held.count(b"\n") == 2
        assert (home / "real").stat().st_mode & 0o777 == 0o640
    (script,) = [
        p for p in home.rglob("*") if p.is_file() and "enforce" in str(p.relative_to(home))
    ]
    assert script.read_text() == SCRIPTS[shell]


BASH = shutil.which("bash")


@pytest.mark.skipif(BASH is None, reason="no bash here")
def test_bash_itself_completes(own: Desk, tmp_path: Path) -> None:
    """The script as bash runs it, enforce as it is installed, a workspace with spaces in its path."""
    folder = tmp_path / "工 作 区"
    shutil.move(own.root, folder)
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "enforce"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m enforcement_cli "$@"\n')
    program.chmod(0o755)
    script = """
        source <(enforce --show-completion bash) || exit 1
        complete -p enforce
        ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _enforce_completion enforce; echo "${COMPREPLY[*]}|"; }
        ask enforce repo
        ask enforce report -C "'$FOLDER'" --court 银
        ask enforce report -C "'$FOLDER'" --court = 昌
        ask enforce ingest ''
    """
    ran = subprocess.run(
        [str(BASH), "--norc", "-c", script], text=True, capture_output=True, check=True, cwd=ROOT,
        env=os.environ | {"PATH": f"{programs}:/usr/bin:/bin", "FOLDER": str(folder)},
    )  # fmt: skip
    registered, *answers = ran.stdout.splitlines()
    assert "-F _enforce_completion enforce" in registered
    assert answers == ["report|", "银州区法院|", "昌图县法院|", "|"]
    assert ran.stderr == ""
