"""What may stand at a place of the command line: courts, periods, codes, numbers from the store.

Comes in: the name of an option or of an argument, the command, and what was typed before. Goes
out: values, each with a word of help. Refuses to write, to wait, and to import what is heavy
before it is asked for. The same option means the same in every command.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enforcement_cli.model.campaign import Campaign, Desk
    from enforcement_cli.model.period import Period, PeriodKind
    from enforcement_cli.workflow.workspace import Workspace

Offer = tuple[str, str]

_KINDS: tuple["PeriodKind", ...] = ("day", "week", "month", "quarter", "year")
_MOST_PERIODS = 60
_DEMOS = ("tieling", "ordos", "jiuyuan", "lanshan", "guyang")
_DOCUMENTS = ("md", "xlsx", "docx", "html", "pdf")
_TABLES = ("csv", "parquet", "xlsx", "json")
SHELLS = ("bash", "zsh", "fish", "powershell")


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands on the line before the word: the command, and the options with their values."""

    command: str
    options: Mapping[str, str]
    word: str

    @cached_property
    def workspace(self) -> "Workspace":
        """The workspace that the command would work in."""
        from enforcement_cli.workflow.workspace import find_workspace

        named = self.options.get("--workspace")
        return find_workspace(Path.cwd(), Path(named) if named else None, os.environ)

    @cached_property
    def desk(self) -> "Desk":
        """Its campaign file."""
        from enforcement_cli.workflow.campaign.file import read_campaign_file

        return read_campaign_file(self.workspace.campaign_file)

    @cached_property
    def campaign(self) -> "Campaign":
        """The campaign named on the line, else the last one."""
        named = self.options.get("--campaign")
        found = [one for one in self.desk.campaigns if one.id == named]
        return found[0] if found else self.desk.campaigns[-1]


def offers(name: str, typed: Typed) -> list[Offer]:
    """What may stand for an option like `--court` or an argument like `COURT`; often nothing.

    Raises:
        Exception: whatever keeps the workspace or the store from being read.
    """
    top = typed.command.partition(" ")[0]
    source = _SOURCES.get(f"{typed.command} {name}") or _SOURCES.get(f"{top} {name}")
    source = source or _SOURCES.get(name)
    return list(source(typed)) if source else []


def _words(*words: str) -> Callable[[Typed], Iterable[Offer]]:
    return lambda _: [(word, "") for word in words]


def _several(*words: str) -> Callable[[Typed], Iterable[Offer]]:
    """Of a list with commas, what may come after the last one."""

    def found(typed: Typed) -> Iterable[Offer]:
        before, comma, _ = typed.word.rpartition(",")
        return [(before + comma + word, "") for word in words if word not in before.split(",")]

    return found


def _courts(typed: Typed) -> Iterable[Offer]:
    """Each court by the first of its names that goes on from what is typed: 简称, 代字, the rest."""
    for court in typed.desk.courts:
        names = (court.short, court.code, court.name, *court.aliases)
        fitting = [name for name in names if name.startswith(typed.word)]
        if fitting:
            yield fitting[0], f"{court.code} {court.name}"


def _campaigns(typed: Typed) -> Iterable[Offer]:
    return [(one.id, one.name) for one in typed.desk.campaigns]


def _ends(typed: Typed) -> Iterable[Offer]:
    """The last days of the campaign's periods that have begun, the newest first."""
    return [(f"{cut.end}", f"{cut.start} 至 {cut.end}") for cut in _begun(typed)]


def _starts(typed: Typed) -> Iterable[Offer]:
    return [(f"{cut.start}", f"{cut.start} 至 {cut.end}") for cut in _begun(typed)]


def _begun(typed: Typed) -> list["Period"]:
    """Weeks, or what the line says: --day, --month."""
    from enforcement_cli.model.campaign import campaign_periods
    from enforcement_cli.model.clock import now

    kind: PeriodKind = next((kind for kind in _KINDS if f"--{kind}" in typed.options), "week")
    cuts = campaign_periods(kind, typed.campaign, typed.desk.calendar)
    begun = [cut for cut in cuts if cut.start <= now().date()]
    return begun[: -_MOST_PERIODS - 1 : -1]


def _weeks(typed: Typed) -> Iterable[Offer]:
    from enforcement_cli.model.campaign import campaign_periods
    from enforcement_cli.model.clock import now

    cuts = campaign_periods("week", typed.campaign, typed.desk.calendar)
    for number, cut in reversed(list(enumerate(cuts, start=1))):
        if cut.start <= now().date():
            yield f"第{number}周", f"{cut.start} 至 {cut.end}"


def _codes(_: Typed) -> Iterable[Offer]:
    from enforcement_cli.vocabulary.checks import catalogue

    return [(code, rule.title) for code, rule in catalogue().items()]


def _indicators(typed: Typed) -> Iterable[Offer]:
    from enforcement_cli.indicator.declare import all_indicators, shipped
    from enforcement_cli.model.failure import EnforceError
    from enforcement_cli.workflow.indicator_file import INDICATORS_FILE, read_own

    try:
        found = all_indicators(read_own(typed.workspace.root / INDICATORS_FILE))
    except EnforceError:  # outside a workspace, or its own declarations are wrong
        found = shipped()
    return [(one.id, one.name) for one in found.values()]


def _forms(_: Typed) -> Iterable[Offer]:
    from enforcement_cli.vocabulary.forms import all_forms

    return dict.fromkeys(
        [*((form.key, form.title) for form in all_forms()), ("aggregate", ""), ("narrative", "")]
    )


def _levels(_: Typed) -> Iterable[Offer]:
    from enforcement_cli.vocabulary.checks import LEVELS

    return [(level, "") for level in LEVELS]


def _lists(_: Typed) -> Iterable[Offer]:
    from enforcement_cli.vocabulary.case_lists import LIST_KINDS, list_title

    return [(kind, list_title(kind)) for kind in LIST_KINDS]


def _lists_with_commas(typed: Typed) -> Iterable[Offer]:
    from enforcement_cli.vocabulary.case_lists import LIST_KINDS

    return _several("all", *LIST_KINDS)(typed)


def _returns(typed: Typed) -> Iterable[Offer]:
    from enforcement_cli.store.glance import newest_returns

    return newest_returns(typed.workspace.store)


def _problems(typed: Typed) -> Iterable[Offer]:
    from enforcement_cli.store.glance import newest_problems

    return newest_problems(typed.workspace.store)


def _issues(typed: Typed) -> Iterable[Offer]:
    from enforcement_cli.store.glance import newest_issues

    return newest_issues(typed.workspace.store, typed.campaign.id)


_SOURCES: dict[str, Callable[[Typed], Iterable[Offer]]] = {
    "--court": _courts,
    "COURT": _courts,
    "--campaign": _campaigns,
    "demo --campaign": _words(*_DEMOS),
    "--date": _ends,
    "--as-of": _ends,
    "--from": _starts,
    "--to": _ends,
    "--period": _weeks,
    "--operation": lambda typed: [(one.id, one.name) for one in typed.campaign.operations],
    "--phase": lambda typed: [
        (one.name, f"{one.start} 至 {one.end}") for one in typed.campaign.phases
    ],
    "--action": lambda typed: [(one.id, one.name) for one in typed.campaign.actions],
    "--window": lambda typed: [(one.name, "") for one in typed.campaign.beside],
    "--indicator": _indicators,
    "INDICATOR": _indicators,
    "indicators show ID": _indicators,
    "--code": _codes,
    "CODE": _codes,
    "ID|CODE...": _problems,
    "problems ID": _problems,
    "problems --id": _problems,
    "RETURN": _returns,
    "ISSUE": _issues,
    "--form": _forms,
    "--level": _levels,
    "--severity": _words("return", "query", "note", "fixed"),
    "--state": _words("open", "corrected", "explained", "waived", "expired"),
    "--fail-on": _words("return", "query", "none"),
    "--profile": _words("internal", "bulletin", "public"),
    "--compare": _several("year", "day", "festival"),
    "--lists": _lists_with_commas,
    "cases list KIND": _lists,
    "--basis": _words("period", "cumulative"),
    "report --by": _words("team", "officer"),
    "--format": _several(*_DOCUMENTS),
    "cases --format": _words("csv", "xlsx"),
    "export --format": _words(*_TABLES),
    "export TABLE": _words(
        "cases", "recoveries", "payouts", "measures", "statements", "todos", "problems", "returns",
        "figures",
    ),
    "schedule [KIND]...": _words("daily", "weekly", "monthly"),
    "--for": _words("cron", "systemd", "windows"),
    "--install-completion": _words(*SHELLS),
    "--show-completion": _words(*SHELLS),
}  # fmt: skip
