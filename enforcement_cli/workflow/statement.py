"""The SQL that answers one indicator, to be read by who doubts it."""

from enforcement_cli.indicator.compile import Question, compile_statement
from enforcement_cli.indicator.declare import all_indicators, indicator_named, on_basis
from enforcement_cli.model.clock import now
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.figures import windows_of
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.state import Room, base_relations


def statement_of(room: Room, name: str, wish: PeriodWish) -> str:
    """The compiled statement of an indicator by court; of a rate, its numerator and denominator."""
    asked = indicator_named(name, room.own_indicators)
    known_at = now()
    period, _ = resolve_period(wish, room.desk, room.campaign, known_at.date())
    in_force = all_indicators(room.own_indicators, period.end)
    indicators = {asked.id: asked, **on_basis(in_force, room.campaign.recovered_basis)}
    chosen = (
        [indicators[asked.numerator], indicators[asked.denominator]]
        if asked.kind == "rate"
        else [indicators[asked.id]]
    )
    window = windows_of(room, period, None)[0]
    questions = [Question(indicator=item, window=window, action=None) for item in chosen]
    with open_store(room.workspace.store, write=False) as connection:
        base = base_relations(connection, room, known_at)
    return compile_statement(room.campaign, questions, base=base).sql
