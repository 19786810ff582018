"""`enforce stories`: cases from files become drafts, are checked, found again, and told in turns."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.builder import book
from tests.cli.running import WEEK, Desk, case_row, ledger

FIRST = (
    "被执行人王小明因买卖合同纠纷被判决支付货款3.6万元，一直躲避。银州区法院执行干警清晨在其豆腐摊前将其拘传到庭，"
    "王小明当场付清3.6万元，从立案到领款仅用时4天。"
)  # fmt: skip
SECOND = (
    "申请执行人李某某等5人与某茶场劳务合同纠纷一案，昌图县法院清点库存茶叶后由双方商定销售，货款直接打入法院账户，"
    "5人领到全部工资4.9万元。"
)  # fmt: skip
RETOLD = "天不亮，法官就等在豆腐摊旁。摊主王某某欠着3万余元货款躲了很久，被带到法院后把钱一次付清，从立案到领款只用时4天。"
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
def sent(tmp_path: Path) -> Path:
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


def test_nothing_of_a_person_is_overwritten(new: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "王小明一案.txt", FIRST)
    (file,) = new("stories", "add", path, "--json").json["data"]["files"]
    # The name of the file leads to nobody either.
    assert "王小明" not in file["file"] + file["stories"][0]["source"]
    kept = new.root / file["file"]
    put_out = "".join(f"# {line}\n" for line in kept.read_text("utf-8").splitlines())
    kept.write_text(put_out, "utf-8")
    (again,) = new("stories", "add", path, "--json").json["data"]["files"]
    assert (again["before"], again["stories"]) == (True, [])
    assert kept.read_text("utf-8") == put_out


def test_the_same_story_sent_again_is_marked_and_kept(
    new: Desk, sent: Path, tmp_path: Path
) -> None:
    written(new.root / "stories.toml", TELLING.replace("{text}", RETOLD))
    ran = new(
        "stories", "add", sent, written(tmp_path / "银州法院.md", f"# 又一次\n{FIRST}\n"), "--json"
    )
    first, second = ran.json["data"]["files"]
    assert [story["copy_of"] for story in first["stories"]] == ["tofu", ""]
    # The nearest is the one pasted, and nothing is dropped.
    assert second["stories"][0]["copy_of"] == first["stories"][0]["id"]
    assert any("tofu" in question for question in first["stories"][0]["questions"])
    checked = new("stories", "check", "--json")
    assert checked.code == 3
    pairs = {(pair["first"], pair["second"]) for pair in checked.json["data"]["again"]}
    ids = {first["stories"][0]["id"], second["stories"][0]["id"]}
    assert {frozenset(pair) for pair in pairs} == {
        frozenset({"tofu", min(ids)}), frozenset({"tofu", max(ids)}), frozenset(ids)
    }  # fmt: skip
    assert {p["code"] for p in checked.json["data"]["findings"]} >= {"ST-12", "ST-14"}


def test_a_workbook_and_a_return_tell_cases(new: Desk, tmp_path: Path) -> None:
    made = book().sheet("案例")
    made.header(
        "法院", "标题", "案情", "被执行人", "到位金额（万元）", "用时（天）", "是否同意公开"
    )
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
    told = new(
        "stories", "add", written(tmp_path / "另.txt", text + "。"), "--court", "昌图", "--json"
    )
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


def test_the_ledger_knows_the_days_and_the_names(new: Desk, tmp_path: Path) -> None:
    row = list(case_row(11, 50_000, closed="2025-12-21"))
    row[4] = "孙大海"  # 申请执行人
    made = ledger("1", "2025-12-20", "2025-12-21", tuple(row))
    path = made.save(tmp_path / "铁岭市银州区人民法院第01周案件台账.xlsx")
    assert new("ingest", path, "--received", "2025-12-22T12:00", "--json").code in (0, 3)
    # Filed on 2025-05-06, closed on 2025-12-21: 230 days, both counted.
    text = "案件历时231天，欠款5万元全部付清，孙大海非常满意。"
    story = TELLING.replace("{text}", text) + 'case_no = "（2025）辽1202执11号"\n'
    written(new.root / "stories.toml", f'{story}amount = "5万元"\ndays = 231\nday = 2025-05-05\n')
    checked = new("stories", "check", "--json")
    found = checked.json["data"]["findings"]
    assert [p["code"] for p in found] == ["ST-10", "ST-11", "ST-15"]
    assert "孙大海" not in "".join(p["message"] for p in found)
    mended = story.replace("231", "230").replace("孙大海", "申请人")
    written(new.root / "stories.toml", f'{mended}amount = "5万元"\ndays = 230\nday = 2025-05-06\n')
    assert new("stories", "check").code == 0


def test_whose_turn_it_is(new: Desk) -> None:
    two = TELLING.replace("{text}", "付清。") + TELLING.replace("{text}", "到账。").replace(
        "tofu", "tea"
    ).replace("银州区", "昌图县")
    written(new.root / "stories.toml", two)
    ran = new("stories", "list", "--json")
    turns = ran.json["data"]["rotation"]
    assert [(t["court"], t["told"], t["waiting"], t["next"]) for t in turns] == [
        ("辽1224", 0, 1, 1), ("辽1202", 0, 1, 2), ("辽12", 0, 0, None),
    ]  # fmt: skip
    assert "各院轮流" in new("stories", "list").out
    only = new("stories", "list", "--court", "昌图", "--json").json["data"]
    assert [turn["court"] for turn in only["rotation"]] == ["辽1224"]


def test_what_an_issue_printed_is_found_again_though_its_file_is_gone(own: Desk) -> None:
    told = TELLING.replace("{text}", FIRST.replace("王小明", "王某某"))
    written(own.root / "stories.toml", told)
    out = ("--by", "统计员甲", "--format", "md", "--yes", "--json")
    ran = own("publish", "--week", *WEEK, *out)
    assert ran.code == 0, ran
    listed = own("stories", "list", "--json").json["data"]
    assert listed["stories"][0]["last_told"] == "2025-12-28"
    first = listed["rotation"][0]
    assert (first["court"], first["told"], first["last_told"]) == ("辽1202", 1, "2025-12-28")
    # What was told by its own issue is no copy of it.
    assert own("stories", "check", "--json").json["data"]["again"] == []
    written(own.root / "stories.toml", TELLING.replace("{text}", RETOLD).replace("tofu", "new"))
    (pair,) = own("stories", "check", "--json").json["data"]["again"]
    assert (pair["first"], pair["second"]) == ("第1期战报", "new")


def test_a_story_that_names_somebody_is_told_in_no_bulletin(own: Desk) -> None:
    text = "执行干警将被执行人孙立群拘传到庭。经释法明理，孙立群当场履行货款11.15万元。"
    written(own.root / "stories.toml", TELLING.replace("{text}", text))
    ran = own("report", "--week", *WEEK, "--json")
    assert ran.code == 3
    held = [p for p in ran.json["data"]["findings"] if p["subject"] == "story>tofu"]
    assert [(p["code"], p["severity"]) for p in held] == [("ST-01", "return")]
    assert ran.json["problems"]["return"] == 1
    shown = own("report", "--week", *WEEK)
    assert "豆腐摊前" not in shown.out
    assert "案例没有刊用：ST-01 stories.toml 第6行" in shown.err
    assert "孙立群" not in shown.out + shown.err + ran.out
    turns = own("stories", "list", "--json").json["data"]["rotation"]
    assert [turn["waiting"] for turn in turns] == [0] * len(turns)
    done = own("publish", "--week", *WEEK, "--by", "甲", "--format", "md", "--yes")
    assert (done.code, "ST-01" in done.err) == (0, True)
    mended = TELLING.replace("{text}", text.replace("孙立群", "孙某某"))
    written(own.root / "stories.toml", mended)
    (turn, *_) = own("stories", "list", "--json").json["data"]["rotation"]
    assert (turn["waiting"], turn["told"]) == (1, 0)


def test_a_file_whose_name_no_story_file_can_hold(new: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "a\x1b[31m\x7f王大锤拒执案.txt", FIRST.replace("王小明", "王大锤"))
    (file,) = new("stories", "add", path, "--json").json["data"]["files"]
    assert "王大锤" not in file["file"] + file["stories"][0]["source"]
    assert new("stories", "list").code == 0
