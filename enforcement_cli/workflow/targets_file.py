"""targets.toml: the targets that came from an annex, beside the clerk's own campaign file.

Comes in: its path. Goes out: campaigns with these targets after their own, and new entries written
at the end. Refuses to change an entry that is there: a later one supersedes it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from enforcement_cli.disk.whole import write_whole
from enforcement_cli.model.campaign import Campaign, Target
from enforcement_cli.model.court import Court
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.model.money import in_unit
from enforcement_cli.workflow.campaign.actions import read_target
from enforcement_cli.workflow.campaign.section import Section, nearest
from enforcement_cli.workflow.campaign.text import read_toml

TARGETS_FILE = "targets.toml"
_HEAD = """\
# 由 enforce targets import 从任务分解表写入；每次导入写在最后，后面的条目取代前面的。
# 要改目标，请在 enforce.toml 里写，或重新导入；这里的条目不要改动，它们是依据。
"""
_KEYS = ("id", "target")


def with_imported(
    path: Path, campaigns: Sequence[Campaign], courts: Sequence[Court]
) -> tuple[Campaign, ...]:
    """The campaigns with the imported targets; the same where there is no such file.

    Raises:
        BadConfiguration: it holds something that may not stand there.
    """
    if not path.is_file():
        return tuple(campaigns)
    values, index = read_toml(path)
    whole = Section(file=path.name, index=index, path=(), values=values)
    whole.check_keys(("campaign",))
    found = {campaign.id: campaign for campaign in campaigns}
    for section in whole.tables("campaign"):
        section.check_keys(_KEYS)
        identifier = section.identifier()
        if identifier not in found:
            raise section.fault(
                ("id",),
                f"“{identifier}”不是 enforce.toml 里的行动。",
                f"{nearest(identifier, found)}请改正，或删去这一段。",
            )
        campaign = found[identifier]
        targets = tuple(
            read_target(
                each, courts=courts, actions=campaign.actions, phases=campaign.phases,
                campaign_keys=_KEYS,
            )
            for each in section.tables("target")
        )  # fmt: skip
        found[identifier] = replace(campaign, targets=campaign.targets + targets)
    return tuple(found.values())


def append_targets(
    path: Path, campaign: str, targets: Iterable[tuple[Target, str]], *, unit_of: dict[str, str],
    at: date, source: str, by: str,
) -> None:  # fmt: skip
    """Write targets with the cells they came from at the end of the file, whole or not at all.

    Args:
        path: of targets.toml; made where it is not there.
        campaign: whose targets they are.
        targets: each with its cell.
        unit_of: the unit of each indicator: `fen`, `%` or a count's.
        at: today.
        source: the annex's name.
        by: who brings them in.

    Raises:
        EnforceError: the disk refused.
    """
    before = path.read_text("utf-8") if path.is_file() else _HEAD
    parts = [f'\n# {at} 由 {_plain(source)} 导入，{_plain(by)}\n[[campaign]]\nid = "{campaign}"\n']
    parts += [_entry(target, cell, unit_of) for target, cell in targets]
    try:
        write_whole(path, (before + "".join(parts)).encode())
    except OSError as error:
        raise EnforceError(
            f"写不了目标文件（{error.strerror}），没有改动。",
            where=path.name,
            remedy="请核对工作区的权限和磁盘空间。",
        ) from error


def _entry(target: Target, cell: str, unit_of: dict[str, str]) -> str:
    lines = [f"\n[[campaign.target]]  # {_plain(cell)}"]
    if target.court:
        lines.append(f'court = "{target.court}"')
    if target.action:
        lines.append(f'action = "{target.action}"')
    lines.append(f'indicator = "{target.indicator}"')
    for key, bound in (("at_least", target.at_least), ("at_most", target.at_most)):
        if bound is not None:
            lines.append(f"{key} = {written(bound, unit_of[target.indicator])}")
    if target.start:
        lines.append(f"from = {target.start.isoformat()}")
    if target.by:
        lines.append(f"by = {target.by.isoformat()}")
    if target.reason:
        lines.append(f"reason = {_quoted(target.reason)}")
    return "\n".join(lines) + "\n"


def written(bound: Decimal, unit: str) -> str:
    """A bound as the campaign file has it.

    >>> written(Decimal(80_000_000), "fen"), written(Decimal(150), "件")
    ('"80万元"', '150')
    """
    if unit == "fen":
        return f'"{format(in_unit(int(bound), "万元").normalize(), "f")}万元"'
    if unit == "%":
        return f'"{format((bound * 100).normalize(), "f")}%"'
    return str(int(bound))


def _quoted(text: str) -> str:
    plain = _plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _plain(text: str) -> str:
    """A text on one line without signs that TOML does not take."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
