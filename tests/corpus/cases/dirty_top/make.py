from datetime import date
from pathlib import Path

from tests.builder import book


def make(folder: Path) -> Path:
    top = ["序号", "案号", "立案日期", "案由", "申请人", "被执行人", "金额情况", None, None, "结案情况", None,
           "承办人", "团队", "强制措施", None, "重点案件", "所属行动", "备注"]  # fmt: skip
    low = [None] * 6 + [
        "申请标的",
        "已到位",
        "其中：本周到位",
        "结案日期",
        "结案方式",
        None,
        None,
        "拘传",
        "拘留",
    ]

    def line(number, closed):
        return (
            number, f"（2026）辽1202执{number}号", date(2026, 1, 5), "劳务合同纠纷", "王某", "某公司",
            3.5, 3.5, 1, closed, "执行完毕", "张三", "一团队", None, date(2026, 1, 13), "否", "欠薪", None,
        )  # fmt: skip

    return (
        book()
        .title("铁岭市银州区人民法院“大干70天”冬季专项执行行动案件台账", across=18)
        .row(
            "填报单位：银州区法院",
            None,
            None,
            "统计区间：2026年1月12日至1月18日",
            None,
            None,
            "单位：万元",
        )
        .header(*top)
        .header(*low)
        .merge("G3:I3", "J3:K3", "N3:O3")
        .merge(*(f"{letter}3:{letter}4" for letter in "ABCDEFLMPQR"))
        .row("填写说明", "按系统案号填写", "格式：2026-01-05")
        .rows(line(1, date(2026, 1, 14)), line(2, date(2026, 1, 15)))
        .row("合计", None, None, None, None, None, 7, 7, 2)
        .row("注：到位金额为累计数。")
        .save(folder / "台账.xlsx")
    )
