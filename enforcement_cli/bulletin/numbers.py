"""How numbers are shown: 万元 with two decimals, rates in percent, half-up once (domain.md 9)."""

from collections.abc import Iterable
from decimal import Decimal

from enforcement_cli.model.bulletin import Aspect, ColumnKind, Value
from enforcement_cli.model.indicator import Figure, FigureKey, Source
from enforcement_cli.model.money import in_unit, round_half_up

MISSING = "—"
NOT_REPORTED = "未报"
# What stands in a cell without a number, by the first word of the figure's note.
_SHOWN_NOTES = (NOT_REPORTED, "存疑", "单位不同")
_KINDS: dict[str, ColumnKind] = {"fen": "money", "%": "rate", "天": "decimal"}
CARRIED_MARK = "*"
REVISED_MARK = "（更正）"
SOURCE_LETTERS: dict[Source, str] = {"declared": "报", "inferred": "推", "phoned": "电"}
_WAN_FEN = 1_000_000
_YI_FEN = 10_000_000_000
Number = int | Decimal | None


def count_text(value: Number) -> str:
    """A whole number, or the sign for missing."""
    return MISSING if value is None else str(int(value))


def wan_text(fen: Number) -> str:
    """分 as 万元 with two decimals, without the unit: for table cells.

    >>> wan_text(154484_0000)
    '1544.84'
    """
    return MISSING if fen is None else f"{round_half_up(in_unit(int(fen), '万元'), 2)}"


def money_text(fen: Number) -> str:
    """分 as prose prints it: 万元, from 1亿 on 亿元.

    >>> money_text(1_544_840_000), money_text(1_980_000_000_000)
    ('1544.84万元', '198.00亿元')
    """
    if fen is None:
        return MISSING
    if abs(int(fen)) >= _YI_FEN:
        return f"{round_half_up(in_unit(int(fen), '亿元'), 2)}亿元"
    return f"{wan_text(fen)}万元"


def floored_money(fen: int) -> str:
    """分 rounded down to whole 万 with 余 where something was left off (T12).

    From 1亿 on to a hundredth of it. Below 1万 the amount itself: 余 over so little says nothing.

    >>> floored_money(113_420_000), floored_money(87_000_000), floored_money(812_000)
    ('113万余元', '87万元', '0.81万元')
    """
    if fen < _WAN_FEN:
        return money_text(fen)
    if fen >= _YI_FEN:
        hundredths, rest = divmod(fen, _YI_FEN // 100)
        return f"{Decimal(hundredths) / 100:.2f}亿{'余' if rest else ''}元"
    whole, rest = divmod(fen, _WAN_FEN)
    return f"{whole}万{'余' if rest else ''}元"


def rate_text(rate: Number, places: int = 2) -> str:
    """A rate between 0 and 1 in percent.

    >>> rate_text(Decimal("0.93675"))
    '93.68%'
    """
    return MISSING if rate is None else f"{round_half_up(Decimal(rate) * 100, places)}%"


def points_text(difference: Decimal) -> str:
    """The size of a difference of rates in 个百分点 (T24)."""
    return f"{round_half_up(abs(difference) * 100, 2)}个百分点"


def value_of(figure: Figure | None, kind: ColumnKind) -> Value:
    """A table cell for a figure, marked for what it rests on; a missing one says why."""
    if figure is None:
        return Value(shown=MISSING, kind=kind)
    if figure.value is None:
        said = next((word for word in _SHOWN_NOTES if figure.note.startswith(word)), MISSING)
        return Value(shown=said, kind=kind, key=figure.key)
    mark = mark_of(figure.sources)
    shown = cell_text(figure.value, kind)
    return Value(shown=shown, number=figure.value, kind=kind, key=figure.key, mark=mark)


def cell_text(value: Number, kind: ColumnKind) -> str:
    """A number as a column of that kind prints it, without its unit."""
    if kind == "money":
        return wan_text(value)
    if kind == "rate":
        return rate_text(value)
    return decimal_text(value) if kind == "decimal" else count_text(value)


def decimal_text(value: Number) -> str:
    """One decimal, half-up: days.

    >>> decimal_text(Decimal("37.25"))
    '37.3'
    """
    return MISSING if value is None else f"{round_half_up(Decimal(value), 1)}"


def kind_of(unit: str) -> ColumnKind:
    """How a number of a unit is printed."""
    return _KINDS.get(unit, "count")


def said(figure: Figure | None, *, floored: bool = False) -> Value:
    """A figure as prose prints it, unit and all; without a number the word for why.

    `floored` money is printed rounded down with 余.
    """
    if figure is None or figure.value is None:
        note = figure.note if figure else ""
        word = next((word for word in _SHOWN_NOTES if note.startswith(word)), NOT_REPORTED)
        return Value(shown=word, kind="text", key=figure.key if figure else None)
    if floored and figure.unit == "fen":
        shown = floored_money(int(figure.value))
        return Value(shown=shown, number=figure.value, kind="money", key=figure.key)
    return told(figure.value, figure.unit, key=figure.key)


def told(
    number: int | Decimal, unit: str, *, key: FigureKey | None = None, aspect: Aspect = "value"
) -> Value:
    """A number of a unit as prose prints it: 110件, 141.47万元, 58.35%, 36.5天."""
    kind = kind_of(unit)
    if kind == "decimal" and isinstance(number, int):
        kind = "count"
    shown = money_text(number) if kind == "money" else cell_text(number, kind)
    behind = unit if kind in ("count", "decimal") else ""
    return Value(shown=f"{shown}{behind}", number=number, kind=kind, key=key, aspect=aspect)


def is_revised(figure: Figure) -> bool:
    """Whether what stood before is another number now than the last issue printed (B-14)."""
    printed = figure.previous_published
    return printed is not None and figure.previous is not None and figure.previous != printed


def mark_of(sources: Iterable[Source]) -> str:
    """The sign behind a number that our own facts do not give, or not as of its day.

    >>> mark_of(("computed",)), mark_of(("carried",)), mark_of(("declared", "inferred", "computed"))
    ('', '*', '（报、推）')
    """
    given = set(sources)
    letters = "、".join(letter for source, letter in SOURCE_LETTERS.items() if source in given)
    carried = CARRIED_MARK if "carried" in given else ""
    return carried + (f"（{letters}）" if letters else "")


def joined_marks(marks: Iterable[str]) -> str:
    """The sign of a sum of marked numbers.

    >>> joined_marks(["*（报）", "", "（推）"])
    '*（报、推）'
    """
    every = "".join(marks)
    sources: list[Source] = [source for source, letter in SOURCE_LETTERS.items() if letter in every]
    return mark_of([*sources, "carried"] if CARRIED_MARK in every else sources)
