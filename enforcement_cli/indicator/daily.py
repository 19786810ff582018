"""Quantities by court and day, so that any span of days is a sum and no question of its own.

Comes in: indicators and actions. Goes out: numbers by court, figure and day, in one statement for
each way of placing a fact in time. Refuses what is as of a day, and distinct persons, which days
do not add up to.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from enforcement_cli.indicator.compile import Question, compile_statement
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.engine import Engine

# Indicator, action, court.
DailyKey = tuple[str, str | None, str]


def ask_daily(
    connection: Engine,
    campaign: Campaign,
    questions: Iterable[Question],
    *,
    base: Mapping[str, str],
) -> dict[DailyKey, dict[date, int]]:
    """The quantity of every day on which there is one; the window bounds the days.

    Args:
        connection: of an open store.
        campaign: whose actions and scope hold.
        questions: of indicators of kind `events`.
        base: the store's relations, in order.
    """
    by_day: dict[str, list[Question]] = {}
    for question in questions:
        by_day.setdefault(question.indicator.day, []).append(question)
    found: dict[DailyKey, dict[date, int]] = {}
    for day, asked in sorted(by_day.items()):
        statement = compile_statement(campaign, asked, base=base, groups=("court", day))
        for place, court, on, value, *_ in connection.execute(statement.sql).fetchall():
            if value and on is not None:
                question = statement.questions[place]
                key = (question.indicator.id, question.action, court)
                found.setdefault(key, {})[on] = int(value)
    return found
