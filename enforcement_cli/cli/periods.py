"""Which period a command line means: at most one of the period options."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from enforcement_cli.cli.options import day_of
from enforcement_cli.model.failure import UsageError

if TYPE_CHECKING:
    from enforcement_cli.workflow.periods import PeriodWish


def wish_of(
    flags: Mapping[str, bool],
    *,
    operation: str | None = None,
    phase: str | None = None,
    start: str | None = None,
    end: str | None = None,
    day: str | None = None,
) -> "PeriodWish":
    """The period asked for; a week where nothing is said.

    Raises:
        UsageError: options that exclude each other.
    """
    from enforcement_cli.workflow.periods import PeriodWish

    kinds = [kind for kind, given in flags.items() if given]
    if operation:
        kinds.append("operation")
    if phase is not None:
        kinds.append("phase")
    if start or end:
        kinds.append("custom")
    if len(kinds) > 1:
        words = {"operation": "--operation", "custom": "--from/--to"}
        shown = "、".join(words.get(kind, f"--{kind}") for kind in kinds)
        raise UsageError(f"{shown} 只能用一个。", remedy="请去掉多余的选项。")
    kind = kinds[0] if kinds else "week"
    return PeriodWish(
        kind=kind,  # type: ignore[arg-type]  # the flags are named for the kinds
        day=day_of(day, "--date"),
        start=day_of(start, "--from"),
        end=day_of(end, "--to"),
        operation=operation,
        phase=phase or None,
    )
