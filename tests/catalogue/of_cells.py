"""Cases of the structure of a table (S-) and of one cell (V-), where one return by itself shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from tests.blanks import TAG_ROW, blank_of, columns_of, filled, saved
from tests.builder import Book, book
from tests.catalogue.playing import Case, room_in
from tests.catalogue.sheets import (
    DONE,
    LEDGER,
    Sent,
    case,
    figures,
    ledger,
    payments,
    put,
    rows_of,
    sent,
    title,
    totals,
)
from tests.corpus.raw import SHEET, edit_part
from tests.defects.city import week

_ID = "211202199003074529"
_OTHER = (None, "被执行人", "案由", "承办人", "备注")


def _one(
    code: str, fails: Book, passes: Book, at: str = "", form: str = "cases", **more: Any
) -> Case:
    return Case(code, [sent(fails, form)], [sent(passes, form)], at, **more)


def _cell(code: str, at: str, wrong: Any, right: Any, **more: Any) -> Case:
    """One cell of a sound ledger."""
    return _one(code, ledger({at: wrong}), ledger({at: right}), at, **more)


def _of_total(code: str, wrong: Book, right: Book, at: str = "", **more: Any) -> Case:
    return _one(code, wrong, right, at, "aggregate", **more)


def _edited(
    code: str, fails: tuple[Book, Any], passes: tuple[Book, Any], at: str, **more: Any
) -> Case:
    """Where the file as written must be changed."""
    made = [sent(made, edit=edit) for made, edit in (fails, passes)]
    return Case(code, made[:1], made[1:], at, **more)


def _cached(*values: Any) -> Callable[[Path], object]:
    """The results of the sheet's formulas in their order, as a program that computed them saves."""

    def edit(path: Path) -> object:
        for value in values:
            edit_part(path, SHEET, r"^(.*?)(?:<v ?/>|<v></v>)", rf"\g<1><v>{value}</v>")
        return path

    return edit


def _shown_as(at: str, code: str) -> Callable[[Path], object]:
    def edit(path: Path) -> object:
        made = openpyxl.load_workbook(path)
        made.worksheets[0][at].number_format = code
        made.save(path)
        return path

    return edit


def _summed(**cells: Any) -> Book:
    """The sound ledger with a row of totals, 11: claims 372500, recovered 80350."""
    total = ("合计", *[None] * 5, cells.get("claim", 372_500), cells.get("recovered", 80_350))
    return ledger(None, *rows_of(), total)


def _with(header: str, *values: Any) -> Book:
    """The sound ledger with one more column, L."""
    return ledger({"L4": header, **{f"L{row}": value for row, value in enumerate(values, 5)}})


def _without(header: str) -> Book:
    place = LEDGER.index(header)
    rows = [(*row[:place], *row[place + 1 :]) for row in rows_of()]
    return ledger(None, *rows, header=[*LEDGER[:place], *LEDGER[place + 1 :]])


def _hidden_sheet(*, hidden: bool) -> Book:
    made = ledger()
    old = ledger(number=1)
    if hidden:
        made.sheet("备用", hidden=True).rows(*map(tuple, old.here.rows))
    return made


def _two_tables(second: tuple[Any, ...]) -> Book:
    lines = ((None, "甲某", "买卖合同纠纷", "丁某"),) if second[0] is None else (case(107, 42_000),)
    return ledger(None, *rows_of(), second, *lines)


def _tagged(*, agree: bool) -> Callable[[Path], object]:
    """A blank of ours, filled in; one visible header renamed to what another tag says."""

    def write(path: Path) -> object:
        room = room_in(path.parent / f"desk{agree}")
        made = filled(blank_of(room, "cases", day=week(2)[0]), "cases")
        sheet = made.worksheets[0]
        place = columns_of(sheet)["claim_fen"]
        sheet.cell(row=TAG_ROW + 1, column=place, value="本案标的数" if agree else "结案标的（元）")
        return saved(made, path)

    return write


def _of_blank(*, agree: bool) -> Sent:
    return Sent(
        name="银州区法院第02周案件台账.xlsx",
        write=_tagged(agree=agree),
        received=sent(ledger()).received,
    )


def _remark(text: str) -> Book:
    return ledger(None, *rows_of()[:4], (text,), *rows_of()[4:])


def _sheets(name: str, said: str = "") -> Book:
    made = book().sheet(name).title(f"{said}{title()}")
    return made.row("本周执结（件）", "本周拘传（人次）").row(3, 2)


def _officers(*rows: tuple[Any, ...]) -> Book:
    made = book().title(title()).row("团队", "本周执结（件）", "本周拘留（人）")
    return made.rows(("一队", 2, 3), ("二队", 1, 2), *rows)


def _based(basis: str) -> Book:
    made = book().title("银州区法院专项行动周报表（第2周）")
    return made.row(f"{basis}执结（件）", f"{basis}拘传（人次）").row(3, 2)


def _flows(*header: str) -> Book:
    return book().title(title()).row("项目", *header).row("执结（件）", *range(3, 3 + len(header)))


_CLOSED = ("本周执结（件）", 30, "本周执行完毕（件）", 10)

STRUCTURE = (
    _one("S-01", put(book().sheet("台账"), {}).rows(*rows_of()), ledger()),
    _one("S-03", ledger({f"H{row}": dt.date(2026, 1, row) for row in range(5, 11)}), ledger(), "H4"),
    _one("S-04", _with("到位金额（元）", 1, 2, 3, 4, 5, 6), _with("备用", None)),
    _one("S-05", _with(LEDGER[7], 1, 2, 3, 4, 5, 6), _with("备用", None)),
    _one("S-06", _with("调解到账", 12, 7, 5), _with("调解到账", None), "L4", words=("调解到账",)),
    _one("S-07", _without("案号"), ledger(), words=("案号",)),
    _one("S-08", ledger().hide(8), ledger().hide(20), "A8"),
    _one("S-09", _hidden_sheet(hidden=True), _hidden_sheet(hidden=False), words=("备用",)),
    _one("S-11", ledger({"H4": "执行到位金额"}), ledger(), "H4"),
    _one("S-12", ledger({"A3": "单位：万元"}), ledger({"A3": "单位：元"}), words=("元", "万元")),
    _one("S-13", ledger({"H7": 900, "H8": None}).merge("H7:H8"), ledger({"H7": 900}), "H7"),
    _edited("S-14", (_summed(claim="=SUM(G5:G10)", recovered=80_900), _cached(372_500)),
            (_summed(claim="=SUM(G5:G10)", recovered="=SUM(H5:H10)"), _cached(372_500, 80_350)), "H11"),
    _cell("S-15", "H7", "#REF!", 12.5, words=("#REF!",)),
    _edited("S-16", (ledger({"H7": "='[上周.xlsx]Sheet1'!B2"}), _cached(900)),
            (ledger({"H7": "=400+500"}), _cached(900)), "H7"),
    _one("S-17", _two_tables(_OTHER), _two_tables(LEDGER), "11行"),
    _of_total("S-20", _based(""), _based("本周"), "A2"),
    _of_total("S-21", totals({"A17": "调解兑付", "C17": 3, "D17": 12}), totals({"A17": "搜查", "C17": 3, "D17": 12}),
              words=("调解兑付",)),
    _of_total("S-22", _officers(), _officers(("合计", 3, 5))),
    _of_total("S-23", _sheets("小标的", "涉民生案件"), _sheets("小标的", "小标的案件")),
    _of_total("S-24", _flows("本周", "累计", "年初以来"), _flows("本周", "累计"), "D3"),
    _edited("S-25", (ledger({"H7": 12_345}), _shown_as("H7", "0!.0000")),
            (ledger({"H7": 12_345}), _shown_as("H7", "#,##0.00")), "H7"),
    _one("S-26", _remark("以下案件不计入"), _remark("以下案件为恢复执行"), words=("以下案件不计入",)),
    Case("S-27", [_of_blank(agree=False)], [_of_blank(agree=True)]),
)  # fmt: skip

FIELD = (
    _cell("V-01", "B7", None, "（2025）辽1202执103号"),
    _cell("V-02", "H7", "已到", 12_000, words=("已到",)),
    _cell("V-03", "H7", "12050", 12_050),
    _cell("V-04", "H7", "１２，０５０", 12_050, words=("12050",)),
    _cell("V-05", "H7", -3_500, 3_500, words=("-3500",)),
    _of_total("V-06", totals({"C7": 4.5}), totals({"C7": 5}), "C7"),
    _of_total("V-07", totals({"C12": 12.0000015}), totals({"C12": 12.0015}), "C12"),
    _cell("V-08", "H7", "8000余元", "8000.35", words=("8000余元",)),
    _one("V-09", ledger({"H7": "900元"}), ledger({"H7": 900}), "H7"),
    _cell("V-10", "H7", "0.9万元", "9000元"),
    _cell("V-11", "I7", "2026.13.5", dt.date(2026, 1, 2), words=("2026.13.5",)),
    _cell("V-12", "I7", dt.date(2062, 1, 5), dt.date(2026, 1, 2)),
    _cell("V-13", "C7", "2025年5月6日", dt.date(2025, 5, 6)),
    _one("V-14", ledger({"J7": "其它", "I7": dt.date(2026, 1, 2)}),
         ledger({"J7": DONE, "I7": dt.date(2026, 1, 2)}), "J7", words=("其它",)),
    _cell("V-15", "J5", "执毕", DONE, words=("执毕", DONE)),
    _cell("V-16", "B7", "2026执123", "（2025）辽1202执103号", words=("2026执123",)),
    _cell("V-17", "B7", 2.025120200103e15, "（2025）辽1202执103号"),
    _one("V-20", ledger({"H7": 9_999}), ledger({"H7": 9_980}), "H7", words=("9999",)),
    _of_total("V-21", figures(*_CLOSED, "执行完毕率", "45%"), figures(*_CLOSED, "执行完毕率", "33.3%"), "C3"),
    _cell("V-22", "K7", f"证件号{_ID}", "证件号已核对"),
    _cell("V-23", "B7", "（2025） 辽1202执 103号", "（2025）辽1202执103号"),
    _cell("V-24", "K7", "-系夫妻共同债务", "系夫妻共同债务", words=("1 格",)),
    _of_total("V-25", figures("累计拘传（人次）", "9人", "本周执结", 2),
              figures("累计拘传（人次）", "9人次", "本周执结", 2), "A3"),
    _one("V-26", payments({"D6": -5_000, "F6": "重复入录，核减"}), payments({"D6": 5_000}), "D6", "payments"),
)  # fmt: skip
