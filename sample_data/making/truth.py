"""The oracle: writes what the campaign's returns must give, and proves it to itself.

In: returns, answers, planted faults. Out: truth/*.csv; a ValueError where a promise fails.
Refuses to know the program that reads the returns.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.making.accounting import Account
from sample_data.making.cases import COMPLETED, INTERIM
from sample_data.making.figures import (
    ACTIONS,
    CITY,
    SCOPE,
    Figure,
    Knowledge,
    knowledge,
    operation_figures,
    total_figures,
    week_figures,
)
from sample_data.making.late import Late, late_closings
from sample_data.making.nouns import Answer, Return
from sample_data.making.staff import officer_name
from sample_data.making.weeks import WEEKS

SCOPE_FEN = 1_544_840_000
SPRING_FEN = 333_510_000
RAID_FEN = 12_700_000
# Sums of overlapping categories; none of them may ever be printed.
FORBIDDEN = frozenset({1198, 1103, 1008, 285})


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """All that must come out."""

    final: Knowledge
    figures: tuple[Figure, ...]
    late: tuple[Late, ...]


def truth_of(
    returns: Sequence[Return], answers: Sequence[Answer], transfers: dict[str, str]
) -> Truth:
    """Count everything, week by week as published, and as known at the end."""
    figures: list[Figure] = []
    late: list[Late] = []
    before: Knowledge | None = None
    final = knowledge(returns, answers, transfers)
    for week in WEEKS:
        now = knowledge(returns, answers, transfers, week.issued_at)
        figures += [*week_figures(now, week), *week_figures(final, week)]
        late += late_closings(week, now, before)
        before = now
    for known in (before, final):
        if known:
            figures += [*total_figures(known), *operation_figures(known)]
    return Truth(final=final, figures=tuple(figures), late=tuple(late))


def check(truth: Truth) -> None:
    """Prove the headline numbers, the identities and the plausibility of every case.

    Raises:
        ValueError: a promise of the sample does not hold.
    """
    index = {
        (f.known, f.id, f.court, f.action, f.indicator, f.basis): f.value for f in truth.figures
    }
    for action, expected in (("small", 913), ("livelihood", 190), ("wages", 95), (SCOPE, 964)):
        _same(action, index["final", "total", CITY, action, "cases_closed", "period"], expected)
    for key, expected in {
        ("total", CITY, "amount_recovered"): SCOPE_FEN,
        ("spring", "辽1281", "cases_closed"): 150,
        ("spring", "辽1281", "amount_recovered"): SPRING_FEN,
        ("raid", "辽1223", "amount_recovered"): RAID_FEN,
        ("raid", "辽1223", "persons_detained"): 7,
    }.items():
        _same(key, index["final", key[0], key[1], SCOPE, key[2], "period"], expected)
    for figure in truth.figures:
        if figure.value in FORBIDDEN or "1198" in str(figure.value):
            raise ValueError(f"forbidden figure {figure}")
    _check_sums(truth, index)
    for account in truth.final.accounts:
        _check_case(account)


_Key = tuple[str, str, str, str, str, str]


def _check_sums(truth: Truth, index: dict[_Key, int | None]) -> None:
    """Cumulatives are sums of weeks at the end; issues bridge by their late closings."""
    courts = {f.court for f in truth.figures}
    for court in courts:
        for action in ACTIONS:
            for name in ("cases_closed", "amount_recovered"):
                weeks = [index["final", w.id, court, action, name, "period"] or 0 for w in WEEKS]
                last = index["final", WEEKS[-1].id, court, action, name, "cumulative"]
                _same((court, action, name), sum(weeks), last)
    counted: Counter[tuple[str, str]] = Counter()
    for late in truth.late:
        if late.actions:
            counted[late.week, late.court] += late.change
            counted[late.week, CITY] += late.change
    for court in courts:
        before = 0
        for week in WEEKS:
            now = index["published", week.id, court, SCOPE, "cases_closed", "cumulative"] or 0
            new = index["published", week.id, court, SCOPE, "cases_closed", "period"] or 0
            _same((court, week.id), now, before + new + counted[week.id, court])
            before = now


def _check_case(account: Account) -> None:
    """No case may provoke a finding that was not planted."""
    row, money = account.last, account.recovered_fen
    rest = account.claim_fen - money - (account.waived_fen or 0)
    wrong = (
        money < 0
        or rest < 0
        or (account.close_method == COMPLETED and rest != 0)
        or (account.close_method == INTERIM and rest == 0)
        or "1198" in row.case_no
    )
    if account.closed_on:
        wrong |= account.closed_on < row.filed_on
        quick = account.closed_on - row.filed_on < timedelta(days=95)
        wrong |= quick and account.close_method == INTERIM
    if wrong:
        raise ValueError(f"implausible case {account}")


def _same(what: object, got: int | None, expected: int | None) -> None:
    if got != expected:
        raise ValueError(f"{what}: {got} is not {expected}")


def cases_csv(truth: Truth) -> bytes:
    """truth/cases.csv: the final state of every case."""
    return table(
        [
            "case_no",
            "court",
            "case_court",
            "case_year",
            "case_type",
            "case_serial",
            "original_case_no",
            "filed_on",
            "cause",
            "applicant",
            "debtor",
            "claim_fen",
            "closing_claim_fen",
            "recovered_fen",
            "waived_fen",
            "closed_on",
            "close_method",
            "officer",
            "actions",
        ],
        sorted((_case_row(account) for account in truth.final.accounts), key=lambda r: str(r[0])),
    )


def _case_row(account: Account) -> list[object]:
    row = account.last
    year, rest = row.case_no[1:].split("）")
    court, serial = rest[:-1].split("执")
    kind = "执恢" if serial.startswith("恢") else "执"
    return [
        row.case_no,
        account.court,
        court,
        year,
        kind,
        serial.removeprefix("恢"),
        row.original,
        row.filed_on,
        row.cause,
        row.applicant,
        row.debtor,
        account.claim_fen,
        account.closing_claim_fen,
        account.recovered_fen,
        account.waived_fen,
        account.closed_on,
        account.close_method,
        officer_name(account.court, row.officer),
        "|".join(account.actions),
    ]


def figures_csv(truth: Truth) -> bytes:
    """truth/figures.csv: every figure, an empty value where there is none."""
    return table(
        [
            "known",
            "kind",
            "id",
            "start",
            "end",
            "court",
            "action",
            "indicator",
            "basis",
            "value",
            "unit",
        ],
        (
            [
                f.known,
                f.kind,
                f.id,
                f.start,
                f.end,
                f.court,
                f.action,
                f.indicator,
                f.basis,
                f.value,
                f.unit,
            ]
            for f in truth.figures
        ),
    )


def late_csv(truth: Truth) -> bytes:
    """truth/late.csv: the closings behind 补报及更正前期; change is 1 or -1."""
    return table(
        ["week", "court", "case_no", "closed_on", "change", "actions"],
        (
            [x.week, x.court, x.case_no, x.closed_on, x.change, "|".join(x.actions)]
            for x in truth.late
        ),
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A UTF-8 csv with Unix line ends; dates as ISO 8601, None as nothing."""
    raw = io.StringIO()
    writer = csv.writer(raw, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([v.isoformat() if isinstance(v, date) else v for v in row])
    return raw.getvalue().encode()
