"""What a story may not say, and amounts of one story that exclude each other."""

from __future__ import annotations

from datetime import date

import pytest

from enforcement_cli.locate.court_names import court_names
from enforcement_cli.model.story import Story, StoryPiece
from enforcement_cli.workflow.story.check import problems_of, story_rules
from enforcement_cli.workflow.story.draft import draft_of
from enforcement_cli.workflow.story.rotation import rotation, turn_json
from tests.facts import DESK, QINGHE, YINZHOU
from tests.unit.workflow.story.pairs import MOULDED, RETOLD, STORIES, UNSEEN, UNSEEN_RETOLD


def story(text: str, **more: object) -> Story:
    given = {"id": "a", "court": YINZHOU, "title": "题", "text": text, **more}
    return Story(**given)  # type: ignore[arg-type]


def codes(text: str, **more: object) -> list[str]:
    return [problem.code for problem in problems_of(story(text, **more))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Names.
        ("被执行人王小明拒不履行。", ["ST-01"]),
        ("{party1}的妻子李小红代为还款。", ["ST-01"]),
        ("被执行人铁岭宏达建筑有限公司付清货款。", ["ST-01"]),
        ("被执行人王某某、{party1}到庭，法官李建国主持。", []),
        ("申请人的女儿王晓雨可以上学了。", ["ST-02"]),
        ("婚生女小王随母亲生活。", []),
        # Homes.
        ("他家住柴河镇锁龙沟村三组。", ["ST-03"]),
        ("他租住在河畔花园6号楼2单元。", ["ST-03"]),
        ("他家住铁岭市清河区。", []),
        ("他家住某村。", []),
        # Masks.
        ("王某到庭，王某某又付2万元。", ["ST-04"]),
        ("被执行人王某欠款，申请执行人王某不服。", ["ST-04"]),
        ("王某1到庭，王某2付款。", []),
        ("被执行人王某到庭，王某认错，申请执行人李某满意。", []),
        ("谭某锋系职工，为谭某锋留存生活费，廖某竹到庭。", []),
        # Amounts.
        ("王某拖欠借款42万元，经调解，王某支付50万元，全部履行完毕。", ["ST-05"]),
        ("王某拖欠借款42万元本金及利息，王某支付50万元，全部履行完毕。", []),
        ("王某拖欠货款42万元，当场支付20万元，案款全部履行完毕。", ["ST-06"]),
        ("王某拖欠货款42万元，李某减免22万元，王某支付20万元，履行完毕。", []),
        ("王某支付3万元、李某支付5万元，合计9万元。", ["ST-07"]),
        ("王某支付3万元、李某支付5万元，合计8万元。", []),
        ("王某支付3万余元、李某支付5万元，合计8.4万元。", []),
        ("每月支付2000元，共60个月，合计13万元。", ["ST-07"]),
        ("每月支付2000元，共60个月，合计12万元。", []),
        (
            "父亲王某承诺每月支付2000元抚养费（合计12万元）。王某仅支付8500元便断供，剩余11.15万元。扣划11.15万元。",
            [],
        ),
        ("抚养费合计12万元，王某仅支付8500元，剩余11.5万元一拖数年。", ["ST-08"]),
        # Repeats.
        (
            "王某被拘传到庭后当场认错还款。李某领到案款非常高兴。王某被拘传到庭后当场认错还款。",
            ["ST-13"],
        ),
    ],
)
def test_a_story_is_checked(text: str, found: list[str]) -> None:
    assert codes(text, parties=("赵六",)) == found


def test_sound_stories_raise_nothing() -> None:
    """Sixty stories that are right: no alarm, and no amount that is not the one paid."""
    told = (*STORIES, *RETOLD.values(), *UNSEEN, *UNSEEN_RETOLD, *MOULDED)
    assert len(told) == 60
    assert {text: codes(text) for text in told if codes(text)} == {}


def test_amounts_are_read_or_asked_never_guessed() -> None:
    """What was paid, in 分: where a story names several or none, None and a question."""
    names = court_names(DESK)
    found = {}
    for place, text in enumerate(STORIES):
        draft = draft_of(StoryPiece(title="", text=text, place=""), names)
        found[place] = draft.amount_fen
        unread = draft.amount_fen is None and draft.amount_between_fen is None
        assert unread == any("amount" in question for question in draft.questions)
    assert {place: fen for place, fen in found.items() if fen is not None} == {
        0: 5_000_000, 1: 12_400_000, 2: 21_350_000, 4: 4_900_000, 6: 61_000_000, 8: 4_000_000,
        9: 19_800_000, 11: 18_000_000, 13: 10_000_000, 14: 6_000_000, 15: 9_300_000,
    }  # fmt: skip


def test_a_message_repeats_no_name() -> None:
    (problem,) = problems_of(story("被执行人王小明拒不履行。", where="stories.toml 第6行"))
    assert "王小明" not in problem.message + problem.remedy
    assert "王某" in problem.message
    assert problem.origin.file == "stories.toml 第6行"
    assert problem.subject == "story>a"


@pytest.mark.parametrize(
    ("text", "amount", "found"),
    [
        ("王某支付11.15万元。", 11_150_000, []),
        ("王某支付11万余元。", 11_150_000, []),
        ("王某支付11.15万元。", 10_150_000, ["ST-09"]),
        ("王某支付3万元，李某支付5万元。", 8_000_000, []),
        ("王某支付{amount}。", 10_150_000, []),
        ("王某全部还清。", 10_150_000, []),
    ],
)
def test_the_declared_amount_stands_in_the_text(text: str, amount: int, found: list[str]) -> None:
    assert codes(text, amount_fen=amount) == found


def test_open_questions_are_notes() -> None:
    (problem,) = problems_of(story("王某付清。", questions=("没有读出案由，请填 cause",)))
    assert (problem.code, problem.severity) == ("ST-14", "note")


def test_every_finding_has_its_words() -> None:
    assert list(story_rules()) == [f"ST-{number:02d}" for number in range(1, 16)]
    assert {rule.severity for rule in story_rules().values()} == {"return", "query", "note"}


def test_courts_in_turn() -> None:
    stories = [
        story("", id="y1"), story("", id="y2"), story("", id="y3", publish=False),
        story("", id="q1", court=QINGHE),
    ]  # fmt: skip
    told = {"y1": date(2026, 1, 4)}
    found = rotation(stories, told, (YINZHOU, QINGHE, "辽1224"))
    assert [(t.court, t.told, t.waiting, t.drafts, t.place, t.next_story) for t in found] == [
        (QINGHE, 0, 1, 0, 1, "q1"),
        (YINZHOU, 1, 1, 1, 2, "y2"),
        ("辽1224", 0, 0, 0, None, ""),
    ]
    assert found[1].last == date(2026, 1, 4)
    assert turn_json(found[2])["next_story"] is None
