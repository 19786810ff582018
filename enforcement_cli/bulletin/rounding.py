"""Where printed parts do not add up to the printed total, because each was rounded by itself."""

from decimal import Decimal

from enforcement_cli.model.bulletin import FigureTable
from enforcement_cli.model.money import in_unit, round_half_up


def rounds_apart(table: FigureTable) -> tuple[Decimal, Decimal] | None:
    """The first sum of printed parts and printed total of money that differ, in 万元."""
    for row in table.rows:
        if not row.total or not row.covers:
            continue
        for i, column in enumerate(table.columns):
            if column.kind != "money" or not column.additive or row.values[i].number is None:
                continue
            parts = [table.rows[place].values[i].number for place in row.covers]
            printed = sum((_printed(part) for part in parts if part is not None), Decimal(0))
            total = _printed(row.values[i].number)
            if printed != total:
                return printed, total
    return None


def _printed(fen: int | Decimal | None) -> Decimal:
    return round_half_up(in_unit(int(fen or 0), "万元"), 2)
