"""How far an explanation reaches: to which day, within which bounds.

Comes in: what the command line says, the problems that are explained. Goes out: a day, a share.
Refuses limits that could not be told to hold: nothing is covered by guess.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from enforcement_cli.model.campaign import campaign_weeks
from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.store.problems import StoredProblem
from enforcement_cli.workflow.state import Room

_WEEK = re.compile(r"第?(\d{1,3})[周期]")
_WIDEST = Decimal(10)


def last_day(
    room: Room, until: date | None, within: Decimal | None, queries: Sequence[StoredProblem]
) -> date | None:
    """The last day an explanation of `queries` holds to; None: it is of them alone.

    Bounds without a day hold to the campaign's end.

    Raises:
        UsageError: one of them cannot be carried on to later returns so.
    """
    if until is None and within is None:
        return None
    until = until or room.campaign.end
    for problem in queries:
        where = f"第 {problem.problem_id} 号问题"
        if not (problem.subject or problem.case_no or problem.row is None):
            raise UsageError(
                f"{where}说的只是一个单元格，下一期的同一格是另一回事，说明不能延续。",
                remedy="请去掉 --until 和 --within，逐期说明。",
            )
        if problem.period_end is not None and until < problem.period_end:
            raise UsageError(
                f"{where}的报表截至 {problem.period_end}，说明的有效期 {until} 比它还早。",
                remedy="请写更晚的 --until。",
            )
        if within is not None and problem.value is None:
            raise UsageError(
                f"{where}（{problem.code}）没有可以比较的数值，不能用 --within。",
                remedy="请去掉 --within，只用 --until。",
            )
    return until


def limit_of(room: Room, text: str) -> date:
    """`第6周` (asked again in week 6: the day before it begins) or the last day it holds to.

    Raises:
        UsageError: neither a week nor a date.
        UnknownName: the campaign has no such week.
    """
    week = _WEEK.fullmatch(text.strip())
    if week is None:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise UsageError(
                f"--until 的“{text}”认不出。", remedy="请写成 第6周，或 2026-02-05。"
            ) from error
    weeks = campaign_weeks(room.campaign, room.desk.calendar)
    number = int(week[1])
    if not 1 <= number <= len(weeks):
        raise UnknownName(
            f"行动没有第 {number} 周（共 {len(weeks)} 周）。", remedy="请写行动以内的周，或写日期。"
        )
    return weeks[number - 1].start - timedelta(days=1)


def share_of(text: str) -> Decimal:
    """`20%` or `0.2` as 0.2.

    Raises:
        UsageError: no share above 0.
    """
    plain = text.strip().replace("％", "%").removeprefix("±")
    try:
        share = Decimal(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except InvalidOperation:
        share = Decimal(0)
    if not share.is_finite() or not 0 < share <= _WIDEST:
        raise UsageError(f"--within 的“{text}”认不出。", remedy="请写成 20%。")
    return share
