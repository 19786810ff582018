"""Cases of targets (T-), of publication (B-) and of lapsed explanations (Z-09): said by a command.

In: what courts sent and what the campaign wants. Out: what checking targets, writing the bulletin or
looking at a problem says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from enforcement_cli.bulletin.leak_checks import find_leaks, leak_problems
from enforcement_cli.model.failure import HeldBack
from enforcement_cli.vocabulary.checks import catalogue, rule
from enforcement_cli.workflow.answers import Choice, Explanation, explain_problem
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.phoned import PhonedWish, state_number
from enforcement_cli.workflow.problems import earlier_answer, problems_of
from enforcement_cli.workflow.report import hold_back, report
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.story_choice import look_at_stories
from enforcement_cli.workflow.targets import check_targets
from tests.catalogue.playing import LATER, Said, room_in, take, told
from tests.catalogue.sheets import (
    QINGHE,
    TIELING,
    XIFENG,
    YINZHOU,
    Sent,
    came,
    figures,
    ledger,
    no,
    sent,
)
from tests.defects.city import COURTS, week

Ask = Callable[[Path], list[Said]]
_AGGREGATE = f"""[[campaign.expects]]
form = "aggregate"
courts = {list(COURTS)}
"""


@dataclass(frozen=True)
class Asked:
    """A check that a command tells, with what fails it and what passes; `words` are in the message."""

    code: str
    fails: Ask
    passes: Ask
    words: tuple[str, ...] = ()


def _weeks(values: Sequence[int], court: str = YINZHOU) -> dict[str, Sent]:
    """What a court closed in each week, and since the beginning."""
    sheets = [
        figures(
            "本周执结（件）", value, "累计执结（件）", sum(values[: place + 1]),
            number=place + 1, court=court,
        )
        for place, value in enumerate(values)
    ]  # fmt: skip
    return {
        f"{court}-{number}.xlsx": sent(
            made, "aggregate", number=number, court=court, in_order=False
        )
        for number, made in enumerate(sheets, 1)
    }


def target(least: str, court: str | None = YINZHOU, *more: str) -> str:
    """A target of closed cases."""
    lines = ['indicator = "cases_closed"', f"at_least = {least}", f"by = {week(10)[1]}", *more]
    whose = [f'court = "{court}"'] if court else []
    return "\n".join(["\n[[campaign.target]]", *whose, *lines, ""])


def _each(least: str, whole: str = "") -> str:
    return "".join(target(least, court) for court in COURTS) + (
        target(whole, None) if whole else ""
    )


def _declared(text: str) -> Ask:
    """What is said of the targets before anything came in."""
    return lambda folder: _told(room_in(folder, text), 3)


def _told(room: Room, number: int) -> list[Said]:
    wish = PeriodWish(kind="week", day=week(number)[1])
    return [told(problem) for problem in check_targets(room, wish, known_at=LATER)]


# What each court is to close, and what it closed week by week.
_COURSES = {
    "银州": (YINZHOU, "100", (8, 9, 8, 8, 8)),
    "清河": (QINGHE, "100", (10, 11, 10, 11, 10)),
    "铁岭县": (TIELING, "100", (45, 50)),
    "西丰": (XIFENG, "100", (10, 12)),
    "昌图": ("辽1224", "150", (10, 10, 10, 8, 10, 12)),
    "调兵山": ("辽1281", "150", (26, 27, 27, 8, 10, 12)),
    "开原": ("辽1282", "4", (1, 0)),
}
_REACHED: dict[int, list[Said]] = {}


def _reached(court: str, number: int) -> Ask:
    """What is said of a court's target when a week is over; asked of one desk, once a week."""

    def ask(folder: Path) -> list[Said]:
        if not _REACHED:
            targets = "".join(target(least, code) for code, least, _ in _COURSES.values())
            room = room_in(folder / "desk", targets, _AGGREGATE)
            files: dict[str, Sent] = {}
            for code, _, values in _COURSES.values():
                files |= _weeks(values, code)
            take(room, folder / "in", files)
            _REACHED.update({each: _told(room, each) for each in (2, 5, 6)})
        return [one for one in _REACHED[number] if court in one.message]

    return ask


def _blocked(*courts: str) -> Ask:
    """What holds the bulletin of the second week back when these courts have sent."""

    def ask(folder: Path) -> list[Said]:
        expects = (
            f'missing = "block"\n[[campaign.expects]]\nform = "cases"\ncourts = {list(COURTS)}\n'
        )
        room = room_in(folder / "desk", "", expects)
        files = {f"{c}.xlsx": sent(ledger(court=c), court=c) for c in courts}
        take(room, folder / "in", files)
        try:
            hold_back(report(room, PeriodWish(kind="week", day=week(2)[1]), known_at=LATER))
        except HeldBack as held:
            code = held.where.split()[0]
            return [Said(code, rule(code).severity, "", held.message, held.remedy)]
        return []

    return ask


def _phoned(value: str) -> Ask:
    """What the bulletin says when a number by telephone is followed by a return of 13."""

    def ask(folder: Path) -> list[Said]:
        room = room_in(folder / "desk", "", _AGGREGATE)
        wish = PhonedWish(
            court=YINZHOU, indicator="执结", value=value, period="第1周", wish=PeriodWish(), by="张某",
            reason="来电",
        )  # fmt: skip
        state_number(room, wish, at=came(1, hour=9), dry_run=False)
        take(room, folder / "in", _weeks([13]))
        found = report(room, PeriodWish(kind="week", day=week(1)[1]), known_at=LATER)
        return [told(problem) for problem in found.findings]

    return ask


def _explained(until: date) -> Ask:
    """What stands beside a doubt of the third week that was explained in the second until a day."""

    def ask(folder: Path) -> list[Said]:
        room = room_in(folder / "desk")
        doubted = {"H7": 37_800}
        take(room, folder / "in", {"2.xlsx": sent(ledger(doubted))})
        explanation = Explanation(
            choice=Choice(codes=("R-08",)), by="张某", reason="含迟延履行利息", until=until,
            within=Decimal("0.2"),
        )  # fmt: skip
        explain_problem(room, explanation, at=came(2, days=1))
        take(room, folder / "in", {"3.xlsx": sent(ledger(doubted, number=3), number=3)})
        lapsed = [earlier_answer(room, one) for one in problems_of(room, LATER)]
        z_09 = rule("Z-09")
        return [Said("Z-09", z_09.severity, "", text, z_09.remedy) for text in lapsed if text]

    return ask


def _printed(text: str) -> Ask:
    """The last look at a paragraph of a bulletin, whose store knows one party."""

    def ask(folder: Path) -> list[Said]:
        del folder
        leaks = find_leaks([text], "bulletin", ["王小明"])
        return [told(problem) for problem in leak_problems(leaks, "bulletin", catalogue())]

    return ask


def _storied(amount: str) -> Ask:
    """A story of the first case of 银州's ledger."""

    def ask(folder: Path) -> list[Said]:
        room = room_in(folder / "desk")
        take(room, folder / "in", {"2.xlsx": sent(ledger({"H5": 12_300}))})
        text = (
            f'[[story]]\nid = "a"\ncourt = "{YINZHOU}"\ntitle = "案款到账"\ntext = "到位{{amount}}。"\n'
            f'amount = "{amount}"\ncase_no = "{no(101)}"\n'
        )
        (room.workspace.root / "stories.toml").write_text(text, "utf-8")
        return [told(problem) for problem in look_at_stories(room, LATER).problems]

    return ask


ASKED = (
    Asked("T-01", _declared(target("150")), _declared(_each("150")), ("清河", "没有下达目标")),
    Asked("T-02", _declared(_each('"150万元"')), _declared(_each("150"))),
    Asked("T-03", _declared(_each("100", "713")), _declared(_each("100", "700")), ("713", "700", "13")),
    Asked("T-04", _declared(_each("150") + target("170")),
          _declared(_each("150") + target("170", YINZHOU, "from = 2026-01-05")), ("150", "170")),
    Asked("T-05", _reached("银州", 5), _reached("清河", 5), ("41",)),
    Asked("T-06", _reached("清河", 5), _reached("银州", 5), ("52",)),
    Asked("T-07", _reached("铁岭县", 2), _reached("西丰", 2), ("95",)),
    Asked("T-08", _reached("昌图", 6), _reached("调兵山", 6), ("42",)),
    Asked("T-09", _reached("开原", 2), _reached("西丰", 2), ("4",)),
    Asked("B-01", _blocked(*list(COURTS)[:6]), _blocked(*COURTS), ("开原", "7", "6")),
    Asked("B-08", _printed("联系电话13800138000。"), _printed("被执行人王某某到庭。"), ("手机号",)),
    Asked("B-09", _printed("申请执行人王小明领款。"), _printed("申请执行人王某某领款。"), ("王小明",)),
    Asked("B-16", _storied("1.24万元"), _storied("1.23万元"), ("案款到账", "1.24万元", "1.23万元")),
    Asked("B-15", _phoned("12"), _phoned("13"), ("12", "13")),
    Asked("Z-09", _explained(week(2)[1]), _explained(week(5)[1]), ("含迟延履行利息", "2026-01-04")),
)  # fmt: skip
