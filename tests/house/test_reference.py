"""The reference pages say what the program says, and every command the documents print exists."""

import importlib.util
import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from enforcement_cli import __version__
from enforcement_cli.cli.app import app
from enforcement_cli.vocabulary.checks import catalogue

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
MANUALS = sorted([ROOT / "README.zh.md", *DOCS.glob("*.md"), *DOCS.glob("guides/*.md")])
COMMAND = re.compile(r"(?:^|`|\$ )(enforce [a-z][^`\n]*)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)?(?:#([^)]+))?\)")


def make_reference():
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = make_reference().pages()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_is_as_the_program_declares(name):
    assert (DOCS / name).read_text("utf-8") == PAGES[name], (
        "run: .venv/bin/python docs/make_reference.py"
    )


def test_every_check_has_a_heading():
    headings = re.findall(r"^### (\S+)$", PAGES["problems.md"], re.MULTILINE)
    assert sorted(headings) == sorted(catalogue())


def unknown_parts(line):
    """Words of a printed command line that are no command or option of the program."""
    words = shlex.split(line.split("  ")[0].split("#")[0].replace("…", ""))[1:]
    command = get_command(app)
    while words and hasattr(command, "commands"):
        if words[0] not in command.commands:
            return [] if words[0].startswith("-") else [words[0]]
        command = command.commands[words.pop(0)]
    known = {name for parameter in command.params for name in parameter.opts} | {"-h", "--help"}
    return [word for word in words if word.startswith("-") and word not in known]


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.name)
def test_printed_commands_exist(manual):
    lines = COMMAND.findall(manual.read_text("utf-8"))
    assert {line: found for line in lines if (found := unknown_parts(line))} == {}


def test_a_command_that_is_not_there_is_noticed():
    assert unknown_parts("enforce proofread --week") == ["proofread"]
    assert unknown_parts("enforce report --weak 03 -C 台") == ["--weak"]
    assert unknown_parts("enforce problems list --all") == []


@pytest.mark.parametrize(
    "page", [*MANUALS, ROOT / "CHANGELOG.md"], ids=lambda path: path.name
)  # fmt: skip
def test_links_lead_somewhere(page):
    broken = [
        (target, anchor)
        for target, anchor in LINK.findall(page.read_text("utf-8"))
        if not leads(page, target, anchor)
    ]
    assert broken == []


def leads(page, target, anchor):
    path = (page.parent / target) if target else page
    if not path.exists():
        return False
    if not anchor:
        return True
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return anchor in {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


def test_the_changelog_speaks_of_this_version_first():
    found = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert found[1] == __version__
