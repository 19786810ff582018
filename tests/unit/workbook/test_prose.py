"""Texts read as they stand: offsets are those of Python's own reading, and what is no text is refused."""

import pytest

from enforcement_cli.model.prose import place_of, running_text
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.prose import prose_of

SENTENCE = "截至2月8日，全市法院执结12件，到位3.5万元。"


def read(path, limits=Limits()):  # noqa: B008
    outcome = prose_of(path, limits)
    assert outcome.value is not None, [problem.message for problem in outcome.problems]
    return outcome.value


def write(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def codes(path, limits=Limits()):  # noqa: B008
    outcome = prose_of(path, limits)
    assert outcome.value is None
    return [problem.code for problem in outcome.problems]


@pytest.mark.parametrize(
    "text",
    [
        "\n\n　　" + SENTENCE + "  \r\n\r\n第二段12件。\r第三段\u20283件\x0c",
        "\t1,2\n3,4\n",  # looks like csv
        "<注> 执结12件\n",  # looks like markup
    ],
    ids=["ends", "commas", "tag"],
)
def test_offsets_of_a_text_are_pythons(tmp_path, text):
    path = write(tmp_path / "a.txt", text)
    prose = read(path)
    assert (prose.kind, prose.text) == ("text", path.read_text("utf-8"))
    shown = [prose.text[p.start : p.end] for p in prose.paragraphs]
    assert shown == [line for line in prose.text.split("\n") if line.strip()]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings_and_marks_are_no_text(tmp_path, encoding):
    assert read(write(tmp_path / "a.txt", SENTENCE.encode(encoding))).text == SENTENCE


def test_places_of_paragraphs(tmp_path):
    prose = read(write(tmp_path / "a.txt", "\n\n一、总体情况\n\n" + SENTENCE + "\n"))
    assert [p.kind for p in prose.paragraphs] == ["heading", "text"]
    assert [place_of(prose, prose.text.index(word)) for word in ("总体", "12件")] == [
        "第1段",
        "第2段",
    ]
    assert place_of(prose, 0) == ""


MARKDOWN = (
    "# 战报\n\n**各院进展**\n\n单位：件\n\n"
    "| 法院 | 执结 \\| 本周 |\n| --- | ---: |\n| 银州 | 12 |\n| 注 | 其中，3件为首执。 |\n\n"
    "正文 | 不是表\n---\n"
)


def test_markdown_tables_stand_as_they_are(tmp_path):
    prose = read(write(tmp_path / "a.md", MARKDOWN))
    assert (prose.kind, prose.text) == ("markdown", MARKDOWN)
    (table,) = prose.tables
    cells = [[prose.text[slice(*span)] for span in row] for row in table.rows]
    assert cells == [["法院", "执结 \\| 本周"], ["银州", "12"], ["注", "其中，3件为首执。"]]
    assert prose.text[slice(*table.title)] == "**各院进展**\n\n单位：件"
    assert place_of(prose, MARKDOWN.index("12")) == "表1 第2行第2列"
    kinds = [(p.kind, prose.text[p.start : p.end]) for p in prose.paragraphs]
    assert kinds[:2] == [("heading", "# 战报"), ("heading", "**各院进展**")]
    assert kinds[-1] == ("text", "正文 | 不是表")


def test_running_text_keeps_offsets_and_sentences_in_cells(tmp_path):
    prose = read(write(tmp_path / "a.md", MARKDOWN))
    running = running_text(prose)
    assert len(running) == len(prose.text)
    assert "12" not in running
    assert running.index("其中，3件") == prose.text.index("其中，3件")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.doc", b"%PDF-1.7 nothing", "F-11"),
        ("a.png", b"\x89PNG\r\n\x1a\n0000", "F-11"),
        ("a.txt", b"", "F-01"),
        ("a.txt", b"  \n\t\n", "F-01"),
        ("a.txt", b"\x00\x01\x02\xff\xfe\xfa", "F-01"),
        ("a.csv", "案号,金额\n1,2\n".encode(), "F-11"),
        ("~$a.docx", b"PK", "F-11"),
        ("a.docx", b"PK\x03\x04 cut off", "F-01"),
    ],
    ids=["pdf", "picture", "empty", "blank", "binary", "csv", "lock", "cut"],
)
def test_what_is_no_text_is_refused(tmp_path, name, data, code):
    assert codes(write(tmp_path / name, data)) == [code]


def test_a_text_beyond_the_limits(tmp_path):
    path = write(tmp_path / "a.md", SENTENCE * 9)
    assert codes(path, Limits(text_characters=100)) == ["F-01"]


@pytest.mark.parametrize(
    "line",
    [" " * 400_000 + "x", "|" * 400_000, "| -" * 150_000, "**" + "*" * 400_000, "#" * 400_000],
    ids=["spaces", "edges", "rows", "stars", "signs"],
)
def test_long_lines_cost_no_more_than_their_length(tmp_path, line):
    # Anything quadratic would not come back from these.
    prose = read(write(tmp_path / "a.md", f"{line}\n{line}\n{line}\n"))
    assert len(prose.text) == 3 * len(line) + 3
