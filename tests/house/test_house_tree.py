"""The rules of the house that no linter knows: sizes, docstrings, checks, commands, what is tracked."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

import enforcement_cli
from enforcement_cli.cli.app import app
from enforcement_cli.vocabulary.checks import catalogue

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    p for top in ("enforcement_cli", "sample_data") for p in (ROOT / top).rglob("*.py")
)
CODE = re.compile(r"\b[A-Z]-\d\d\b")
STAGES = ("workbook", "locate", "normalise", "check", "store", "indicator", "bulletin", "render")
# What is told in words, beside the way of the returns.
WORDS = ("claims", "proof")


def source_name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=source_name)
def test_modules_are_short_and_say_what_they_are(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    assert len(text.splitlines()) <= 400
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno}
    assert {name: lines for name, lines in long.items() if lines > 60} == {}
    public = [f for f in tree.body if isinstance(f, ast.FunctionDef) and f.name[0] != "_"]
    assert [f.name for f in public if not ast.get_docstring(f)] == []


def string_literals(path: Path) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_every_check_that_is_raised_is_declared_and_the_other_way_round() -> None:
    raised = {
        code
        for path in SOURCES
        if path.is_relative_to(ROOT / "enforcement_cli")
        for text in string_literals(path)
        for code in CODE.findall(text)
        if code == text or f"'{code}'" in text
    }
    assert raised == {code for code, rule in catalogue().items() if not rule.waits}


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_a_check_has_words_whose_fields_can_be_filled(code: str) -> None:
    rule = catalogue()[code]
    assert rule.title
    assert rule.message
    # The card of a check says what goes wrong where nobody asks, and an example of each.
    assert rule.why
    assert rule.fails
    assert rule.passes
    # Who must act is told how; what is only said needs no remedy.
    assert rule.remedy or rule.severity not in ("return", "query")
    for template in (rule.message, rule.remedy):
        for _, field, form, conversion in string.Formatter().parse(template):
            assert field is None or field.isidentifier()
            assert not form
            assert conversion is None


def test_the_package_says_its_stages_in_their_order() -> None:
    listed = re.findall(r"^(\d)\. (\w+) ", enforcement_cli.__doc__ or "", re.MULTILINE)
    assert listed == [(str(n), stage) for n, stage in enumerate(STAGES, start=1)]
    folders = {p.parent.name for p in (ROOT / "enforcement_cli").glob("*/__init__.py")}
    assert folders == {*STAGES, *WORDS, "model", "vocabulary", "disk", "workflow", "cli"}
    assert all(f"{name} (" in (enforcement_cli.__doc__ or "") for name in WORDS)


def test_the_version_is_the_newest_of_the_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\]", text, re.MULTILINE)
    assert newest
    assert newest[1] == enforcement_cli.__version__
    assert (
        "version"
        in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dynamic"]
    )


def commands() -> dict[str, str]:
    """Every command of the tree with its help."""
    found: dict[str, str] = {}

    def walk(command: object, path: tuple[str, ...]) -> None:
        inner = getattr(command, "commands", None)
        if path:
            found[" ".join(path)] = getattr(command, "help", None) or ""
        for name, child in (inner or {}).items():
            walk(child, (*path, name))

    walk(typer.main.get_command(app), ())
    return found


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_has_help_and_stands_in_the_readme(command: str) -> None:
    assert re.search(r"[一-鿿]", commands()[command])
    assert f"enforce {command}" in (ROOT / "README.zh.md").read_text("utf-8")


def test_the_commands_of_the_spine_are_there() -> None:
    top = {name.partition(" ")[0] for name in commands()}
    assert top >= {
        "init", "demo", "ingest", "check", "status", "report", "explain", "export", "withdraw",
        "indicators", "config", "run", "schedule",
    }  # fmt: skip


def tracked() -> list[Path]:
    """The files under version control, and those that are about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a clone")
    return [
        p for name in listed.stdout.decode().split("\0") if name and (p := ROOT / name).is_file()
    ]


def test_no_file_names_a_registry_or_this_machine() -> None:
    # Put together here, so that this file does not hold what it looks for.
    hosts = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".com", "conda" + ".anaconda"]
    folders = ["/" + "work/main", "/" + "work/shared", "/" + "root/", "/" + "home/"]
    unwanted = re.compile("|".join(map(re.escape, (*hosts, *folders))).encode())
    found = [
        (path.relative_to(ROOT).as_posix(), hit[0].decode())
        for path in tracked()
        if (hit := unwanted.search(path.read_bytes()))
    ]
    assert found == []


def test_no_program_output_is_tracked() -> None:
    unwanted = {".duckdb", ".pyc", ".log", ".whl"}
    assert [p.name for p in tracked() if p.suffix in unwanted] == []
