"""The words of the board of returns, and the steps of the ladder, from board.toml.

Comes in: that table. Goes out: words by state, numbers by name. Refuses to decide who is chased.
"""

from typing import Literal

from enforcement_cli.vocabulary.tables import load

# In order: the later is the stronger.
Step = Literal["remind", "urge", "notify"]
STEPS: tuple[Step, ...] = ("remind", "urge", "notify")


def state_name(state: str) -> str:
    """What a state of a slot or file is called."""
    return str(load("board")["states"][state])


def state_mark(state: str) -> str:
    """The same in one character."""
    return str(load("board")["marks"][state])


def step_name(step: Step) -> str:
    """提醒, 催报 or 通报."""
    return str(load("board")["steps"][step])


def ladder(name: str) -> int:
    """A number of the ladder: remind_days, notify_days, notify_times, quiet_minutes."""
    return int(load("board")["ladder"][name])


def today_limit(name: str) -> int:
    """A number of the day's screen: expires_days, shown."""
    return int(load("board")["today"][name])
