"""What the doctor says, from doctor.toml: the checks in their order, and each of their findings.

Comes in: a check and what was found. Goes out: its state and sentences with the facts put in.
Refuses to know how a check is made.
"""

from typing import Literal, cast

from enforcement_cli.vocabulary.tables import load

Health = Literal["ok", "note", "warning", "error"]


def checks() -> tuple[str, ...]:
    """Every check, in the order they are told."""
    return tuple(load("doctor")["check"])


def check_name(check: str) -> str:
    """What a check is called.

    >>> check_name("store")
    '数据库'
    """
    return str(load("doctor")["check"][check]["name"])


def state_name(state: Health) -> str:
    """What a state is called."""
    return str(load("doctor")["states"][state])


def said(check: str, what: str, facts: dict[str, object]) -> tuple[Health, str, str]:
    """The state, the sentence and the remedy of a finding; `what` ok is the check's own.

    >>> said("space", "ok", {"free": "3.0 GB"})
    ('ok', '剩余 3.0 GB。', '')
    """
    words = load("doctor")["check"][check]
    if what == "ok":
        return "ok", str(words["ok"]).format_map(facts), ""
    told = words[what]
    state = cast("Health", told["state"])
    return state, str(told["said"]).format_map(facts), str(told["remedy"]).format_map(facts)
