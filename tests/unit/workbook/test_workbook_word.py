"""Documents: the text of a .docx as a reader sees it, and nothing run or expanded on the way."""

import zipfile

import pytest

from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.read import read_book

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def docx(path, body, *, namespace=NAMESPACE, declaration=""):
    xml = f'<?xml version="1.0"?>{declaration}<w:document xmlns:w="{namespace}" xmlns:mc="{FALLBACK}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", xml)
    return path


def paragraph(*texts):
    return "<w:p>" + "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


@pytest.mark.parametrize("namespace", [NAMESPACE, STRICT])
def test_paragraphs_and_tables_in_order(tmp_path, namespace):
    cell = lambda *texts: "<w:tc>" + "".join(map(paragraph, texts)) + "</w:tc>"  # noqa: E731
    table = f"<w:tbl><w:tr>{cell('法院')}{cell('执结', '（件）')}</w:tr><w:tr>{cell('银州')}{cell('12')}</w:tr></w:tbl>"
    body = paragraph("冬季行动", "战报") + "<w:p/>" + table + paragraph("到位3万元。")
    read = read_book(docx(tmp_path / "a.docx", body, namespace=namespace)).value
    assert (read.kind, read.sheets) == ("docx", ())
    assert read.text.split("\n") == ["冬季行动战报", "法院\t执结（件）", "银州\t12", "到位3万元。"]


def test_deleted_text_field_codes_and_fallbacks_are_no_text(tmp_path):
    body = (
        "<w:p><w:del><w:r><w:delText>9</w:delText><w:t>8</w:t></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText><w:t>执结</w:t><w:tab/></w:r>"
        "<mc:Fallback><w:r><w:t>假</w:t></w:r></mc:Fallback>"
        "<w:ins><w:r><w:t>12件</w:t></w:r></w:ins></w:p>"
    )
    assert read_book(docx(tmp_path / "a.docx", body)).value.text == "执结 12件"


ENTITY = '<!DOCTYPE d [<!ENTITY a "12件">]>'


@pytest.mark.parametrize(
    ("body", "declaration", "code"),
    [("<w:p><w:r><w:t>&a;", ENTITY, "F-01"), ("<w:p>", "", "F-01"), ("<w:p/>", "", "F-11")],
    ids=["entity", "cut", "blank"],
)
def test_hostile_and_empty_documents(tmp_path, body, declaration, code):
    outcome = read_book(docx(tmp_path / "a.docx", body, declaration=declaration))
    assert (outcome.value, [p.code for p in outcome.problems]) == (None, [code])


def test_a_bomb_is_not_unpacked(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("数" * 2_000_000))
    outcome = read_book(path, Limits(unzipped_free=1 << 20))
    assert [p.code for p in outcome.problems] == ["F-01"]
