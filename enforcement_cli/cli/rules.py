"""`enforce rules`: what is checked and why, tried on a file, and what another threshold would do.

Comes in: the words of a command line. Goes out: an Ending. Refuses to change a setting: the card
says what to write into the campaign file.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    CourtOption,
    JsonOption,
    KnownAtOption,
    WorkspaceOption,
    court_code,
    day_of,
    enter_room,
    known_at_of,
)
from enforcement_cli.cli.rules_shown import (
    LEVELS,
    as_toml,
    card_json,
    found_json,
    show_card,
    show_examples,
    show_found,
    standing,
    standing_severity,
)
from enforcement_cli.cli.screen import SEVERITY_SIGNS, say, show_table
from enforcement_cli.model.failure import ExitCode, UnknownName, UsageError

if TYPE_CHECKING:
    from enforcement_cli.model.problem import Rule, Severity
    from enforcement_cli.workflow.rules import RuleCard
    from enforcement_cli.workflow.state import Room

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="检查的代码，如 R-19。")]


def rules_list(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    level: Annotated[
        str | None, typer.Option("--level", metavar="L", help=f"{'、'.join(LEVELS)}。")
    ] = None,
    severity: Annotated[
        str | None, typer.Option("--severity", metavar="S", help="return、query、note、fixed。")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Every check."""
    from enforcement_cli.model.problem import SEVERITY_NAMES

    for word, known, name in (
        (level, list(LEVELS), "--level"),
        (severity, list(SEVERITY_NAMES), "--severity"),
    ):
        if word is not None and word not in known:
            raise UsageError(f"{name} 没有“{word}”。", remedy=f"可用：{'、'.join(known)}。")
    cards = [
        card
        for card in _cards(_room(folder, campaign))
        if level in (None, card.rule.level) and severity in (None, standing_severity(card))
    ]
    if not as_json:
        show_table(
            "",
            ("代码", "等级", "层次", "检查", "状态", "查出"),
            (
                (
                    card.rule.code, SEVERITY_NAMES[standing_severity(card)],
                    LEVELS[card.rule.level], card.rule.title, standing(card),
                    card.states.total() or "",
                )
                for card in cards
            ),
        )  # fmt: skip
        waiting = sum(1 for card in cards if card.rule.waits)
        say(f"共 {len(cards)} 项，其中 {waiting} 项尚未提供。看一项：enforce rules show 代码")
    finish(Ending(command="rules", data={"rules": [card_json(c) for c in cards]}), as_json=as_json)


def rules_show(
    code: CodeArgument,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    as_json: JsonOption = False,
) -> None:
    """The card of one check."""
    from enforcement_cli.workflow.rules import known_code

    wanted = known_code(code)
    card = next(c for c in _cards(_room(folder, campaign)) if c.rule.code == wanted)
    if not as_json:
        show_card(card)
    finish(Ending(command="rules", data=card_json(card)), as_json=as_json)


def rules_test(
    code: CodeArgument,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="文件或文件夹。")
    ] = None,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    court: CourtOption = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="D", help="数据截止日，表内没有写时用。")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """One check on files."""
    from enforcement_cli.vocabulary.checks import rule
    from enforcement_cli.workflow.rules import known_code

    wanted = known_code(code)
    if not paths:
        show_examples(rule(wanted), as_json=as_json)
        return
    from enforcement_cli.check.routing import Given
    from enforcement_cli.model.clock import now
    from enforcement_cli.workflow.judging import IngestOptions
    from enforcement_cli.workflow.rule_trials import try_rule

    room = enter_room(folder, campaign)
    given = Given(court=court_code(room, court), as_of=day_of(as_of, "--as-of"))
    tried = try_rule(room, wanted, paths, IngestOptions(received_at=now(), given=given))
    found = sum(len(problems) for _, problems in tried)
    if not as_json:
        for receipt, problems in tried:
            say(f"{receipt.file}    {wanted} {'通过' if not problems else f'{len(problems)} 处'}")
            for problem in problems:
                say(f"  {SEVERITY_SIGNS[problem.severity]} {problem.origin.cell} {problem.message}")
    data = [
        {
            "file": receipt.file,
            "status": receipt.status,
            "problems": [
                {"code": p.code, "severity": p.severity, "cell": p.origin.cell,
                 "message": p.message + p.remedy}
                for p in problems
            ],
        }
        for receipt, problems in tried
    ]  # fmt: skip
    code_ = ExitCode.FINDINGS if found else ExitCode.CLEAN
    finish(Ending(command="rules", data={"tried": data}, code=code_), as_json=as_json)


def rules_replay(
    code: CodeArgument,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    thresholds: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=N", help="界限，可写几次。")
    ] = None,
    severity: Annotated[
        str | None, typer.Option("--severity", metavar="S", help="改成 return、query 或 note。")
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="关掉这一项。")] = False,
    since: Annotated[
        str | None, typer.Option("--since", metavar="D", help="从这一天起截止的各期才用新设置。")
    ] = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """What another setting would change."""
    from enforcement_cli.model.problem import CheckSetting
    from enforcement_cli.vocabulary.checks import rule
    from enforcement_cli.workflow.rule_trials import replay
    from enforcement_cli.workflow.rules import known_code

    shipped = rule(known_code(code))
    setting = CheckSetting(
        code=shipped.code,
        on=not off,
        severity=_severity(severity),
        since=day_of(since, "--since"),
        thresholds=_numbers(shipped, thresholds or []),
    )
    room = enter_room(folder, campaign)
    found = replay(room, setting, known_at=known_at_of(room, known_at))
    if not as_json:
        show_found("多出", found.appearing)
        show_found("少掉", found.disappearing)
        say(
            f"{shipped.code}：多出 {len(found.appearing)} 处，少掉 {len(found.disappearing)} 处，"
            f"不变 {found.standing} 处。"
        )
        say("要这样设置，在行动方案文件的行动下面加：\n" + as_toml(setting))
    data = {
        "appearing": [found_json(item) for item in found.appearing],
        "disappearing": [found_json(item) for item in found.disappearing],
        "standing": found.standing,
        "setting": as_toml(setting),
    }
    finish(Ending(command="rules", data=data), as_json=as_json)


def _room(folder: Path | None, campaign: str | None) -> "Room | None":
    """The workspace where there is one; the checks as shipped elsewhere."""
    try:
        return enter_room(folder, campaign)
    except UnknownName:
        if folder is not None or campaign is not None:
            raise
        return None


def _cards(room: "Room | None") -> "list[RuleCard]":
    from enforcement_cli.model.clock import now
    from enforcement_cli.workflow.rules import rule_cards

    moment = now()
    day = min(moment.date(), room.campaign.end) if room else moment.date()
    return rule_cards(room, day, moment)


def _severity(word: str | None) -> "Severity | None":
    from enforcement_cli.model.problem import SEVERITY_NAMES

    for known in SEVERITY_NAMES:
        if word == known:
            return known
    if word is None:
        return None
    raise UsageError(f"没有等级“{word}”。", remedy="可用：return、query、note。")


def _numbers(rule: "Rule", written: Iterable[str]) -> dict[str, str]:
    from decimal import Decimal, InvalidOperation

    found: dict[str, str] = {}
    known = "、".join(f"{name}={value}" for name, value in rule.thresholds.items()) or "没有"
    for item in written:
        name, _, value = item.partition("=")
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if name not in rule.thresholds or not number.is_finite():
            raise UsageError(f"--set {item} 认不出。", remedy=f"{rule.code} 的界限：{known}。")
        found[name] = value
    return found


app = typer.Typer(rich_markup_mode=None)
app.command("list", help="全部检查，和本行动里是开是关。")(rules_list)
app.command("show", help="一项检查：查什么、为什么、正反例、界限、查出过多少。")(rules_show)
app.command("test", help="只用一项检查试一个文件；不写文件时看正反例。")(rules_test)
app.command("replay", help="改了界限会多出、少掉哪些问题；只看结果，不改设置。")(rules_replay)
