"""Commented copies: each comment stands at its words, and nothing else of the document has changed."""

import datetime as dt
import hashlib
import io
import zipfile

import docx as python_docx
import pytest

from enforcement_cli.render.word.body import BodyText
from enforcement_cli.render.word.comments import (
    AUTHOR,
    NotCommentable,
    Note,
    commented_copy,
)
from enforcement_cli.workbook.prose import prose_of
from tests.unit.workbook.test_prose_word import (
    BOXES,
    FIELD,
    HIDDEN,
    MAIN,
    STRICT,
    p,
    part,
    r,
    tbl,
    tc,
)

MOMENT = dt.datetime(2026, 3, 3, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
W = f"{{{MAIN}}}"
BOLD = "<w:rPr><w:b/></w:rPr>"


def word_file(path, body, main=MAIN):
    """A whole package of Word, with styles and properties, around a body."""
    made = io.BytesIO()
    python_docx.Document().save(made)
    with zipfile.ZipFile(made) as package, zipfile.ZipFile(path, "w") as out:
        for name in package.namelist():
            data = package.read(name)
            if name == "word/document.xml":
                data = part("document", f"<w:body>{body}</w:body>", main).encode()
            out.writestr(name, data)
    return path


def text_of(path):
    return prose_of(path).value.text


def comment(tmp_path, path, *notes, name="b.docx"):
    data = commented_copy(path.read_bytes(), notes, MOMENT)
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


def note_on(path, words, said="看这里", **more):
    start = text_of(path).index(words)
    return Note(start=start, end=start + len(words), text=said, **more)


def ranges(path):
    """Comment text and the words between its marks, in the order of the numbers."""
    document = python_docx.Document(path)
    found = {}
    open_now = set()
    for element in document.element.iter():
        number = element.get(f"{W}id")
        if element.tag == f"{W}commentRangeStart":
            open_now.add(number)
            found[number] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_now.discard(number)
        elif element.tag == f"{W}t":
            for one in open_now:
                found[one] += element.text or ""
    assert not open_now
    references = {e.get(f"{W}id") for e in document.element.iter(f"{W}commentReference")}
    assert references == set(found)
    texts = {str(one.comment_id): one.text for one in document.comments}
    return [(texts[number], found[number]) for number in sorted(found, key=int)]


CASES = {
    "runs": (p(r("本周执"), r("结12", BOLD), r("件，到位3万元。")), "12件"),
    "within-a-run": (p(r("本周执结12件，到位3万元。")), "12件"),
    "whole-run": (p(r("执结"), r("12件"), r("。")), "12件"),
    "tab": ("<w:p><w:r><w:t>执结</w:t><w:tab/><w:t>12件</w:t><w:br/><w:t>3万</w:t></w:r></w:p>", "12件"),
    "inserted": (p(r("执结"), '<w:ins w:id="9" w:author="甲">' + r("12件和") + "</w:ins>", r("3")), "12件"),
    "link": (p("<w:hyperlink>" + r("执结12件") + "</w:hyperlink>"), "12件"),
    "cell": (p(r("前")) + tbl([tc(p(r("甲"))), tc(p(r("共12件")))], [tc(p(r("乙"))), tc(p(r("3")))]), "12件"),
    "nested": (tbl([tc(p(r("左")), tbl([tc(p(r("甲"))), tc(p(r("12件")))])), tc(p(r("右")))]), "12件"),
    "merged": (
        tbl(
            [tc(p(r("头")), properties='<w:vMerge w:val="restart"/>'), tc(p(r("1")))],
            [tc(p(r("藏")), properties="<w:vMerge/>"), tc(p(r("12件")))],
        ),
        "12件",
    ),
    "deleted-beside": (p(r("执结"), "<w:del><w:r><w:delText>99</w:delText></w:r></w:del>", r("12件")), "12件"),
    "hidden-beside": (p(r("执结"), r("99", HIDDEN), r("12件")), "12件"),
    "spaces": (p('<w:r><w:t xml:space="preserve"> 执结 </w:t></w:r>', r("12件")), "12件"),
    "entities": (p(r("甲&lt;乙&gt;&amp;12件")), "12件"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "words"), CASES.values(), ids=CASES)
def test_a_comment_stands_at_its_words(tmp_path, body, words):
    path = word_file(tmp_path / "a.docx", body)
    made = comment(tmp_path, path, note_on(path, words))
    assert ranges(made) == [("看这里", words)]
    assert text_of(made) == text_of(path)


# What is another's to fill, and where Word takes no comment: the mark stands around the whole.
WHOLE = {
    "control": (p(r("执结"), "<w:sdt><w:sdtContent>" + r("共12件整") + "</w:sdtContent></w:sdt>"), "共12件整"),
    "field": (p(r("执结"), "<w:fldSimple>" + r("共12件") + "</w:fldSimple>"), "共12件"),
    "box": (p(r("执结"), BOXES.replace("3件", "12件"), r("尾")), "框内12件框内12件"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "marked"), WHOLE.values(), ids=WHOLE)
def test_controls_fields_and_boxes_are_marked_as_a_whole(tmp_path, body, marked):
    path = word_file(tmp_path / "a.docx", body)
    made = comment(tmp_path, path, note_on(path, "12件"))
    assert ranges(made) == [("看这里", marked)]
    assert text_of(made) == text_of(path)


@pytest.mark.parametrize("body", [body for body, _ in (*CASES.values(), *WHOLE.values())])
def test_reader_and_writer_count_the_same_characters(tmp_path, body):
    path = word_file(tmp_path / "a.docx", body + p(FIELD, r("末")))
    assert BodyText(python_docx.Document(path).element).text == text_of(path)


def test_pieces_of_a_split_run_keep_its_formatting(tmp_path):
    path = word_file(tmp_path / "a.docx", p(r("执结12件。", BOLD)))
    made = comment(tmp_path, path, note_on(path, "12"))
    runs = [run for run in python_docx.Document(made).paragraphs[0].runs if run.text]
    assert [(run.text, run.bold) for run in runs] == [("执结", True), ("12", True), ("件。", True)]


def test_several_comments_on_one_span_and_over_another(tmp_path):
    path = word_file(tmp_path / "a.docx", p(r("本周执结12件，")) + p(r("到位3万元。")))
    words = "执结12件，\n到位3"
    made = comment(
        tmp_path,
        path,
        note_on(path, "12件", "甲"),
        note_on(path, "12件", "乙\n第二行"),
        note_on(path, words, "丙"),
        note_on(path, "件，", "丁"),
    )
    assert ranges(made) == [
        ("丙", "执结12件，到位3"),
        ("甲", "12件"),
        ("乙\n第二行", "12件"),
        ("丁", "件，"),
    ]
    assert text_of(made) == text_of(path)


def test_a_note_outside_the_body_stands_at_its_first_words_and_names_its_place(tmp_path):
    path = word_file(tmp_path / "a.docx", p(r("正文。")) + p(r("后。")))
    far = len(text_of(path)) + 3
    made = comment(tmp_path, path, Note(start=far, end=far + 2, text="错", place="页眉"))
    assert ranges(made) == [("页眉：错", "正文。")]


def test_a_body_without_words_takes_a_comment_too(tmp_path):
    path = word_file(tmp_path / "a.docx", "<w:p/>")
    data = commented_copy(
        path.read_bytes(), [Note(start=5, end=6, text="错", place="页脚")], MOMENT
    )
    (tmp_path / "b.docx").write_bytes(data)
    assert ranges(tmp_path / "b.docx") == [("页脚：错", "")]


def test_who_says_it_and_when(tmp_path):
    path = word_file(tmp_path / "a.docx", p(r("执结12件。")))
    (one,) = python_docx.Document(comment(tmp_path, path, note_on(path, "12件"))).comments
    assert one.author == AUTHOR == "enforce 校对"
    assert one._comment_elm.get(f"{W}date") == "2026-03-03T09:00:00Z"


def test_comments_of_others_stay(tmp_path):
    path = tmp_path / "a.docx"
    document = python_docx.Document()
    run = document.add_paragraph("执结12件。").runs[0]
    document.add_comment(run, text="旧批注", author="王某")
    document.save(path)
    made = comment(tmp_path, path, note_on(path, "12件", "新"))
    assert ranges(made) == [("旧批注", "执结12件。"), ("新", "12件")]
    assert [one.author for one in python_docx.Document(made).comments] == ["王某", AUTHOR]


def test_a_copy_is_the_same_every_time_and_keeps_the_other_parts(tmp_path):
    path = word_file(tmp_path / "a.docx", p(r("执结12件。")))
    again = {
        hashlib.sha256(
            comment(tmp_path, path, note_on(path, "12件"), name=name).read_bytes()
        ).hexdigest()
        for name in ("b.docx", "c.docx")
    }
    assert len(again) == 1
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.docx") as new:
        assert set(old.namelist()) <= set(new.namelist())
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}


def test_no_notes_change_no_text(tmp_path):
    path = word_file(tmp_path / "a.docx", p(r("执结12件。")))
    assert text_of(comment(tmp_path, path)) == text_of(path)


def hostile(tmp_path):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE d [<!ENTITY a "x">]><d>&a;</d>')
    yield whole.getvalue()
    yield b"PK\x03\x04 cut off"
    yield b"plain"
    yield word_file(tmp_path / "s.docx", "<w:p/>", main=STRICT).read_bytes()[:-30]
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as package:
        package.writestr("word/document.xml", "<d/>")
    yield empty.getvalue()


def test_what_cannot_be_commented_says_so(tmp_path):
    for data in hostile(tmp_path):
        with pytest.raises(NotCommentable):
            commented_copy(data, [Note(start=0, end=1, text="错")], MOMENT)
