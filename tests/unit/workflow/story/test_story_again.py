"""The same story found again, over pairs whose answer is known: found, and not found where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import pytest

from enforcement_cli.workflow.story.alike import Again, again, likest, told_again
from enforcement_cli.workflow.story.gist import Gist, gist_of
from tests.unit.workflow.story.pairs import (
    LAST,
    LAST_RETOLD,
    LOANS,
    MOULDED,
    RETOLD,
    STORIES,
    UNSEEN,
    UNSEEN_RETOLD,
    WAGES,
    WAYS,
)

COURT = "辽1202"


def gist(key: str, text: str, **more: str) -> Gist:
    return gist_of(key, text, court=COURT, **more)


@pytest.fixture(scope="module")
def gists() -> dict[str, Gist]:
    """Every text by the number of its case and who tells it."""
    texts = {f"{number} base": text for number, text in enumerate(STORIES)}
    texts |= {f"{number} retold": text for number, text in RETOLD.items()}
    texts |= {f"u{number} base": text for number, text in enumerate(UNSEEN)}
    texts |= {f"u{number} retold": text for number, text in enumerate(UNSEEN_RETOLD)}
    texts |= {f"l{number} base": text for number, text in enumerate(LAST)}
    texts |= {f"l{number} retold": text for number, text in enumerate(LAST_RETOLD)}
    texts |= {f"m{number} base": text for number, text in enumerate(MOULDED)}
    return {key: gist(key, text) for key, text in texts.items()}


def case_of(one: Gist) -> str:
    return one.key.split()[0]


def different(gists: dict[str, Gist]) -> Iterator[tuple[Gist, Gist]]:
    for first, second in combinations(gists.values(), 2):
        if case_of(first) != case_of(second):
            yield first, second


def test_the_pairs_are_many_enough(gists: dict[str, Gist]) -> None:
    assert len(STORIES) * len(WAYS) + len(RETOLD) >= 40
    # Of the same court and cause: 66 of wages alone.
    assert len(WAGES) * (len(WAGES) - 1) // 2 >= 60
    assert len(list(different(gists))) > 1500


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_story_is_found_however_it_is_pasted(
    gists: dict[str, Gist], way: Callable[[str], str]
) -> None:
    missed = [
        number for number, text in enumerate(STORIES)
        if again(gists[f"{number} base"], gist("other", way(text))) is None
    ]  # fmt: skip
    assert missed == []


def test_a_story_is_found_when_somebody_else_tells_it(gists: dict[str, Gist]) -> None:
    missed = [
        number for number in RETOLD
        if again(gists[f"{number} base"], gists[f"{number} retold"]) is None
    ]  # fmt: skip
    assert missed == []


def test_most_of_those_not_looked_at_before_are_found(gists: dict[str, Gist]) -> None:
    """Of eight only 探望 is missed: it has no money, and nothing to count."""
    found = [
        number for number in range(len(UNSEEN))
        if again(gists[f"u{number} base"], gists[f"u{number} retold"]) is not None
    ]  # fmt: skip
    assert found == [0, 1, 2, 4, 5, 6, 7]


def test_all_of_the_last_are_found(gists: dict[str, Gist]) -> None:
    missed = [
        number for number in range(len(LAST))
        if again(gists[f"l{number} base"], gists[f"l{number} retold"]) is None
    ]  # fmt: skip
    assert missed == []


def test_two_stories_of_one_genre_are_two(gists: dict[str, Gist]) -> None:
    wrong = [
        (first.key, second.key) for first, second in different(gists)
        if again(first, second) is not None
    ]  # fmt: skip
    assert wrong == []


def test_the_reason_is_told(gists: dict[str, Gist]) -> None:
    base = gists["2 base"]
    copied = again(base, gist("copy", STORIES[2]))
    told = again(base, gists["2 retold"])
    assert copied is not None
    assert told is not None
    assert (copied.why, copied.share) == ("copy", 100)
    assert told.why == "facts"
    assert "amount" in told.facts
    assert "金额" in told.told


def test_a_story_inside_a_longer_one() -> None:
    whole = gist("report", "".join(WAGES[:5]))
    part = again(whole, gist("part", WAGES[3]))
    assert part is not None
    assert part.why == "part"


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [("（2026）辽1202执1号", "（2026）辽1202执1号", "case_no"),
     ("（2026）辽1202执1号", "（2026）辽1202执2号", None)],
)  # fmt: skip
def test_a_case_number_decides(first: str, second: str, why: str | None) -> None:
    """One number is one case whatever is told of it; two numbers are two under one mould."""
    texts = (MOULDED[0], MOULDED[2] if why else MOULDED[2].replace("7.5", "2"))
    found = again(gist("a", texts[0], case_no=first), gist("b", texts[1], case_no=second))
    assert (found.why if found else None) == why


def test_another_court_tells_another_story() -> None:
    mine = gist("a", LOANS[2])
    theirs = gist_of("b", RETOLD[len(WAGES) + 2], court="辽1224")
    assert again(mine, theirs) is None
    assert again(mine, gist_of("b", RETOLD[len(WAGES) + 2])) is not None


def test_the_likest_of_several(gists: dict[str, Gist]) -> None:
    known = [gists[f"{number} base"] for number in range(6)]
    found = likest(gists["4 retold"], known)
    assert found is not None
    assert (found.first, found.second) == ("4 base", "4 retold")
    assert likest(gists["9 retold"], known) is None


def test_pairs_come_in_the_order_of_the_stories(gists: dict[str, Gist]) -> None:
    listed = [gists["1 base"], gists["2 base"], gists["2 retold"], gists["1 retold"]]
    found = [(pair.first, pair.second) for pair in told_again(listed)]
    assert found == [("1 base", "1 retold"), ("2 base", "2 retold")]
    assert all(isinstance(pair, Again) for pair in told_again(listed))


def test_masks_and_roundings_are_no_difference() -> None:
    first = gist("a", "王某某欠货款11.15万元，在集市卖羊时被拘传，卖掉三只羊付清。")
    second = gist("b", "王某欠货款11万余元，在集市卖羊时被拘传，卖掉三只羊付清。")
    found = again(first, second)
    assert found is not None
    assert found.share == 100
    # A rounding that the amount does not have is another amount.
    third = gist("c", "王某欠货款12万余元，在集市卖羊时被拘传，卖掉三只羊付清。")
    assert again(first, third) is None


SHORT = (
    "执行干警将王某某拘传到庭，4天内促成履行，11.15万元抚养费当场发还。",
    "11万余元抚养费当场发还！银州区法院执行干警把王某拘传到庭，4天内促成了履行。",
)


def test_two_short_stories_told_anew_are_one() -> None:
    found = again(gist("a", SHORT[0]), gist("b", SHORT[1]))
    assert found is not None
    assert (found.why, set(found.facts) >= {"amount", "days"}) == ("facts", True)


@pytest.mark.parametrize(
    "other",
    [
        # Another amount, other days, the same amount alone, another matter of one amount and days.
        "执行干警将李某拘传到庭，4天内促成履行，8万元抚养费当场发还。",
        "执行干警将李某拘传到庭，9天内促成履行，11.15万元抚养费当场发还。",
        "执行干警冻结李某账户，11.15万元货款全部到账，申请人送来锦旗。",
        "干警扣押李某货车，4天内拍卖成交，11.15万元货款打入法院账户，工人领到工资。",
    ],
)
def test_two_short_stories_of_other_facts_are_two(other: str) -> None:
    assert again(gist("a", SHORT[0]), gist("b", other)) is None
