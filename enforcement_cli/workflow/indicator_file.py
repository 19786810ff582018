"""indicators.toml: a workspace's own indicators, as written.

Comes in: its path. Goes out: entries with the line of every key. Refuses to judge a declaration:
that is indicator/'s.
"""

from pathlib import Path

from enforcement_cli.indicator.declaration import Entry
from enforcement_cli.workflow.campaign.section import Section
from enforcement_cli.workflow.campaign.text import read_toml

INDICATORS_FILE = "indicators.toml"


def read_own(path: Path) -> tuple[Entry, ...]:
    """Every declaration of the file in its order; none where there is no such file.

    Raises:
        BadConfiguration: it is no TOML, or holds something else than indicators.
    """
    if not path.is_file():
        return ()
    values, index = read_toml(path)
    whole = Section(file=path.name, index=index, path=(), values=values)
    whole.check_keys(("indicator",))
    return tuple(
        Entry(
            file=path.name,
            line=index.line_of(section.path),
            values=section.values,
            lines={key: index.line_of((*section.path, key)) for key in section.values},
        )
        for section in whole.tables("indicator")
    )
