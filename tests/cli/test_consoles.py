"""Consoles as court machines have them: GBK, narrow, dumb, none; files as Windows Notepad saves them.

Nothing may crash there, no finding may go missing, and what we say of ourselves has no sign that a
GBK console lacks.
"""

from __future__ import annotations

import ast
import fcntl
import io
import os
import pty
import re
import shlex
import shutil
import string
import struct
import subprocess
import sys
import termios
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.cli.app import main
from enforcement_cli.cli.screen import as_typed
from tests.cli.running import (
    CAMPAIGN,
    ROOT,
    WEEK,
    Desk,
    Ran,
    case_row,
    enforce,
    ledger,
    returns_of,
)

PROGRAM = [sys.executable, "-m", "enforcement_cli"]
DUE = 'due = { weekday = "monday", time = "12:00" }\n'
# Every command that lists, and those that say why something is not as it should be.
LISTING: tuple[tuple[str, ...], ...] = (
    ("status", *WEEK),
    ("status", "--all", *WEEK),
    ("today",),
    ("chase", "--dry-run"),
    ("problems", "list"),
    ("rules", "list"),
    ("rules", "show", "P-01"),
    ("indicators", "list"),
    ("targets", "list"),
    ("mapping", "show"),
    ("stories", "list"),
    ("cases", "list", "overdue"),
    ("config", "show"),
    ("config", "workdays"),
    ("schedule", "list"),
    ("schedule", "print"),
    ("explain", "cases_closed", *WEEK),
    ("report", *WEEK),
    ("report", "--court", "没有"),
)
# What LISTING says of the one open finding, P-01, and by which exit code.
NAMES_THE_FINDING = {"status": 4, "today": 4, "problems": 0}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with one open 核实 and a court that has not reported. Shared: tests only read it."""
    root = tmp_path_factory.mktemp("asked")
    desk = Desk(root / "desk")
    assert enforce("init", desk.root).code == 0
    text = CAMPAIGN.replace('every = "week"\n', f'every = "week"\n{DUE}')
    (desk.root / "enforce.toml").write_text(text, "utf-8")
    first = ledger("1", "2025-12-20", "2025-12-21", case_row(11, 9000), case_row(12, 0))
    second = ledger("2", "2025-12-22", "2025-12-28", case_row(11, 4000), case_row(12, 700))
    for week, (made, day) in enumerate(((first, "2025-12-22"), (second, "2025-12-29")), start=1):
        path = made.save(root / f"铁岭市银州区人民法院第{week:02d}周案件台账.xlsx")
        assert desk("ingest", path, "--received", f"{day}T11:00").code in (0, 3)
    return desk


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(
    arguments: tuple[str | Path, ...], *, encoding: str, terminal: bool, monkeypatch: Any
) -> Ran:
    """Run the program's function with such streams."""
    kind = Terminal if terminal else io.TextIOWrapper
    streams = [kind(io.BytesIO(), encoding=encoding) for _ in range(2)]
    code: Any = None
    with monkeypatch.context() as changed:
        changed.setattr(sys, "argv", ["enforce", *map(str, arguments)])
        changed.setattr(sys, "stdout", streams[0])
        changed.setattr(sys, "stderr", streams[1])
        try:
            main()
        except SystemExit as ending:
            code = ending.code
    texts = []
    for stream in streams:
        stream.flush()
        texts.append(stream.buffer.getvalue().decode(encoding))  # type: ignore[attr-defined]
    return Ran(code, *texts)


def in_desk(arguments: tuple[str, ...], desk: Desk) -> tuple[str, ...]:
    return (*arguments, "-C", str(desk.root))


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_every_listing_on_a_terminal_loses_nothing(
    asked: Desk, monkeypatch: pytest.MonkeyPatch, encoding: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    for arguments in LISTING:
        ran = shown(
            in_desk(arguments, asked), encoding=encoding, terminal=True, monkeypatch=monkeypatch
        )
        assert ran.code in (0, 3, 4, 6), (arguments, ran)
        assert "�" not in ran.out + ran.err
        # What GBK lacks would have become a question mark.
        assert "?" not in ran.out + ran.err, arguments
        if arguments[0] in NAMES_THE_FINDING:
            assert ran.code == NAMES_THE_FINDING[arguments[0]]
        if arguments[0] in ("status", "problems"):
            assert "P-01" in ran.out, arguments
            assert "9000.00" in ran.out
        if arguments[:2] == ("rules", "list"):
            codes = enforce("rules", "list", "-C", asked.root, "--json").json["data"]["rules"]
            assert len(codes) > 50
            assert [rule["code"] for rule in codes if rule["code"] not in ran.out] == []


@pytest.mark.parametrize(
    "setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=lambda setting: next(iter(setting))
)
def test_no_escape_sequence_where_none_is_wanted(
    asked: Desk, monkeypatch: pytest.MonkeyPatch, setting: dict[str, str]
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    for arguments in (("status", *WEEK), ("rules", "list"), ("problems", "list")):
        ran = shown(
            in_desk(arguments, asked), encoding="utf-8", terminal=True, monkeypatch=monkeypatch
        )
        assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "ascii"])
def test_redirected_with_an_encoding_of_its_own(
    asked: Desk, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    for arguments in LISTING:
        ran = shown(
            in_desk(arguments, asked), encoding=encoding, terminal=False, monkeypatch=monkeypatch
        )
        assert ran.code in (0, 3, 4, 6), (arguments, ran)
        assert "\x1b" not in ran.out + ran.err
        if encoding != "ascii":
            assert "?" not in ran.out + ran.err, arguments
        if arguments[0] in ("status", "problems"):
            assert "P-01" in ran.out
    # One object of JSON, whatever the console can show.
    ran = shown(
        ("status", *WEEK, "--json", "-C", str(asked.root)),
        encoding=encoding, terminal=False, monkeypatch=monkeypatch,
    )  # fmt: skip
    assert ran.json["schema"] == "enforce.status/1"


def test_progress_on_a_terminal_has_no_control_sequence(
    new: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old Windows console would print it; the line is cleared by what comes after it."""
    monkeypatch.setenv("COLUMNS", "40")
    files = [str(path) for path in returns_of(1, "银州", "昌图")]
    ran = shown(
        ("ingest", *files, "--received", "2025-12-22T12:00", "-C", str(new.root)),
        encoding="gbk", terminal=True, monkeypatch=monkeypatch,
    )  # fmt: skip
    assert ran.code == 0, ran
    assert "\r" in ran.err
    assert "\x1b" not in ran.err
    from rich.cells import cell_len

    assert all(cell_len(part) < 40 for part in ran.err.partition("\n")[0].split("\r"))


def on_a_terminal(
    arguments: list[str], columns: int, environment: dict[str, str]
) -> tuple[int, str]:
    """Run the real program on a pseudo-terminal so wide."""
    child, end = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        os.execve(arguments[0], arguments, environment)  # noqa: S606  # the program itself
    out = b""
    while True:
        try:
            data = os.read(end, 65536)
        except OSError:
            break
        if not data:
            break
        out += data
    os.close(end)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, out.decode(environment["PYTHONIOENCODING"])


@pytest.mark.parametrize("columns", [40, 80])
def test_a_real_terminal_of_cp936(asked: Desk, columns: int) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "TERM": "xterm", "LANG": "C"}
    environment.pop("COLUMNS", None)
    code, out = on_a_terminal([*PROGRAM, *in_desk(("status", *WEEK), asked)], columns, environment)
    assert code == 4
    assert "P-01" in out
    assert "9000.00" in out
    assert "?" not in out
    assert not set("│┃━─╭╰") & set(out)  # a frame an old console cannot draw


BARE: tuple[tuple[str, ...], ...] = (
    ("status", *WEEK),
    ("today",),
    ("chase", "--dry-run"),
    ("report", *WEEK),
    ("problems", "list"),
    ("schedule", "list"),
    ("schedule", "print"),
)


@pytest.mark.parametrize("arguments", BARE, ids=" ".join)
def test_an_empty_environment_no_terminal_no_input_in_the_root_folder(
    asked: Desk, arguments: tuple[str, ...]
) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *PROGRAM, *in_desk(arguments, asked)],
        env={"LANG": "C"}, cwd="/", capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode in (0, 3, 4), ran
    told = ran.stdout.decode("utf-8")
    assert re.search(r"[一-鿿]{2}", told)
    assert b"\x1b" not in ran.stdout + ran.stderr
    assert "�" not in told + ran.stderr.decode("utf-8")
    assert "Traceback" not in ran.stderr.decode("utf-8")


@pytest.fixture(scope="module")
def gbk_locale(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a GBK locale, as old Chinese Linux desktops had it."""
    folder = tmp_path_factory.mktemp("locales")
    if not shutil.which("localedef") or not Path("/usr/share/i18n/charmaps").is_dir():
        pytest.skip("no locales can be made here")
    subprocess.run(
        ["localedef", "-c", "-i", "zh_CN", "-f", "GBK", str(folder / "zh_CN.GBK")],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    if not (folder / "zh_CN.GBK").is_dir():
        pytest.skip("no locales can be made here")
    return folder


@pytest.mark.parametrize("wanted", [None, "gbk"])
def test_a_gbk_locale(asked: Desk, gbk_locale: Path, tmp_path: Path, wanted: str | None) -> None:
    """Into a file it is UTF-8, unless PYTHONIOENCODING says what the reader wants."""
    desk = tmp_path / "desk"
    shutil.copytree(asked.root, desk)
    environment = {
        "LOCPATH": str(gbk_locale), "LANG": "zh_CN.GBK", "LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0",
    }  # fmt: skip
    if wanted:
        environment["PYTHONIOENCODING"] = wanted
    for arguments in (("status", *WEEK), ("problems", "list"), ("report", *WEEK)):
        ran = subprocess.run(
            [*PROGRAM, *arguments, "-C", str(desk)],
            env=environment, cwd="/", capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        assert ran.returncode in (0, 3, 4), ran
        told = ran.stdout.decode(wanted or "utf-8")
        assert "银州区法院" in told
        assert b"Traceback" not in ran.stderr
        if arguments[0] != "report":
            assert "P-01" in told


# Signs that only stand in what we look for in other people's texts; see each file.
READ_ONLY = {
    "names.toml": set("•・‧∙"),  # the dots in a name of a minority
    "words.toml": set("✓☑✗"),  # how courts tick a box
}


def texts_in(value: object) -> Iterator[str]:
    """Every text of a TOML value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def not_gbk(text: str) -> set[str]:
    return {sign for sign in text if not sign.encode("gbk", "ignore")}


VOCABULARY = sorted((ROOT / "enforcement_cli" / "vocabulary").rglob("*.toml"))


@pytest.mark.parametrize("path", VOCABULARY, ids=lambda path: path.name)
def test_words_of_the_trade_can_be_shown_on_a_gbk_console(path: Path) -> None:
    found = set().union(*map(not_gbk, texts_in(tomllib.loads(path.read_text("utf-8")))))
    assert found == READ_ONLY.get(path.name, set())


def test_templates_can_be_shown_on_a_gbk_console() -> None:
    texts = [p for p in (ROOT / "templates").rglob("*") if p.suffix in (".j2", ".toml", ".txt")]
    assert len(texts) > 5
    assert {p.name: bad for p in texts if (bad := not_gbk(p.read_text("utf-8")))} == {}


def test_our_own_sentences_can_be_shown_on_a_gbk_console() -> None:
    found: dict[str, set[str]] = {}
    for layer in ("cli", "workflow", "model", "disk"):
        for path in (ROOT / "enforcement_cli" / layer).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                    continue
                # A pattern's ranges and signs that are not seen are not printed.
                seen = {s for s in not_gbk(node.value) if s.isprintable() and s != "鿿"}
                if seen and re.search(r"[一-鿿]", node.value):
                    found.setdefault(path.name, set()).update(seen)
    assert found == {}


STORY = """\
[[story]]
id = "a1"
court = "辽1202"
title = "上门执行"
text = "某案执行完毕。"
"""
TEXTS = '[[text]]\nsection = "{section}"\nparagraphs = ["各院按时报送，进度良好。"]\n'
TARGETS = (
    '[[campaign]]\nid = "winter70"\n\n[[campaign.target]]\ncourt = "辽1224"\n'
    'indicator = "cases_closed"\nat_least = 123\n'
)
MAPPING = '[[column]]\nheader = "到位数"\nfield = "recovered_fen"\nunit = "元"\n'
WORKDAYS = '[2031]\nholidays = ["2031-01-01"]\nworkdays = []\n'


def with_mark(desk: Desk, name: str, text: str) -> None:
    """As Windows Notepad saves it: a mark before the text, lines ended its way."""
    path = desk.root / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))


def test_a_campaign_file_saved_by_notepad(new: Desk) -> None:
    with_mark(new, "enforce.toml", CAMPAIGN)
    assert new("config", "show", "--json").code == 0
    with_mark(new, "targets.toml", TARGETS)
    found = new("targets", "list", "--json").json["data"]
    assert "123" in str(found)
    # A mistake is told with its line, the mark not counted.
    with_mark(new, "enforce.toml", CAMPAIGN.replace("court =", "cuort =", 1))
    ran = new("config", "show", "--json")
    assert (ran.code, "第2行" in ran.json["error"]["where"]) == (5, True)


def test_stories_texts_mappings_and_holidays_saved_by_notepad(own: Desk) -> None:
    from enforcement_cli.vocabulary.bulletin import section_names

    with_mark(own, "stories.toml", STORY)
    assert "上门执行" in own("stories", "list", "--json").out
    with_mark(own, "texts.toml", TEXTS.format(section=section_names()[0]))
    with_mark(own, "indicators.toml", "")
    with_mark(own, "mappings/辽1202-cases.toml", MAPPING)
    assert own("report", *WEEK, "--json").code == 0
    assert "到位数" in own("mapping", "show", "--json").out
    with_mark(own, "workdays.toml", WORKDAYS)
    assert "2031" in own("config", "workdays", "--json").out
    added = own("config", "workdays", "2032", "--off", "2032-01-01", "--json")
    assert added.code == 0
    assert "2031" in own("config", "workdays", "--json").out


def test_a_template_saved_by_notepad_gives_no_mark(own: Desk) -> None:
    plain = own("report", *WEEK, "--format", "md", "--output", own.root / "a")
    assert plain.code == 0
    source = (ROOT / "templates" / "weekly.md.j2").read_text("utf-8")
    with_mark(own, "templates/weekly.md.j2", source)
    assert own("report", *WEEK, "--format", "md", "--output", own.root / "b").code == 0
    first, second = ((own.root / name).glob("*.md") for name in "ab")
    assert next(first).read_bytes() == next(second).read_bytes()


def test_a_csv_saved_by_notepad(new: Desk, tmp_path: Path) -> None:
    made = ledger("1", "2025-12-20", "2025-12-21", case_row(11, 9000))
    path = made.save(tmp_path / "铁岭市银州区人民法院第01周案件台账.csv", encoding="utf-8-sig")
    ran = new("ingest", path, "--received", "2025-12-22T12:00", "--json")
    (one,) = ran.json["data"]["returns"]
    assert (one["status"], one["rows"], one["court"]) == ("accepted", 1, "辽1202")


def taken_by_windows(name: str) -> bool:
    """Whether Windows takes a file of that name."""
    stem = name.partition(".")[0].strip().upper()
    devices = {"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(10))}
    unseen = any(ord(sign) < 32 for sign in name)
    return not (unseen or set('<>:"/\\|?*') & set(name) or name[-1] in ". " or stem in devices)


def test_no_name_of_ours_is_one_that_windows_refuses(new: Desk) -> None:
    wild = (
        CAMPAIGN.replace('short = "银州区法院"', 'short = "NUL"')
        .replace('short = "昌图县法院"', 'short = "昌图: <县>|法*院? ."')
        .replace('name = "岁末集中行动"', 'name = "aux. A/B\\\\C:\\"春节\\"?"')
        .replace('every = "week"\n', f'every = "week"\n{DUE}')
    )
    (new.root / "enforce.toml").write_text(wild, "utf-8")
    out = new.root / "bulletins"
    for arguments in (
        ("template", *WEEK),
        ("chase", *WEEK),
        ("report", *WEEK, "--format", "md,xlsx,docx,html"),
        ("report", "--operation", "raid", "--format", "md"),
        ("report", *WEEK, "--court", "NUL", "--format", "md"),
    ):
        ran = new(*arguments)
        assert ran.code in (0, 3, 4), (arguments, ran)
    made = [path for path in out.rglob("*") if path.is_file()]
    assert len(made) >= 10
    assert [path.name for path in out.rglob("*") if not taken_by_windows(path.name)] == []


def test_a_windows_path_is_told_as_it_was_written(new: Desk) -> None:
    path = r"C:\收件\第01周\铁岭.xlsx"
    ran = new("ingest", path)
    assert ran.code in (2, 6)
    assert path in ran.err


def test_help_fits_a_gbk_console_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    monkeypatch.setenv("COLUMNS", "40")
    for arguments in (("-h",), ("report", "-h"), ("schedule", "-h"), ("schedule", "install", "-h")):
        ran = shown(arguments, encoding="gbk", terminal=True, monkeypatch=monkeypatch)
        assert ran.code == 0
        assert re.search(r"[一-鿿]", ran.out)
        # Only ours; Typer's own words are ASCII.
        assert set(ran.out) - set(string.printable)
        assert "\ufffd" not in ran.out


@pytest.mark.skipif(os.name == "nt", reason="another shell")
def test_a_path_in_the_next_command_is_one_word_and_runs_nothing() -> None:
    for name in ("我 的/工作区", "$(touch 坏).xlsx", "a;b", "`id`", "it's", "a\\b", "~x", '"'):
        assert shlex.split(f"enforce check {as_typed(Path(name))}") == ["enforce", "check", name]
    assert as_typed(Path("/srv/执行统计/第1期.xlsx")) == "/srv/执行统计/第1期.xlsx"
    for name in ("$(id)", "`id`", "a b", "a;b", "a|b", "a&b", "*", "!x"):
        assert as_typed(Path(name)) == f"'{name}'"
