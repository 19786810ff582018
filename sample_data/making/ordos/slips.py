"""The slips in the returns of 鄂尔多斯: what clerks got wrong, and what a reader must say of it.

In: the returns as they should be, the cases. Out: rows as they were sent, files nobody asked for,
and the findings. Refuses to know how a reader finds them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sample_data.making.ordos.cases import Cases
from sample_data.making.ordos.courts import COURTS, Court
from sample_data.making.plain.folder import place
from sample_data.making.plain.nouns import COMPLETED, INTERIM, Case, Finding, Row, Sent, Span

# The court whose package of April is headed with the name of another banner.
_MISNAMED, _MISTAKEN_FOR = "内0623", "内0624"
_AGAIN = ("内0621", "6月")


def written(row: Row, court: Court, span: Span, made: Cases) -> Row:
    """A ledger row with the slip of its court and month."""
    if (court.code, span.name) == ("内0622", "5月") and row.case_no == made.support:
        return replace(row, written=(("recovered_fen", 111_500),))  # 元 in a column of 万元
    if (court.code, span.name) == ("内0627", "5月") and row.case_no == interim_of(made).case_no:
        return replace(row, written=(("close_method", INTERIM),))
    return row


def title_court(court: Court, span: Span) -> str:
    """The name a package is headed with."""
    if (court.code, span.name) == (_MISNAMED, "4月"):
        return next(c.name for c in COURTS if c.code == _MISTAKEN_FOR)
    return court.name


def interim_of(made: Cases) -> Case:
    """The case of 伊金霍洛旗 that May's ledger calls 终本 though all of it was paid."""
    return next(
        case
        for case in made.all
        if case.court == "内0627"
        and case.closed_in(date(2026, 5, 1), date(2026, 5, 31), COMPLETED)
        and case.filed_on < date(2025, 12, 1)
    )


def extra_files(right: Sequence[Sent]) -> Iterator[Sent]:
    """April's package of 鄂托克前旗 under its own name, and June's of 达拉特旗 once more."""
    for sent in right:
        if sent.court == _MISNAMED and "/4月/" in sent.file:
            yield replace(
                sent,
                file=sent.file.replace("报表", "报表（重报）"),
                received_at=sent.received_at + timedelta(days=1),
                why="退回后重报：表头误写为鄂托克旗",
            )
        if sent.court == _AGAIN[0] and f"/{_AGAIN[1]}/" in sent.file:
            yield replace(
                sent,
                file=sent.file.replace("报表", "报表（重发）"),
                received_at=sent.received_at + timedelta(hours=3),
                why="同一文件重发",
            )


def findings(sent: Sequence[Sent], made: Cases) -> Iterator[Finding]:
    """What must be found, in the order of arrival."""
    for one in sent:
        ledger = one.sheets[0]
        if one.court == _MISNAMED and "/4月/" in one.file and not one.why:
            for _ in one.sheets:
                yield Finding(file=one.file, code="F-05", severity="return")
        if one.court == "内0622" and "/5月/" in one.file:
            yield _query(one, "P-03", place(ledger, made.support, "recovered_fen"))
        if one.court == "内0627" and "/5月/" in one.file:
            yield _query(one, "R-19", place(ledger, interim_of(made).case_no, "recovered_fen"))
        if one.court == "内06" and made.raised in {key for key, _ in ledger.places}:
            yield _query(one, "C-04", place(ledger, made.raised, "case_no"))
        if "（重发）" in one.file:
            yield Finding(file=one.file, code="F-04", severity="note")


def _query(sent: Sent, code: str, cell: str) -> Finding:
    return Finding(
        file=sent.file, code=code, severity="query", sheet=sent.sheets[0].name, cell=cell
    )
