"""The cases that earlier issues printed, as they stand in what was frozen of them.

Comes in: an open store, a campaign. Goes out: gists by issue. Refuses to know story files.
"""

from enforcement_cli.bulletin.frozen import thaw
from enforcement_cli.store.publications import frozen_of, issues_of
from enforcement_cli.store.session import Connection
from enforcement_cli.workflow.story.gist import Gist, gist_of
from enforcement_cli.workflow.story.split import tells_a_case
from enforcement_cli.workflow.story.words import saying


def printed_gists(connection: Connection, campaign: str) -> tuple[Gist, ...]:
    """The gists of every paragraph of the published issues that tells of a case, once each."""
    found: dict[str, str] = {}
    for issue in issues_of(connection, campaign):
        frozen = frozen_of(connection, campaign, issue)
        if frozen is None:
            continue
        name = saying("words", "printed").format(issue=issue.issue)
        for section in thaw(frozen.bulletin).sections:
            for text in section.paragraphs:
                if tells_a_case(text):
                    found.setdefault(text, name)
    return tuple(gist_of(name, text) for text, name in found.items())
