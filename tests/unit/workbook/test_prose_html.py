"""Web pages as prose: what a browser shows, a line a block, tables with merges; hostile ones bounded."""

import pytest

from enforcement_cli.model.prose import place_of
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.prose import prose_of


def page(tmp_path, body, head=""):
    path = tmp_path / "a.html"
    path.write_text(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>", "utf-8")
    return path


def read(path):
    outcome = prose_of(path)
    assert outcome.value is not None, [problem.message for problem in outcome.problems]
    return outcome.value


def cells(prose, number=0):
    return [[prose.text[slice(*s)] for s in row] for row in prose.tables[number].rows]


def test_visible_text_a_line_a_block(tmp_path):
    body = (
        "<h1>战报</h1><p>执结<b>12</b>件，\n到位&nbsp;3万元&lt;含&#x672C;周&gt;。</p><script>99件</script>"
        "<style>p{}</style><div hidden><div>88件</div>77件</div><div style='display: none'>66件</div>"
        "<svg><text>55</text><g/></svg>甲<br>乙<template><p>44</p></template>"
    )
    prose = read(page(tmp_path, body, "<title>标题33件</title>"))
    assert prose.kind == "html"
    assert prose.text.splitlines() == ["战报", "执结12件， 到位 3万元<含本周>。", "甲", "乙"]
    assert [p.kind for p in prose.paragraphs][:2] == ["heading", "text"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>88件<p>",
        "<ul><li hidden>88件<li>",
        "<div><p hidden>88件</div>",
        "<script/>88件</script>",
        "<svg hidden/>",
        "<div hidden><svg><a/><b/></svg>88件</div>",
        "<input hidden>",
        "<div hidden><div><div>88件</div></div></div>",
    ],
)
def test_what_is_hidden_ends_where_a_browser_ends_it(tmp_path, hidden):
    assert read(page(tmp_path, f"<p>前</p>{hidden}后12件")).text.split() == ["前", "后12件"]


TABLE = (
    "<table><caption>各院进展</caption><thead><tr><th rowspan=2>法院</th><th colspan=2>执结</th></tr>"
    "<tr><th>本周<th>累计</tr></thead><tr><td>银州<td>1,234<td>3.50</table>"
)


def test_a_table_with_its_merges_and_title(tmp_path):
    prose = read(page(tmp_path, f"<p>见下表。</p>{TABLE}<p>后</p>"))
    assert cells(prose) == [["法院", "执结", ""], ["", "本周", "累计"], ["银州", "1,234", "3.50"]]
    assert prose.text[slice(*prose.tables[0].title)] == "各院进展"
    assert place_of(prose, prose.text.index("3.50")) == "表1 第3行第3列"
    assert prose.text.splitlines()[-1] == "后"


def test_a_table_for_layout_is_the_page(tmp_path):
    body = f"<table><tr><td>栏目</td><td><p>正文12件。</p>{TABLE}</td></tr></table>"
    prose = read(page(tmp_path, body))
    assert [len(t.rows) for t in prose.tables] == [3]
    assert prose.text.splitlines()[:3] == ["栏目", "正文12件。", "各院进展"]


def test_a_table_that_is_never_closed_is_read(tmp_path):
    assert cells(read(page(tmp_path, "<table><tr><td>甲<td>1<tr><td>乙<td>2"))) == [
        ["甲", "1"],
        ["乙", "2"],
    ]


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ("<div>" * 400_000 + "12件", False),
        ("<div hidden>" * 200_000 + "12件", True),  # nothing is left to be seen
        ("<table><tr><td>" * 150_000, True),
        ("<table><tr>" + "<td rowspan=60000 colspan=1000>甲" + "<tr><td>乙" * 5000, True),
        ("<p " + "a=1 " * 400_000 + ">12件</p>", False),
    ],
    ids=["blocks", "hidden", "tables", "spans", "attributes"],
)
def test_hostile_pages(tmp_path, body, refused):
    outcome = prose_of(page(tmp_path, body))
    assert (outcome.value is None) is refused
    assert {p.code for p in outcome.problems} <= {"F-01", "F-11"}


def test_more_text_than_the_limits(tmp_path):
    outcome = prose_of(page(tmp_path, "数" * 1000), Limits(text_characters=500))
    assert [p.code for p in outcome.problems] == ["F-01"]
