"""The campaign of 铁岭 as the files of its folder.

In: a fixed seed. Out: returns/, manifest.csv, answers.csv, issues.csv, enforce.toml and truth/
in the folder, the same bytes on every run; a summary on the screen.
"""

import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from sample_data.making.balance import balanced
from sample_data.making.campaign_file import campaign_file
from sample_data.making.cases import ordinary_cases
from sample_data.making.faults import Finding, findings
from sample_data.making.layouts import bytes_of, sheets_of
from sample_data.making.measures import ledger_marks, listed_events
from sample_data.making.nouns import Answer, Return, World
from sample_data.making.story import tell
from sample_data.making.timeline import answers, returns
from sample_data.making.truth import (
    Truth,
    cases_csv,
    check,
    figures_csv,
    late_csv,
    table,
    truth_of,
)
from sample_data.making.weeks import WEEKS

SEED = 0


def tieling(*, faults: bool) -> tuple[World, dict[str, str]]:
    """The world of 铁岭's campaign, and the court that each transferred case counts for."""
    rng = Random(SEED)
    story = tell(rng, ordinary_cases(rng))
    moved = story.cases[story.parts["transfer"]]
    transfers = {moved.case_no: moved.court}
    story = balanced(story, transfers)
    events, marks = listed_events(rng, story), ledger_marks(rng, story)
    return World(story=story, events=events, marks=marks, faults=faults), transfers


def make_tieling(out: Path, *, faults: bool) -> None:
    """Write the whole campaign into a folder, replacing an earlier one."""
    world, transfers = tieling(faults=faults)
    sent, told = returns(world), answers(world)
    truth = truth_of(sent, told, transfers)
    check(truth)
    laid_out = [(one, sheets_of(one)) for one in sent]
    found = findings(world, laid_out)
    for folder in ("returns", "truth"):
        shutil.rmtree(out / folder, ignore_errors=True)
    for one, sheets in laid_out:
        _write(out / one.file, bytes_of(one, sheets))
    files = {
        "enforce.toml": campaign_file(transfers),
        "manifest.csv": _manifest(sent),
        "answers.csv": _answers(told),
        "issues.csv": _issues(),
        "truth/cases.csv": cases_csv(truth),
        "truth/figures.csv": figures_csv(truth),
        "truth/findings.csv": _findings(found),
        "truth/late.csv": late_csv(truth),
    }
    for name, content in files.items():
        _write(out / name, content)
    _print_summary(truth, sent, found)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _manifest(sent: Sequence[Return]) -> bytes:
    return table(
        ["file", "received_at", "court", "form", "week", "version", "why"],
        ([r.file, r.received_at, r.court.code, r.form, r.week.id, r.version, r.why] for r in sent),
    )


def _answers(told: Sequence[Answer]) -> bytes:
    return table(
        ["at", "court", "code", "case_no", "by", "reason"],
        ([a.at, a.court, a.code, a.case_no, a.by, a.reason] for a in told),
    )


def _issues() -> bytes:
    return table(
        ["week", "start", "end", "known_at"], ([w.id, w.start, w.end, w.issued_at] for w in WEEKS)
    )


def _findings(found: Sequence[Finding]) -> bytes:
    return table(
        ["file", "code", "severity", "sheet", "cell"],
        ([f.file, f.code, f.severity, f.sheet, f.cell] for f in found),
    )


def _print_summary(truth: Truth, sent: Sequence[Return], found: Sequence[Finding]) -> None:
    """The headline figures of each week as known at the end, and what was planted."""
    index = {
        (f.id, f.action, f.indicator, f.basis): f.value
        for f in truth.figures
        if f.known == "final" and not f.court
    }
    print("week   closed small livelihood wages  completed interim  open  recovered (fen)")
    for name in [*(week.id for week in WEEKS), "total"]:
        actions = [
            index[name, a, "cases_closed", "period"] for a in ("", "small", "livelihood", "wages")
        ]
        more = [index[name, "", i, "period"] for i in ("cases_completed", "cases_closed_interim")]
        opened = index[name, "", "cases_open", "cumulative"]
        fen = index[name, "", "amount_recovered", "period"]
        row = [*actions, *more, opened, fen]
        print(f"{name:6}", "".join(f"{value!s:>9}" for value in row[:-1]), f"{fen!s:>14}")
    severities = Counter(f.severity for f in found)
    print(f"{len(truth.final.accounts)} cases, {len(sent)} files, {len(truth.late)} late closings")
    print("findings:", ", ".join(f"{k} {n}" for k, n in sorted(severities.items())) or "none")
