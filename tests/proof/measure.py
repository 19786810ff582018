"""`python -m tests.proof.measure`: how many of the planted faults the proof-reader finds.

Comes in: a workspace in which the sample campaign was played (`--desk`), else it is played now. Goes
out: a table of the faults, what was said of each, every false alarm with its words; exit 1 where
the bounds of test_planted.py do not hold. `--alone` plants each fault in a document of its own.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from enforcement_cli.model.prose import Prose
from enforcement_cli.workflow.demo import run_demo, sample_folder
from tests.proof.judged import Judged, Said, judge, said_of
from tests.proof.material import PAPERS, Material, material_of, prose_of
from tests.proof.planted import Fault

# Of every forty faults two may be missed; the alarms are of a whole document.
MISSED_AT_MOST = 1 / 20
ALARMS_AT_MOST = 3
Answer = tuple[list[Judged], list[Said], Prose]


def main() -> int:
    """Measure, print, and say whether the bounds hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.proof.measure")
    parser.add_argument("--desk", type=Path, help="the workspace of `enforce demo`")
    parser.add_argument("--folder", type=Path, help="keep the documents here")
    parser.add_argument("--alone", action="store_true", help="one document for each fault")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        desk = wish.desk or Path(scratch) / "desk"
        if wish.desk is None:
            run_demo(desk, sample_folder("tieling"))
        folder = wish.folder or Path(scratch) / "documents"
        folder.mkdir(exist_ok=True)
        all_right = True
        for paper in PAPERS:
            material = material_of(paper, desk.resolve(), folder.resolve())
            lines, right = report(material, alone=wish.alone)
            all_right = all_right and right
            sys.stdout.write("\n".join((f"== {paper.name}", *lines, "")) + "\n")
    return 0 if all_right else 1


def report(material: Material, *, alone: bool) -> tuple[list[str], bool]:
    """The table as lines, and whether the bounds hold."""
    false, prose_right, counts = unasked(material)
    answers = list(each(material)) if alone else [together(material)]
    judged = [one for found, _, _ in answers for one in found]
    alarms = [(said, prose) for _, heard, prose in answers for said in heard]
    missed = sum(not one.found for one in judged)
    beside = sum(said.serious for one in judged for said in one.said if not one.names(said))
    lines = [f"{'找到' if one.found else '漏了'}  {one.fault.kind}：{_told(one)}" for one in judged]
    kinds = len({one.fault.kind for one in judged})
    lines += [
        "",
        f"planted {len(judged)} of {kinds} kinds, found {len(judged) - missed}",
        f"said of right words within their sentences, or twice: {beside}",
        f"false alarms in the faulty copy: {len(alarms)} (at most {ALARMS_AT_MOST})",
        *(f"  {_quoted(said, prose)}" for said, prose in alarms),
        f"false alarms in the right copy: {len(false)} (none)",
        *(f"  {_quoted(said, prose_right)}" for said in false),
        # Silence is no merit: a number that is held against nothing is never found wrong.
        f"numbers of the right copy: {', '.join(f'{n} {verdict}' for verdict, n in counts.items())}",
    ]
    few = alone or len(alarms) <= ALARMS_AT_MOST
    return lines, missed <= len(judged) * MISSED_AT_MOST and few and not false


def together(material: Material) -> Answer:
    """All faults in one document."""
    return _answer(material, material.faults())


def each(material: Material) -> Iterator[Answer]:
    """Each fault by itself."""
    for fault in material.faults():
        yield _answer(material, (fault,))


def unasked(material: Material) -> tuple[list[Said], Prose, dict[str, int]]:
    """What is said against the copy in which all is right, and its numbers by their verdicts."""
    path = material.edited()
    ran = material.proof(path)
    alarms = [one for one in said_of(ran.json["data"]) if one.serious]
    assert ran.code == (3 if alarms else 0), ran
    counts = Counter(one["verdict"] for one in ran.json["data"]["claims"])
    return alarms, prose_of(path), dict(counts.most_common())


def _answer(material: Material, faults: tuple[Fault, ...]) -> Answer:
    path, planted = material.faulty(faults)
    ran = material.proof(path)
    prose = prose_of(path)
    return *judge(prose, faults, planted, said_of(ran.json["data"])), prose


def _told(one: Judged) -> str:
    where = one.planted.sentence or str(one.planted.cell)
    said = "；".join(f"{said.code} {said.words}" for said in one.said) or "无"
    return f"「{one.planted.wrong}」在「{where[:60]}」｜说：{said}"


def _quoted(said: Said, prose: Prose) -> str:
    around = prose.text[max(0, said.start - 25) : said.end + 15].replace("\n", "⏎")
    return f"{said.code} {said.words}｜…{around}…"


if __name__ == "__main__":
    sys.exit(main())
