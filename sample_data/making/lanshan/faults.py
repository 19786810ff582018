"""What the clerks of 蓝山 got wrong in 2025, and what must be said of it.

In: the files as they should be. Out: the files as they came, and the findings. No slip changes a
promised figure. Refuses to know how a check finds it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sample_data.making.lanshan.campaign import BACKLOG
from sample_data.making.lanshan.measures import FINE
from sample_data.making.plain.folder import place
from sample_data.making.plain.nouns import TERMINATED, Case, Finding, Sent
from sample_data.making.sheets import Sheet, Value

_ORDINARY = ("民间借贷纠纷", "买卖合同纠纷", "承揽合同纠纷", "追偿权纠纷")
_LEDGER, _LISTS = "执行案件台账.xlsx", "执行措施清单.xlsx"


def with_faults(sent: Sequence[Sent], cases: Sequence[Case]) -> tuple[list[Sent], list[Finding]]:
    """The files as they came, and what is to be found in them."""
    came = list(sent)
    found = [
        _early_interim(came, cases),
        _about(came, cases),
        _too_high_a_fine(came),
        _sent_again(came),
    ]
    return sorted(came, key=lambda one: one.received_at), found


def _of(sent: Sequence[Sent], month: int, name: str) -> Sent:
    return next(one for one in sent if one.file.endswith(f"2025年{month}月{name}"))


def _early_interim(sent: Sequence[Sent], cases: Sequence[Case]) -> Finding:
    """A 终结执行 written down as 终本, two months after the filing."""
    case, closing = next(
        (case, case.closing)
        for case in cases
        if case.closing is not None
        and case.closing.method == TERMINATED
        and case.closing.on - case.filed_on < timedelta(days=75)
        and case.filed_on > BACKLOG.start
        and case.cause in _ORDINARY
        and not case.payments
    )
    ledger = _of(sent, closing.on.month, _LEDGER)
    sheet = ledger.sheets[0]
    _write(sheet, case.case_no, "close_method", "终本")
    return _finding(ledger, "R-23", place(sheet, case.case_no, "filed_on"), sheet=sheet)


def _about(sent: Sequence[Sent], cases: Sequence[Case]) -> Finding:
    """A claim that is only about so much, of a case that is open still."""
    ledger = _of(sent, 9, _LEDGER)
    case = next(
        case
        for case in cases
        if case.closing is None and case.filed_on.month == 9 and case.cause in _ORDINARY
    )
    cell = _write(ledger.sheets[0], case.case_no, "claim_fen", "约12万元")
    return _finding(ledger, "V-08", cell, sheet=ledger.sheets[0])


def _too_high_a_fine(sent: Sequence[Sent]) -> Finding:
    """A nought too many in a fine of one person."""
    lists = _of(sent, 6, _LISTS)
    sheet = lists.sheets[0]
    kinds = [row[5] for row in sheet.rows]
    persons = [row[3] for row in sheet.rows]
    row = next(i for i, kind in enumerate(kinds) if kind == FINE and persons[i] == "自然人")
    sheet.rows[row][8] = 150_000
    return _finding(lists, "R-13", f"I{row + 1}", sheet=sheet)


def _sent_again(sent: list[Sent]) -> Finding:
    """The ledger of July once more, the same file under another name."""
    july = _of(sent, 7, _LEDGER)
    again = replace(
        july,
        file=july.file.replace(".xlsx", "（重发）.xlsx"),
        received_at=july.received_at + timedelta(hours=4),
        why="同一文件重发",
    )
    sent.append(again)
    return _finding(again, "F-04", "", severity="note")


def _write(sheet: Sheet, key: str, field: str, value: Value) -> str:
    cell = place(sheet, key, field)
    sheet.rows[int(cell[1:]) - 1][ord(cell[0]) - ord("A")] = value
    return cell


def _finding(
    sent: Sent, code: str, cell: str, *, severity: str = "query", sheet: Sheet | None = None
) -> Finding:
    name = sheet.name if sheet else ""
    return Finding(file=sent.file, code=code, severity=severity, sheet=name, cell=cell)
