"""What people wrote stays text in a page, in Markdown and in OOXML: it makes no element, no link."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from markdown_it import MarkdownIt

from enforcement_cli.check.sendback.items import ListItem
from enforcement_cli.check.sendback.marked_copy import marked_copy
from enforcement_cli.check.sendback.problem_list import problem_list
from enforcement_cli.render.excel import render_excel
from enforcement_cli.render.html.page import render_html
from enforcement_cli.render.markdown import render_markdown
from enforcement_cli.render.plain import writable
from enforcement_cli.render.tables import table_bytes
from enforcement_cli.render.word.document import word_bytes
from tests.security.listed import payloads
from tests.security.made import HONEST, bulletin

PAYLOADS = payloads("markup")
TEMPLATES = Path(__file__).parents[2] / "templates"


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.odd: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}", {}))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    handle_pi = unknown_decl = handle_comment


def parsed(page: str) -> Elements:
    made = Elements()
    made.feed(page)
    made.close()
    return made


def page_of(said: str) -> Elements:
    return parsed(render_html(bulletin(said), TEMPLATES / "bulletin.html.j2"))


CLEAN = page_of(HONEST)


def harmless(payload: str) -> str:
    """A text as long and as wide, of letters alone: what does not fit is drawn otherwise."""
    return re.sub(r"[!-~]", "a", writable(payload))


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 60


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    policies = [
        attributes["content"]
        for tag, attributes in CLEAN.found
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert {tag for tag, _ in CLEAN.found} & {
        "script",
        "iframe",
        "object",
        "embed",
        "base",
    } == set()
    for tag, attributes in CLEAN.found:
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            if name in ("href", "src", "action", "data", "xlink:href", "style"):
                assert (value or "").startswith(("#", "data:,")), (tag, name, value)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_page_has_the_elements_and_attributes_of_a_clean_one(payload: str) -> None:
    page, like = page_of(payload), harmless(payload)
    clean = page_of(like)
    assert [(tag, sorted(names)) for tag, names in page.found] == [
        (tag, sorted(names)) for tag, names in clean.found
    ]
    assert page.odd == clean.odd
    for (tag, mine), (_, expected) in zip(page.found, clean.found, strict=True):
        differing = {name for name in expected if expected[name] != mine[name]}
        assert differing <= {"aria-label", "data-court", "data-team", "data-officer"}, tag
        assert all(mine[name] == writable(payload) for name in differing), tag


RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


def markdown_of(said: str) -> Elements:
    return parsed(RENDERER.render(render_markdown(bulletin(said), TEMPLATES / "weekly.md.j2")))


CLEAN_MARKDOWN = markdown_of(HONEST)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_keeps_its_shape(payload: str) -> None:
    page = markdown_of(payload)
    decorating = {"em", "/em", "strong", "/strong", "s", "/s"}
    assert [tag for tag, _ in page.found if tag not in decorating] == [
        tag for tag, _ in CLEAN_MARKDOWN.found if tag not in decorating
    ]
    assert page.odd == []
    assert all(set(names) <= {"style"} for _, names in page.found)


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if one.isprintable()])
def test_markdown_shows_what_was_written(payload: str) -> None:
    if re.search(r"[*_~]|&#?\w+;", payload):
        pytest.skip("emphasis and entities are read as such")
    shown = "".join("".join(markdown_of(payload).text).split())
    assert "".join(payload.split()) in shown


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def read_whole(data: bytes) -> dict[str, ET.Element]:
    """Every part of a package as XML; fails where one is no XML."""
    return {
        name: ET.fromstring(part)  # noqa: S314  # ours
        for name, part in parts_of(data).items()
        if name.endswith((".xml", ".rels", ".vml"))
    }


def tags_of(data: bytes) -> set[str]:
    return {each.tag for each in read_whole(data)["word/document.xml"].iter()}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_word_file_has_the_elements_of_a_clean_one(payload: str) -> None:
    data = word_bytes(bulletin(payload))
    assert tags_of(data) <= tags_of(word_bytes(bulletin(f"{harmless(payload)}甲a")))
    shown = "".join(read_whole(data)["word/document.xml"].itertext())
    assert "".join(writable(payload).split()) in "".join(shown.split())


@pytest.mark.parametrize("payload", PAYLOADS[::5])
def test_a_workbook_is_whole(payload: str, tmp_path: Path) -> None:
    render_excel(bulletin(payload), TEMPLATES / "weekly.xlsx", tmp_path / "b.xlsx")
    data = (tmp_path / "b.xlsx").read_bytes()
    read_whole(data)
    assert openpyxl.load_workbook(io.BytesIO(data)).worksheets


def items() -> list[ListItem]:
    return [
        ListItem(
            severity="return", code="V-02", message=text, remedy=text, title=text, why=text,
            subject=text, answer=text, sheet="台账", row=2 + place, column=1,
        )
        for place, text in enumerate(PAYLOADS)
    ]  # fmt: skip


def test_marked_copies_lists_and_exports_are_whole() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "台账"
    book.worksheets[0].append(("案号", "金额"))
    whole = io.BytesIO()
    book.save(whole)
    rows = [[text] for text in PAYLOADS]
    for data in (
        marked_copy(whole.getvalue(), items(), PAYLOADS[0]),
        problem_list(items(), PAYLOADS[0]),
        table_bytes(["text"], rows, "xlsx"),
    ):
        read_whole(data)
        assert openpyxl.load_workbook(io.BytesIO(data)).worksheets
    assert table_bytes(["text"], rows, "csv")
    assert table_bytes(["text"], rows, "json")


@pytest.mark.parametrize("name", ["comments", "vml"])
def test_comments_of_a_marked_copy_hold_text_alone(name: str) -> None:
    book: Any = openpyxl.Workbook()
    book.worksheets[0].title = "台账"
    whole = io.BytesIO()
    book.save(whole)
    made = [
        [
            each.tag
            for part, root in read_whole(data).items()
            if name in part
            for each in root.iter()
        ]
        for data in (
            marked_copy(whole.getvalue(), [item], "") for item in [items()[0], *items()[5::9]]
        )
    ]
    assert [sorted(tags) for tags in made] == [sorted(made[0])] * len(made)
