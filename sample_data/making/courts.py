"""The eight courts: what each is called, which file it sends, which columns it keeps.

In: nothing. Out: a tuple of courts in the order of the campaign file.
Refuses to know cases and layouts.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """One reporting court and the optional columns its ledger has."""

    code: str
    name: str
    suffix: str
    columns: frozenset[str]
    sends_measures: bool
    officers: int
    closed_in_scope: int
    open_in_scope: int
    closed_outside: int
    open_outside: int


def _court(  # one line of the table below, in its order
    code: str,
    name: str,
    suffix: str,
    columns: str,
    officers: int,
    counts: tuple[int, int, int, int],
) -> Court:
    return Court(
        code=code,
        name=name,
        suffix=suffix,
        columns=frozenset(columns.split()),
        sends_measures="detained" not in columns,
        officers=officers,
        closed_in_scope=counts[0],
        open_in_scope=counts[1],
        closed_outside=counts[2],
        open_outside=counts[3],
    )


# counts: closed in scope, open in scope, closed outside, open outside
COURTS = (
    _court("辽12", "辽宁省铁岭市中级人民法院", "xlsx", "closing_claim waived", 3, (9, 5, 6, 8)),
    _court("辽1202", "铁岭市银州区人民法院", "xlsx", "original", 6, (188, 46, 12, 18)),
    _court("辽1204", "铁岭市清河区人民法院", "xlsx", "declared", 3, (78, 20, 6, 10)),
    _court("辽1221", "铁岭县人民法院", "xls", "original waived", 4, (112, 30, 7, 12)),
    _court("辽1223", "西丰县人民法院", "xlsx", "waived", 4, (92, 26, 6, 12)),
    _court("辽1224", "昌图县人民法院", "csv", "original declared", 5, (149, 42, 10, 16)),
    _court(
        "辽1281", "调兵山市人民法院", "xlsx", "received_on compelled detained", 5, (216, 42, 9, 15)
    ),
    _court(
        "辽1282",
        "开原市人民法院",
        "xlsx",
        "original waived compelled detained",
        4,
        (120, 33, 8, 15),
    ),
)
COURT = {court.code: court for court in COURTS}
