"""How time runs in a campaign, as a use case: which of its days count.

Comes in: a room. Goes out: its Clock. Refuses to know figures.
"""

from collections.abc import Callable
from datetime import date

from enforcement_cli.indicator.elapsed import Clock
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workdays import workdays_of


def clock_of(room: Room) -> Clock:
    """The campaign's clock; the table of working days is read only where it counts them.

    Raises:
        BadConfiguration: that table cannot be read.
    """
    working: Callable[[date], bool] = _every_day
    if room.campaign.pace == "workdays":
        working = workdays_of(room.workspace, keep=False).is_working
    return Clock(campaign=room.campaign, working=working)


def _every_day(day: date) -> bool:
    del day
    return True
