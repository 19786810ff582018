"""What went wrong in the files of 九原, and what must be said of it.

In: the files as they should be. Out: the files as they came, and the findings. The report in words
is broken with faults and without: the number was lost before anybody could send it. No slip changes
a promised figure.
"""

from collections.abc import Sequence

from sample_data.making.jiuyuan.campaign import exports
from sample_data.making.plain.folder import place
from sample_data.making.plain.nouns import COMPLETED, Case, Finding, Sent, Span


def with_faults(
    sent: Sequence[Sent], cases: Sequence[Case], *, faults: bool
) -> tuple[list[Sent], list[Finding]]:
    """The files as they came, and what is to be found in them."""
    came = list(sent)
    report = next(one for one in came if one.form == "narrative")
    found = [
        Finding(file=report.file, code="F-17", severity="note"),
        Finding(file=report.file, code="S-28", severity="query", cell="6行"),
    ]
    if faults:
        found += [_paying_still(came, cases), _hidden(came)]
    return came, found


def _paying_still(sent: Sequence[Sent], cases: Sequence[Case]) -> Finding:
    """执行完毕 with a remark that the rest is paid by instalments."""
    case, day = next(
        (case, case.closing.on)
        for case in cases
        if case.closing
        and case.closing.method == COMPLETED
        and case.closing.on.month == 5
        and case.track == "繁案"
    )
    ledger = _ledger(sent, next(span for span in exports() if span.holds(day)))
    sheet = ledger.sheets[0]
    cell = place(sheet, case.case_no, "track")
    sheet.rows[int(cell[1:]) - 1][ord(cell[0]) - ord("A")] = "繁案；余款分期履行中"
    return Finding(file=ledger.file, code="R-28", severity="query", sheet=sheet.name, cell=cell)


def _hidden(sent: Sequence[Sent]) -> Finding:
    """A filtered row that nobody showed again; it counts."""
    ledger = _ledger(sent, exports()[6])
    sheet = ledger.sheets[0]
    row = sheet.header[1] + 1
    sheet.hidden.append(row)
    return Finding(
        file=ledger.file, code="S-08", severity="query", sheet=sheet.name, cell=f"A{row + 1}"
    )


def _ledger(sent: Sequence[Sent], span: Span) -> Sent:
    return next(one for one in sent if one.form == "cases" and span.name in one.file)
