"""Texts: a bulletin in words is told from every other document by what it names."""

import pytest

from enforcement_cli.locate.narrative import locate_narrative
from enforcement_cli.model.grid import RawBook


def text(body, name="材料.docx"):
    return RawBook(sha256="0" * 64, file_name=name, kind="docx", sheets=(), text=body)


BODY = "银州区法院冬季行动战报\n（第2周）\n本周执结12件，到位3.5万元。"


@pytest.fixture
def find(desk, campaign):
    return lambda book, **given: locate_narrative(book, desk, campaign, **given)


def test_a_bulletin_names_court_and_week_in_its_titles(find):
    found = find(text(BODY))
    assert [piece.court for piece in found if piece.court] == ["辽1202"]
    assert [piece.week for piece in found if piece.week] == [2]


def test_the_file_name_and_the_first_paragraphs_speak_where_titles_do_not(find):
    body = "情况通报\n" + "昌图县人民法院截至2025年12月28日执结12件，" + "开展行动，" * 20
    found = find(text(body))
    assert [(piece.court, str(piece.as_of)) for piece in found] == [("辽1224", "2025-12-28")]
    assert find(text("本周执结12件。", "银州区法院第2周战报.docx")) is not None
    assert find(text("本周执结12件。", "银州区法院第2周战报.docx"))[0].source == "file"


def test_other_courts_and_days_of_running_text_are_no_evidence(find):
    body = BODY + "\n" + "12月27日至12月28日，与昌图县法院联合执结3件，" + "清场，" * 30
    found = find(text(body))
    assert {piece.court for piece in found if piece.court} == {"辽1202"}
    assert not any(piece.end for piece in found)


def test_what_a_message_may_show_of_a_paragraph_is_short(find):
    body = "通报\n" + "银州区法院截至12月28日执结12件，被执行人甲某某，" + "电话，" * 50
    assert all(len(piece.text) <= 30 for piece in find(text(body)))


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace("12件", "若干").replace("3.5万元", "若干"),
        BODY.replace("（第2周）\n", ""),
        BODY.replace("银州区法院", ""),
        "会议通知：定于第2周召开调度会。",
    ],
    ids=["no figure", "no period", "no court", "notice"],
)
def test_other_texts_are_none(find, body):
    assert find(text(body)) is None


def test_the_clerk_may_name_the_court(find):
    assert find(text(BODY.replace("银州区法院", "")), court="辽1202") is not None
