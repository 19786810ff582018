"""How tests of the sample ask a room for its figures, keyed as the truth keys them."""

from datetime import date, datetime

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.figures import figure_json, figures_of
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.state import Room

LATER = datetime(2026, 6, 1, tzinfo=BEIJING)
TOTAL = PeriodWish(kind="total", day=date(2026, 2, 28))
Key = tuple[str, str, str | None, str | None]


def figures_by_key(figures: list[dict]) -> dict[Key, tuple[int | None, str]]:
    return {
        (f["indicator"], f["basis"], f["action"], f["court"]): (f["value"], f["unit"])
        for f in figures
    }


def computed(room: Room, wish: PeriodWish, known_at: datetime) -> dict:
    period, previous = resolve_period(wish, room.desk, room.campaign, known_at.date())
    with open_store(room.workspace.store, write=False) as connection:
        found = figures_of(connection, room, period, previous, known_at)
    return figures_by_key([figure_json(figure) for figure in found.figures])
