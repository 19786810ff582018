"""Stories as the text of a story file, to be read again by stories.py and edited by a person.

Comes in: Stories. Goes out: TOML. Refuses to write it.
"""

import re
import unicodedata
from collections.abc import Iterable

from enforcement_cli.model.story import Story
from enforcement_cli.workflow.story.amounts import in_words

_ESCAPES = {"\\": "\\\\", '"': '\\"'}


def story_file(stories: Iterable[Story]) -> str:
    """The text of a file with these stories; what is empty is left out."""
    return "\n".join(_story(story) for story in stories)


def _story(story: Story) -> str:
    lines = ["[[story]]", f"id = {_text(story.id)}"]
    lines += _texts({"court": story.court, "title": story.title})
    paragraphs = "\n".join(_escaped(line) for line in story.text.splitlines())
    lines.append(f'text = """\n{paragraphs}\n"""')
    lines += _texts({"category": story.category, "cause": story.cause, "case_no": story.case_no})
    lines += _lists({"parties": story.parties, "party_kinds": story.party_kinds})
    lines += _lists({
        "measures": story.measures, "mechanisms": story.mechanisms, "obstacles": story.obstacles,
    })  # fmt: skip
    money = {"claim": story.claim_fen, "amount": story.amount_fen}
    lines += [f"{key} = {_text(in_words(fen))}" for key, fen in money.items() if fen]
    if story.amount_between_fen:
        low, high = story.amount_between_fen
        lines += _lists({"amount_between": (in_words(low), in_words(high))})
    lines += [f"days = {story.days}"] if story.days else []
    lines += [f"day = {story.day.isoformat()}"] if story.day else []
    lines += _texts({
        "outcome": story.outcome, "quote": story.quote, "reviewer": story.reviewer,
        "source": story.source, "copy_of": story.copy_of,
    })  # fmt: skip
    lines.append(f"publish = {'true' if story.publish else 'false'}")
    if story.questions:
        asked = "".join(f"    {_text(question)},\n" for question in story.questions)
        lines.append(f"questions = [\n{asked}]")
    return "\n".join(lines) + "\n"


def _texts(values: dict[str, str]) -> list[str]:
    return [f"{key} = {_text(value)}" for key, value in values.items() if value]


def _lists(values: dict[str, Iterable[str]]) -> list[str]:
    told = {key: list(value) for key, value in values.items()}
    return [f"{key} = [{', '.join(map(_text, each))}]" for key, each in told.items() if each]


def _text(value: str) -> str:
    return f'"{_escaped(" ".join(value.split()))}"'


def _escaped(value: str) -> str:
    # A control sign or half a sign, as a file's name may hold, no story file can.
    value = "".join(sign for sign in value if unicodedata.category(sign)[0] != "C")
    return re.sub(r'[\\"]', lambda found: _ESCAPES[found[0]], value)
