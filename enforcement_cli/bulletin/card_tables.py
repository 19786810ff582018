"""口径说明: what each printed indicator counts, as an appendix.

Comes in: the cards the material carries. Goes out: a table of words. Refuses to define anything.
"""

from enforcement_cli.bulletin.material import Material
from enforcement_cli.model.bulletin import Column, FigureTable, Row, Value


def card_table(material: Material) -> FigureTable | None:
    """A row an indicator: unit, what it counts, its version; None without cards."""
    if not material.cards:
        return None
    names = {one.id: one.name for one in (*material.indicators.values(), *material.cards)}
    rows = []
    for card in material.cards:
        formula = (
            f"{names.get(card.numerator, card.numerator)}÷"
            f"{names.get(card.denominator, card.denominator)}"
            if card.kind == "rate"
            else ""
        )
        unit = {"fen": "万元"}.get(card.unit, card.unit)
        words = (unit, formula, card.source, card.note, card.version)
        rows.append(Row(label=card.name, values=tuple(Value(shown=word) for word in words)))
    titles = ("单位", "公式", "口径", "常见争议", "版本")
    return FigureTable(
        id="cards",
        title="指标口径",
        stubhead="指标",
        columns=tuple(Column(title=title, kind="text", additive=False) for title in titles),
        rows=tuple(rows),
    )
