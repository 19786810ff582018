"""Story files are refused with their line, chosen in turns, and held against the ledgers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import BadConfiguration
from enforcement_cli.model.period import Period
from enforcement_cli.model.story import Story
from enforcement_cli.store.stories import party_cells, stories_told
from enforcement_cli.vocabulary.checks import catalogue
from enforcement_cli.workflow.state import Room, settled_relations
from enforcement_cli.workflow.stories import read_stories
from enforcement_cli.workflow.story_choice import (
    chosen_stories,
    note_told,
    stories_for,
    story_problems,
)
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import CAMPAIGN, DESK, LATER, QINGHE, YINZHOU, case, ledger, no, store_of, week

PLAIN = """
[[story]]
id = "support"
court = "银州区法院"
title = "抚养费到账"
text = "{party1}领到{amount}。"
parties = ["王小明"]
amount = "11.15万元"
"""


def read(tmp_path: Path, text: str, name: str = "stories.toml") -> tuple[Story, ...]:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return read_stories(Workspace(tmp_path), DESK.courts)


def test_a_story_is_read(tmp_path: Path) -> None:
    more = PLAIN + 'case_no = "(2025)辽1202执 0011号"\nday = 2026-01-02\napproximate = ["amount"]\n'
    (found,) = read(tmp_path, more)
    assert found.court == YINZHOU
    assert found.amount_fen == 11_150_000
    assert found.case_no == "（2025）辽1202执11号"
    assert (found.day, found.approximate, found.publish) == (date(2026, 1, 2), ("amount",), True)
    assert found.where == "stories.toml 第6行"


def test_files_of_the_folder_come_after_the_single_one(tmp_path: Path) -> None:
    read(tmp_path, PLAIN.replace("support", "second"), "stories/b.toml")
    read(tmp_path, PLAIN.replace("support", "first"), "stories/a.toml")
    assert [story.id for story in read(tmp_path, PLAIN)] == ["support", "first", "second"]
    assert read_stories(Workspace(tmp_path / "nowhere"), DESK.courts) == ()


def test_lines_of_a_long_text_are_joined(tmp_path: Path) -> None:
    text = PLAIN.replace('"{party1}领到{amount}。"', '"""\n  {party1}\n  领到{amount}。\n"""')
    assert read(tmp_path, text)[0].text == "{party1}领到{amount}。"


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ('title = "', 'tilte = "', 5, "title"),
        ("银州区法院", "银洲区法院", 4, "银州区法院"),
        ("{amount}", "{amuont}", 6, "amount"),
        ("{amount}", "{persons}", 6, "persons"),
        ("{party1}", "{party2}", 6, "party2"),
        ("{party1}", "王小明", 6, "{party1}"),
        ("抚养费到账", "王小明案", 5, "真名"),
        ("{party1}领到", "{party1}（13800138000）领到", 6, "手机号"),
        ('"11.15万元"', "11.15", 8, "万元"),
        ('"11.15万元"', '"11.15万元"\napproximate = ["persons"]', 9, "persons"),
        ('"11.15万元"', '"11.15万元"\nparty_kinds = ["person", "company"]', 9, "party_kinds"),
        ('"11.15万元"', '"11.15万元"\ncase_no = "执11"', 9, "案号"),
        ('"11.15万元"', '"11.15万元"\npersons = 0', 9, "persons"),
        ('"11.15万元"', '"11.15万元"\namount_between = ["11万元", "12万元"]', 9, "amount_between"),
        ('amount = "11.15万元"', 'amount_between = ["11万元"]', 8, "上下限"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, word: str
) -> None:
    with pytest.raises(BadConfiguration) as failed:
        read(tmp_path, PLAIN.replace(old, new))
    assert failed.value.where == f"stories.toml 第{line}行"
    assert word in str(failed.value)
    # The refusal itself names nobody.
    assert "王小明" not in failed.value.message + failed.value.remedy


def test_an_id_is_used_once(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration) as failed:
        read(tmp_path, PLAIN + PLAIN)
    assert failed.value.where == "stories.toml 第11行"


def told(identifier: str, court: str = YINZHOU, day: date | None = None, **more) -> Story:
    return Story(id=identifier, court=court, title="", text="", day=day, **more)


MONTH = Period(kind="month", start=date(2026, 1, 1), end=date(2026, 1, 31), number=2, label="1月")


def chosen(stories: list[Story], seen: dict[str, date] | None = None, kind: str = "month") -> list:
    period = replace(MONTH, kind=kind)
    return [story.id for story in chosen_stories(stories, period, seen or {})]


def test_courts_take_turns() -> None:
    stories = [told("a1"), told("a2"), told("a3"), told("b1", QINGHE)]
    assert chosen(stories) == ["a1", "b1", "a2"]
    assert chosen(stories, kind="week") == ["a1"]
    assert chosen(stories, kind="day") == []
    # Whose story was told longest ago comes first: 银州's last month, 清河's never.
    assert chosen(stories, {"a1": date(2025, 12, 31)}) == ["b1", "a2", "a3"]


def test_what_was_told_longest_ago_comes_first() -> None:
    seen = {"a1": date(2025, 12, 28), "a2": date(2025, 12, 21), "b1": date(2025, 12, 14)}
    assert chosen([told("a1"), told("a2"), told("b1", QINGHE)], seen) == ["b1", "a2", "a1"]


def test_the_day_decides_and_the_permission() -> None:
    stories = [
        told("before", day=date(2025, 12, 31)),
        told("early", day=date(2026, 1, 1)),
        told("late", day=date(2026, 1, 31)),
        told("after", day=date(2026, 2, 1)),
        told("secret", day=date(2026, 1, 9), publish=False),
    ]
    # The newest first.
    assert chosen(stories) == ["late", "early"]


def room_at(tmp_path: Path) -> Room:
    return Room(workspace=Workspace(tmp_path), desk=DESK, campaign=CAMPAIGN)


def test_the_next_issue_tells_another(tmp_path: Path) -> None:
    room = room_at(tmp_path)
    read(tmp_path, PLAIN + PLAIN.replace("support", "wages"))
    store = store_of()
    first = stories_for(store.connection, room, week(2), LATER)
    assert [story.id for story in first] == ["support"]
    at = datetime(2025, 12, 29, 9, tzinfo=BEIJING)
    note_told(store.connection, room, first, week(2), at)
    # The same period tells the same again, the next one the other.
    again = stories_for(store.connection, room, week(2), LATER)
    then = stories_for(store.connection, room, week(3), LATER)
    assert [story.id for story in (*again, *then)] == ["support", "wages"]
    # A 日报 written again tells its own story: that day is not before itself.
    for before, told in ((week(2).end, {}), (week(3).start, {"support": week(2).end})):
        asked = {"campaign": "winter", "before": before}
        assert stories_told(store.connection, known_at=LATER, **asked) == told
    # As known before the issue, nothing had been told.
    earlier = datetime(2025, 12, 29, 8, tzinfo=BEIJING)
    asked = {"campaign": "winter", "before": date.max}
    assert stories_told(store.connection, known_at=earlier, **asked) == {}
    assert stories_told(store.connection, known_at=LATER, **asked) == {"support": week(2).end}


def test_a_draft_may_lack_its_court(tmp_path: Path) -> None:
    draft = PLAIN.replace('court = "银州区法院"\n', "publish = false\n")
    (found,) = read(tmp_path, draft)
    assert (found.court, found.publish) == ("", False)
    with pytest.raises(BadConfiguration):
        read(tmp_path, draft.replace("false", "true"))


@pytest.mark.parametrize(("money", "fails"), [(110_000, False), (119_900, False), (121_000, True)])
def test_an_amount_between_bounds_is_held_against_the_ledger(
    tmp_path: Path, money: int, fails: bool
) -> None:
    store = store_of(ledger(2, case(11, money=money, claim=500_000)))
    rough = PLAIN.replace("领到{amount}", "领到11万余元").replace(
        'amount = "11.15万元"', 'amount_between = ["11万元", "12万元"]'
    )
    (story,) = read(tmp_path, f'{rough}case_no = "{no(11)}"\n')
    found = story_problems(store.connection, room_at(tmp_path), [story], LATER, catalogue())
    assert [problem.code for problem in found] == (["B-16"] if fails else [])


@pytest.mark.parametrize(
    ("money", "claim", "fails"),
    [(111_500, 120_000, False), (101_500, 111_500, False), (101_500, 120_000, True)],
)
def test_the_money_of_a_story_is_held_against_the_ledger(
    tmp_path: Path, money: int, claim: int, fails: bool
) -> None:
    store = store_of(ledger(2, case(11, money=money, claim=claim, debtor="李四")))
    (story,) = read(tmp_path, PLAIN + f'case_no = "{no(11)}"\n')
    found = story_problems(store.connection, room_at(tmp_path), [story], LATER, catalogue())
    assert [problem.code for problem in found] == (["B-16"] if fails else [])
    if fails:
        assert "11.15万元" in found[0].message
        assert "10.15万元" in found[0].message
        assert found[0].origin.file == "stories.toml 第6行"


def test_one_of_several_receipts_is_enough(tmp_path: Path) -> None:
    store = store_of(
        ledger(2, case(11, money=10_000, claim=500_000)),
        ledger(3, case(11, money=121_500, claim=500_000)),
    )
    (story,) = read(tmp_path, PLAIN + f'case_no = "{no(11)}"\n')
    assert story_problems(store.connection, room_at(tmp_path), [story], LATER, catalogue()) == ()


def test_a_case_nobody_has_reported(tmp_path: Path) -> None:
    store = store_of(ledger(2, case(12, money=1)))
    (story,) = read(tmp_path, PLAIN + f'case_no = "{no(11)}"\n')
    room = room_at(tmp_path)
    (found,) = story_problems(store.connection, room, [story], LATER, catalogue())
    assert "查不到" in found.message
    assert story_problems(store.connection, room, [story], LATER, {}) == ()
    # Without a case number there is nothing to hold it against.
    plain = replace(story, case_no="")
    assert story_problems(store.connection, room, [plain], LATER, catalogue()) == ()


def test_the_parties_of_the_store(tmp_path: Path) -> None:
    rows = [case(11, applicant="王小明", debtor="李四、赵六"), case(12, debtor="李四、赵六")]
    store = store_of(ledger(2, *rows, extra=("applicant", "debtor")))
    base = settled_relations(store.connection, room_at(tmp_path), LATER)
    found = party_cells(store.connection, base)
    assert found == ("李四、赵六", "王小明")
