"""What stands around a table: title block, unit line, instruction rows, footers, file name.

Comes in: what must be said and where. Goes out: lines on a Canvas, a file name. Refuses to know the
table itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from enforcement_cli.model.court import Court
from enforcement_cli.model.period import Period
from tests.disguise.page import Canvas
from tests.disguise.truth import Truth, campaign

FORM_WORDS = {
    "cases": ("案件台账", "执行案件台账", "专项行动案件台账", "案件明细表"),
    "payments": ("到位明细", "案款到账明细表", "执行款到账清单"),
    "measures": ("强制措施明细", "强制措施清单", "措施台账"),
    "aggregate": ("数据统计表", "情况统计表", "战报数据表", "汇总表"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """Where court, period and unit are said: in which of title, line, footer, sheet, file.

    `week` in `period` says the number of the week in the file's name, and no day anywhere.
    """

    court: frozenset[str]
    period: frozenset[str]
    unit: str = ""


def choose_says(rng: Random, *, unit: str, court_elsewhere: bool) -> Says:
    """Places for the court (none if cases or a column tell it) and at least one for the period."""
    places = ["title", "line", "footer", "sheet", "file"]
    count = rng.choice([0, 0, 1, 1, 2, 3]) if court_elsewhere else rng.choice([1, 1, 2, 3])
    court = frozenset(rng.sample(places, count))
    period = frozenset(rng.sample(["title", "line", "footer", "file"], rng.choice([1, 1, 2, 2, 3])))
    return Says(court=court, period=period, unit=unit)


def court_name(rng: Random, court: Court) -> str:
    """One of the names that are this court's alone."""
    return rng.choice([court.name, court.name, court.short, *court.aliases[:1]])


def span_text(rng: Random, week: Period, *, lead: bool = True) -> str:
    """The week in one of the ways a title says it."""
    a, b = week.start, week.end
    same = a.year == b.year
    year = "" if same else f"{b.year}年"
    ways = [
        f"{a.year}年{a.month}月{a.day}日至{year}{b.month}月{b.day}日",
        f"{a.year}.{a.month}.{a.day}-{b.year}.{b.month}.{b.day}",
        f"{a.month}月{a.day}日—{b.month}月{b.day}日",
        f"第{week.number}周",
    ]
    if a.month == b.month:
        ways.append(f"{a.year}年{a.month}月{a.day}日至{b.day}日")
    said = rng.choice(ways)
    return rng.choice(["统计区间：", "统计时间：", "报送期间："]) + said if lead else said


def as_of_text(rng: Random, week: Period) -> str:
    """The as-of day, which is the week's last."""
    end = week.end
    return rng.choice(["截至", "数据截至", "统计截止日期："]) + rng.choice(
        [f"{end.year}年{end.month}月{end.day}日", f"{end.month}月{end.day}日"]
    )


def title_block(
    canvas: Canvas, rng: Random, truth: Truth, says: Says, *, left: int, width: int, merges: bool
) -> int:
    """Draw the lines above the header; the first free row."""
    row = 1 + rng.choice([0, 0, 0, 0, 1, 2])
    start = row
    title = _title(rng, truth, says)
    if title:
        canvas.put(row, left, title)
        if merges and width > 1:
            canvas.merge(row, left, row, left + width - 1)
        row += 1
    pieces = _pieces(rng, truth, says)
    if pieces and rng.random() < 0.25 and len(pieces) <= 3:
        for piece in pieces:
            canvas.put(row, left, piece)
            row += 1
    elif pieces and rng.random() < 0.4:
        canvas.put(row, left, rng.choice(["    ", "  ", "\u3000\u3000"]).join(pieces))
        if merges and width > 1:
            canvas.merge(row, left, row, left + width - 1)
        row += 1
    elif pieces:
        step = max(width // len(pieces), 1)
        for j, piece in enumerate(pieces):
            canvas.put(row, left + j * step, piece)
        row += 1
    if row > start and rng.random() < 0.1:
        row += 1
    return row


def _title(rng: Random, truth: Truth, says: Says) -> str:
    if not says.court & {"title"} and not says.period & {"title"} and rng.random() < 0.35:
        return ""
    court = court_name(rng, truth.court) if "title" in says.court else ""
    name = campaign().name if rng.random() < 0.6 else ""
    period = ""
    if "title" in says.period:
        period = span_text(rng, truth.week, lead=False)
        period = rng.choice([f"（{period}）", f"（{period}）", period])
    return court + name + rng.choice(FORM_WORDS[truth.form]) + period


def _pieces(rng: Random, truth: Truth, says: Says) -> list[str]:
    pieces: list[str] = []
    if "line" in says.court:
        lead = rng.choice(["填报单位：", "报送单位：", "填报法院："])
        pieces.append(lead + court_name(rng, truth.court))
    if "line" in says.period:
        pieces.append(rng.choice([span_text, as_of_text])(rng, truth.week))
    if says.unit:
        ways = [
            f"单位：{says.unit}",
            f"（单位：{says.unit}）",
            f"金额单位：{says.unit}",
            f"单位：件、{says.unit}",
        ]
        pieces.append(rng.choice(ways))
    return pieces


def footer(canvas: Canvas, rng: Random, truth: Truth, says: Says, *, left: int, width: int) -> None:
    """Draw what stands below the table, if anything."""
    row = canvas.last_row + rng.choice([1, 1, 1, 2])
    lines: list[list[str]] = []
    if "footer" in says.court or "footer" in says.period or rng.random() < 0.35:
        if rng.random() < 0.5:
            lines.append(
                [
                    rng.choice(
                        [
                            "注：1.本表按案号去重；2.到位金额为累计数。",
                            "注：数据以案件系统为准",
                            "说明：空白为未采取",
                        ]
                    )
                ]
            )
        people = ["填报人：王某", "审核人：李某", "联系电话：0000-0000000"][: rng.randint(1, 3)]
        if rng.random() < 0.5:
            late = truth.week.end
            people.append(f"填报日期：{late.year}年{late.month}月{late.day}日")
        lines.append(people)
    if "footer" in says.court:
        lines.append([rng.choice(["填报单位：", "报送单位："]) + court_name(rng, truth.court)])
    if "footer" in says.period:
        lines.append([as_of_text(rng, truth.week)])
    for line in lines:
        apart = rng.random() < 0.5
        step = max(width // max(len(line), 1), 1)
        for j, text in enumerate(line if apart else ["  ".join(line)]):
            canvas.put(row, left + j * step, text)
        row += 1


def file_stem(rng: Random, truth: Truth, says: Says) -> str:
    """The file's name without suffix."""
    parts = [rng.choice(FORM_WORDS[truth.form])]
    if "file" in says.court:
        parts.insert(0, court_name(rng, truth.court))
    if "file" in says.period:
        end = truth.week.end
        parts.append(
            rng.choice(
                [
                    f"第{truth.week.number}周",
                    f"截至{end.month}月{end.day}日",
                    f"第{truth.week.number}周",
                ]
            )
        )
    if "week" in says.period:
        parts.append(f"第{truth.week.number}周")
    if rng.random() < 0.2:
        parts.append(rng.choice(["最终版", "(1)", "定稿"]))
    return rng.choice(["", "", "-"]).join(parts)
