"""Which bulletin a period has: 日报, 周战报, 月通报, 阶段小结, 总结, 年度报告, or one by people.

Comes in: the material. Goes out: a Bulletin. Refuses to know what the kinds print.
"""

from enforcement_cli.bulletin.annual import annual
from enforcement_cli.bulletin.daily import daily
from enforcement_cli.bulletin.frame import framed
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.monthly import monthly
from enforcement_cli.bulletin.phases import phase
from enforcement_cli.bulletin.staff import staff
from enforcement_cli.bulletin.total import total
from enforcement_cli.bulletin.weekly import weekly, window
from enforcement_cli.model.bulletin import Bulletin

_WRITERS = {
    "day": daily,
    "week": weekly,
    "month": monthly,
    "quarter": monthly,
    "phase": phase,
    "year": annual,
    "total": total,
    "operation": window,
    "custom": window,
}


def compose(material: Material) -> Bulletin:
    """The bulletin of a period, or of its teams or officers."""
    write = staff if material.by else _WRITERS[material.period.kind]
    return framed(material, write(material))
