"""Cells that choose from a list: closing method, kind of measure, flag, the campaign's actions.

Comes in: a cell. Goes out: the canonical key, None when blank, or a Reading: V-15 where a synonym
was understood, V-14 where the word is not known. Words live in vocabulary/words.toml.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from rapidfuzz import fuzz, process

from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.grid import Cell
from enforcement_cli.normalise.reading import Reading, mark_of, shown
from enforcement_cli.vocabulary.notes import names_settlement
from enforcement_cli.vocabulary.tables import load
from enforcement_cli.vocabulary.words import (
    Term,
    close_method,
    marks,
    measure,
    normalise_word,
    terms,
)

# A closing whose word says that the case goes on (domain.md 2.1, T17).
OPEN = Reading(value=None, facts={"open": "yes"})
_SEPARATORS = re.compile(r"[、,，;；/|\s]+")
# A guess must be a slip of the pen: 执结 is not 执行完毕 (domain.md 6.5), so it is not suggested.
_NEAR = 75
_ACTION_TAIL = re.compile(r"(?:专项)?(?:执行)?(?:案件|行动|案)$")


def parse_close_method(cell: Cell) -> Reading | str | None:
    """The key of a closing method; OPEN for words that are no closing, or may be none.

    >>> parse_close_method("执行完毕"), parse_close_method("终本").value
    ('completed', 'closed_interim')
    >>> parse_close_method("和解履行中") is OPEN, parse_close_method("撤销报结").mark
    (True, 'cleared')
    """
    if cell is None:
        return None
    text = shown(cell)
    said = mark_of(text)
    if said != "value":
        return said
    if _SEPARATORS.sub("", normalise_word(text)) in marks("open_states"):
        return OPEN
    read = _known(text, close_method, "close_method")
    if isinstance(read, Reading) and names_settlement(text):
        return replace(read, settled=True) if read.value else OPEN
    return read


def parse_measure_kind(cell: Cell) -> Reading | str | None:
    """The key of a kind of measure."""
    if cell is None:
        return None
    text = shown(cell)
    said = mark_of(text)
    return _known(text, measure, "measure") if said == "value" else said


def _known(text: str, look_up: Callable[[str], Term | None], table: str) -> Reading | str:
    term = look_up(text)
    if term is None:
        return Reading(code="V-14", facts={"raw": text, "nearest": _nearest(text, terms(table))})
    if term.name == text:
        return term.key
    return Reading(value=term.key, code="V-15", facts={"raw": text, "value": term.name})


def _nearest(text: str, known: dict[str, Term]) -> str:
    best = process.extractOne(
        normalise_word(text), list(known), scorer=fuzz.ratio, score_cutoff=_NEAR
    )
    return f"是不是“{known[best[0]].name}”？" if best else ""


def parse_choice(cell: Cell, table: str) -> Reading | str | None:
    """The key of one of the words of a table: a stage, a kind of person, a state.

    What is none of them is asked, and the cell missing: a guess would count it as something.
    """
    if cell is None:
        return None
    text = shown(cell)
    said = mark_of(text)
    if said != "value":
        return said
    read = _known(text, lambda word: terms(table).get(normalise_word(word)), table)
    unknown = isinstance(read, Reading) and read.code == "V-14"
    return replace(read, effect="blank") if isinstance(read, Reading) and unknown else read


def parse_flag(cell: Cell) -> Reading | bool | None:
    """√ and 是 are True, × and 否 False; anything else is asked and missing."""
    if cell is None:
        return None
    text = shown(cell)
    word = normalise_word(text)
    if word in marks("ticked") or word in {"1", "TRUE"}:
        return True
    if word in marks("unticked") or word in {"0", "FALSE"}:
        return False
    said = mark_of(text)
    if said != "value":
        return said
    return Reading(code="V-14", facts={"raw": text, "nearest": "请填“是”或“否”。"}, effect="blank")


def action_finder(campaign: Campaign) -> Callable[[str], str | None]:
    """A function from a word to the id of the one action it names, None when none or several.

    Known are id, name and the name without 专项, 案件; else a word inside one action's name only.
    """
    exact: dict[str, str] = {}
    for action in campaign.actions:
        name = normalise_word(action.name)
        for word in (normalise_word(action.id), name, _ACTION_TAIL.sub("", name)):
            exact[word] = action.id

    def find(text: str) -> str | None:
        word = normalise_word(text)
        bare = _ACTION_TAIL.sub("", word)
        found = exact.get(word) or exact.get(bare)
        if found or len(bare) < len("欠薪"):
            return found
        holding = {action.id for action in campaign.actions if bare in normalise_word(action.name)}
        return holding.pop() if len(holding) == 1 else None

    return find


def parse_actions(
    cell: Cell, find: Callable[[str], str | None]
) -> Reading | tuple[str, ...] | None:
    """The ids of the actions a cell lists, in its order; unknown words are asked and left out."""
    if cell is None:
        return None
    text = shown(cell)
    said = mark_of(text)
    if said != "value":
        return said
    words = [word for word in _SEPARATORS.split(text) if word]
    ids = tuple(dict.fromkeys(found for word in words if (found := find(word))))
    ignored = frozenset(load("words")["no_action"]["words"])
    unknown = [word for word in words if find(word) is None and word not in ignored]
    if not unknown:
        return ids
    facts = {"raw": "、".join(unknown), "nearest": ""}
    return Reading(value=ids, code="V-14", facts=facts, effect="blank")
