"""Which category of cases a claim tells of: words to an action of the campaign.

Comes in: words and the actions. Goes out: an action's id, the whole scope, or that there is none.
Refuses to know figures.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from enforcement_cli.model.campaign import Action
from enforcement_cli.vocabulary.proof import categories, proof_words

_QUOTES = re.compile(r"[\s“”\"'‘’「」『』《》]+")
_LEAST_NAME = 2
_BEHIND = 30
_LEAD = re.compile(r"^[^：:，,。；;]{2,20}(?=[：:，,])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """An action's id, None for the scope; `known` False: words of none of them."""

    action: str | None = None
    known: bool = True


def category_of(words: str | None, actions: Sequence[Action], campaign_name: str) -> Category:
    """The action that words name.

    Args:
        words: 小标的, 涉民生案件; None or empty: the scope.
        actions: those of the campaign.
        campaign_name: a campaign of one category is named after it.
    """
    bare = _bare(words or "")
    if not bare or any(_bare(word) == bare for word in proof_words("action", "scope")):
        return Category()
    named = [(action, _bare(action.name)) for action in actions]
    for action, name in named:
        if name == bare:
            return Category(action=action.id)
    if bare in _bare(campaign_name):
        return Category()
    held = [(len(name), action.id) for action, name in named if name and (name in bare)]
    held += [(len(bare), action.id) for action, name in named if bare in name]
    if held:
        return Category(action=max(held)[1])
    return _by_category(words or "", actions)


def leading_action(paragraph: str, actions: Sequence[Action]) -> str | None:
    """The action that a paragraph begins with and is of: 小标的案件：本周执结…."""
    found = _LEAD.match(_QUOTES.sub("", paragraph))
    if found is None:
        return None
    bare = _bare(found[0])
    names = sorted(((_bare(action.name), action.id) for action in actions), reverse=True)
    return next((code for name, code in names if name and bare.startswith(name)), None)


def last_action(words: str, actions: Sequence[Action]) -> str | None:
    """The action that running words name last, the longest name winning at its place."""
    text = _QUOTES.sub("", words)
    best, end, width = None, -1, 0
    for action in actions:
        name = _bare(action.name)
        at = text.rfind(name) if len(name) >= _LEAST_NAME else -1
        if at >= 0 and (at + len(name), len(name)) > (end, width):
            best, end, width = action.id, at + len(name), len(name)
    return best


def action_behind(words: str, actions: Sequence[Action]) -> str | None:
    """The action that words begin with: 剩余393件小标的案件."""
    text = _QUOTES.sub("", words[:_BEHIND])
    names = sorted(((_bare(each.name), each.id) for each in actions), reverse=True)
    named = ((name, code) for name, code in names if len(name) >= _LEAST_NAME)
    return next((code for name, code in named if text.startswith((name, f"涉{name}"))), None)


def _by_category(words: str, actions: Sequence[Action]) -> Category:
    """By the cause or party that the words are of; of several actions the narrowest."""
    for category in categories():
        if not any(word in words for word in category["words"]):
            continue
        causes = set(category.get("causes", ()))
        fitting = [
            (len(action.causes), action.id)
            for action in actions
            if (causes and causes & set(action.causes))
            or (category.get("party") and action.party == category["party"])
        ]
        if fitting:
            return Category(action=min(fitting)[1])
    return Category(known=False)


@lru_cache(maxsize=4096)
def _bare(words: str) -> str:
    text = _QUOTES.sub("", words)
    for plain in proof_words("action", "plain"):
        text = text.removesuffix(plain)
    for plain in proof_words("action", "plain"):
        text = text.removeprefix(plain)
    return text
