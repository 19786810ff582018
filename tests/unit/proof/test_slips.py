"""All slips of a text: their order, their words, and texts in which nothing is wrong."""

from pathlib import Path

import pytest

from enforcement_cli.claims.read import claims_in
from enforcement_cli.model.prose import running_text
from enforcement_cli.proof.slips import slips_of
from enforcement_cli.vocabulary.proof_slips import slip_codes
from enforcement_cli.workbook.prose import prose_of
from tests.unit.proof.slip_texts import TODAY, ground, slips, told

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"

BULLETIN = """“大干70天”冬季专项执行行动战报（周报）
第11周
第11期　辽宁省铁岭市中级人民法院执行指挥中心
统计区间：2026年2月23日至2月28日　数据时点：2026年3月3日09:00前收到的报表
截至2026年2月28日，专项行动进入第11周（共11周），全市法院累计执结行动案件964件，执行到位1544.84万元。
本周执结176件，较上周增加155件；执行到位276.03万元，环比增长302.70%。
行动为期70天（2025年12月20日至2026年2月28日，首尾都算71天），已过71天，时间进度100.00%，到位金额完成目标的102.99%，快于序时进度2.99个百分点。
小标的案件：本周执结166件，较上周增加147件；累计执结913件，其中执行完毕546件，执行到位884.54万元；目标900件，完成率101.44%，快于序时进度1.44个百分点。
累计执行完毕584件，终结本次执行程序217件，终结执行163件；首执案件执行完毕率60.50%；期末未结244件。
本周依法拘传8人次，司法拘留6人次，罚款3人次，搜查3次。
小标的案件：3家达到或快于序时进度，2家慢于序时进度（银州区法院、清河区法院）。
各项行动的案件有交叉，同一案件可同时计入两项以上，分项数不作累加；合计按案号去重
累计执结964件＝上期累计（已发布）788件＋本期176件＋补报及更正前期0件"""


def test_nothing_is_said_against_our_own_sentences() -> None:
    assert told(BULLETIN, ground()) == []
    assert told(BULLETIN) == []


def test_slips_come_in_reading_order_and_each_place_once() -> None:
    text = "截至2月8日，执结执结913件件。\n截至2月8日，结案率上升3%，2月30日。"
    found = slips(text, ground())
    assert [slip.code for slip in found] == [
        "stale_cutoff", "word_doubled", "unit_doubled", "stale_cutoff", "rate_in_percent",
        "no_such_date",
    ]  # fmt: skip
    assert len({(slip.code, slip.start, slip.end) for slip in found}) == len(found)
    assert {slip.code for slip in found} <= set(slip_codes())
    assert all(slip.message.endswith(("。", "？")) and slip.remedy for slip in found)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not part of the repository")
@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("000", []),
        ("001", []),
        ("002", [("sentence_broken", True, "共执结涉民生小标的案件")]),
        ("003", [("parts_unmarked", False, "87.7万元")]),
        ("004", []),
    ],
)
def test_the_seeds_have_what_is_wrong_with_them(
    number: str, found: list[tuple[str, bool, str]]
) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    page = prose_of(path).value
    assert page is not None
    said = slips_of(page, claims_in(running_text(page)), today=TODAY)
    assert [(slip.code, slip.serious) for slip in said] == [(code, bad) for code, bad, _ in found]
    for slip, (_, _, words) in zip(said, found, strict=True):
        assert page.text[slip.start : slip.end].startswith(words)
