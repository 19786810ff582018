"""Runs the compiled statement and hands back plain numbers by question and group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from enforcement_cli.indicator.compile import Question, WindowName, compile_statement
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.engine import Engine
from enforcement_cli.model.failure import BadConfiguration

AnswerKey = tuple[str, WindowName, str | None, str | None]
# Indicator, window, action, and a value a group.
GroupedKey = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A quantity, how many distinct persons it is, how many events had no person key.

    Only a median is no whole number.
    """

    value: int | Decimal = 0
    persons: int = 0
    unkeyed: int = 0


NOTHING = Answer()


def ask(
    connection: Engine,
    campaign: Campaign,
    questions: Iterable[Question],
    *,
    base: Mapping[str, str],
    group: str | None,
) -> dict[AnswerKey, Answer]:
    """Answers by (indicator, window, action, group value); the group is None for the whole.

    A group that no fact falls in has no entry: its answer is NOTHING.
    """
    groups = (group,) if group else ()
    found = ask_by(connection, campaign, questions, base=base, groups=groups)
    if group is None:
        found = {(*key, None): answer for key, answer in found.items()}
    return cast("dict[AnswerKey, Answer]", found)


def ask_by(
    connection: Engine,
    campaign: Campaign,
    questions: Iterable[Question],
    *,
    base: Mapping[str, str],
    groups: Sequence[str],
) -> dict[GroupedKey, Answer]:
    """Answers by (indicator, window, action, and the value of every group column)."""
    import duckdb  # loaded with the connection, but for Spark's

    asked = tuple(questions)
    if not asked:
        return {}
    statement = compile_statement(campaign, asked, base=base, groups=groups)
    answers: dict[GroupedKey, Answer] = {}
    try:
        rows = connection.execute(statement.sql).fetchall()
    except (duckdb.BinderException, duckdb.ParserException, duckdb.ConversionException) as error:
        raise _blamed(connection, campaign, asked, base) or error from error
    for place, *values, value, persons, unkeyed in rows:
        question = asked[place]
        key = (question.indicator.id, question.window.name, question.action, *values)
        number = _halved(value) if question.indicator.kind == "median" else int(value or 0)
        answers[key] = Answer(number, int(persons or 0), int(unkeyed or 0))
    return answers


def _halved(twice: int | None) -> int | Decimal:
    """A median, of which the engine gives twice as much: 31.5 of 63."""
    whole, half = divmod(twice or 0, 2)
    return Decimal(twice or 0) / 2 if half else whole


def _blamed(
    connection: Engine,
    campaign: Campaign,
    questions: Sequence[Question],
    base: Mapping[str, str],
) -> BadConfiguration | None:
    """Which indicator's own condition is no SQL over its table; None when each alone is right."""
    import duckdb

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
