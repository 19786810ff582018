"""Stories as paragraphs: numbers filled in, rounded only by floor, names masked over all stories."""

from __future__ import annotations

import pytest

from enforcement_cli.bulletin.lines import Line
from enforcement_cli.bulletin.stories import floored_count, story_lines
from enforcement_cli.model.bulletin import Value
from enforcement_cli.model.story import Story


def story(text: str, **more) -> Story:
    return Story(id="a", court="辽1202", title="题", text=text, **more)


def text_of(line: Line) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in line)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(7, "7"), (10, "10"), (11, "10余"), (60, "60"), (64, "60余"), (100, "100"), (137, "130余"),
     (999, "990余"), (1000, "1000"), (1304, "1300余"), (1399, "1300余")],
)  # fmt: skip
def test_a_count_is_rounded_down(number: int, shown: str) -> None:
    assert floored_count(number) == shown


@pytest.mark.parametrize(
    ("fen", "shown"),
    [(113_400_000, "113万余元"), (113_000_000, "113万元"), (87_990_000, "87万余元"),
     (1_624_500_000, "1624万余元"), (11_150_000, "11万余元"), (900_000, "0.90万元")],
)  # fmt: skip
def test_money_is_rounded_down(fen: int, shown: str) -> None:
    (line,) = story_lines([story("执行到位{amount}。", amount_fen=fen, approximate=("amount",))])
    assert text_of(line) == f"执行到位{shown}。"
    # What is printed roughly is still exact behind it.
    assert [part.number for part in line if isinstance(part, Value)] == [fen]


def test_what_is_not_rough_is_exact() -> None:
    given = story(
        "{party1}的{persons}工人在{days}内领到{amount}。", parties=("王小明",), amount_fen=11_150_000,
        persons=64, days=4, approximate=("persons",),
    )  # fmt: skip
    (line,) = story_lines([given])
    assert text_of(line) == "王某某的60余名工人在4天内领到11.15万元。"
    assert [part.number for part in line if isinstance(part, Value)] == [64, 4, 11_150_000]


def test_people_of_two_stories_are_told_apart() -> None:
    """T34: the numbering is the document's, not the story's."""
    given = [
        story("{party1}到庭，{party2}配合。", parties=("王小明", "铁岭宏达建筑有限公司")),
        story("{party1}履行。", parties=("王大力",)),
    ]
    assert [text_of(line) for line in story_lines(given, "public")] == [
        "王某1到庭，某建筑公司配合。",
        "王某2履行。",
    ]
    assert text_of(story_lines(given)[0]) == "王某1到庭，铁岭宏达建筑有限公司配合。"


def test_the_file_says_what_a_party_is() -> None:
    given = story("{party1}付清。", parties=("天行健",), party_kinds=("company",))
    assert text_of(story_lines([given], "public")[0]) == "某单位付清。"


def test_several_names_of_one_party() -> None:
    given = story("{party1}到庭。", parties=("王小明、李四",))
    assert text_of(story_lines([given])[0]) == "王某某、李某某到庭。"
