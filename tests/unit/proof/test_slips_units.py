"""人 and 人次, 套 and 处."""

from decimal import Decimal

import pytest

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.proof import Mark
from tests.unit.proof.slip_texts import figures, ground, key, told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本周司法拘留62人。\n行动以来司法拘留62人次。", ("unit_mixed", "62人次")),
        ("全市法院拘传被执行人116人次。\n全市法院拘传116人，成效明显。", ("unit_mixed", "116人")),
        ("累计罚款15人次，其中本院罚款15人。", ("unit_mixed", "15人")),
        ("累计查封房产447套。\n查封房产447处。", ("unit_differs", "447处")),
    ],
)
def test_one_number_with_two_units(text: str, found: tuple[str, str]) -> None:
    assert found in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "专项行动司法拘留3人。\n团队成立以来司法拘留9人次。",
        "银州区法院司法拘留12人次，清河区法院司法拘留12人次。",
        "拘留2人次。\n拘留2人。",
        "查扣车辆410台。\n查扣车辆410辆。",
        "执结98起。\n执结98件。",
    ],
)
def test_other_numbers_and_other_words_for_one_unit(text: str) -> None:
    assert told(text) == []


def _mark(unit: str, raw: str, start: int) -> Mark:
    claim = Claim(
        metric="persons_detained", value=Decimal(71), unit=unit, raw=raw, start=start,
        end=start + len(raw), sentence=(0, 20),
    )  # fmt: skip
    return Mark(claim=claim, verdict="matches", key=key("persons_detained"), period="本周")


@pytest.mark.parametrize(("unit", "counted", "wrong"), [
    ("人", "人次", True), ("人次", "人", True), ("人次", "人次", False), ("人", "人", False),
])  # fmt: skip
def test_the_unit_of_the_data_holds(unit: str, counted: str, wrong: bool) -> None:
    text = f"本周司法拘留71{unit}。"
    held = ground(figures({key("persons_detained"): (71, None)}, unit=counted))
    found = told(text, held, marks=(_mark(unit, f"71{unit}", 6),))
    assert found == ([("unit_against_data", f"71{unit}")] if wrong else [])
