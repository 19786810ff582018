"""Causes as courts write them, and the livelihood class each belongs to.

In: a random generator and a category of the sample's plan. Out: a cause; and back, its class.
Only causes of the core sub-classes appear, so every reader must agree on them.
"""

from random import Random

_WAGES = {
    "追索劳动报酬纠纷": "wage",
    "劳动合同纠纷": "wage",
    "劳动争议": "wage",
    "劳务合同纠纷": "migrant_wage",
}
_LIVELIHOOD = {
    "机动车交通事故责任纠纷": "traffic",
    "抚养费纠纷": "child_support",
    "赡养费纠纷": "elder_support",
    "扶养费纠纷": "spouse_support",
    "医疗损害责任纠纷": "medical",
    "工伤保险待遇纠纷": "work_injury",
    "提供劳务者受害责任纠纷": "work_injury",
    "生命权、身体权、健康权纠纷": "injury",
    "饲养动物损害责任纠纷": "injury",
}
_LARGE_LIVELIHOOD = (
    "机动车交通事故责任纠纷",
    "医疗损害责任纠纷",
    "提供劳务者受害责任纠纷",
    "工伤保险待遇纠纷",
)
_ORDINARY = [
    "民间借贷纠纷",
    "民间借贷纠纷",
    "民间借贷纠纷",
    "买卖合同纠纷",
    "买卖合同纠纷",
    "金融借款合同纠纷",
    "信用卡纠纷",
    "承揽合同纠纷",
    "运输合同纠纷",
    "追偿权纠纷",
    "合伙合同纠纷",
    "保证合同纠纷",
    "不当得利纠纷",
    "物业服务合同纠纷",
]
_FROM_BANKS = frozenset({"金融借款合同纠纷", "信用卡纠纷"})
_FROM_FIRMS = frozenset(
    {"物业服务合同纠纷", "买卖合同纠纷", "承揽合同纠纷", "运输合同纠纷", "追偿权纠纷"}
)

# A small only; B small and wages; C small and other livelihood; D large wages;
# E large other livelihood; N none of the three actions.
SMALL = frozenset("ABC")


def cause_for(rng: Random, category: str) -> str:
    """A cause that puts a case into the category."""
    if category in "BD":
        return rng.choice(list(_WAGES))
    if category == "C":
        return rng.choice(list(_LIVELIHOOD))
    if category == "E":
        return rng.choice(_LARGE_LIVELIHOOD)
    # a service charge above 100,000 yuan would not be believed
    return rng.choice(_ORDINARY[:-1] if category == "N" else _ORDINARY)


def applicant_kind(cause: str) -> str:
    """`bank`, `firm` or `person`: who brings such a case."""
    if cause in _FROM_BANKS:
        return "bank"
    return "firm" if cause in _FROM_FIRMS else "person"


def owed_by_firm(cause: str) -> bool:
    """Whether the debtor is an employer."""
    return cause in _WAGES or cause == "工伤保险待遇纠纷"


def actions_of(cause: str, *, small: bool) -> tuple[str, ...]:
    """The actions a case belongs to, in the order of the campaign file."""
    wages = cause in _WAGES
    flags = (("small", small), ("livelihood", wages or cause in _LIVELIHOOD), ("wages", wages))
    return tuple(name for name, true in flags if true)
