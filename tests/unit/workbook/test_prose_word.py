"""Word documents as prose: what a reader sees once each, in order, with its places; hostile ones refused."""

import io
import zipfile

import pytest

from enforcement_cli.model.prose import place_of
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.prose import prose_of

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = (
    'xmlns:w="{}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def part(root, inside, main=MAIN, declaration=""):
    return f'<?xml version="1.0"?>{declaration}<w:{root} {SPACES.format(main)}>{inside}</w:{root}>'


def docx(path, body, *, main=MAIN, declaration="", **beside):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        document = part("document", f"<w:body>{body}</w:body>", main, declaration)
        package.writestr("word/document.xml", document)
        for name, inside in beside.items():
            package.writestr(f"word/{name}.xml", part("x", inside, main))
    return path


def r(text, properties=""):
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def p(*runs, properties=""):
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def tc(*blocks, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def tbl(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def read(path, limits=Limits()):  # noqa: B008
    outcome = prose_of(path, limits)
    assert outcome.value is not None, [problem.message for problem in outcome.problems]
    return outcome.value


def lines(path):
    return read(path).text.splitlines()


@pytest.mark.parametrize("main", [MAIN, STRICT])
def test_paragraphs_and_tables_in_document_order(tmp_path, main):
    table = tbl(
        [tc(p(r("法院"))), tc(p(r("执结")), p(r("（件）")))], [tc(p(r("银州"))), tc(p(r("12")))]
    )
    body = p(r("冬季"), r("战报")) + "<w:p/>" + p(r("各院进展")) + table + p(r("到位3万元。"))
    prose = read(docx(tmp_path / "a.docx", body, main=main))
    assert prose.text == "冬季战报\n各院进展\n法院\t执结 （件）\n银州\t12\n到位3万元。\n"
    assert [place_of(prose, prose.text.index(w)) for w in ("战报", "12", "到位")] == [
        "第1段",
        "表1 第2行第2列",
        "第3段",
    ]
    assert prose.text[slice(*prose.tables[0].title)] == "冬季战报\n各院进展"


def test_headers_footers_and_notes_come_last_and_say_where_they_are(tmp_path):
    path = docx(
        tmp_path / "a.docx",
        p(r("正文。")),
        footnotes=f"<w:footnote>{p(r('注12件。'))}</w:footnote>",
        header1=p(r("内部资料")),
    )
    prose = read(path)
    assert [(q.place, q.kind) for q in prose.paragraphs] == [
        ("第1段", "text"),
        ("页眉", "note"),
        ("脚注", "note"),
    ]
    assert prose.text.splitlines() == ["正文。", "内部资料", "注12件。"]


HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
NOT_HIDDEN = '<w:rPr><w:vanish w:val="0"/></w:rPr>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SUM(ABOVE) 99</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        ("<w:del><w:r><w:delText>9</w:delText><w:t>8</w:t></w:r></w:del>" + r("12件"), "12件"),
        ("<w:moveFrom>" + r("8件") + "</w:moveFrom><w:moveTo>" + r("12件") + "</w:moveTo>", "12件"),
        ("<w:ins>" + r("12件") + "</w:ins>", "12件"),
        (FIELD + r("12") + r("件"), "12件"),
        ("<w:hyperlink>" + r("12件") + "</w:hyperlink>", "12件"),
        ("<w:sdt><w:sdtContent>" + r("12件") + "</w:sdtContent></w:sdt>", "12件"),
        (r("8件", HIDDEN) + r("12", NOT_HIDDEN) + r("件"), "12件"),
        ("<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>12件</w:t></w:r>", "12件"),
        ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>12</w:t><w:tab/><w:t>件</w:t></w:r>", "12\t件"),
        ("<w:r><w:t>12件</w:t><w:br/><w:t>3件</w:t></w:r>", "12件\n3件"),
        ("<w:ruby><w:rt>" + r("shí") + "</w:rt><w:rubyBase>" + r("十件") + "</w:rubyBase></w:ruby>", "十件"),
    ],
    ids=["deleted", "moved", "inserted", "field", "link", "control", "hidden", "was-hidden", "tabs", "break", "ruby"],
)  # fmt: skip
def test_what_a_reader_sees_of_a_paragraph(tmp_path, inside, seen):
    prose = read(docx(tmp_path / "a.docx", f"<w:p>{inside}</w:p>"))
    assert prose.text == seen + "\n"
    assert len(prose.paragraphs) == 1


BOX = "<w:txbxContent>" + p(r("框内3件")) + "</w:txbxContent>"
BOXES = (
    f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once_behind_its_paragraph(tmp_path):
    body = p(r("执结"), BOXES, r("12件")) + p(r("尾"))
    assert lines(docx(tmp_path / "a.docx", body)) == ["执结12件", "框内3件", "尾"]
    in_cell = tbl([tc(p(r("甲"), BOXES)), tc(p(r("乙")))])
    assert lines(docx(tmp_path / "b.docx", in_cell)) == ["甲 框内3件\t乙"]


def test_merged_cells_are_empty_but_for_the_first(tmp_path):
    table = tbl(
        [tc(p(r("法院")), properties='<w:vMerge w:val="restart"/>'),
         tc(p(r("执结")), properties='<w:gridSpan w:val="2"/>')],
        [tc(p(r("旧字")), properties="<w:vMerge/>"), tc(p(r("本周"))), tc(p(r("累计")))],
        [tc(p(r("银州"))), tc(p(r("1")))],
    )  # fmt: skip
    prose = read(docx(tmp_path / "a.docx", table))
    cells = [[prose.text[slice(*span)] for span in row] for row in prose.tables[0].rows]
    assert cells == [["法院", "执结", ""], ["", "本周", "累计"], ["银州", "1", ""]]


def test_frames_and_tables_for_layout_are_running_text(tmp_path):
    frame = tbl([tc(p(r("执结12件。")))])
    nested = tbl([tc(p(r("左栏。")), tbl([tc(p(r("甲"))), tc(p(r("1")))])), tc(p(r("右栏。")))])
    prose = read(docx(tmp_path / "a.docx", frame + nested))
    assert prose.text.splitlines() == ["执结12件。", "左栏。", "甲\t1", "右栏。"]
    assert [len(t.rows) for t in prose.tables] == [1]


def test_headings_by_style_and_by_their_looks(tmp_path):
    styled = p(r("总体情况"), properties='<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>')
    outlined = p(r("成效"), properties='<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    prose = read(docx(tmp_path / "a.docx", styled + outlined + p(r("执结12件。"))))
    assert [q.kind for q in prose.paragraphs] == ["heading", "heading", "text"]


ENTITIES = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("body", "declaration"),
    [("<w:p><w:r><w:t>&c;</w:t></w:r></w:p>", ENTITIES), ("<w:p>", ""), ("<w:p>" * 300, "")],
    ids=["billion-laughs", "cut", "deep"],
)
def test_hostile_documents_are_refused(tmp_path, body, declaration):
    outcome = prose_of(docx(tmp_path / "a.docx", body, declaration=declaration))
    assert (outcome.value, [q.code for q in outcome.problems]) == (None, ["F-01"])


@pytest.mark.parametrize(
    "limits",
    [Limits(unzipped_free=1 << 20), Limits(text_characters=50_000)],
    ids=["bomb", "text"],
)
def test_a_huge_document_is_refused(tmp_path, limits):
    outcome = prose_of(docx(tmp_path / "a.docx", p(r("数" * 2_000_000))), limits)
    assert (outcome.value, [q.code for q in outcome.problems]) == (None, ["F-01"])


def test_cells_and_spans_count_as_text(tmp_path):
    cells = tc("", properties='<w:gridSpan w:val="63"/>') * 2000
    outcome = prose_of(docx(tmp_path / "a.docx", tbl([cells])), Limits(text_characters=1000))
    assert [q.code for q in outcome.problems] == ["F-01"]


def test_a_package_without_its_body_is_refused(tmp_path):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        package.writestr("WORD/document.xml", "<not closed")
    (tmp_path / "a.docx").write_bytes(whole.getvalue())
    assert [q.code for q in prose_of(tmp_path / "a.docx").problems] == ["F-01"]
