"""The words of the audit log, from audit.toml.

Comes in: keys as they stand in the log. Goes out: what a person calls them; a key nobody named is
shown as it is.
"""

from enforcement_cli.vocabulary.tables import load


def deed_name(what: str) -> str:
    """What was done: 收报表, 发布.

    >>> deed_name("publish")
    '发布'
    """
    return str(load("audit")["what"].get(what, what))


def about_name(key: str) -> str:
    """What a fact is: 法院, 报表."""
    return str(load("audit")["about"].get(key, key))


def kind_name(kind: str) -> str:
    """A kind of run or of period: 每周, 月.

    >>> kind_name("weekly")
    '每周'
    """
    return str(load("audit")["kind"].get(kind, kind))


def result_name(result: str) -> str:
    """How it ended."""
    return str(load("audit")["result"].get(result, result))


def breach_text(what: str) -> str:
    """What is wrong with a line."""
    return str(load("audit")["breach"][what])
