"""texts.toml: paragraphs that people write for a bulletin's sections (经验做法, 问题不足, 下步打算).

Comes in: the workspace and a period. Goes out: paragraphs by section. Refuses to write any: a
section nobody wrote for is left out.
"""

from collections.abc import Mapping

from enforcement_cli.model.period import Period
from enforcement_cli.vocabulary.bulletin import section_names
from enforcement_cli.workflow.campaign.section import Section
from enforcement_cli.workflow.campaign.text import read_toml
from enforcement_cli.workflow.workspace import Workspace

TEXTS_FILE = "texts.toml"
_KEYS = ("section", "paragraphs", "kind", "from", "to")
_KINDS = ("day", "week", "month", "quarter", "year", "total", "phase", "operation", "custom")


def read_texts(workspace: Workspace, period: Period) -> Mapping[str, tuple[str, ...]]:
    """The paragraphs for a period's bulletin, by section, in the order of the file.

    An entry may be for one kind of bulletin, and for periods that end in a span of days.

    Raises:
        BadConfiguration: with file and line, an unknown section or key.
    """
    path = workspace.root / TEXTS_FILE
    if not path.is_file():
        return {}
    values, index = read_toml(path)
    whole = Section(file=TEXTS_FILE, index=index, path=(), values=values)
    whole.check_keys(("text",))
    found: dict[str, tuple[str, ...]] = {}
    for section in whole.tables("text"):
        section.check_keys(_KEYS)
        name = section.choice("section", section_names(), "")
        start, end = section.day_or_none("from"), section.day_or_none("to")
        kind = section.choice("kind", _KINDS, period.kind)
        fits = (start is None or start <= period.end) and (end is None or period.end <= end)
        if fits and kind == period.kind:
            found[name] = (*found.get(name, ()), *section.texts("paragraphs"))
    return found
