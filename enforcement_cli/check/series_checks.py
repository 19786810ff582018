"""The checks over reported figures in their order: what explains a figure keeps the later silent.

Comes in: a Series. Goes out: every doubt over time and across courts. Refuses to
know a store.
"""

from collections.abc import Mapping

from enforcement_cli.check.courts import check_courts
from enforcement_cli.check.series import Series
from enforcement_cli.check.series_activity import check_activity
from enforcement_cli.check.series_algebra import check_algebra
from enforcement_cli.check.series_copies import check_copies
from enforcement_cli.check.series_doubt import SeriesDoubt
from enforcement_cli.check.series_outliers import check_outliers
from enforcement_cli.check.series_rates import check_rates
from enforcement_cli.check.series_stock import check_stock


def check_series(series: Series, left_out: Mapping[int, frozenset[str]]) -> list[SeriesDoubt]:
    """Copied returns first, then contradictions, what stopped, what is far off, the other courts.

    Args:
        series: the figures of one campaign in force.
        left_out: by return the fields of which a check has asked already; "" for all of them.
    """
    return [
        *check_copies(series),
        *check_algebra(series),
        *check_stock(series),
        *check_activity(series, left_out),
        *check_outliers(series),
        *check_rates(series),
        *check_courts(series),
    ]
