"""What must not be published is found however it is written, and ordinary numbers are let alone."""

from __future__ import annotations

import pytest

from enforcement_cli.bulletin.leak_checks import check_leaks, find_leaks, leak_problems
from enforcement_cli.bulletin.leaks import scan
from enforcement_cli.model.failure import ExitCode, LeakFound
from enforcement_cli.vocabulary.checks import catalogue

# Invented: the region is real, nobody was born there in these years with these numbers.
ID = "211202190203040017"
OLD_ID = "211202020304001"
CARD = "6222020200012345674"
CODE = "91211200MA0TEST12X"


def _id_with_check(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def _luhn(body: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def _credit_code(body: str) -> str:
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    total = sum(signs.index(s) * w for s, w in zip(body, weights, strict=True))
    return body + signs[(31 - total % 31) % 31]


ID_18 = _id_with_check("21120219020304001")
ID_X = next(i for n in range(100, 999) if (i := _id_with_check(f"21120219020304{n}"))[-1] == "X")
CARD_19, CARD_16 = _luhn("622202020001234567"), _luhn("622848020001234")
CREDIT = _credit_code("91211200MA0TEST12".replace("S", "P"))

ID_PAYLOADS = [
    ID_18, ID_X, ID_X.lower(), f"身份证号{ID_18}", f"（{ID_18}）", f"{ID_18}。",
    f"{ID_18[:6]} {ID_18[6:14]} {ID_18[14:]}", f"{ID_18[:6]}-{ID_18[6:14]}-{ID_18[14:]}",
    " ".join(ID_18), "".join(chr(ord(d) + 0xFEE0) for d in ID_18),
    f"公民身份号码：{ID_18[:10]}\u200b{ID_18[10:]}", f"被执行人王某（身份证{ID_18}）",
    ID_18[:-1] + ("1" if ID_18[-1] != "1" else "2"), OLD_ID, f"身份证{OLD_ID}号",
    f"{OLD_ID[:6]} {OLD_ID[6:12]} {OLD_ID[12:]}", f"证件{ID_X[:-1]}Ｘ",
    "二一一二〇二一九〇二〇三〇四" + "".join("〇一二三四五六七八九"[int(d)] for d in "0010"),
]  # fmt: skip
PHONE_PAYLOADS = [
    "13800138000", "电话13800138000", "138 0013 8000", "138-0013-8000", "138.0013.8000",
    "+8613800138000", "+86 13800138000", "0086-13800138000", "(86)13800138000", "１３８００１３８０００",
    "1 3 8 0 0 1 3 8 0 0 0", "联系方式：19912345678，", "微信同号17712345678", "13800138000（王某）",
    "一三八零零一三八零零零", "幺三八〇〇幺三八〇〇〇", "138\u200b00138000", "138—0013—8000", "①③⑧⓪⓪①③⑧⓪⓪⓪",
    "电话13912345678元旦前可拨", "138_0013_8000", "壹叁捌零零壹叁捌零零零",
]  # fmt: skip
CARD_PAYLOADS = [
    CARD_19, CARD_16, f"账号{CARD_19}", " ".join(CARD_16[i : i + 4] for i in range(0, 16, 4)),
    "-".join(CARD_16[i : i + 4] for i in range(0, 16, 4)), f"卡号：{CARD_16}，",
    " ".join([*(CARD_19[i : i + 4] for i in range(0, 16, 4)), CARD_19[16:]]),
    "".join(chr(ord(d) + 0xFEE0) for d in CARD_16), _luhn("62170000010001234"),
]  # fmt: skip
PLATE_PAYLOADS = [
    "辽M12345", "辽M·12345", "车牌辽M 1A234", "辽MD12345", "京A12345", "查扣辽m·a1b23号车",
    "辽M1234学", "蒙K•8888A", "湘MF12345",
]  # fmt: skip
CODE_PAYLOADS = [CREDIT, f"统一社会信用代码：{CREDIT}", CREDIT.lower(), f"代码{CREDIT}（有限公司）"]
DEED_PAYLOADS = [
    "辽（2020）银州区不动产权第0012345号", "不动产权证号0012345", "房权证铁字第00123456号", "国用(2010)第0123号",
    "不动产权证书第123456号",
]  # fmt: skip
PAYLOADS = [
    *((text, "身份证号") for text in ID_PAYLOADS),
    *((text, "手机号") for text in PHONE_PAYLOADS),
    *((text, "银行卡号") for text in CARD_PAYLOADS),
    *((text, "车牌号") for text in PLATE_PAYLOADS),
    *((text, "统一社会信用代码") for text in CODE_PAYLOADS),
    *((text, "不动产权证号") for text in DEED_PAYLOADS),
]


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 60


@pytest.mark.parametrize(("text", "kind"), PAYLOADS)
def test_it_is_found_alone_and_in_a_sentence(text: str, kind: str) -> None:
    for whole in (text, f"经查，{text}，已依法处理。"):
        found = scan(whole)
        assert [leak.kind for leak in found] == [kind]
        # What is marked is the number itself, so that a person finds it.
        inside = whole[found[0].start : found[0].end]
        assert sum(each.isalnum() for each in inside) >= 6


@pytest.mark.parametrize(
    "text",
    [
        "执行到位1544.84万元，其中涉民生333.51万元", "（2025）辽1202执1234号", "2025年12月20日至2026年2月28日",
        "网络查询7502次，冻结保险73次", "13 14 15 16 17 18 19 20", "总金额 154484000.00 元",
        "第 12 期 2026-01-05 00:00", "执结913件、190件、95件", "13.80013800", "20251220202601050001",
        "辽1202、辽1203、辽1204", "二〇二五年十二月二十日", "0000000000000000", "3333333333333333",
        "案号（2026）辽12执恢13号", "共13800138件", "00138001380001", "编号211202999999999999",
    ],
)  # fmt: skip
def test_ordinary_numbers_are_no_leak(text: str) -> None:
    assert scan(text) == ()


def test_each_place_is_told_once_and_in_order() -> None:
    found = scan(f"电话13800138000，身份证{ID_18}，车辽M12345")
    assert [leak.kind for leak in found] == ["手机号", "身份证号", "车牌号"]
    assert [leak.start for leak in found] == sorted(leak.start for leak in found)


PARTIES = (
    "王小明",
    "李四、赵六",
    "铁岭宏达建筑有限公司",
    "方案",
    "阿不都·热合曼",
    "张三（反诉原告）",
    "John Smith",
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("申请执行人王小明领到案款", ["王小明"]),
        ("被执行人李四主动履行", ["李四"]),
        ("王小明与张三一案", ["王小明", "张三"]),
        ("拘传阿不都·热合曼到庭", ["阿不都·热合曼"]),
        ("铁岭宏达建筑有限公司账户", ["铁岭宏达建筑有限公司"]),
        ("案外人John Smith说", ["John Smith"]),
        ("实施方案已印发", []),
        ("法官王小明说", []),
        ("执行局局长李四带队", []),
        ("王某某领到案款", []),
        ("行李四件", []),
    ],
)
def test_names_of_parties_are_found_where_they_are_meant(text: str, named: list[str]) -> None:
    assert [leak.name for _, leak in find_leaks([text], "public", PARTIES)] == named


def test_a_bulletin_lets_companies_stand_and_an_internal_paper_everybody() -> None:
    texts = ["铁岭宏达建筑有限公司与王小明一案"]
    assert [leak.name for _, leak in find_leaks(texts, "bulletin", PARTIES)] == ["王小明"]
    assert find_leaks(texts, "internal", PARTIES) == ()


def test_a_public_text_with_a_leak_is_not_made() -> None:
    """T36."""
    texts = ["一切正常。", f"联系13800138000，证件{ID_18}"]
    with pytest.raises(LeakFound) as failed:
        check_leaks(texts, "public")
    assert failed.value.code is ExitCode.GATE
    assert failed.value.where == "第2段"
    # The sentence says what and where; the number itself goes nowhere.
    said = str(failed.value)
    assert "手机号" in said
    assert "身份证号" in said
    assert "13800138000" not in said
    assert ID_18 not in said
    assert len(check_leaks(texts, "bulletin")) == 2
    assert check_leaks(["一切正常。"], "public") == ()


def test_leaks_become_problems_of_the_two_checks() -> None:
    leaks = find_leaks(["无", "王小明的电话13800138000"], "bulletin", PARTIES)
    problems = leak_problems(leaks, "bulletin", catalogue())
    assert [(p.code, p.facts["paragraph"]) for p in problems] == [("B-09", "2"), ("B-08", "2")]
    assert "王某某" in problems[0].remedy
    assert "13800138000" not in problems[1].message
    # Off in a campaign means not asked.
    assert leak_problems(leaks, "bulletin", {}) == ()
