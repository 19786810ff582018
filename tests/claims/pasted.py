"""A truth as it is pasted: lists, columns, marks and labels of chats and forms."""

from __future__ import annotations

import re
from decimal import Decimal

from tests.claims.telling import Teller, Template, broken


def joined(teller: Teller, figures: list[tuple[str, str]], between: str = "，") -> str:
    link = teller.rng.choice(("", "", "达", "为", "共"))
    return between.join(f"{name}{link}{number}" for name, number in figures)


def list_with_colons(teller: Teller) -> str:
    lines = [f"{name}：{number}" for name, number in teller.some(3, 6)]
    return f"{teller.court}{teller.period}执行战报\n" + "\n".join(lines)


def list_numbered(teller: Teller) -> str:
    lines = [f"{at}.{name}{number}" for at, (name, number) in enumerate(teller.some(3, 6), 1)]
    return f"{teller.period}，{teller.court}战果如下：\n" + "\n".join(lines)


def list_of_marks(teller: Teller) -> str:
    mark = teller.rng.choice("✅★•◆●➢-*")
    lines = [f"{mark} {name}：{number}；" for name, number in teller.some(3, 6)]
    return f"【{teller.court}】{teller.period}\n" + "\n".join(lines)


def list_in_brackets(teller: Teller) -> str:
    lines = [
        f"（{'一二三四五六'[at]}）{name}{number}。"
        for at, (name, number) in enumerate(teller.some(3, 6))
    ]
    return f"{teller.period}{teller.court}工作情况\n" + "\n".join(lines)


def list_in_a_line(teller: Teller) -> str:
    items = [f"{'①②③④⑤⑥'[at]}{name}{number}" for at, (name, number) in enumerate(teller.some(3, 6))]
    return f"{teller.period}，{teller.court}：" + "；".join(items) + "。"


def in_a_column(teller: Teller) -> str:
    text = f"{teller.period}，{teller.court}共{joined(teller, teller.some(4, 6))}。"
    return broken(text.replace(" ", ""), teller.rng, teller.rng.randint(14, 24))


def marked_down(teller: Teller) -> str:
    lines = [f"- **{name}**：{number}" for name, number in teller.some(3, 5)]
    return f"## {teller.court}{teller.period}\n\n" + "\n".join(lines)


def half_width_marks(teller: Teller) -> str:
    said = [f"{name}:{number.strip()}" for name, number in teller.some(3, 5)]
    return f"{teller.period},{teller.court}" + ",".join(said) + ";"


def emphasised(teller: Teller) -> str:
    said = "，".join(
        f"{name}**{_split(number)[0]}**{_split(number)[1]}" for name, number in teller.some(2, 4)
    )
    return f"{teller.period}，{teller.court}共{said}。"


def _split(number: str) -> tuple[str, str]:
    found = re.match(r"[\s\d０-９.,．零一二三四五六七八九十百千]+", number)
    assert found
    return found[0].strip(), number[found.end() :]


def unit_in_label(teller: Teller) -> str:
    cases, wan = teller.rng.randint(2, 900), teller.rng.randint(2, 9000)
    teller.note("cases_closed", Decimal(cases), "件")
    teller.note("amount_recovered", Decimal(wan) * 10_000, "元")
    return (
        f"{teller.court}{teller.period}战报\n执结案件数（件）：{cases}\n执行到位金额（万元）：{wan}"
    )


def short_lines(teller: Teller) -> str:
    lines = [f"{name}{number.strip()}" for name, number in teller.some(4, 6)]
    return f"{teller.court}{teller.period}战果\n" + "\n".join(lines)


def columns_apart(teller: Teller) -> str:
    lines = [f"{name}\t\t{number.strip()}" for name, number in teller.some(3, 5)]
    return f"{teller.court}{teller.period}情况\n\n" + "\n".join(lines)


PASTED: tuple[Template, ...] = (
    list_with_colons, list_numbered, list_of_marks, list_in_brackets, list_in_a_line, in_a_column,
    marked_down, half_width_marks, emphasised, unit_in_label, short_lines, columns_apart,
)  # fmt: skip
