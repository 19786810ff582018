"""Cases of whole files (F-): what cannot be opened, whose it is, of which days, and when it came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from tests.blanks import TAG_ROW, blank_of, filled, saved
from tests.builder import Book, book
from tests.catalogue.playing import Case, room_in
from tests.catalogue.sheets import (
    LEDGER,
    QINGHE,
    Sent,
    came,
    case,
    head,
    ledger,
    put,
    sent,
    title,
    totals,
)
from tests.corpus.raw import add_part, docx, edit_part, encrypted
from tests.defects.city import week
from tests.unit.workbook.test_workbook_binary import xlsb

_DUE = """[[campaign.expects]]
form = "cases"
due = { weekday = "monday", time = "12:00", grace_days = 1, lock_days = 3 }
"""
_OLD = """
[[campaign.action]]
id = "old"
name = "长期未结案件"
filed_before = 2023-01-01
"""
_CORE = "docProps/core.xml"


def _one(code: str, fails: Sent, passes: Sent | None = None, at: str = "", **more: object) -> Case:
    return Case(code, [fails], [passes or sent(ledger())], at, **more)  # type: ignore[arg-type]


def _raw(name: str, write: Callable[[Path], object]) -> Sent:
    return Sent(name=name, write=write, received=sent(ledger()).received)


def _saved(moment: str) -> Callable[[Path], object]:
    def edit(path: Path) -> object:
        return edit_part(path, _CORE, r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{moment}")

    return edit


def _many(count: int) -> Book:
    return ledger(None, *(case(1000 + n, 31_000 + 7 * n) for n in range(count)))


def _duty(made: Book) -> Book:
    return made.header("日期", "值班员", "带班领导").row(dt.date(2026, 1, 4), "甲某", "乙某")


def _older_blank(*, by_hand: bool) -> Sent:
    """The second week's blank, filled in for the third; the columns added since perhaps by hand."""

    def write(path: Path) -> object:
        room = room_in(path.parent / f"desk{by_hand}")
        made = filled(blank_of(room, "aggregate", day=week(2)[0]), "aggregate")
        sheet = made.worksheets[0]
        sheet["A1"], sheet["A2"] = (
            title(3),
            "填报单位：铁岭市银州区人民法院        单位：件、万元、人次",
        )
        columns = ((21, "本周执结（件）", 2), (22, "累计执结（件）", 9)) if by_hand else ()
        for column, words, value in columns:
            for row, cell in enumerate(("长期未结案件", words, value), TAG_ROW + 1):
                sheet.cell(row=row, column=column, value=cell)
        return saved(made, path)

    return Sent(name="银州区法院第03周汇总表.xlsx", write=write, received=came(3))


def _twice(second: Book) -> list[Sent]:
    # A workbook written twice is not the same to the byte.
    return [sent(ledger(), suffix=".csv"), sent(second, days=1, suffix=".csv")]


def _corrected(made: Book) -> Book:
    made.here.rows[0][0] = f"{made.here.rows[0][0]}（更正）"
    return made


_CUT = "2025年12月29日至2026年1月4日，执结案件12件。今年以来，该院共执结涉民生小标的案件"


def _told(*lines: str) -> Sent:
    def write(path: Path) -> object:
        return docx(path, "银州区人民法院专项行动战报", *lines)

    return _raw("银州区法院第02周专项行动战报.docx", write)


CASES = (
    _one("F-01", _raw("银州区法院第02周案件台账.xlsx", lambda path: path.write_bytes(b"PK\x03\x04" * 40))),
    _one("F-02", sent(ledger(), edit=lambda path: encrypted(path, "secret"))),
    _one("F-03", sent(ledger(),
                      edit=lambda path: add_part(path, "xl/vbaProject.bin", b"macro"))),
    Case("F-04", _twice(ledger()), _twice(ledger({"H7": 900})), words=("第 1 版",)),
    _one("F-05", sent(ledger(), court=QINGHE), words=("银州区", "清河区")),
    _one("F-06", sent(put(totals(), {"A1": "本院周报表", "A3": None}), name="第02周周报表.xlsx"),
         sent(put(totals(), {"A1": "银州区人民法院周报表", "A3": None}), name="第02周周报表.xlsx")),
    _one("F-07", sent(ledger({"A2": "统计区间：2025年12月29日至2026年1月7日"}), name="银州区法院案件台账.xlsx")),
    _one("F-08", sent(_duty(book().sheet("值班表").title("银州区法院值班表")), name="银州区法院值班表.xlsx")),
    Case("F-09", [_older_blank(by_hand=False)], [_older_blank(by_hand=True)], room="blanks", more=_OLD,
         at=f"A{TAG_ROW}", words=("长期未结案件/本周执结（件）",)),
    _one("F-10", sent(head(book().sheet("台账"), "cases", 2, "辽1202").header(*LEDGER)),
         sent(head(book().sheet("台账"), "cases", 2, "辽1202").header(*LEDGER).row("零报告"))),
    _one("F-11", sent(ledger(), name="~$银州区法院案件台账.xlsx"), words=("~$银州区法院案件台账.xlsx",)),
    _one("F-12", sent(ledger(), edit=_saved("2026-01-02T09:20:00Z")),
         sent(ledger(), edit=_saved("2026-01-05T01:05:00Z")), words=("2026-01-02 17:20", "2026-01-04")),
    Case("F-13", [sent(ledger(), days=4)],
         [sent(ledger()), sent(_corrected(ledger({"H7": 900})), days=4)], more=_DUE, timed=True,
         words=("2026-01-08 12:00",)),
    Case("F-14", [sent(ledger(), days=2)], [sent(ledger(), days=1)], more=_DUE, timed=True,
         words=("2026-01-05 12:00", "2 个工作日")),
    Case("F-15", [sent(ledger()), sent(ledger({"H7": 900}), hour=15, name="银州区法院第02周台账.xlsx")],
         [sent(ledger()), sent(_corrected(ledger({"H7": 900})), hour=15, name="银州区法院第02周台账更正.xlsx")],
         words=("银州区法院第02周",)),
    _one("F-16", _raw("银州区法院第02周案件台账.xlsb", xlsb)),
    _one("F-17", _raw("银州区法院第02周专项行动战报.docx", lambda path: docx(
        path, "银州区人民法院专项行动战报", "2025年12月29日至2026年1月4日，执结案件12件，到位金额35万元。"))),
    _one("S-28", _told(_CUT, "攻坚克难"), _told(_CUT, "913件，到位金额35万元。"), "2行", words=("第 2 行", "该院共执结涉民生小标的案件")),
    _one("F-18", sent(_many(5000), suffix=".csv"), sent(_many(4987), suffix=".csv"), words=("5000",)),
)  # fmt: skip
