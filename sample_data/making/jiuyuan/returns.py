"""The files that 九原 keeps: a ledger by month and week, the list of supervised matters, a report in words.

In: cases. Out: Sent. A ledger states what was filed, paid or closed since the one before. Refuses to know
which figures must come out.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from xml.sax.saxutils import escape

from sample_data.making.columns import WAN, dotted, half_width
from sample_data.making.jiuyuan.campaign import COURT, NAME, WHOLE, exports
from sample_data.making.plain.factory import as_of
from sample_data.making.plain.nouns import Case, Event, Row, Sent, Span
from sample_data.making.plain.styles import Style, list_sheet
from sample_data.making.sheets import Sheet
from sample_data.making.weeks import CHINA, chinese

_LEDGER = Style(
    suffix="xlsx",
    sheet="执行台账",
    fields=(
        "seq", "team", "officer", "case_no", "original", "filed_on", "due_on", "cause", "applicant",
        "debtor", "claim_fen", "recovered_fen", "received_on", "closed_on", "close_method",
        "key_mark", "track",
    ),
    heads={
        "team": "执行团队",
        "officer": "承办法官",
        "filed_on": ("办案期限", "立案日期"),
        "due_on": ("办案期限", "应结案日期"),
        "claim_fen": "申请执行标的额",
        "recovered_fen": "累计到位金额",
    },
    scale=WAN,
    unit_in="line",
    days=dotted,
    number=half_width,
    group="team",
)  # fmt: skip
_TODOS = Style(
    suffix="xlsx",
    sheet="日督办",
    fields=("seq", "case_no", "kind", "officer", "on", "due_on", "stage", "note"),
    heads={
        "kind": "督办事项", "officer": "责任人", "on": "交办日期", "due_on": "办结时限",
        "stage": "状态",
    },
)  # fmt: skip
_MATTERS = (
    "核实被执行人住所地线索", "办理扣划手续", "约谈双方当事人", "送达腾退公告", "启动网拍询价",
    "案款三日内发放", "函告协助单位",
)  # fmt: skip
TODO_DAYS = (date(2025, 9, 19), date(2025, 9, 26), date(2025, 9, 30))
# The third paragraph lost its number where the column broke.
BROKEN = "今年1至9月，我院共执结涉民生小标的案件"
_REPORT = (
    f"{NAME}2025年1至9月执行工作情况",
    "（统计截至2025年9月30日）",
    "一、基本做法",
    (
        "我院以执行指挥中心为中枢，简案快办、繁案精办，对重点案件逐日督办，逐周通报到团队，"
        "逐月汇总到承办人。下班后、节假日集中执行共出动12次，协调村委会、派出所促成和解9件。"
    ),
    "二、办案情况",
    BROKEN,
    "三、下一步打算",
    "继续压实督办责任，紧盯超期案件和已到账未发放案款，按周通报、按月分析。",
)
_AFTER_HOLIDAYS = date(2025, 10, 9)
_STAMP = (2025, 10, 8, 9, 0, 0)


def jiuyuan_returns(rng: Random, cases: Sequence[Case]) -> list[Sent]:
    """All files as they should be, in order of arrival."""
    sent = [
        _sent(span.end, f"执行台账（截至{span.name}）.xlsx", "cases", _ledger(cases, span))
        for span in exports()
    ]
    for day in TODO_DAYS:
        sheet = list_sheet(
            _TODOS, f"{NAME}案件日督办清单", f"数据截至{chinese(day)}", todos(rng, cases, day)
        )
        sent.append(_sent(day, f"日督办清单（{day.month}月{day.day}日）.xlsx", "todos", sheet))
    sent.append(
        Sent(
            file="returns/九原区法院2025年1至9月执行工作情况.docx",
            received_at=datetime(2025, 10, 9, 15, 20, tzinfo=CHINA),
            court=COURT,
            form="narrative",
            campaign="small2025",
            raw=_docx(_REPORT),
        )
    )
    return sorted(sent, key=lambda one: one.received_at)


def _sent(as_of_day: date, name: str, form: str, sheet: Sheet) -> Sent:
    """Handed in on the Monday after, in October after the holidays."""
    came = as_of_day + timedelta(days=7 - as_of_day.weekday())
    came = max(came, _AFTER_HOLIDAYS) if came.month == 10 else came
    return Sent(
        file=f"returns/九原区法院{name}",
        received_at=datetime.combine(came, time(10, 30), CHINA),
        court=COURT,
        form=form,
        campaign="small2025",
        sheets=(sheet,),
    )


def _ledger(cases: Sequence[Case], span: Span) -> Sheet:
    """What changed since the ledger before, by team; the first one holds all that was open."""
    changed = [case for case in cases if case.filed_on <= span.end and _changed(case, span)]
    by_team = sorted(changed, key=lambda c: (c.team, c.filed_on, c.case_no))
    rows: list[Row] = [as_of(case, span.end) for case in by_team]
    return list_sheet(_LEDGER, f"{NAME}执行案件台账", f"数据截至{chinese(span.end)}", rows)


def _changed(case: Case, span: Span) -> bool:
    days = [case.filed_on, *(payment.on for payment in case.payments)]
    if case.closing:
        days.append(case.closing.on)
    first = span.start == WHOLE.start
    return any(span.holds(day) for day in days) or (first and case.filed_on < WHOLE.start)


def todos(rng: Random, cases: Sequence[Case], day: date) -> list[Event]:
    """Twelve matters of a day: of key cases first, two of them done, two past their date."""
    opened = [c for c in cases if c.filed_on < day and (c.closing is None or c.closing.on > day)]
    chosen = sorted(opened, key=lambda c: (not c.is_key, c.filed_on, c.case_no))[:12]
    found: list[Event] = []
    for place, case in enumerate(chosen):
        late = place in (2, 5)
        due = day - timedelta(days=3) if late else day + timedelta(days=1 + place % 5)
        found.append(
            Event(
                court=COURT,
                on=day - timedelta(days=7),
                case_no=case.case_no,
                kind=rng.choice(_MATTERS),
                officer=case.officer,
                due_on=due,
                stage="已办结" if place in (1, 7) else "办理中",
            )
        )
    return found


def _docx(paragraphs: Sequence[str]) -> bytes:
    """A Word document of plain paragraphs, the same bytes on every run."""
    space = "http://schemas.openxmlformats.org/"
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    main = f"{space}officeDocument/2006/relationships/officeDocument"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}package/2006/content-types"><Default'
        ' Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}package/2006/relationships"><Relationship'
        f' Id="rId1" Type="{main}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{space}wordprocessingml/2006/main"><w:body>'
        f"{body}</w:body></w:document>",
    }
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, _STAMP), head + text)
    return raw.getvalue()
