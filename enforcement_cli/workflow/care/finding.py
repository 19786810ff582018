"""What a check of the doctor found: a state, a sentence, what to do, and how to mend it.

Comes in: the name of a check and facts. Goes out: findings with the words of the vocabulary.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from enforcement_cli.model.failure import EnforceError
from enforcement_cli.vocabulary.doctor import Health, said

Mend = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One row of the doctor's table. `mend` makes it good where that is safe.

    It is called while nobody else has the store; not so where it opens the store itself
    (`alone` False).
    """

    check: str
    what: str
    state: Health
    sentence: str
    remedy: str
    mend: Mend | None = None
    alone: bool = True


def found(check: str, what: str, **facts: object) -> Finding:
    """A finding in the words of doctor.toml."""
    state, sentence, remedy = said(check, what, facts)
    return Finding(check=check, what=what, state=state, sentence=sentence, remedy=remedy)


def mended_by(finding: Finding, mend: Mend, *, alone: bool = True) -> Finding:
    """The finding with what makes it good."""
    return replace(finding, mend=mend, alone=alone)


def refused(check: str, failure: EnforceError, what: str = "broken", **facts: object) -> Finding:
    """A finding that a failure tells of: where it happened, what, and what to do."""
    message = f"{failure.where}：{failure.message}" if failure.where else failure.message
    return found(check, what, message=message, remedy=failure.remedy, **facts)


def sized(count: int) -> str:
    """Bytes as a person reads them.

    >>> sized(3 << 20), sized(5 << 30)
    ('3.0 MB', '5.0 GB')
    """
    return f"{count / (1 << 30):.1f} GB" if count >= 1 << 30 else f"{count / (1 << 20):.1f} MB"


def listed(names: tuple[str, ...] | list[str], most: int = 3) -> str:
    """The first few names and how many there are."""
    shown = "、".join(name.encode(errors="replace").decode() for name in names[:most])
    return shown if len(names) <= most else f"{shown} 等 {len(names)} 个"
