"""Percent and points, times and falls."""

import pytest

from tests.unit.proof.slip_texts import told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("结案率同比上升3.2%。", ("rate_in_percent", "上升3.2%")),
        ("执行完毕率60.5%，较上周提高2.1%。", ("rate_in_percent", "提高2.1%")),
        ("到位率较去年同期下降了0.8%。", ("rate_in_percent", "下降了0.8%")),
        ("小标的案件占比同比下降3%。", ("rate_in_percent", "下降3%")),
        ("执行到位金额同比增长12个百分点。", ("amount_in_points", "增长12个百分点")),
        ("本周执结案件环比增加5.3个百分点。", ("amount_in_points", "增加5.3个百分点")),
        ("拘留人次较上周减少８个百分点。", ("amount_in_points", "减少８个百分点")),
        ("未结案件较年初下降2倍。", ("times_fall", "下降2倍")),
        ("平均用时缩短了1.5倍。", ("times_fall", "缩短了1.5倍")),
        ("信访量减少近3倍。", ("times_fall", "减少近3倍")),
        ("未结案件降幅达120%。", ("fall_over_hundred", "降幅达120%")),
        ("新收案件同比下降130.5%。", ("fall_over_hundred", "下降130.5%")),
        ("超期案件减少了200%。", ("fall_over_hundred", "减少了200%")),
        ("到位金额同比增长150%，是去年同期的1.5倍。", ("times_mixed", "1.5倍")),
        ("执结数增长2倍，是去年的2倍。", ("times_mixed", "2倍")),
        ("执结数增长200%，为上月的2倍。", ("times_mixed", "2倍")),
    ],
)
def test_what_cannot_be_said_is_found(text: str, found: tuple[str, str]) -> None:
    assert told(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "结案率同比上升3.2个百分点。",
        "结案率提高到95.2%。",
        "到位率30%，到位金额同比增长12%。",
        "执行效率提高30%，办案频率增加20%。",
        "率先实现到位金额增长12%。",
        "到位金额完成目标的102.99%，快于序时进度2.99个百分点。",
        "完成目标的98%，较上周提高5个百分点。",
        "结案率达95%，同比上升1.2个百分点；到位金额增长8%。",
        "到位金额增幅扩大3个百分点。",
        "增速较上周加快2个百分点。",
        "未结案件减少到原来的二分之一。",
        "未结案件下降100%。",
        "到位金额同比增长150%，是去年同期的2.5倍。",
        "到位金额增长302.70%，为上周的4.03倍。",
        "本周到位资金约276万元，为上周的4.03倍。",
        "执结数增长1倍，是去年的2倍。",
    ],
)
def test_what_can_be_said_is_not(text: str) -> None:
    assert told(text) == []
