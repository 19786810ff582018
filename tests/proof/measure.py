"""`python -m tests.proof.measure`: how many of forty planted faults the proof-reader finds.

Comes in: a workspace in which the sample campaign was played (`--desk`), else it is played now. Goes
out: a table of the faults, what was said of each, every false alarm with its words; exit 1 where
the bounds of test_planted.py do not hold. `--alone` plants each fault in a document of its own.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from enforcement_cli.model.prose import Prose
from enforcement_cli.workflow.demo import run_demo, sample_folder
from tests.proof.judged import Judged, Said, judge, said_of
from tests.proof.material import Material, material_of, prose_of
from tests.proof.planted import Fault

FOUND_AT_LEAST = 38
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
        lines, right = report(material_of(desk.resolve(), folder.resolve()), alone=wish.alone)
        sys.stdout.write("\n".join(lines) + "\n")
    return 0 if right else 1


def report(material: Material, *, alone: bool) -> tuple[list[str], bool]:
    """The table as lines, and whether the bounds hold."""
    clean_alarms = unasked(material)
    answers = list(each(material)) if alone else [together(material)]
    judged = [one for found, _, _ in answers for one in found]
    alarms = [(said, prose) for _, heard, prose in answers for said in heard]
    found = sum(one.found for one in judged)
    lines = [f"{'找到' if one.found else '漏了'}  {one.fault.kind}：{_told(one)}" for one in judged]
    lines += ["", (f"planted {len(judged)} of {len({one.fault.kind for one in judged})} kinds, "
              f"found {found} (at least {FOUND_AT_LEAST})")]  # fmt: skip
    lines.append(f"false alarms in the faulty copy: {len(alarms)} (at most {ALARMS_AT_MOST})")
    lines += [f"  {_quoted(said, prose)}" for said, prose in alarms]
    lines.append(f"false alarms in the right copy: {len(clean_alarms[0])} (none)")
    lines += [f"  {_quoted(said, clean_alarms[1])}" for said in clean_alarms[0]]
    few = alone or len(alarms) <= ALARMS_AT_MOST
    return lines, found >= FOUND_AT_LEAST and few and not clean_alarms[0]


def together(material: Material) -> Answer:
    """All faults in one document."""
    return _answer(material, material.faults())


def each(material: Material) -> Iterator[Answer]:
    """Each fault by itself."""
    for fault in material.faults():
        yield _answer(material, (fault,))


def unasked(material: Material) -> tuple[list[Said], Prose]:
    """What is said against the copy in which all is right."""
    _, alarms, prose = _answer(material, ())
    return alarms, prose


def _answer(material: Material, faults: tuple[Fault, ...]) -> Answer:
    path, planted = material.faulty(faults)
    ran = material.proof(path)
    assert ran.code in (0, 3), ran
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
