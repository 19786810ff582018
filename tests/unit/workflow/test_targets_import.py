"""Targets from a 任务分解表: any layout, exact units, all of it or nothing."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from enforcement_cli.model.campaign import Target
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import BadConfiguration, UnknownName
from enforcement_cli.workflow.campaign.file import read_campaign_file
from enforcement_cli.workflow.state import Room, enter
from enforcement_cli.workflow.targets import Imported, ImportWish, import_targets
from enforcement_cli.workflow.workspace import Workspace
from tests.builder import Book, book

AT = datetime(2025, 12, 22, 9, tzinfo=BEIJING)
PLAIN = """\
[desk]
court = "辽12"

[[court]]
code = "辽12"
name = "辽宁省铁岭市中级人民法院"
short = "铁岭中院"

[[court]]
code = "辽1202"
name = "铁岭市银州区人民法院"
short = "银州区法院"
aliases = ["银州法院", "银州"]

[[court]]
code = "辽1224"
name = "昌图县人民法院"
short = "昌图县法院"
aliases = ["昌图法院", "昌图"]

[[campaign]]
id = "winter70"
name = "“大干70天”冬季专项执行行动"
start = 2025-12-20
end = 2026-02-28

[[campaign.action]]
id = "small"
name = "小标的案件"
claim_at_most = "10万元"

[[campaign.action]]
id = "wages"
name = "整治欠薪案件"
causes = ["wage", "migrant_wage"]

"""
OWN = """\
[[campaign.target]]
court = "辽1202"
action = "small"
indicator = "cases_closed"
at_least = 170
"""
Key = tuple[str | None, str | None, str]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return room_of(tmp_path, PLAIN)


def room_of(folder: Path, text: str) -> Room:
    (folder / "enforce.toml").write_text(text, encoding="utf-8")
    return enter(Workspace(folder))


def bring(room: Room, made: Book, name: str = "任务分解表.xlsx", **more) -> Imported:
    path = made.save(room.workspace.root / name)
    wish = ImportWish(path=path, by="张某", **more)
    return import_targets(enter(room.workspace), wish, at=AT)


def standing(room: Room) -> dict[Key, Target]:
    """The last entry of each key, as the campaign file gives them."""
    targets = read_campaign_file(room.workspace.campaign_file).campaigns[0].targets
    return {(t.court, t.action, t.indicator): t for t in targets}


def bounds(room: Room) -> dict[Key, Decimal | None]:
    return {key: target.at_least for key, target in standing(room).items()}


def annex(*rows: tuple) -> Book:
    return (
        book()
        .title("“大干70天”专项行动任务分解表（单位：件、万元）", across=5)
        .row("法院", "小标的案件", None, "整治欠薪案件", None)
        .row(None, "执结任务", "到位金额目标", "执结任务", "到位金额目标")
        .merge("A2:A3", "B2:C2", "D2:E2")
        .rows(*rows)
    )


ROWS = (("银州区法院", 150, 300, 20, 12.5), ("昌图县法院", 120, 200.01, 15, 8))
READ = {
    ("辽1202", "small", "cases_closed"): 150,
    ("辽1202", "small", "amount_recovered"): 300_000_000,
    ("辽1202", "wages", "cases_closed"): 20,
    ("辽1202", "wages", "amount_recovered"): 12_500_000,
    ("辽1224", "small", "cases_closed"): 120,
    ("辽1224", "small", "amount_recovered"): 200_010_000,
    ("辽1224", "wages", "cases_closed"): 15,
    ("辽1224", "wages", "amount_recovered"): 8_000_000,
}


def test_a_table_of_courts_becomes_targets_beside_the_clerks_file(room: Room) -> None:
    done = bring(room, annex(*ROWS, ("合计", 270, 500.01, 35, 20.5)), reason="铁中法〔2025〕9号")
    assert (done.problems, done.written, done.same, len(done.new)) == ((), True, 0, 8)
    assert bounds(room) == READ
    one = standing(room)["辽1202", "small", "cases_closed"]
    assert (one.reason, one.start, one.where.partition(" ")[0]) == (
        "铁中法〔2025〕9号", None, "targets.toml",
    )  # fmt: skip
    assert done.new[0].origin.cell.endswith("B4")
    assert room.workspace.campaign_file.read_text("utf-8") == PLAIN


def test_the_same_again_changes_nothing(room: Room) -> None:
    bring(room, annex(*ROWS))
    before = (room.workspace.root / "targets.toml").read_bytes()
    again = bring(room, annex(*ROWS))
    assert (again.written, again.same, again.new) == (False, 8, ())
    assert (room.workspace.root / "targets.toml").read_bytes() == before


def test_a_trial_run_shows_and_does_not_write(room: Room) -> None:
    done = bring(room, annex(*ROWS), dry_run=True)
    assert (len(done.new), done.written) == (8, False)
    assert not (room.workspace.root / "targets.toml").exists()


def test_a_change_asks_from_which_day(room: Room) -> None:
    bring(room, annex(*ROWS))
    changed = annex(("银州区法院", 170, 300, 20, 12.5), ROWS[1])
    asked = bring(room, changed)
    assert ([p.code for p in asked.problems], asked.written) == (["T-04"], False)
    assert asked.problems[0].origin.cell.endswith("B4")
    assert bounds(room) == READ
    done = bring(room, changed, effective=date(2026, 1, 15))
    assert (done.written, len(done.new), done.same) == (True, 1, 7)
    one = standing(room)["辽1202", "small", "cases_closed"]
    assert (one.at_least, one.start) == (170, date(2026, 1, 15))


@pytest.mark.parametrize(
    ("made", "code", "cell"),
    [
        (annex(*ROWS, ("合计", 271, 500.01, 35, 20.5)), "T-03", "B6"),
        (annex(("银州区法院", "约150", 300, 20, 12.5), ROWS[1]), "V-08", "B4"),
        (annex(("银州区法院", "待定", 300, 20, 12.5), ROWS[1]), "V-02", "B4"),
        (annex(("银州区法院", -5, 300, 20, 12.5), ROWS[1]), "V-05", "B4"),
        (annex(("银州区法院", 1.5, 300, 20, 12.5), ROWS[1]), "V-06", "B4"),
        (annex(("西边区法院", 150, 300, 20, 12.5), ROWS[1]), "F-06", "A4"),
        (
            book().title("任务分解表").header("法院", "执结任务", "到位金额目标")
            .row("银州区法院", 150, 300), "S-11", "C2",
        ),
        (
            book().title("任务分解表 单位：件").header("法院", "小标的任务数").row("银州区法院", 150),
            "F-08", "",
        ),
        (
            book().title("任务分解表").header("法院", "执结任务", "查封房产目标（处）")
            .row("银州区法院", 150, 3), "T-02", "C3",
        ),
    ],
)  # fmt: skip
def test_anything_in_question_refuses_all_of_it(
    room: Room, made: Book, code: str, cell: str
) -> None:
    done = bring(room, made)
    assert [p.code for p in done.problems] == [code]
    assert done.problems[0].origin.cell.rpartition("!")[2] == cell
    assert not done.written
    assert not (room.workspace.root / "targets.toml").exists()


@pytest.mark.parametrize(
    "made",
    [
        book().title("任务分解表（万元）").header("项目", "银州区法院", "昌图县法院")
        .rows(("执结目标（件）", 150, 120), ("执行到位金额目标", 300, 200.01)),
        book().title("目标任务分解表").header("法院", "执结案件任务数", "执行到位金额目标值（元）")
        .rows(("银州区法院", 150, 3_000_000), ("昌图县法院", 120, 2_000_100)),
        book().title("任务分解").header("法院", "执结", "执行到位金额（万元）")
        .row(None, "任务数", "目标数").rows(("银州法院", "150件", 300), ("昌图法院", 120, "200.01万元")),
    ],
)  # fmt: skip
def test_other_layouts_say_the_same(room: Room, made: Book) -> None:
    done = bring(room, made)
    assert done.problems == ()
    assert bounds(room) == {
        ("辽1202", None, "cases_closed"): 150,
        ("辽1202", None, "amount_recovered"): 300_000_000,
        ("辽1224", None, "cases_closed"): 120,
        ("辽1224", None, "amount_recovered"): 200_010_000,
    }


def test_a_column_that_only_says_target_is_named_by_the_clerk(room: Room) -> None:
    made = (
        book().title("任务分解表").header("法院", "小标的案件任务数（件）", "到位金额目标（万元）")
    )
    made.row("银州区法院", 150, 300)
    assert [p.code for p in bring(room, made).problems] == ["S-06"]
    done = bring(room, made, usual="cases_closed")
    assert done.problems == ()
    assert bounds(room) == {
        ("辽1202", "small", "cases_closed"): 150,
        ("辽1202", None, "amount_recovered"): 300_000_000,
    }
    with pytest.raises(UnknownName):
        bring(room, made, usual="cases_close")


def test_what_is_to_be_few_is_at_most(room: Room) -> None:
    done = bring(
        room, book().title("任务分解表").header("法院", "未结目标（件）").row("银州区法院", 9)
    )
    assert done.problems == ()
    one = standing(room)["辽1202", None, "cases_open"]
    assert (one.at_least, one.at_most) == (None, 9)


def test_the_imported_file_is_read_as_strictly_as_the_clerks(room: Room) -> None:
    file = room.workspace.root / "targets.toml"
    for text in (
        '[[campaign]]\nid = "winter71"\n',
        '[[campaign]]\nid = "winter70"\n[[campaign.target]]\nindicator = "cases_closed"\n',
        '[[campaign]]\nid = "winter70"\nname = "x"\n',
        '[[target]]\nindicator = "cases_closed"\n',
    ):
        file.write_text(text, "utf-8")
        with pytest.raises(BadConfiguration) as caught:
            read_campaign_file(room.workspace.campaign_file)
        assert caught.value.where.startswith("targets.toml")


def test_a_later_entry_of_the_annex_supersedes_the_clerks(tmp_path: Path) -> None:
    room = room_of(tmp_path, PLAIN + OWN)
    assert bounds(room)["辽1202", "small", "cases_closed"] == 170
    done = bring(room, annex(*ROWS), effective=date(2026, 1, 1))
    assert done.written
    assert bounds(room)["辽1202", "small", "cases_closed"] == 150


def test_texts_of_others_cannot_break_the_file(room: Room) -> None:
    done = bring(room, annex(*ROWS), name="任务 “表” #1.xlsx", reason='文号"9"\\\n[[x]]')
    assert done.written
    assert standing(room)["辽1202", "small", "cases_closed"].reason == '文号"9"\\ [[x]]'


def test_no_file_and_no_table(room: Room) -> None:
    with pytest.raises(UnknownName):
        import_targets(room, ImportWish(path=room.workspace.root / "无.xlsx"), at=AT)
    done = bring(room, book().title("通知").row("各院："))
    assert not done.written
    assert done.problems
