"""A text is taken apart into cases, and each says what it is about; what it does not say is asked."""

from __future__ import annotations

import pytest

from enforcement_cli.locate.court_names import court_names
from enforcement_cli.model.grid import SheetGrid
from enforcement_cli.model.story import Story, StoryPiece
from enforcement_cli.workflow.story.draft import draft_of
from enforcement_cli.workflow.story.facts import causes_in, days_in, measures_in
from enforcement_cli.workflow.story.labels import table_rows
from enforcement_cli.workflow.story.people import masks_in, unmasked
from enforcement_cli.workflow.story.rows import pieces_of_rows, pieces_of_sheet
from enforcement_cli.workflow.story.split import split_text
from tests.facts import DESK, QINGHE, YINZHOU

FIRST = "被执行人王某某拖欠工资3万元，干警清晨上门将其拘传，当场履行完毕，银州区法院用时2天结案。"
SECOND = "申请执行人李某等5人与某公司劳务合同纠纷一案，法官冻结账户后扣划8.6万元，全部到位并发放。"


def titles(text: str) -> list[str]:
    return [piece.title for piece in split_text(text).pieces]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"典型案例汇编\n【案例一】清晨上门\n{FIRST}\n【案例二】冻结账户\n{SECOND}", ["清晨上门", "冻结账户"]),
        (f"案例1：清晨上门\n{FIRST}\n案例2：冻结账户\n{SECOND}", ["清晨上门", "冻结账户"]),
        (f"典型案例一\n清晨上门\n{FIRST}\n典型案例二\n冻结账户\n{SECOND}", ["清晨上门", "冻结账户"]),
        (f"一、清晨上门\n{FIRST}\n二、冻结账户\n{SECOND}", ["清晨上门", "冻结账户"]),
        (f"# 材料\n## 清晨上门\n{FIRST}\n## 冻结账户\n{SECOND}", ["清晨上门", "冻结账户"]),
        (f"1. {FIRST}\n2. {SECOND}", ["", ""]),
        (f"{FIRST}\n\n{SECOND}", ["", ""]),
        (f"“清晨上门”解“薪”愁\n{FIRST}\n{SECOND}", ["“清晨上门”解“薪”愁"]),
        (f"清晨上门\n\n{FIRST}\n\n冻结账户\n\n{SECOND}", ["清晨上门", "冻结账户"]),
        (FIRST + SECOND, [""]),
        ("今年以来全市法院执结案件2403件，到位金额1.98亿元。", []),
    ],
)  # fmt: skip
def test_a_text_is_taken_apart(text: str, found: list[str]) -> None:
    assert titles(text) == found


def test_what_is_no_case_is_named_by_its_place() -> None:
    counted = "今年以来，全院共执结案件2403件，执行到位金额1.98亿元，司法拘留62人，罚款116人次。"
    split = split_text(f"清晨上门\n{FIRST}\n工作成效\n{counted}")
    assert [piece.place for piece in split.pieces] == ["第1行"]
    assert split.unread == ("第3行",)


def test_a_paragraph_that_stands_again_is_kept_once() -> None:
    (piece,) = split_text(f"清晨上门\n{FIRST}\n{SECOND}\n{FIRST}\n{FIRST}").pieces
    assert piece.text == f"{FIRST}\n{SECOND}"
    assert piece.repeated == 2


def test_labelled_lines_are_fields() -> None:
    text = f"标题：清晨上门\n法院：银州区法院\n案号：（2026）辽1202执12号\n案情：{FIRST}"
    (piece,) = split_text(text).pieces
    assert (piece.title, piece.text) == ("清晨上门", FIRST)
    assert piece.given == {"court": "银州区法院", "case_no": "（2026）辽1202执12号"}


HEADER = ["序号", "法院", "标题", "简要案情", "到位金额（万元）", "用时（天）", "是否同意公开"]


def test_a_table_of_cases() -> None:
    rows = [
        ["典型案例报送表", "", "", "", "", "", ""],
        HEADER,
        ["1", "银州区法院", "清晨上门", FIRST, "3", "2", "同意"],
        ["2", "", "冻结账户", SECOND, "8.6", "", ""],
        ["", "", "", "填报人：张三", "", "", ""],
    ]
    sheet = SheetGrid(name="案例", rows=[list(row) for row in rows], first_row=1)
    found = pieces_of_sheet(sheet)
    assert [piece.place for piece in found] == ["案例!D3", "案例!D4"]
    assert [piece.given["court"] for piece in found] == ["银州区法院", "银州区法院"]
    assert found[0].units == {"amount": "万元"}
    drafts = [draft(piece) for piece in found]
    assert [(d.court, d.amount_fen, d.days) for d in drafts] == [
        (YINZHOU, 3_000_000, 2), (YINZHOU, 8_600_000, None)
    ]  # fmt: skip
    assert not any(d.publish for d in drafts)


def test_a_column_of_a_return_tells_cases() -> None:
    rows = [
        ["单位", "执结", "到位金额", "典型案例"],
        ["银州区法院", "12", "30", f"案例一：清晨上门\n{FIRST}\n案例二：冻结账户\n{SECOND}"],
        ["清河区法院", "9", "20", "无"],
        ["合计", "21", "50", ""],
    ]
    found = pieces_of_rows(rows)
    # What the line counts is the court's, not a case's: two cases have none of it.
    assert [(piece.title, dict(piece.given)) for piece in found] == [
        ("清晨上门", {"court": "银州区法院"}),
        ("冻结账户", {"court": "银州区法院"}),
    ]


def test_a_form_of_labels_in_a_document() -> None:
    text = f"典型案例表\n标题\t清晨上门\n法院\t银州区法院\n案情\t{FIRST}\n到位金额（元）\t30000"
    ((line, rows),) = table_rows(text)
    (piece,) = pieces_of_rows(rows)
    assert line == 2
    assert draft(piece).amount_fen == 3_000_000
    assert piece.title == "清晨上门"


def test_a_return_without_cases_tells_none() -> None:
    assert pieces_of_rows([["法院", "执结", "到位金额"], ["银州区法院", "12", "30"]]) == []


def draft(piece: StoryPiece | str, **more: str) -> Story:
    given = piece if isinstance(piece, StoryPiece) else StoryPiece(title="", text=piece, place="1")
    return draft_of(given, court_names(DESK), **more)


def asked(story: Story, word: str) -> bool:
    return any(word in question for question in story.questions)


def test_a_case_says_what_it_is_about() -> None:
    found = draft(FIRST)
    assert (found.court, found.amount_fen, found.days) == (YINZHOU, 3_000_000, 2)
    assert found.measures == ("拘传",)
    assert (found.cause, found.category) == ("追索劳动报酬纠纷", "劳动报酬")
    assert found.outcome == "全部履行"
    assert found.questions == ()


def test_what_is_not_said_is_asked() -> None:
    found = draft(
        "法官走访多次，双方握手言和，邻里重归于好，申请人撤回申请，案件就此了结，大家都说好。"
    )
    assert (found.court, found.amount_fen, found.days, found.cause) == ("", None, None, "")
    keys = ("cause", "amount", "measures", "court")
    assert [key for key in keys if asked(found, f"请填 {key}")] == list(keys)
    assert len(found.questions) == len(keys)


def test_several_payments_are_a_question() -> None:
    found = draft(
        "被执行人王某先支付2万元，其妻又交来7万元，双方对余款另行商定，案件仍在办理之中。"
    )
    assert found.amount_fen is None
    assert asked(found, "2万元、7万元")
    # Unless one of them is all of them.
    whole = draft(
        "王某先支付2万元，李某又支付7万元，案款合计9万元，已经全部发放给申请人，案件执结。"
    )
    assert whole.amount_fen == 9_000_000


@pytest.mark.parametrize(
    ("words", "bounds"),
    [("87万余元", (87_000_000, 88_000_000)), ("60余万元", (60_000_000, 70_000_000)),
     ("近20万元", (18_000_000, 20_000_000))],
)  # fmt: skip
def test_a_rough_amount_has_bounds(words: str, bounds: tuple[int, int]) -> None:
    found = draft(f"被执行人王某与申请执行人李某达成和解，当场履行{words}，案件得以圆满化解。")
    assert (found.amount_fen, found.amount_between_fen) == (None, bounds)


def test_the_sender_is_the_court_of_a_case_that_names_none() -> None:
    text = "被执行人王某拖欠货款，干警将其拘传后当场付清货款5万元，申请执行人李某领到案款。"
    assert draft(text).court == ""
    assert draft(text, near=QINGHE).court == QINGHE
    # A case that names its court keeps it, unless the clerk says otherwise.
    assert draft(FIRST, near=QINGHE).court == YINZHOU
    assert draft(FIRST, court=QINGHE).court == QINGHE


def test_no_name_and_no_number_stands_in_a_draft() -> None:
    text = (
        "被执行人王小明（身份证号210102198801011237，电话13800138000）与申请执行人李大强民间借贷纠纷一案，"
        "案号（2026）辽1202执12号，王小明名下车辆被查封后，王小明当场支付李大强5万元。"
    )  # fmt: skip
    given = {"debtor": "王小明"}
    found = draft(StoryPiece(title="王小明还钱记", text=text, place="1", given=given))
    assert found.parties == ("王小明", "李大强")
    assert found.text.count("{party1}") == 3
    assert found.text.count("{party2}") == 2
    for taken in ("王小明", "李大强", "210102198801011237", "13800138000", "执12号"):
        assert taken not in found.text + found.title + found.quote + "".join(found.questions)
    assert found.case_no == "（2026）辽1202执12号"
    assert found.title == "王某某还钱记"
    assert asked(found, "身份证号")
    assert asked(found, "手机号")


def test_masked_names_stay() -> None:
    found = draft(FIRST)
    assert found.parties == ()
    assert "王某某" in found.text


def test_braces_and_hidden_signs_break_no_file() -> None:
    found = draft(FIRST.replace("王某某", "王某某{amount}\u200b\x07"))
    assert "｛amount｝" in found.text
    assert not {"\u200b", "\x07"} & set(found.text)


def test_totals_of_the_court_are_left_out() -> None:
    counted = "行动以来，全院共执结案件383件，执行到位金额1233.48万元，司法拘留3人，传唤93人次。"
    found = draft(f"{FIRST}\n{counted}")
    assert found.text == FIRST
    assert asked(found, "统计数字")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("被执行人王小明名下有房产", ["王小明"]),
        ("被执行人：王小明，男", ["王小明"]),
        ("被执行人王小明、李四拒不履行", ["王小明", "李四"]),
        ("将王小明拘传到庭", ["王小明"]),
        ("王小明与李大强买卖合同纠纷一案", ["王小明", "李大强"]),
        ("被执行人欧阳明远未到庭", ["欧阳明远"]),
        ("被执行人铁岭宏达建筑有限公司拖欠工资", ["铁岭宏达建筑有限公司"]),
        ("其女儿王晓雨正在上学", ["王晓雨"]),
        ("申请执行人白雪说", ["白雪"]),
        # No names: words, masks, officials, companies that are masked.
        ("被执行人马上到庭", []),
        ("被执行人王某某到庭", []),
        ("被执行人任何时候都可以", []),
        ("被执行人高度配合", []),
        ("被执行人某建筑有限公司拖欠工资", []),
        ("申请人焦急等待", []),
        ("被执行人主动履行", []),
        ("执行法官王小明将其拘传", []),
        ("对被执行人依法拘留", []),
        ("被执行人方某到庭", []),
        ("被执行人经常外出", []),
        ("当事人双方达成和解", []),
        ("农民工程序性权利", []),
        ("被执行人单位扣留工资", []),
    ],
)
def test_names_that_nobody_hid(text: str, names: list[str]) -> None:
    assert [named.name for named in unmasked(text)] == names


@pytest.mark.parametrize(
    ("text", "masks"),
    [
        ("王某与李某某，在某村的某公司", ["王某", "李某某"]),
        ("对某银行、向某公司送达", []),
        ("王某祥到庭，为王某祥留存", ["王某祥", "王某祥"]),
        ("王某1和王某2到庭", ["王某1", "王某2"]),
        ("欧阳某某到庭", ["欧阳某某"]),
        ("高某镇的高某某", ["高某某"]),
    ],
)
def test_masks_of_people(text: str, masks: list[str]) -> None:
    assert [mask.text for mask in masks_in(text)] == masks


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("48小时内作出裁定，从申请到领款仅用时4天", (4,)),
        ("48小时内作出先予执行裁定", (2,)),
        ("短短三天内款项到账", (3,)),
        ("两周内履行完毕", (14,)),
        ("司法拘留15日，责令3日内报告财产", ()),
        ("限期10天内搬离", ()),
        ("10天后再次上门", ()),
        ("3天内立案，5天内冻结", (3, 5)),
    ],
)
def test_how_long_it_took(text: str, days: tuple[int, ...]) -> None:
    assert days_in(text) == days


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("先拘传、后罚款，再扣划存款", ("拘传", "罚款", "扣划")),
        ("送达预拘留通知书，告知将被罚款", ()),
        ("没有简单地采取拘留措施，对设备活查封", ("查封",)),
        ("解除冻结，发布悬赏公告", ("悬赏",)),
        ("纳入失信被执行人名单并限制高消费", ("纳入失信", "限制高消费")),
    ],
)
def test_measures_that_were_taken(text: str, measures: tuple[str, ...]) -> None:
    assert measures_in(text) == measures


@pytest.mark.parametrize(
    ("title", "text", "causes"),
    [
        ("", "在徐某某与蒋某某民间借贷纠纷一案中", ("民间借贷纠纷",)),
        ("", "两起金融借款合同纠纷化解，这起借款合同纠纷", ("金融借款合同纠纷",)),
        ("", "因感情不和引发离婚纠纷，后又起借款合同纠纷", ("离婚纠纷", "借款合同纠纷")),
        ("抚养费到账", "拖欠工资", ("抚养费纠纷",)),
        ("", "矛盾纠纷得到化解", ()),
    ],
)
def test_causes(title: str, text: str, causes: tuple[str, ...]) -> None:
    assert causes_in(title, text) == causes
