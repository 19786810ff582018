"""Case numbers of a ledger against their rows: the year of filing, the original of an 执恢.

Comes in: a ledger, the rules in force. Goes out: R-29, R-30. Refuses to read a number.
"""

from collections.abc import Mapping

import numpy as np

from enforcement_cli.check.asking import (
    Ask,
    Mask,
    amounts,
    at_rows,
    equal,
    first_cases,
    kept_rows,
    over_rows,
    stated,
)
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.problem import Problem, Rule

_RESUMED = "执恢"


def check_numbers(batch: Batch, rules: Mapping[str, Rule]) -> list[Problem]:
    """R-29 and R-30."""
    frame = batch.frames["cases"]
    kept = kept_rows(frame)
    return [
        *_wrong_year(batch, kept, rules.get("R-29")),
        *_without_original(batch, kept, rules.get("R-30")),
    ]


def _wrong_year(batch: Batch, kept: Mask, rule: Rule | None) -> list[Problem]:
    """R-29. About New Year a case is filed in one year and numbered in the other."""
    frame = batch.frames["cases"]
    if rule is None or "filed_on" not in frame:
        return []
    known = kept & stated(frame, "case_year") & stated(frame, "filed_on")
    days = frame["filed_on"].to_numpy("datetime64[D]")
    year = amounts(frame, "case_year")
    filed = np.where(known, days.astype("datetime64[Y]").astype("int64") + 1970, year)
    other = known & (filed != year)
    if other.any():
        edge = np.timedelta64(int(rule.number("edge_days")), "D")
        begins = (year - 1970).astype("datetime64[Y]")
        ends = (begins + 1).astype("datetime64[D]")
        first = begins.astype("datetime64[D]")
        other &= ~((days >= first - edge) & (days < ends + edge))
    ask = Ask(
        rule=rule,
        field="filed_on",
        facts=lambda line: {
            "year": str(line["case_year"]),
            "filed": f"{line['filed_on']:%Y-%m-%d}",
        },
    )
    return at_rows(batch, frame, other, ask)


def _without_original(batch: Batch, kept: Mask, rule: Rule | None) -> list[Problem]:
    """R-30: one a return, at the column that is left blank, else at the cases' numbers."""
    frame = batch.frames["cases"]
    if rule is None or "case_type" not in frame:
        return []
    resumed = kept & equal(frame, "case_type", _RESUMED)
    if not resumed.any():
        return []
    where = resumed & ~stated(frame, "original_case_no")
    cases = first_cases(frame, where, int(rule.number("first_cases")))
    field = "original_case_no" if "original_case_no" in frame else "case_no"
    ask = Ask(
        rule=rule, field=field, facts=lambda _: {"cases": cases}, subject="original_case_no"
    )  # fmt: skip
    return over_rows(batch, frame, where, ask)
