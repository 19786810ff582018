"""The proof-reader on the edited bulletins: what it finds, what it misses, where it cries wolf.

    python -m tests.proof_blind.measure [FOLDER]

A fault is found where a claim that differs, or a slip, overlaps the planted phrase and is not said
of the correct copy too. A false alarm is a claim that differs or a serious slip anywhere else, or
one that is also said of the correct copy.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx

from enforcement_cli.workflow.prose import read_prose
from tests.proof_blind.make import Desk, enforce, make
from tests.proof_blind.pieces import Planted

DIFFERS = 3


@dataclass(frozen=True)
class Complaint:
    """A claim that differs, or a slip: where it stands and what it says."""

    place: str
    text: str
    # The paragraph it stands in and the place in it; empty and 0 for a cell.
    paragraph: str
    start: int
    serious: bool
    message: str
    # What it would have there, of what, where: the same in both copies whatever number stands there.
    key: tuple[str, str, str]

    def meets(self, sentence: str, phrase: str) -> bool:
        at = self.paragraph.find(phrase) if self.paragraph == sentence else -1
        return at >= 0 and self.start < at + len(phrase) and at < self.start + len(self.text)


@dataclass(frozen=True)
class Measured:
    """One desk: its faults found and missed, the false alarms in either copy."""

    desk: str
    found: list[tuple[Planted, list[Complaint]]] = field(default_factory=list)
    missed: list[Planted] = field(default_factory=list)
    false_alarms: list[Complaint] = field(default_factory=list)
    follow: list[Complaint] = field(default_factory=list)
    in_correct: list[Complaint] = field(default_factory=list)


def proofread(room: Path, file: Path) -> dict[str, Any]:
    """What `enforce proof` says of a document, without asking it for a period."""
    marked = file.with_name(f"{file.stem}-marked.docx")
    said = enforce("proof", str(file), "--output", str(marked), at=room, may=(0, DIFFERS))
    data: dict[str, Any] = said["data"]
    return data


def complaints(data: dict[str, Any], file: Path) -> list[Complaint]:
    """Claims that differ and slips, each with the paragraph it stands in."""
    paragraphs = [p.text for p in docx.Document(str(file)).paragraphs]
    _say_what_is_private(data, read_prose(file).text)
    begins = _begins(data, paragraphs)
    said = [
        (c, c["raw"], True, c["why"], (c["place"], str(c["metric"]), c["shown"]))
        for c in data["claims"]
        if c["verdict"] == "differs"
    ] + [
        (s, s["text"], s["serious"], s["message"], (s["place"], s["code"], s["message"]))
        for s in data["slips"]
    ]
    found = []
    for one, text, serious, message, key in said:
        number = _number(one["place"])
        paragraph = paragraphs[number] if number is not None else ""
        start = one["start"] - begins[number] if number in begins else max(paragraph.find(text), 0)
        found.append(Complaint(one["place"], text, paragraph, start, serious, message, key))
    return found


def _say_what_is_private(data: dict[str, Any], text: str) -> None:
    """The answer does not repeat what leads to a person; here it is needed to find its place."""
    for slip in data["slips"]:
        slip["text"] = slip["text"] or text[slip["start"] : slip["end"]]


def _number(place: str) -> int | None:
    return int(place[1:-1]) - 1 if place.startswith("第") and place.endswith("段") else None


def _begins(data: dict[str, Any], paragraphs: list[str]) -> dict[int | None, int]:
    """Where each paragraph begins in the text that offsets count in, from what stands there once."""
    votes: dict[int, Counter[int]] = {}
    for one in [*data["claims"], *data["slips"]]:
        number, text = _number(one["place"]), one.get("raw") or one["text"]
        if number is not None and paragraphs[number].count(text) == 1:
            start = one["start"] - paragraphs[number].index(text)
            votes.setdefault(number, Counter())[start] += 1
    return {number: counted.most_common(1)[0][0] for number, counted in votes.items()}


def judge(
    desk: str, planted: list[Planted], faulty: list[Complaint], correct: list[Complaint]
) -> Measured:
    """Complaints about the faulty copy against what was planted."""
    wolf = _also_of_the_correct(faulty, correct)
    fresh = [c for c in faulty if id(c) not in wolf]
    done = Measured(desk, in_correct=[c for c in correct if c.serious])
    spent: set[int] = set()
    for fault in planted:
        hits = [c for c in fresh if _hits(c, fault)]
        spent.update(id(c) for c in hits)
        if hits:
            done.found.append((fault, hits))
        else:
            done.missed.append(fault)
    for complaint in faulty:
        if id(complaint) in spent or not complaint.serious:
            continue
        follows = id(complaint) not in wolf and any(
            complaint.meets(f.sentence, phrase) for f in planted for phrase in f.follows
        )
        (done.follow if follows else done.false_alarms).append(complaint)
    return done


def _also_of_the_correct(faulty: list[Complaint], correct: list[Complaint]) -> set[int]:
    """Which of the faulty copy's complaints the correct copy got too: the same words first, then
    the same said of another number in the same paragraph."""
    left, wolf = list(correct), set()
    for same_words in (True, False):
        for one in faulty:
            for other in left:
                same = one.key == other.key and (one.text == other.text or not same_words)
                if same and id(one) not in wolf:
                    wolf.add(id(one))
                    left.remove(other)
                    break
    return wolf


def _hits(complaint: Complaint, fault: Planted) -> bool:
    if fault.cell:
        return complaint.place.startswith("表") and complaint.text == fault.phrase
    return complaint.meets(fault.sentence, fault.phrase)


def measure(folder: Path) -> list[Measured]:
    """Both desks, made in a folder and read."""
    done = []
    for desk, correct, faulty, planted in make(folder):
        done.append(_measure(folder / desk.name, desk, correct, faulty, planted))
    return done


def _measure(
    room: Path, desk: Desk, correct: Path, faulty: Path, planted: list[Planted]
) -> Measured:
    said = {file: proofread(room, file) for file in (correct, faulty)}
    for file, data in said.items():
        file.with_suffix(".json").write_text(
            json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8"
        )
    return judge(
        desk.name,
        planted,
        complaints(said[faulty], faulty),
        complaints(said[correct], correct),
    )


def table(done: Measured) -> str:
    """The measure of a desk as Markdown: by kind, then each miss and each false alarm."""
    planted = Counter(f.kind for f in [*(f for f, _ in done.found), *done.missed])
    found = Counter(f.kind for f, _ in done.found)
    first = (
        f"Found {len(done.found)} of {sum(planted.values())}; false alarms: "
        f"{len(done.false_alarms)} in the faulty copy, {len(done.in_correct)} in the correct one."
    )
    lines = [
        f"## {done.desk}",
        "",
        first,
        "",
        "| kind | planted | found |",
        "| --- | ---: | ---: |",
        *(f"| {kind} | {n} | {found[kind]} |" for kind, n in planted.items()),
        "",
    ]
    lines += ["Missed:", "", *(f"- {f.kind}: {f.phrase}（应为 {f.true}）" for f in done.missed), ""]
    for name, said in (
        ("False alarms, faulty copy", done.false_alarms),
        ("What follows from a fault, not counted", done.follow),
        ("False alarms, correct copy", done.in_correct),
    ):
        lines += [f"{name}:", "", *(f"- {c.place}「{c.text}」{c.message}" for c in said), ""]
    lines += ["Found:", ""]
    for fault, hits in done.found:
        lines.append(f"- {fault.kind}: {fault.phrase} → {' / '.join(c.message for c in hits)}")
    return "\n".join([*lines, ""])


def main() -> None:
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1]).resolve()
        done = measure(folder)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            done = measure(Path(temporary))
    sys.stdout.write("\n".join(table(one) for one in done))


if __name__ == "__main__":
    main()
