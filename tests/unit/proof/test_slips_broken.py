"""Text that broke in the editing."""

import pytest

from tests.unit.proof.slip_texts import told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("累计执结执结913件。", ("word_doubled", "执结执结")),
        ("银州区法院法院本周执结12件。", ("word_doubled", "法院法院")),
        ("成效明显。。下一步，继续攻坚。", ("word_doubled", "。。")),
        ("拘传8人次，，拘留6人次。", ("word_doubled", "，，")),
        ("到位276.03万元元。", ("unit_doubled", "276.03万元元")),
        ("执结９１３件件。", ("unit_doubled", "９１３件件")),
        ("增长8.2%%。", ("unit_doubled", "8.2%%")),
        ("上升2.1个百分点百分点。", ("unit_doubled", "2.1个百分点百分点")),
        ("累计执结案件件，到位1万元。", ("number_missing", "执结案件件")),
        ("市中院本周执结件，到位1万元。", ("number_missing", "执结件")),
        ("执行到位金额达万元。", ("number_missing", "达万元")),
        ("累计执结    件。", ("number_missing", "累计执结    件")),
        ("司法拘留人次，罚款3人次。", ("number_missing", "拘留人次")),
        ("执结案件同比增长%。", ("number_missing", "增长%")),
        ("结案率提高个百分点。", ("number_missing", "提高个百分点")),
        ("执结XX件，到位1万元。", ("placeholder", "XX")),
        ("到位××万元。", ("placeholder", "××")),
        ("银州区法院执结____件。", ("placeholder", "____")),
        ("累计执结{{ closed }}件。", ("placeholder", "{{")),
        ("执结数TODO。", ("placeholder", "TODO")),
        ("本段数据待补。", ("placeholder", "数据待补")),
        ("合计#REF!件。", ("placeholder", "#REF!")),
    ],
)
def test_what_is_broken(text: str, found: tuple[str, str]) -> None:
    assert found in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "确保事事有回音、件件有着落。",
        "累计执结913件，件件有着落。",
        "推动执行执行款发放到位。",
        "未结案件、已结案件均已列明，超期未结案件：无。",
        "未执结件、已办结件另行统计，本周执结案件，均已归档。",
        "被拘留人、被罚款人当场履行。",
        "标的额在数万元、百余万元的案件较多。",
        "单位：万元、件、%",
        "王××、李××等人当场履行，张**已履行。",
        "XX，某某，×",
        "有3件待核实，日期待定。",
        "一笔笔案款、一面面锦旗……——感谢",
        "的的确确，实实在在，干干净净。",
        "半角12,345件，全角１２３４５件，（半角)混用。",
        "——————————",
        "________________",
        "结案率提高几个百分点不是目的。",
        "人人参与，户户知晓。",
    ],
)
def test_what_is_whole(text: str) -> None:
    assert told(text) == []


BROKEN = (
    "今年以来，该院用足用活执行措施，高质效办理涉民生案件。今年1至9月，该院共执结涉民生小标的案件"
)


def test_a_paragraph_that_stops_before_its_number() -> None:
    assert told(f"{BROKEN}\n攻坚克难") == [("sentence_broken", "共执结涉民生小标的案件")]
    assert told(f"{BROKEN}\n") == [("sentence_broken", "共执结涉民生小标的案件")]
    assert told("该院执行到位工作扎实推进，截至9月底，累计执行到位金额达\n\n二、下一步") == [
        ("sentence_broken", "累计执行到位金额达")
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{BROKEN}\n312件，到位1万元。",
        f"{BROKEN}。",
        "全市法院集中执行涉民生案件\n本报讯",
        "统计不含行动开始前已到位的金额",
        "本周该院先后办理一批重大案件",
    ],
)
def test_a_paragraph_that_goes_on_or_announces_nothing(text: str) -> None:
    assert told(text) == []
