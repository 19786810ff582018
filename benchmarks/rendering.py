"""How fast a province's table is laid out in Excel, as a ratio to writing the same cells.

Comes in: nothing, or `--smoke`. Goes out: a line of the table, and build/bench/rendering.json. The contestants
are our layout by the shipped template, openpyxl writing the same numbers with the same formats,
looks and totals, and openpyxl writing the bare values; they take turns, and what counts is the
median. Only the ratios travel.
"""

import random
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter

from benchmarks.measure import BENCH, ROOT, Line, Run, ratio
from benchmarks.row import Size, row_main
from enforcement_cli.model.bulletin import Bulletin, Column, FigureTable, Row, Section, Value
from enforcement_cli.render.excel import render_excel
from enforcement_cli.render.html.page import render_html
from enforcement_cli.render.word.document import render_word

_TEMPLATES = ROOT / "templates"
_GOAL = 1.3
_FORMATS = {"count": "0", "money": "0.00", "rate": "0.00%"}


def measure(size: Size) -> list[Line]:
    """Every layout in turn with the floor, in this process; the first turn does not count."""
    courts, indicators = (20, 6) if size.smoke else (200, 30)
    bulletin = made_bulletin(courts, indicators)
    BENCH.mkdir(parents=True, exist_ok=True)
    page = BENCH / "rendering.html"
    contestants: dict[str, Callable[[], object]] = {
        "openpyxl": lambda: write_with_openpyxl(bulletin, BENCH / "rendering-openpyxl.xlsx"),
        "bare values": lambda: write_values(bulletin, BENCH / "rendering-values.xlsx"),
        "excel": lambda: render_excel(
            bulletin, _TEMPLATES / "weekly.xlsx", BENCH / "rendering.xlsx"
        ),
        "word": lambda: render_word(bulletin, BENCH / "rendering.docx"),
        "html": lambda: page.write_text(
            render_html(bulletin, _TEMPLATES / "bulletin.html.j2"), encoding="utf-8"
        ),
    }
    rounds = 3 if size.smoke else 9
    runs: dict[str, list[Run]] = {name: [] for name in contestants}
    for place in range(rounds + 1):
        for name, contestant in contestants.items():
            wall, processor = time.perf_counter(), time.process_time()
            contestant()
            taken = Run(wall=time.perf_counter() - wall, processor=time.process_time() - processor)
            if place:
                runs[name].append(taken)
    ratios = {name: ratio(runs, name, "openpyxl") for name in ("bare values", "word", "html")}
    return [
        Line(
            id="excel",
            what=f"Excel bulletin of {courts} courts × {indicators} indicators / openpyxl",
            value=ratio(runs, "excel", "openpyxl"),
            goal=2.0 if size.smoke else _GOAL,
            unit="×",
            rounds=rounds,
            note=", ".join(f"{name} {value:.2f}" for name, value in ratios.items()),
            runs=runs,
        )
    ]


def made_bulletin(courts: int, indicators: int) -> Bulletin:
    """One table of invented figures with a total that sums what is additive."""
    chance = random.Random(20260228)
    kinds = ("count", "count", "money", "rate")
    columns = tuple(
        Column(
            title=f"指标{place + 1}",
            kind=kinds[place % 4],  # type: ignore[arg-type]  # one of the four words above
            additive=place % 4 < 3,
        )
        for place in range(indicators)
    )
    numbers = [[_number(column, chance) for column in columns] for _ in range(courts)]
    rows = [
        Row(label=f"第{place + 1}法院", values=tuple(map(_value, line, columns)))
        for place, line in enumerate(numbers)
    ]
    sums = [
        sum(line) if column.additive else Decimal("0.5")
        for line, column in zip(zip(*numbers, strict=True), columns, strict=True)
    ]
    rows.append(Row(label="合计", values=tuple(map(_value, sums, columns)), total=True))
    table = FigureTable(
        id="bench", title="各院指标", stubhead="法院", columns=columns, rows=tuple(rows)
    )
    return Bulletin(
        title="全省执行战报",
        subtitle="",
        issue="第1期",
        period_line="统计区间：2026年1月5日至1月11日",
        cutoff_line="数据时点：2026年1月12日09:00前收到的报表",
        issuer="省高级人民法院执行指挥中心",
        sections=(Section(title="总体情况", paragraphs=("见表。",), tables=(table,)),),
    )


def write_with_openpyxl(bulletin: Bulletin, path: Path) -> None:
    """The same cells as a user's script would write them: values, formats, looks, sums."""
    table = bulletin.sections[0].tables[0]
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise SystemExit("a new workbook has no sheet")
    line = Side(style="thin", color="808080")
    grid = Border(left=line, right=line, top=line, bottom=line)
    look = NamedStyle("figure", font=Font(name="宋体", size=10), border=grid)
    look.alignment = Alignment(horizontal="right", vertical="center")
    book.add_named_style(look)
    sheet.append([table.stubhead, *(column.title for column in table.columns)])
    for row in table.rows:
        sheet.append([row.label, *(_cell(value) for value in row.values)])
    last = sheet.max_row
    for cells, row in zip(sheet.iter_rows(min_row=2), table.rows, strict=True):
        for cell in cells:
            cell.style = "figure"
        filled = zip(cells[1:], row.values, table.columns, strict=True)
        for place, (cell, value, column) in enumerate(filled, start=2):
            cell.number_format = _FORMATS[value.kind]
            if row.total and column.additive:
                letter = get_column_letter(place)
                cell.value = f"=SUM({letter}2:{letter}{last - 1})"
    book.save(path)


def write_values(bulletin: Bulletin, path: Path) -> None:
    """The least a script can do: the values, without format, look or sum."""
    table = bulletin.sections[0].tables[0]
    book = Workbook()
    sheet = book.create_sheet("各院指标", 0)
    sheet.append([table.stubhead, *(column.title for column in table.columns)])
    for row in table.rows:
        sheet.append([row.label, *(_cell(value) for value in row.values)])
    book.save(path)


def _number(column: Column, chance: random.Random) -> int | Decimal:
    if column.kind == "rate":
        return Decimal(chance.randrange(10_000)) / 10_000
    return chance.randrange(500_000_000 if column.kind == "money" else 900)


def _value(number: int | Decimal, column: Column) -> Value:
    shown = {
        "count": f"{number}",
        "money": f"{Decimal(number) / 1_000_000:.2f}",
        "rate": f"{Decimal(number) * 100:.2f}%",
    }[column.kind]
    return Value(shown=shown, number=number, kind=column.kind)


def _cell(value: Value) -> float | int | Decimal:
    number = value.number or 0
    return Decimal(number) / 1_000_000 if value.kind == "money" else number


if __name__ == "__main__":
    row_main(__doc__, "rendering", measure)
