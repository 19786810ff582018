"""The ten courts of 鄂尔多斯: what each is called, how much it does, and its hand.

In: nothing. Out: a tuple of courts in the order of the campaign file.
Refuses to know cases.
"""

from dataclasses import dataclass

from sample_data.making.columns import (
    WAN,
    YUAN,
    dotted,
    half_width,
    serial,
    slashed,
    spaced,
    square,
)
from sample_data.making.plain.styles import Style
from sample_data.making.weeks import chinese

_LIST = ("seq", "case_no", "person", "person_id", "kind", "on", "amount_fen", "officer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """One court. `compelled` and `detained` are persons; without `measures` its ledger has them.

    The other numbers are cases: completed in scope, 终本 and 终结 in scope, open in scope, and
    those outside it.
    """

    code: str
    name: str
    completed: int
    interim: int
    terminated: int
    still_open: int
    outside: int
    compelled: int
    detained: int
    ledger: Style
    measures: Style | None = None


def _own(*fields: str) -> tuple[str, ...]:
    return ("seq", "case_no", *fields, "note")


# Columns of measures in a ledger: a date where there was one.
_MARKS = ("person_id", "compelled", "detained", "fined")

COURTS = (
    Court(
        code="内06", name="内蒙古自治区鄂尔多斯市中级人民法院",
        completed=12, interim=4, terminated=2, still_open=8, outside=5, compelled=6, detained=0,
        ledger=Style(
            suffix="xlsx", sheet="案件台账", total="合计",
            fields=_own(
                "filed_on", "cause", "applicant", "debtor", "claim_fen", "recovered_fen",
                "received_on", "closing_claim_fen", "closed_on", "close_method", "officer",
            ),
        ),
        measures=Style(suffix="xlsx", sheet="强制措施", fields=_LIST),
    ),
    Court(
        code="内0602", name="鄂尔多斯市东胜区人民法院",
        completed=210, interim=40, terminated=16, still_open=52, outside=14, compelled=118,
        detained=10,
        ledger=Style(
            suffix="xlsx", sheet="东胜台账", scale=WAN, total="合计",
            heads={
                "case_no": "执行案号", "officer": "承办法官", "applicant": "申请人",
                "claim_fen": ("执行金额", "申请标的"), "recovered_fen": ("执行金额", "已到位"),
            },
            fields=_own(
                "cause", "applicant", "debtor", "filed_on", "claim_fen", "recovered_fen",
                "received_on", "closed_on", "close_method", "officer",
            ),
        ),
        measures=Style(
            suffix="xlsx", sheet="强制措施清单", fields=_LIST,
            heads={"kind": "采取措施", "on": "采取日期", "amount_fen": "罚款金额"},
        ),
    ),
    Court(
        code="内0603", name="鄂尔多斯市康巴什区人民法院",
        completed=70, interim=12, terminated=6, still_open=18, outside=8, compelled=40, detained=3,
        ledger=Style(
            suffix="csv", days=slashed, number=half_width,
            heads={"claim_fen": "标的额", "recovered_fen": "到位金额", "officer": "承办法官"},
            fields=_own(
                "filed_on", "cause", "applicant", "debtor", "claim_fen", "recovered_fen",
                "received_on", "closed_on", "close_method", "officer", *_MARKS,
            ),
        ),
    ),
    Court(
        code="内0621", name="鄂尔多斯市达拉特旗人民法院",
        completed=130, interim=24, terminated=10, still_open=33, outside=9, compelled=72,
        detained=6,
        ledger=Style(
            suffix="xls", scale=WAN, days=serial, number=square, total="合计",
            heads={"claim_fen": "申请执行标的", "recovered_fen": "已执行到位金额"},
            fields=_own(
                "filed_on", "cause", "applicant", "debtor", "claim_fen", "recovered_fen",
                "received_on", "closed_on", "close_method", "officer", *_MARKS,
            ),
        ),
    ),
    Court(
        code="内0622", name="鄂尔多斯市准格尔旗人民法院",
        completed=150, interim=28, terminated=12, still_open=38, outside=10, compelled=86,
        detained=7,
        ledger=Style(
            suffix="xlsx", sheet="专项行动台账", scale=WAN, unit_in="line", total="合计",
            above=True, group="officer",
            fields=(
                "seq", "officer", "case_no", "filed_on", "cause", "applicant", "debtor",
                "claim_fen", "recovered_fen", "received_on", "closed_on", "close_method", "note",
            ),
        ),
        measures=Style(
            suffix="xlsx", sheet="拘传拘留", fields=_LIST, days=dotted,
            heads={"person": "姓名", "person_id": "身份证号", "kind": "强制措施"},
        ),
    ),
    Court(
        code="内0623", name="鄂尔多斯市鄂托克前旗人民法院",
        completed=40, interim=8, terminated=3, still_open=11, outside=5, compelled=22, detained=2,
        ledger=Style(
            suffix="xlsx", sheet="台账", unit_in="line", days=dotted,
            fields=_own(
                "cause", "applicant", "debtor", "filed_on", "claim_fen", "recovered_fen",
                "received_on", "closed_on", "close_method", "officer",
            ),
        ),
        measures=Style(suffix="xlsx", sheet="强制措施", fields=_LIST, days=dotted),
    ),
    Court(
        code="内0624", name="鄂尔多斯市鄂托克旗人民法院",
        completed=48, interim=9, terminated=4, still_open=13, outside=5, compelled=26, detained=2,
        ledger=Style(
            suffix="xlsx", sheet="案件台账", unit_in="cell", days=chinese, number=square,
            heads={
                "claim_fen": ("金额", "申请执行标的"),
                "recovered_fen": ("金额", "其中", "执行到位金额"),
            },
            fields=_own(
                "cause", "applicant", "debtor", "filed_on", "claim_fen", "recovered_fen",
                "received_on", "closed_on", "close_method", "officer",
            ),
        ),
        measures=Style(suffix="xlsx", sheet="措施", fields=_LIST, days=chinese, number=square),
    ),
    Court(
        code="内0625", name="鄂尔多斯市杭锦旗人民法院",
        completed=36, interim=6, terminated=3, still_open=10, outside=5, compelled=20, detained=1,
        ledger=Style(
            suffix="csv", scale=WAN, days=dotted,
            fields=_own(
                "filed_on", "cause", "applicant", "debtor", "claim_fen", "recovered_fen",
                "received_on", "closed_on", "close_method", "officer", *_MARKS,
            ),
        ),
    ),
    Court(
        code="内0626", name="鄂尔多斯市乌审旗人民法院",
        completed=42, interim=7, terminated=3, still_open=11, outside=5, compelled=24, detained=2,
        ledger=Style(
            suffix="xlsx", sheet="台账", left=1, scale=WAN, number=spaced, total="总计",
            footer=("填报人：", "审核人：", "联系电话："),
            fields=_own(
                "filed_on", "cause", "applicant", "debtor", "claim_fen", "recovered_fen",
                "received_on", "closed_on", "close_method", "officer",
            ),
        ),
        measures=Style(
            suffix="xlsx", sheet="强制措施", left=1, fields=_LIST, heads={"on": "实施时间"},
        ),
    ),
    Court(
        code="内0627", name="鄂尔多斯市伊金霍洛旗人民法院",
        completed=60, interim=11, terminated=5, still_open=16, outside=6, compelled=35, detained=3,
        ledger=Style(
            suffix="xls", sheet="Sheet1", scale=YUAN, days=serial, total="合计",
            heads={"recovered_fen": "已执行到位金额", "received_on": "到位日期"},
            fields=_own(
                "filed_on", "cause", "applicant", "debtor", "claim_fen", "recovered_fen",
                "received_on", "closed_on", "close_method", "officer",
            ),
        ),
        measures=Style(suffix="xls", sheet="Sheet2", fields=_LIST, days=serial),
    ),
)  # fmt: skip
COURT = {court.code: court for court in COURTS}
