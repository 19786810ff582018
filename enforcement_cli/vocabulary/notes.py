"""What a 备注 says that its row's figures do not: by declared words, negations respected.

Comes in: the text of a note. Goes out: the clause that says it, or nothing. Refuses to know rows.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from enforcement_cli.vocabulary.tables import load

_CLAUSES = re.compile(r"[\s,.;:、。!?()\[\]/\"'“”‘’]+")
# What stands between a negation and its word; 已, 系, 属, 为, 是 begin another statement.
_NEAR, _WIDE = "[^已系属为是]{0,1}$", "[^已系属为是]{0,6}$"
_NEUTRAL = "某某某"
_UNDONE = ("未", "没")


@cache
def words_pattern(*names: str) -> str:
    """A pattern that finds every note which may hold a word of the lists, and some that do not."""
    words = {word for name in names for word in _words(name)}
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def changed_meaning(note: str, *, closed: bool) -> str:
    """The clause by which a row does not count as it stands, '' without one.

    >>> changed_meaning("已核实，与首执重复", closed=False), changed_meaning("经核对不重复", closed=True)
    ('与首执重复', '')
    """
    lists = ("changes", "changes_closing") if closed else ("changes",)
    for clause in _clauses(note):
        if clause in _words("changes_alone"):
            return clause
        said = re.sub(words_pattern("other_things"), _NEUTRAL, clause)
        if any(_said(said, word, _NEAR) for name in lists for word in _words(name)):
            return clause
        if any(said.endswith(w) and _said(said, w, _WIDE) for w in _words("changes_at_end")):
            return clause
    return ""


def still_performing(note: str) -> str:
    """The clause by which a settlement is still being performed, '' without one.

    >>> still_performing("和解，分期履行中"), still_performing("分期履行完毕")
    ('分期履行中', '')
    """
    promised = next((c for c in _clauses(note) if _is_promised(c)), "")
    if promised:
        return promised
    if any(_said(c, word, _WIDE) for c in _clauses(note) for word in _words("finished")):
        return ""
    return next(
        (c for c in _clauses(note) if any(_goes_on(c, w) for w in _words("performing"))), ""
    )


def names_settlement(text: str) -> bool:
    """Whether a text speaks of a settlement, performed or not."""
    return any(word in text for word in _words("settlement"))


def explains_shortfall(note: str) -> bool:
    """Whether a note names a settlement, a waiver or a payment in kind.

    >>> explains_shortfall("以不动产抵债"), explains_shortfall("双方未达成和解")
    (True, False)
    >>> explains_shortfall("和解未果"), explains_shortfall("正在协商和解")
    (False, False)
    """
    return any(_came_about(c, word) for c in _clauses(note) for word in _words("shortfall"))


def explains_reduction(note: str) -> bool:
    """Whether a note says why something is taken off."""
    return any(_said(c, word, _NEAR) for c in _clauses(note) for word in _words("reduction"))


def _clauses(note: str) -> Iterator[str]:
    return filter(None, _CLAUSES.split(unicodedata.normalize("NFKC", note)))


def _said(clause: str, word: str, gap: str) -> bool:
    """Whether a clause holds a word that no negation stands before."""
    at = clause.find(word)
    if at < 0:
        return False
    before = re.sub(words_pattern("no_negations"), _NEUTRAL, clause[:at])
    return not re.search(f"(?:{_negations()}){gap}", before)


def _came_about(clause: str, word: str) -> bool:
    """Whether a clause says that something was done: not 和解未果, not 正在协商和解."""
    before, _, after = clause.partition(word)
    intended = any(sign in before for sign in _words("intended"))
    return _said(clause, word, _WIDE) and not intended and not after.startswith(_words("failed"))


def _is_promised(clause: str) -> bool:
    return "已" not in clause and any(word in clause for word in _words("promised"))


def _goes_on(clause: str, word: str) -> bool:
    """Whether a clause says that performance goes on: 分期履行, not 分期履行完毕."""
    if not _said(clause, word, _NEAR):
        return False
    after = clause[clause.find(word) + len(word) :]
    undone = any(sign in word for sign in _UNDONE)
    return undone or not after.startswith(_words("performed"))


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(load("words")["note"][name])


@cache
def _negations() -> str:
    return words_pattern("negations")
