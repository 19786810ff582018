"""Runs the compiled statement and hands back plain numbers by question and group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from enforcement_cli.indicator.compile import Question, WindowName, compile_statement
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.failure import BadConfiguration

AnswerKey = tuple[str, WindowName, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """A quantity, how many distinct persons it is, how many events had no person key."""

    value: int = 0
    persons: int = 0
    unkeyed: int = 0


NOTHING = Answer()


def ask(
    connection: duckdb.DuckDBPyConnection,
    campaign: Campaign,
    questions: Iterable[Question],
    *,
    base: Mapping[str, str],
    group: str | None,
) -> dict[AnswerKey, Answer]:
    """Answers by (indicator, window, action, group value); the group is None for the whole.

    A group that no fact falls in has no entry: its answer is NOTHING.
    """
    statement = compile_statement(campaign, questions, base=base, groups=(group,) if group else ())
    if not statement.questions:
        return {}
    answers: dict[AnswerKey, Answer] = {}
    try:
        rows = connection.execute(statement.sql).fetchall()
    except (duckdb.BinderException, duckdb.ParserException, duckdb.ConversionException) as error:
        raise _blamed(connection, campaign, statement.questions, base) or error from error
    for row in rows:
        place = row[0] if group else None
        values = row[1:] if group else row
        for i, question in enumerate(statement.questions):
            value, persons, unkeyed = values[3 * i : 3 * i + 3]
            key = (question.indicator.id, question.window.name, question.action, place)
            answers[key] = Answer(int(value or 0), int(persons or 0), int(unkeyed or 0))
    return answers


def _blamed(
    connection: duckdb.DuckDBPyConnection,
    campaign: Campaign,
    questions: Sequence[Question],
    base: Mapping[str, str],
) -> BadConfiguration | None:
    """Which indicator's own condition is no SQL over its table; None when each alone is right."""
    for question in questions:
        alone = compile_statement(campaign, [question], base=base, groups=())
        try:
            connection.execute(f"EXPLAIN {alone.sql}").fetchall()
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            return BadConfiguration(
                f"where 写错了（{reason}），什么都没有生成。",
                where=f"indicators.toml 的指标 {question.indicator.id}",
                remedy="请对照 docs/indicators.md 里的列名。",
            )
    return None
