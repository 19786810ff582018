"""An amount whose unit is in doubt, in both its readings, as the messages of P-03 and P-17 show it.

Comes in: an amount and what it was held against, in 分. Goes out: the facts of the message.
Refuses to say which reading is right.
"""

from decimal import Decimal

from enforcement_cli.model.money import in_unit

# Between 元 and 万元.
SLIP = 10_000


def both_readings(title: str, value: int, reference: str, base: int) -> dict[str, str]:
    """The value as read, what it was held against, and the other reading, larger or smaller.

    Args:
        title: of the field, as the sender knows it.
        value: the amount as read, 分, above zero.
        reference: in words, what it was held against.
        base: that amount, 分, above zero; the other reading lies on its side.
    """
    read = in_unit(value, "元")
    large = value >= base
    return {
        "field": title,
        "value": format(read, "f"),
        "reference": reference,
        "times": str(value // base) if large else format(Decimal(f"{value / base:.1e}"), "f"),
        "unit": "元" if large else "万元",
        "other": format((read / SLIP if large else read * SLIP).normalize(), "f"),
    }
