"""The sample campaign 九原: what came in, and what must come out of it.

In: a fixed seed. Out: a Sample; a ValueError where a case is implausible.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random

from sample_data.making.causes import actions_of
from sample_data.making.jiuyuan.campaign import (
    COURT,
    LAST_WEEK,
    SEPTEMBER,
    TEAMS,
    TOML,
    WHOLE,
)
from sample_data.making.jiuyuan.cases import jiuyuan_cases
from sample_data.making.jiuyuan.faults import with_faults
from sample_data.making.jiuyuan.returns import jiuyuan_returns
from sample_data.making.plain.nouns import COMPLETED, Case, Figure, Issue, Sample, Span
from sample_data.making.plain.proof import check_cases, closed_count, recovered
from sample_data.making.weeks import CHINA

_SEED = 207
_SMALL_FEN = 10_000_000
_ISSUED = datetime(2025, 10, 9, 17, 0, tzinfo=CHINA)
_KINDS = {WHOLE.name: "total", LAST_WEEK.name: "week", SEPTEMBER.name: "month"}


def jiuyuan(*, faults: bool) -> Sample:
    """Nine months of 九原, with or without the planted faults."""
    rng = Random(_SEED)
    cases = jiuyuan_cases(rng)
    check_cases(cases)
    sent, found = with_faults(jiuyuan_returns(rng, cases), cases, faults=faults)
    return Sample(
        toml=TOML,
        sent=tuple(sent),
        issues=(
            Issue(
                campaign="small2025",
                kind="month",
                end=WHOLE.end,
                known_at=_ISSUED,
                by="officer",
                lists="key",
            ),
            Issue(
                campaign="small2025",
                kind="week",
                end=LAST_WEEK.end,
                known_at=_ISSUED,
                by="team",
                lists="ageing",
            ),
        ),
        answers=(),
        cases=tuple(cases),
        figures=tuple(_figures(cases)),
        findings=tuple(found),
    )


def in_scope(case: Case) -> tuple[str, ...]:
    """The actions of 涉民生小标的 that the case is in; none: it is not counted."""
    named = actions_of(case.cause, small=case.claim_fen <= _SMALL_FEN)
    return tuple(name for name in named if name != "wages")


def _figures(cases: Sequence[Case]) -> Iterator[Figure]:
    scope = [case for case in cases if in_scope(case)]
    for span in (WHOLE, LAST_WEEK, SEPTEMBER):
        yield from _counted(scope, span)
    for action in ("small", "livelihood"):
        yield from _counted([c for c in scope if action in in_scope(c)], WHOLE, action=action)
    for team, officers in TEAMS.items():
        yield from _counted([c for c in scope if c.team == team], LAST_WEEK, team=team)
        for officer in officers:
            mine = [c for c in scope if c.officer == officer]
            yield from _counted(mine, SEPTEMBER, officer=officer)


def _counted(
    cases: Sequence[Case], span: Span, *, action: str = "", team: str = "", officer: str = ""
) -> Iterator[Figure]:
    for name, value, unit in (
        ("cases_closed", closed_count(cases, span), "件"),
        ("cases_completed", closed_count(cases, span, COMPLETED), "件"),
        ("amount_recovered", recovered(cases, span), "fen"),
    ):
        yield Figure(
            campaign="small2025", kind=_KINDS[span.name], start=span.start, end=span.end,
            indicator=name, value=value, unit=unit, court=COURT, action=action, team=team,
            officer=officer,
        )  # fmt: skip
