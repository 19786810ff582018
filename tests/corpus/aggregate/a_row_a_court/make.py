from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title("铁岭法院“大干70天”专项执行行动战报数据表（第5周）", across=13)
        .row("填报单位：铁岭中院", None, None, WEEK)
        .header(
            "序号",
            "法院",
            "小标的案件",
            None,
            None,
            "整治欠薪案件",
            None,
            None,
            "执行到位金额（万元）",
            None,
            "强制措施",
            None,
            "备注",
        )
        .header(
            None,
            None,
            "本周执结",
            "累计执结",
            "完成率%",
            "本周执结",
            "累计执结",
            "完成率%",
            "本周",
            "累计",
            "累计拘传（人次）",
            "累计拘留（人次）",
            None,
        )
        .merge("A3:A4", "B3:B4", "C3:E3", "F3:H3", "I3:J3", "K3:L3", "M3:M4")
        .rows(
            (1, "银州区法院", 12, 60, 35.29, 2, 9, 10, 30.5, 210.25, 8, 2, None),
            (2, "清河区法院", 5, 21, 30, 0, 3, 6, 7, 55, 1, 0, None),
            ("合计", None, 17, 81, None, 2, 12, None, 37.5, 265.25, 9, 2, None),
        )
        .save(folder / "附件1.xlsx")
    )
