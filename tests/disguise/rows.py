"""A ledger or a list in disguise: the truth's rows over sheets and tables, with all around them.

Comes in: a seed's generator and what is to be wrong. Goes out: a Disguise. Refuses to know
aggregates.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from random import Random

from tests.disguise import surroundings as around
from tests.disguise import words
from tests.disguise.columns import UnitPlan, unit_plan, write_columns
from tests.disguise.model import Column, Disguise
from tests.disguise.page import Canvas, Hand, hand
from tests.disguise.perturb import Pending, disturb, possible
from tests.disguise.table import Manners, TableDrawing, manners
from tests.disguise.truth import campaign, invent

MERGELESS = frozenset({"csv"})
TEXT_ONLY = frozenset({"csv", "html"})
ENCODINGS = {"csv": ("utf-8", "utf-8-sig", "gb18030", "gb18030", "utf-16"),
             "html": ("utf-8", "gb18030"), "xml2003": ("utf-8",)}  # fmt: skip


def choose_kind(rng: Random) -> str:
    """xlsx mostly."""
    return rng.choices(["xlsx", "xls", "csv", "html", "xml2003"], [82, 6, 6, 3, 3])[0]


def dress_rows(seed: int, rng: Random, form: str, wrong: str) -> Disguise:
    """A disguise of a row form; `wrong` names what is to be asked about, '' for nothing."""
    truth = invent(rng, form)
    kind = "xlsx" if wrong in ("uncached", "error") else choose_kind(rng)
    d = Disguise(seed=seed, truth=truth, file_name="", kind=kind)
    d.encoding = rng.choice(ENCODINGS.get(kind, ("utf-8",)))
    d.since_1904 = kind == "xlsx" and rng.random() < 0.03
    depth = rng.choices([1, 2, 3, 4], [58, 27, 10, 5])[0]
    plan = unit_plan(rng, depth=depth)
    if wrong in ("no unit", "unit conflict", "slip cell", "slip column", "approximate"):
        usual = plan.unit if plan.unit in ("元", "万元") else "万元"
        plan = UnitPlan(where="header", unit=usual)
    columns = write_columns(
        rng, truth, plan, depth=depth, text_only=kind in TEXT_ONLY or d.since_1904
    )
    named = {column.field for column in columns}
    title_unit = plan.unit if plan.where == "title" else ""
    says = around.choose_says(
        rng, unit=title_unit, court_elsewhere=bool(named & {"case_no", "court_name"})
    )
    asked: Pending | None = None
    if wrong and possible(wrong, form, columns):
        asked, title_unit = disturb(rng, wrong, columns, title_unit, form)
        says = around.Says(court=says.court, period=says.period, unit=title_unit)
    merges = kind not in MERGELESS
    pages = Pages(
        disguise=d, rng=rng, columns=columns, says=says, plain=asked is not None,
        pen=hand(rng, merges=merges), manners=manners(rng, merges=merges, form=form),
    )  # fmt: skip
    pages.draw()
    if asked is not None:
        d.perturbation = asked.placed(d)
    d.file_name = around.file_stem(rng, truth, says)
    d.layout = f"{kind} depth={depth} unit={plan.where}:{plan.unit} {d.layout}"
    return d


@dataclass(kw_only=True)
class Pages:
    """The sheets of one disguise under the pen."""

    disguise: Disguise
    rng: Random
    columns: list[Column]
    says: around.Says
    plain: bool
    pen: Hand
    manners: Manners

    def draw(self) -> None:
        """Choose how the rows are spread, and draw every sheet."""
        d, rng = self.disguise, self.rng
        many = d.kind not in TEXT_ONLY and not self.plain
        spread = rng.choices(
            ["one", "action", "officer", "month", "stacked", "beside"],
            [78, 4 if d.truth.form == "cases" else 0, 4, 4, *((0, 0) if self.plain else (6, 2))],
        )[0]
        if spread in ("action", "officer", "month") and not many:
            spread = "one"
        d.layout = f"spread={spread} {self.manners} {self.pen}"
        parts = _parts(rng, d, spread)
        if spread in ("stacked", "beside"):
            self._one_sheet(parts, beside=spread == "beside")
        else:
            for name, indexes, actions in parts:
                self._page(self._canvas(name), indexes, actions)
        if many:
            _other_sheets(d, rng)
        if d.kind in ("xlsx", "xls") and not self.plain and rng.random() < 0.05:
            _hide_rows(d, rng)

    def _canvas(self, name: str) -> Canvas:
        canvas = Canvas(name=_sheet_name(self.rng, self.disguise, self.says, name))
        self.disguise.canvases.append(canvas)
        return canvas

    def _page(self, canvas: Canvas, indexes: list[int], actions: tuple[str, ...]) -> None:
        """Title, table and footer on a sheet of their own."""
        left = 1 + self.rng.choice([0, 0, 0, 0, 1, 2])
        self._table(canvas, left, actions).draw(self._title(canvas, left), indexes)
        self._footer(canvas, left)

    def _one_sheet(
        self, parts: list[tuple[str, list[int], tuple[str, ...]]], *, beside: bool
    ) -> None:
        """Several tables on one sheet, one below the other or side by side."""
        canvas, left = self._canvas(""), 1
        top = first = self._title(canvas, left)
        named = not beside and self.rng.random() < 0.5
        for name, indexes, _ in parts:
            if named:
                canvas.put(top, left, f"{name}承办案件")
                top += 1
            end = self._table(canvas, left, ()).draw(top, indexes)
            if beside:
                left += len(self.columns) + self.rng.choice([1, 1, 2])
                top = first
            else:
                top = end + self.rng.choice([1, 1, 2])
        self._footer(canvas, 1)

    def _table(self, canvas: Canvas, left: int, actions: tuple[str, ...]) -> TableDrawing:
        return TableDrawing(
            disguise=self.disguise, canvas=canvas, columns=self.columns, left=left, rng=self.rng,
            pen=self.pen, manners=self.manners, actions=actions,
        )  # fmt: skip

    def _title(self, canvas: Canvas, left: int) -> int:
        merges = self.disguise.kind not in MERGELESS
        return around.title_block(
            canvas,
            self.rng,
            self.disguise.truth,
            self.says,
            left=left,
            width=len(self.columns),
            merges=merges,
        )

    def _footer(self, canvas: Canvas, left: int) -> None:
        around.footer(
            canvas, self.rng, self.disguise.truth, self.says, left=left, width=len(self.columns)
        )


def _parts(rng: Random, d: Disguise, spread: str) -> list[tuple[str, list[int], tuple[str, ...]]]:
    """Name, rows and actions of each sheet or table."""
    everything = list(range(len(d.truth.rows)))
    if spread == "action":
        chosen = rng.sample(campaign().actions, rng.choice([2, 3]))
        homes = [rng.sample(range(len(chosen)), rng.choice([1, 1, 1, 2])) for _ in everything]
        return [
            (action.name, [i for i in everything if a in homes[i]], (action.id,))
            for a, action in enumerate(chosen)
        ]
    if spread in ("officer", "month", "stacked", "beside"):
        ways = rng.choice([2, 3]) if spread != "beside" else 2
        cuts = sorted(rng.sample(everything[1:], min(ways - 1, len(everything) - 1)))
        pieces = [
            everything[a:b] for a, b in zip([0, *cuts], [*cuts, len(everything)], strict=True)
        ]
        names = words.OFFICERS if spread == "officer" else ("12月", "1月", "2月")
        return [(names[i], piece, ()) for i, piece in enumerate(pieces)]
    return [("", everything, ())]


def _sheet_name(rng: Random, d: Disguise, says: around.Says, name: str) -> str:
    if d.kind in TEXT_ONLY:  # such files have no names of sheets
        return ""
    if name:
        return name
    if "sheet" in says.court:
        return around.court_name(rng, d.truth.court)
    return rng.choice(["Sheet1", "Sheet1", "台账", "明细", "附件1"])


def _other_sheets(d: Disguise, rng: Random) -> None:
    """Sheets that are no return: instructions, drop-down lists, a hidden old version."""
    if rng.random() < 0.06:
        page = Canvas(name="填报说明")
        for row, text in enumerate(
            ("填报说明", "1.案号按系统全称填写；", "2.金额保留两位小数；", "3.每周一12:00前报送。"),
            1,
        ):
            page.put(row, 1, text)
        d.canvases.insert(rng.choice([0, len(d.canvases)]), page)
    if rng.random() < 0.05:
        page = Canvas(name="下拉", hidden=rng.random() < 0.5)
        for column, (head, listed) in enumerate(
            (
                ("结案方式", ("执行完毕", "终结本次执行程序", "终结执行")),
                ("案由", words.CAUSES[:5]),
            ),
            1,
        ):
            for row, text in enumerate((head, *listed), 1):
                page.put(row, column, text)
        d.canvases.append(page)
    if rng.random() < 0.03 and d.truth.rows:
        old = copy.deepcopy(next(c for c in d.canvases if c.name == d.facts[0].sheet))
        old.name, old.hidden = "旧表", True
        d.canvases.append(old)
        d.asks.add("S-09")


def _hide_rows(d: Disguise, rng: Random) -> None:
    """Rows filtered away: they count, and are asked about."""
    fact = rng.choice(d.facts)
    canvas = next(c for c in d.canvases if c.name == fact.sheet)
    canvas.hidden_rows.add(fact.row)
    if rng.random() < 0.5:
        canvas.filtered = f"A1:D{canvas.last_row}"
    d.asks.add("S-08")
