"""The manual is one page: nothing is fetched, every link into it arrives."""

from __future__ import annotations

import re
from html import unescape

from offline.make_bundle import ROOT
from offline.manual import manual, manual_pages

PAGE = manual(ROOT, "9.9.9")


def test_every_guide_and_the_readme_are_in_it() -> None:
    names = {path.name for path in manual_pages(ROOT)}
    assert names >= {path.name for path in (ROOT / "docs" / "guides").glob("*.md")}
    assert "README.zh.md" in names
    assert PAGE.count("<article ") == len(manual_pages(ROOT))
    assert "enforce 9.9.9" in PAGE


def test_nothing_is_fetched() -> None:
    assert not re.search(r"<(script|link|iframe)\b", PAGE)
    sources = re.findall(r'src="([^"]*)"', PAGE)
    assert sources
    assert all(source.startswith("data:image/") for source in sources)
    assert "url(" not in PAGE


def test_every_link_into_the_page_arrives() -> None:
    anchors = [unescape(one) for one in re.findall(r'id="([^"]*)"', PAGE)]
    from urllib.parse import unquote

    targets = {unquote(unescape(one)) for one in re.findall(r'href="#([^"]+)"', PAGE)}
    assert len(targets) > 40
    assert targets - set(anchors) == set()


def test_tables_are_tables() -> None:
    assert PAGE.count("<table>") > 20
    assert "| --- |" not in PAGE


def test_what_the_page_does_not_hold_is_named_without_a_link() -> None:
    assert 'href="#"' not in PAGE
    assert "<span>更新记录</span>" in PAGE
    assert PAGE.count("<a ") == PAGE.count("</a>")
    assert PAGE.count("<span>") == PAGE.count("</span>")
