"""A bulletin with a text of the caller's wherever people's words reach one; the same every time."""

from __future__ import annotations

from decimal import Decimal

from enforcement_cli.model.bulletin import (
    Bulletin,
    Chart,
    Column,
    FigureTable,
    Headline,
    Row,
    Section,
    Value,
)
from enforcement_cli.model.indicator import FigureKey

HONEST = "昌图县法院"


def bulletin(said: str = HONEST) -> Bulletin:
    """One section with a paragraph, a table of two courts and a chart of each kind."""
    key = FigureKey(indicator="cases_closed", basis="period", court=said, team=said, officer=said)
    counted = Value(shown="7", number=7, kind="count", key=key)
    rate = Value(shown="12.50%", number=Decimal("0.125"), kind="rate", mark="*")
    less = Value(shown="-3", number=-3, kind="count")
    columns = (
        Column(title=said, kind="count", spanner=said),
        Column(title="结案率", kind="rate", additive=False),
        Column(title="增减", kind="count"),
        Column(title="备注", kind="text", additive=False),
    )
    values = (counted, rate, less, Value(shown=said))
    table = FigureTable(
        id="courts", title=said, stubhead=said, columns=columns, unit_line=said, notes=(said,),
        rows=(Row(label=said, values=values), Row(label="合计", values=values, total=True)),
    )  # fmt: skip
    charts = tuple(
        Chart(
            id=f"c-{kind}", kind=kind, title=said, unit=said, note=said, labels=(said, "第2周"),
            series=((said, (counted, counted)),),
        )
        for kind in ("bars", "share", "line")
    )  # fmt: skip
    section = Section(
        title=said, tables=(table,), charts=charts, numbers=(counted,),
        paragraphs=(said, f"执结7件，{said}。"),
    )  # fmt: skip
    return Bulletin(
        kind="week", title=said, subtitle=said, issue=said, period_line=said, cutoff_line=said,
        issuer=said, day_line=said, marks=(said,), sections=(section,), notes=(said,),
        headlines=(Headline(name=said, value=counted, unit=said, beneath=said),),
    )  # fmt: skip
