"""`enforce indicators`: what each figure counts (口径卡), and whether an own definition is right.

Comes in: the words of a command line. Goes out: an Ending. Refuses to compute a figure.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    DateOption,
    JsonOption,
    WorkspaceOption,
    enter_room,
)
from enforcement_cli.cli.periods import wish_of
from enforcement_cli.cli.screen import say, show_table
from enforcement_cli.model.failure import BadConfiguration, UnknownName, UsageError

if TYPE_CHECKING:
    from enforcement_cli.indicator.declaration import Entry
    from enforcement_cli.model.indicator import Indicator
    from enforcement_cli.workflow.state import Room


def indicators_list(
    folder: WorkspaceOption = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="U", help="只列这个计量单位的，如 人次、件、元。"),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--form", metavar="F", help="只列来自这种表的：cases、measures、payouts。"),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Every indicator of the workspace; ours alone outside of one."""
    from enforcement_cli.vocabulary.forms import form_named
    from enforcement_cli.vocabulary.units import unit_shown

    every = _known(_room(folder, None))
    found = [
        each
        for each in every.values()
        if _unit(unit) in (None, each.unit, each.person_unit) and form in (None, each.form)
    ]
    if not found:
        _no_such(every, unit, form)
    if not as_json:
        show_table(
            "",
            ("编号", "名称", "单位", "来自", "口径"),
            ((i.id, i.name, unit_shown(i.unit), form_named(i.form).title, i.source) for i in found),
        )
        say(f"共 {len(found)} 个。看一个的口径：enforce indicators show 编号")
    data = [
        {"id": i.id, "name": i.name, "unit": i.unit, "kind": i.kind, "form": i.form,
         "source": i.source}
        for i in found
    ]  # fmt: skip
    finish(Ending(command="indicators", data={"indicators": data}), as_json=as_json)


def indicators_show(
    name: Annotated[str, typer.Argument(metavar="ID", help="指标编号或名称。")],
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    date: DateOption = None,
    sql: Annotated[bool, typer.Option("--sql", help="显示取数语句。")] = False,
    as_json: JsonOption = False,
) -> None:
    """The card of one indicator."""
    from dataclasses import asdict

    from enforcement_cli.indicator.card import card_of
    from enforcement_cli.indicator.declare import named

    room = enter_room(folder, campaign) if sql else _room(folder, campaign)
    known = _known(room)
    indicator = named(name, known)
    card = card_of(indicator, known, room.campaign if room else None)
    statement = ""
    if sql and room is not None:
        from enforcement_cli.workflow.statement import statement_of

        if indicator.kind in ("declared", "derived"):
            raise UsageError(
                f"“{indicator.name}”没有取数语句。", remedy="它由别的数得出，见口径卡的公式。"
            )
        statement = statement_of(room, indicator.id, wish_of({}, day=date))
    if not as_json:
        for label, text in card:
            say(f"{label}：{text}")
        if statement:
            say(statement)
    data = asdict(indicator) | {"card": dict(card)} | ({"sql": statement} if statement else {})
    data |= {key: data[key] and data[key].isoformat() for key in ("since", "until")}
    finish(Ending(command="indicators", data=data), as_json=as_json)


def indicators_check(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="指标文件；不写时为工作区的 indicators.toml。"),
    ] = None,
    folder: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Whether a workspace's own declarations are right; every fault with its line."""
    from enforcement_cli.indicator.declare import faults_in

    entries = _entries(file, folder)
    faults = faults_in(entries)
    if len(faults) > 1:
        listed = "；".join(str(fault) for fault in faults[1:])
        raise BadConfiguration(
            f"{faults[0].message}{faults[0].remedy}",
            where=f"共 {len(faults)} 处写错。{faults[0].where}",
            remedy=f"另有：{listed}",
        )
    if faults:
        raise faults[0]
    names = [str(entry.values["id"]) for entry in entries]
    if not as_json:
        say(f"{len(names)} 个指标都写得对：{'、'.join(names)}" if names else "没有自定的指标。")
    finish(Ending(command="indicators", data={"indicators": names}), as_json=as_json)


def _entries(file: Path | None, folder: Path | None) -> "tuple[Entry, ...]":
    from enforcement_cli.workflow.indicator_file import read_own

    if file is None:
        return enter_room(folder).own_indicators
    if not file.is_file():
        raise UnknownName("没有这个指标文件。", where=str(file))
    return read_own(file)


def _room(folder: Path | None, campaign: str | None) -> "Room | None":
    """The workspace where there is one; the indicators as shipped elsewhere."""
    try:
        return enter_room(folder, campaign)
    except UnknownName:
        if folder is not None or campaign is not None:
            raise
        return None


def _known(room: "Room | None") -> "dict[str, Indicator]":
    from enforcement_cli.indicator.declare import all_indicators, derived

    return {**all_indicators(room.own_indicators if room else ()), **derived()}


def _unit(word: str | None) -> str | None:
    from enforcement_cli.vocabulary.units import same_unit

    if word is None:
        return None
    return "fen" if word in ("元", "万元", "金额") else same_unit(word)


def _no_such(known: "dict[str, Indicator]", unit: str | None, form: str | None) -> None:
    units = "、".join(dict.fromkeys(each.unit for each in known.values()))
    forms = "、".join(dict.fromkeys(each.form for each in known.values()))
    raise UsageError(
        f"没有这样的指标（--unit {unit or '不限'}，--form {form or '不限'}）。",
        remedy=f"计量单位有：{units}；来自的表有：{forms}。",
    )


app = typer.Typer(rich_markup_mode=None)
app.command("list", help="全部指标；--unit、--form 只列一部分。")(indicators_list)
app.command("show", help="一个指标的口径卡；--sql 看取数语句。")(indicators_show)
app.command("check", help="自定的指标写得对不对：哪一行、错在哪里、怎样改。")(indicators_check)
