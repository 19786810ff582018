"""The words of the bulletins and which figures their parts print, from bulletin.toml.

Comes in: that table. Goes out: titles, names of sections and periods, ids of indicators in order.
Refuses to know figures.
"""

from dataclasses import dataclass

from enforcement_cli.vocabulary.tables import load


@dataclass(frozen=True, slots=True, kw_only=True)
class CrimeLine:
    """One way of prosecuting 拒执: its words and the indicators of cases and persons."""

    lead: str
    name: str
    cases: str
    persons: str


def title_word(kind: str) -> str:
    """What a bulletin of a kind of period is called, after the campaign's name."""
    return str(load("bulletin")["titles"][kind])


def staff_title(by: str, kind: str) -> str:
    """团队周报, 承办人月报."""
    words = load("bulletin")["staff_titles"]
    return f"{words[by]}{words[kind]}"


def issue_word(kind: str) -> str:
    """What an issue of a kind of period is called beside its number.

    >>> issue_word("week")
    '周报'
    """
    return str(load("bulletin")["issues"][kind])


def section_title(name: str) -> str:
    """The heading of a section."""
    return str(load("bulletin")["sections"][name])


def section_names() -> tuple[str, ...]:
    """The names by which sections are written for."""
    return tuple(load("bulletin")["sections"])


def staff_indicators() -> tuple[str, ...]:
    """What teams and officers are shown with."""
    return (*figures_of("staff_counts"), *figures_of("staff_rates"))


def period_word(kind: str) -> str:
    """本周, 当日, …; empty for a period that is no part of a row of periods."""
    words = load("bulletin")["periods"].get(kind)
    return str(words[0]) if words else ""


def previous_word(kind: str) -> str:
    """上周, 前一日, …; 上期 where periods have no name."""
    words = load("bulletin")["periods"].get(kind)
    return str(words[1]) if words else "上期"


def figures_of(part: str) -> tuple[str, ...]:
    """The indicators a part prints, in order."""
    return tuple(load("bulletin")["figures"][part])


def crime_lines() -> tuple[CrimeLine, ...]:
    """公诉 and 自诉, never one line."""
    return tuple(CrimeLine(**line) for line in load("bulletin")["crime"])


def list_titles(kind: str) -> tuple[str, str, str]:
    """What day, days and money are called in a list of cases."""
    day, days, money = load("bulletin")["case_lists"][kind]
    return str(day), str(days), str(money)


def whole_place(court_name: str) -> str:
    """全市, 全省, …: what the courts under the one that runs the desk are together."""
    for entry in load("bulletin")["whole"]:
        if court_name.endswith(entry["ends"]):
            return str(entry["place"])
    return "全部"
