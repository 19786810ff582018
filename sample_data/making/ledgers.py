"""How each of the eight courts lays out its case ledger.

In: a return of form `cases`. Out: its sheets. One function a court.
Refuses to know why a row says what it says, and how files are written.
"""

from collections.abc import Callable

from sample_data.making.columns import (
    MARK,
    WAN,
    YUAN,
    as_date,
    day_column,
    declared_column,
    dotted,
    fill,
    half_width,
    number_column,
    officer_column,
    original_column,
    period,
    plain,
    seq_column,
    serial,
    slashed,
    spaced,
    square,
    text_column,
    title_of,
    unit_money_column,
)
from sample_data.making.nouns import Return
from sample_data.making.sheets import Sheet, add_header, add_line, add_row, add_total, money
from sample_data.making.staff import officer_name
from sample_data.making.weeks import chinese


def intermediate(sent: Return) -> list[Sheet]:
    """中院本级: one header row, 元 in its words, dates as dates, a footnote."""
    columns = (
        seq_column("序号"),
        number_column("案号", plain),
        day_column("立案日期", "filed_on", as_date),
        text_column("案由", "cause"),
        text_column("申请执行人", "applicant"),
        text_column("被执行人", "debtor"),
        money(("申请执行标的（元）",), "claim_fen", YUAN),
        money(("执行到位金额（元）",), "recovered_fen", YUAN),
        money(("放弃金额（元）",), "waived_fen", YUAN),
        money(("结案标的（元）",), "closing_claim_fen", YUAN),
        day_column("结案日期", "closed_on", as_date),
        text_column("结案方式", "close_method"),
        officer_column("承办人", sent.court.code),
        text_column("备注", "note"),
    )
    sheet = Sheet(name="案件台账", width=len(columns))
    add_line(sheet, title_of(sent))
    add_line(sheet, period(sent.week))
    add_header(sheet, columns)
    fill(sheet, columns, sent.statements)
    add_line(sheet, f"注：{MARK}。")
    return [sheet]


def yinzhou(sent: Return) -> list[Sheet]:
    """银州: a sheet an action, two header rows, 万元 over both amounts, a total below."""
    columns = (
        seq_column("序号"),
        number_column("执行案号", plain),
        original_column("原案号", plain),
        day_column("立案时间", "filed_on", as_date),
        text_column("案由", "cause"),
        text_column("申请人", "applicant"),
        text_column("被执行人", "debtor"),
        money(("金额情况（万元）", "申请标的"), "claim_fen", WAN),
        money(("金额情况（万元）", "已到位"), "recovered_fen", WAN),
        day_column("结案时间", "closed_on", as_date),
        text_column("结案方式", "close_method"),
        officer_column("承办法官", sent.court.code),
        text_column("备注", "note"),
    )
    names = {
        "small": "小标的案件",
        "livelihood": "涉民生案件",
        "wages": "整治欠薪案件",
        "other": "其他案件",
    }
    sheets = []
    for action, name in names.items():
        rows = [row for row in sent.statements if action in row.sheets]
        sheet = Sheet(name=name, width=len(columns))
        add_line(sheet, f"{title_of(sent)}（{MARK}）")
        add_line(sheet, period(sent.week))
        add_header(sheet, columns)
        fill(sheet, columns, rows)
        add_total(sheet, columns, rows, "合计")
        sheets.append(sheet)
    return sheets


def qinghe(sent: Return) -> list[Sheet]:
    """清河: 元 stands in a line above the table only; dates are text with dots."""
    columns = (
        seq_column("序号"),
        number_column("案号", plain),
        declared_column("所属行动"),
        text_column("立案案由", "cause"),
        text_column("申请执行人", "applicant"),
        text_column("被执行人", "debtor"),
        day_column("收案日期", "filed_on", dotted),
        money(("标的额",), "claim_fen", YUAN),
        money(("到位金额",), "recovered_fen", YUAN),
        day_column("结案日期", "closed_on", dotted),
        text_column("结案方式", "close_method"),
        officer_column("承办人", sent.court.code),
        text_column("备注", "note"),
    )
    sheet = Sheet(name="台账", width=len(columns))
    add_line(sheet, title_of(sent))
    add_line(sheet, f"{period(sent.week)}　　单位：元　　{MARK}")
    add_header(sheet, columns)
    fill(sheet, columns, sent.statements)
    return [sheet]


def tieling_county(sent: Return) -> list[Sheet]:
    """铁岭县: an .xls with dates as bare serial numbers, 万元, a total and a footer."""
    columns = (
        seq_column("编号"),
        number_column("案号", square),
        original_column("原执行案号", square),
        day_column("立案日期", "filed_on", serial),
        text_column("案由", "cause"),
        text_column("申请执行人", "applicant"),
        text_column("被执行人", "debtor"),
        money(("申请执行标的(万元)",), "claim_fen", WAN),
        money(("已执行到位金额(万元)",), "recovered_fen", WAN),
        money(("放弃金额(万元)",), "waived_fen", WAN),
        day_column("结案日期", "closed_on", serial),
        text_column("结案方式", "close_method"),
        officer_column("执行员", sent.court.code),
        text_column("备注", "note"),
    )
    sheet = Sheet(name="Sheet1", width=len(columns))
    add_line(sheet, title_of(sent))
    add_line(sheet, f"填报单位：{sent.court.name}　　数据截至：{chinese(sent.week.end)}")
    add_header(sheet, columns)
    fill(sheet, columns, sent.statements)
    add_total(sheet, columns, sent.statements, "合计", sent.total_off_fen)
    clerk, chief = officer_name(sent.court.code, 0), officer_name(sent.court.code, 1)
    add_line(sheet, f"填报人：{clerk}　　审核人：{chief}", merged=False)
    add_line(sheet, f"注：{MARK}", merged=False)
    return [sheet]


def xifeng(sent: Return) -> list[Sheet]:
    """西丰: three header rows with 其中, amounts as text with their unit, dates in words."""
    columns = (
        seq_column("序号"),
        number_column("案号", plain),
        text_column("案由", "cause"),
        text_column("申请执行人", "applicant"),
        text_column("被执行人", "debtor"),
        day_column("立案日期", "filed_on", chinese),
        unit_money_column(("执行金额", "申请执行标的"), "claim_fen"),
        unit_money_column(("执行金额", "其中", "执行到位金额"), "recovered_fen"),
        unit_money_column(("执行金额", "其中", "放弃金额"), "waived_fen"),
        day_column("结案日期", "closed_on", chinese),
        text_column("结案方式", "close_method"),
        officer_column("承办人", sent.court.code),
        text_column("备注", "note"),
    )
    sheet = Sheet(name="案件台账", width=len(columns))
    add_line(sheet, title_of(sent))
    add_line(sheet, f"填报单位：{sent.court.name}　数据截至：{chinese(sent.week.end)}　（{MARK}）")
    add_header(sheet, columns)
    fill(sheet, columns, sent.statements)
    return [sheet]


def changtu(sent: Return) -> list[Sheet]:
    """昌图: a GBK csv with two title lines, 元, half-width brackets, dates with slashes."""
    columns = (
        seq_column("序号"),
        number_column("案号", half_width),
        original_column("原案号", half_width),
        declared_column("所属行动"),
        day_column("立案日期", "filed_on", slashed),
        text_column("案由", "cause"),
        text_column("申请执行人", "applicant"),
        text_column("被执行人", "debtor"),
        money(("执行标的额(元)",), "claim_fen", YUAN),
        money(("执行到位金额(元)",), "recovered_fen", YUAN),
        day_column("结案日期", "closed_on", slashed),
        text_column("结案方式", "close_method"),
        officer_column("承办人", sent.court.code),
        text_column("备注", "note"),
    )
    sheet = Sheet(name="", width=len(columns))
    add_line(sheet, title_of(sent))
    add_line(sheet, f"{period(sent.week)}（{MARK}）")
    add_header(sheet, columns)
    fill(sheet, columns, sent.statements)
    return [sheet]


def diaobingshan(sent: Return) -> list[Sheet]:
    """调兵山: 万元 in the title, the total first, a subtotal after each officer's block."""
    columns = (
        seq_column("序号"),
        officer_column("承办人", sent.court.code),
        number_column("案号", plain),
        day_column("立案日期", "filed_on", as_date),
        text_column("案由", "cause"),
        text_column("申请执行人", "applicant"),
        text_column("被执行人", "debtor"),
        money(("申请执行标的",), "claim_fen", WAN),
        money(("执行到位金额",), "recovered_fen", WAN),
        day_column("到账日期", "received_on", as_date),
        day_column("结案日期", "closed_on", as_date),
        text_column("结案方式", "close_method"),
        day_column("拘传日期", "compelled", as_date),
        day_column("拘留日期", "detained", as_date),
        text_column("备注", "note"),
    )
    sheet = Sheet(name="大干70天台账", width=len(columns))
    add_line(sheet, title_of(sent))
    add_line(sheet, f"{period(sent.week)}　　单位：万元　　（{MARK}）")
    add_header(sheet, columns)
    add_total(sheet, columns, sent.statements, "合计")
    number = 0
    for officer in range(sent.court.officers):
        block = [row for row in sent.statements if row.officer == officer]
        for row in block:
            number += 1
            add_row(sheet, columns, row, number)
        add_total(sheet, columns, block, "小计")
    return [sheet]


def kaiyuan(sent: Return) -> list[Sheet]:
    """开原: the table begins at B2; measures are ticks or dates; a footer with a telephone."""
    columns = (
        seq_column("序号"),
        number_column("案号", spaced),
        original_column("原案号", spaced),
        day_column("立案日期", "filed_on", as_date),
        text_column("案由", "cause"),
        text_column("申请执行人", "applicant"),
        text_column("被执行人", "debtor"),
        money(("申请执行标的（万元）",), "claim_fen", WAN),
        money(("到位金额（万元）",), "recovered_fen", WAN),
        money(("放弃金额（万元）",), "waived_fen", WAN),
        day_column("结案日期", "closed_on", as_date),
        text_column("结案方式", "close_method"),
        day_column("拘传", "compelled", as_date),
        day_column("拘留", "detained", as_date),
        officer_column("承办人", sent.court.code),
        text_column("备注", "note"),
    )
    sheet = Sheet(name="台账", width=len(columns), left=1)
    sheet.rows.append([None] * (len(columns) + 1))
    add_line(sheet, title_of(sent))
    add_line(sheet, period(sent.week))
    add_header(sheet, columns)
    fill(sheet, columns, sent.statements)
    add_line(sheet, f"填报人：{officer_name(sent.court.code, 0)}", merged=False)
    add_line(sheet, "联系电话：", merged=False)
    add_line(sheet, f"注：拘传、拘留栏填√或日期。{MARK}。", merged=False)
    return [sheet]


LAYOUTS: dict[str, Callable[[Return], list[Sheet]]] = {
    "辽12": intermediate,
    "辽1202": yinzhou,
    "辽1204": qinghe,
    "辽1221": tieling_county,
    "辽1223": xifeng,
    "辽1224": changtu,
    "辽1281": diaobingshan,
    "辽1282": kaiyuan,
}
