"""Case numbers of a ledger against their rows: the year of filing, the original of an 执恢.

Comes in: a ledger, the rules in force. Goes out: R-29, R-30. Refuses to read a number.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from enforcement_cli.check.asking import (
    Ask,
    Days,
    amounts,
    at_rows,
    days,
    equal,
    first_cases,
    kept_rows,
    over_rows,
    stated,
)
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.rows import Mask, tables_of

_RESUMED = "执恢"


def check_numbers(batch: Batch, rules: Mapping[str, Rule]) -> list[Problem]:
    """R-29 and R-30."""
    kept = kept_rows(tables_of(batch.frames).rows("cases"))
    return [
        *_wrong_year(batch, kept, rules.get("R-29")),
        *_without_original(batch, kept, rules.get("R-30")),
    ]


def _wrong_year(batch: Batch, kept: Mask, rule: Rule | None) -> list[Problem]:
    """R-29. About New Year a case is filed in one year and numbered in the other."""
    rows = tables_of(batch.frames).rows("cases")
    if rule is None or "filed_on" not in rows:
        return []
    known = kept & stated(rows, "case_year") & stated(rows, "filed_on")
    filed_on = days(rows, "filed_on")
    year = amounts(rows, "case_year")
    filed = np.where(known, filed_on.astype("datetime64[Y]").astype("int64") + 1970, year)
    other = known & (filed != year)
    if other.any():
        edge = np.timedelta64(int(rule.number("edge_days")), "D")
        first = _new_year(year)
        ends = _new_year(year + 1)
        other &= ~((filed_on >= first - edge) & (filed_on < ends + edge))
    ask = Ask(
        rule=rule,
        field="filed_on",
        facts=lambda line: {
            "year": str(line["case_year"]),
            "filed": f"{line['filed_on']:%Y-%m-%d}",
        },
    )
    return at_rows(batch, rows, other, ask)


def _new_year(year: NDArray[np.int64]) -> Days:
    """The first of January of each year."""
    first: Days = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return first


def _without_original(batch: Batch, kept: Mask, rule: Rule | None) -> list[Problem]:
    """R-30: one a return, at the column that is left blank, else at the cases' numbers."""
    rows = tables_of(batch.frames).rows("cases")
    if rule is None or "case_type" not in rows:
        return []
    resumed = kept & equal(rows, "case_type", _RESUMED)
    if not resumed.any():
        return []
    where = resumed & ~stated(rows, "original_case_no")
    cases = first_cases(rows, where, int(rule.number("first_cases")))
    field = "original_case_no" if "original_case_no" in rows else "case_no"
    ask = Ask(
        rule=rule, field=field, facts=lambda _: {"cases": cases}, subject="original_case_no"
    )  # fmt: skip
    return over_rows(batch, rows, where, ask)
