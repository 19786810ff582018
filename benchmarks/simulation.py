"""A city and a province as workbooks: deterministic returns of four forms, and the truth of them.

Comes in: how many courts, weeks and cases. Goes out: a folder with enforce.toml, returns/ and
truth.json (by court: cases, closed, recovered and the events listed, as of the last day). Refuses to
know enforce: what it makes is what courts send. The same seed gives the same bytes.
"""

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.docket import (
    START,
    Case,
    Court,
    cases_of,
    courts_of,
    figures_of,
    measures_in,
    receipts_in,
)
from benchmarks.dress import FORMS, dressed
from benchmarks.package import write_workbook

SEED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a simulation holds."""

    name: str
    courts: int
    weeks: int
    cases: int
    provinces: str = "辽"
    seed: int = SEED

    @property
    def folder(self) -> str:
        """A name that no other plan has."""
        return f"{self.name}-{self.courts}x{self.weeks}x{self.cases}-{self.seed}"


CITY = Plan(name="city", courts=10, weeks=12, cases=300)
PROVINCE = Plan(name="province", courts=200, weeks=1, cases=2000)


def make_simulation(folder: Path, plan: Plan) -> Path:
    """Made beside and renamed, so that a broken-off run leaves nothing; made already, it is kept."""
    made = folder / plan.folder
    if made.is_dir():
        return made
    beside = made.with_name(f"{made.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    (beside / "returns").mkdir(parents=True)
    courts = courts_of(plan.courts, provinces=plan.provinces)
    (beside / "enforce.toml").write_text(campaign_text(courts, plan.weeks), encoding="utf-8")
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        work = [(beside / "returns", plan, court) for court in courts]
        truths = pool.map(_send, work, chunksize=4)
        truth = {court.code: told for court, told in zip(courts, truths, strict=True)}
    text = json.dumps(truth, indent=2, ensure_ascii=False)
    (beside / "truth.json").write_text(text + "\n", encoding="utf-8")
    return beside.rename(made)


def campaign_text(
    courts: Sequence[Court], weeks: int, *, forms: Iterable[str] = FORMS, rows: str = "all"
) -> str:
    """The campaign file: every court sends every form every week."""
    listed = "".join(f'\n[[court]]\ncode = "{c.code}"\nname = "{c.name}"\n' for c in courts)
    due = "".join(
        f'\n[[campaign.expects]]\nform = "{form}"\nevery = "week"\nrows = "{rows}"\n'
        for form in forms
    )
    return f"""[desk]
court = "{courts[0].code}"
{listed}
[[campaign]]
id = "simulated"
name = "“模拟”专项行动"
start = {START}
end = {START + timedelta(days=7 * weeks - 1)}
{due}
[[campaign.action]]
id = "small"
name = "小标的案件"
claim_at_most = "10万元"

[[campaign.action]]
id = "livelihood"
name = "涉民生案件"
causes = ["wage", "migrant_wage", "elder_support", "child_support", "traffic", "injury"]

[[campaign.action]]
id = "wages"
name = "整治欠薪案件"
causes = ["wage", "migrant_wage"]
"""


def _send(work: tuple[Path, Plan, Court]) -> dict[str, int]:
    """Write all a court sends; the truth of it."""
    folder, plan, court = work
    cases = cases_of(court, seed=plan.seed, count=plan.cases, weeks=plan.weeks)
    for week in range(1, plan.weeks + 1):
        for form, title in FORMS.items():
            sheet = dressed(court, form, week, cases)
            path = folder / f"第{week:02}周" / f"{court.code}{court.name}第{week:02}周{title}.xlsx"
            path.parent.mkdir(exist_ok=True)
            write_workbook(path, sheet.rows, merges=sheet.merges, sheet=sheet.name)
    return truth_of(cases, plan.weeks)


def truth_of(cases: Sequence[Case], weeks: int) -> dict[str, int]:
    """A court's figures on the last day; money in 分."""
    last = START + timedelta(days=7 * weeks - 1)
    return {
        "cases": len(cases),
        "closed": sum(case.is_closed(last) for case in cases),
        "recovered_fen": sum(case.recovered_fen(last) for case in cases),
        "payments": sum(1 for _ in receipts_in(cases, START, last)),
        "measures": sum(1 for _ in measures_in(cases, START, last)),
        "declared_fen": figures_of(cases, START, last)["amount_recovered"],
    }
