"""`enforce stories`: cases from files become drafts, are checked, found again, and told in turns."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.builder import book
from tests.cli.running import Desk

FIRST = (
    "被执行人王小明因买卖合同纠纷被判决支付货款3.6万元，一直躲避。银州区法院执行干警清晨在其豆腐摊前将其拘传到庭，"
    "王小明当场付清3.6万元，从立案到领款仅用时4天。"
)  # fmt: skip
SECOND = (
    "申请执行人李某某等5人与某茶场劳务合同纠纷一案，昌图县法院清点库存茶叶后由双方商定销售，货款直接打入法院账户，"
    "5人领到全部工资4.9万元。"
)  # fmt: skip
RETOLD = (
    "天不亮，法官就等在豆腐摊旁。摊主王某某欠着3万余元货款躲了很久，被带到法院后把钱一次付清，从立案到领款只用时4天。"
)
TEXT = f"典型案例\n【案例一】清晨豆腐摊\n{FIRST}\n【案例二】茶叶换工资\n{SECOND}\n"
TELLING = """
[[story]]
id = "tofu"
court = "银州区法院"
title = "豆腐摊前"
text = "{text}"
"""


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def sent(new: Desk, tmp_path: Path) -> Path:
    return written(tmp_path / "典型案例材料.txt", TEXT)


def test_a_text_becomes_drafts_once(new: Desk, sent: Path) -> None:
    ran = new("stories", "add", sent, "--json")
    assert ran.code == 0, ran
    (file,) = ran.json["data"]["files"]
    assert [story["court"] for story in file["stories"]] == ["辽1202", "辽1224"]
    assert [story["amount_fen"] for story in file["stories"]] == [3_600_000, 4_900_000]
    assert [story["days"] for story in file["stories"]] == [4, None]
    assert [story["publish"] for story in file["stories"]] == [False, False]
    kept = new.root / file["file"]
    text = kept.read_text("utf-8")
    assert text.count("王小明") == 1  # in parties, and nowhere else
    assert "王小明" not in ran.out + ran.err
    before = kept.read_bytes()
    # A person edits a draft and takes one out; adding again changes nothing.
    kept.write_text(text[: text.index("[[story]]", 5)].replace("false", "true"), "utf-8")
    again = new("stories", "add", sent, "--json")
    assert (again.code, again.json["data"]["files"][0]["before"]) == (0, True)
    assert kept.read_bytes() != before
    listed = new("stories", "list", "--json").json["data"]["stories"]
    assert [(story["title"], story["publish"]) for story in listed] == [("清晨豆腐摊", True)]


def test_the_same_story_sent_again_is_marked_and_kept(new: Desk, sent: Path, tmp_path: Path) -> None:
    written(new.root / "stories.toml", TELLING.replace("{text}", RETOLD))
    ran = new("stories", "add", sent, written(tmp_path / "银州法院.md", f"# 又一次\n{FIRST}\n"), "--json")
    first, second = ran.json["data"]["files"]
    assert [story["copy_of"] for story in first["stories"]] == ["tofu", ""]
    # The nearest is the one pasted, and nothing is dropped.
    assert second["stories"][0]["copy_of"] == first["stories"][0]["id"]
    assert any("tofu" in question for question in first["stories"][0]["questions"])
    checked = new("stories", "check", "--json")
    assert checked.code == 3
    pairs = {(pair["first"], pair["second"]) for pair in checked.json["data"]["again"]}
    ids = first["stories"][0]["id"], second["stories"][0]["id"]
    assert pairs == {("tofu", ids[0]), ("tofu", ids[1]), tuple(sorted(ids))} or len(pairs) == 3
    assert {p["code"] for p in checked.json["data"]["findings"]} >= {"ST-12", "ST-14"}


def test_a_workbook_and_a_return_tell_cases(new: Desk, tmp_path: Path) -> None:
    made = book().sheet("案例")
    made.header("法院", "标题", "案情", "被执行人", "到位金额（万元）", "用时（天）", "是否同意公开")
    made.row("银州区法院", "清晨豆腐摊", FIRST, "王小明", 3.6, 4, "同意")
    ran = new("stories", "add", made.save(tmp_path / "报送表.xlsx"), "--json")
    (file,) = ran.json["data"]["files"]
    (story,) = file["stories"]
    assert story["source"].endswith("报送表.xlsx 案例!C2")
    assert (story["amount_fen"], story["days"], story["publish"]) == (3_600_000, 4, False)
    assert any("publish" in question for question in story["questions"])


def test_a_word_file_tells_cases(new: Desk, tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    for line in ("典型案例", "清晨豆腐摊", FIRST, "茶叶换工资", SECOND):
        document.add_paragraph(line)
    path = tmp_path / "铁岭市银州区人民法院典型案例.docx"
    document.save(str(path))
    ran = new("stories", "add", path, "--json")
    stories = ran.json["data"]["files"][0]["stories"]
    assert [story["title"] for story in stories] == ["清晨豆腐摊", "茶叶换工资"]
    assert [story["source"].rpartition(" ")[2] for story in stories] == ["第2段", "第4段"]


def test_what_cannot_be_read_is_told_and_the_rest_added(
    new: Desk, sent: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "坏的.docx"
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    ran = new("stories", "add", broken, sent, "--json")
    assert ran.code == 3
    first, second = ran.json["data"]["files"]
    assert (bool(first["problem"]), first["stories"], len(second["stories"])) == (True, [], 2)
    missing = new("stories", "add", tmp_path / "没有.txt", "--json")
    assert missing.code == 6


def test_a_draft_without_court_breaks_nothing(new: Desk, tmp_path: Path) -> None:
    text = FIRST.replace("银州区法院", "")
    ran = new("stories", "add", written(tmp_path / "材料.txt", text), "--json")
    assert ran.json["data"]["files"][0]["stories"][0]["court"] == ""
    listed = new("stories", "list")
    assert listed.code == 0
    assert "未定" in listed.out
    told = new("stories", "add", written(tmp_path / "另.txt", text + "。"), "--court", "昌图", "--json")
    assert told.json["data"]["files"][0]["stories"][0]["court"] == "辽1224"
    # Nothing is published without its court.
    (file,) = (new.root / "stories").glob("材料*.toml")
    file.write_text(file.read_text("utf-8").replace("publish = false", "publish = true"), "utf-8")
    assert new("stories", "list").code == 5


def test_masks_and_amounts_are_checked(new: Desk) -> None:
    text = "被执行人李大强拖欠货款4万元，李大强当场支付6万元，全部履行完毕。"
    written(new.root / "stories.toml", TELLING.replace("{text}", text))
    checked = new("stories", "check", "--json")
    assert checked.code == 3
    found = checked.json["data"]["findings"]
    assert [(p["code"], p["severity"]) for p in found] == [("ST-01", "return"), ("ST-05", "query")]
    assert checked.json["problems"] == {"return": 1, "query": 1, "note": 0, "fixed": 0}
    assert "李大强" not in "".join(p["message"] for p in found)
    assert found[0]["where"] == "stories.toml 第6行"


def test_the_ledger_knows_the_days_and_the_names(own: Desk) -> None:
    rows = own("cases", "list", "key", "--json")
    assert rows.code == 0
    text = "案件从立案到执结仅用时90天，当场付清5万元。"
    story = TELLING.replace("{text}", text) + 'case_no = "（2025）辽1202执11号"\ndays = 90\n'
    written(own.root / "stories.toml", story + "day = 2020-01-01\n")
    found = own("stories", "check", "--json").json["data"]["findings"]
    assert {"ST-11"} <= {p["code"] for p in found}


def test_whose_turn_it_is(new: Desk) -> None:
    two = TELLING.replace("{text}", "付清。") + TELLING.replace("{text}", "到账。").replace(
        "tofu", "tea"
    ).replace("银州", "昌图")
    written(new.root / "stories.toml", two)
    ran = new("stories", "list", "--json")
    turns = ran.json["data"]["rotation"]
    assert [(t["court"], t["told"], t["waiting"], t["next"]) for t in turns] == [
        ("辽1202", 0, 1, 1), ("辽1224", 0, 1, 2), ("辽12", 0, 0, None),
    ]  # fmt: skip
    assert "各院轮流" in new("stories", "list").out
    only = new("stories", "list", "--court", "昌图", "--json").json["data"]
    assert [turn["court"] for turn in only["rotation"]] == ["辽1224"]
