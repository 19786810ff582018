"""What a clerk wrote on the command line, as header, field, unit and basis; nothing is guessed.

Comes in: `left=right` and the columns the court's returns had. Goes out: answers. Refuses a word
that is none, and names the nearest that is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from enforcement_cli.model.failure import UsageError
from enforcement_cli.model.mapping import ColumnAnswer
from enforcement_cli.model.origin import column_letter, column_number
from enforcement_cli.model.table import FieldPlace
from enforcement_cli.vocabulary.forms import form_named, header_key, normalise_label
from enforcement_cli.workflow.campaign.section import nearest
from enforcement_cli.workflow.mapping_file import BASES, WHOLE, meanings, units_of
from enforcement_cli.workflow.mapping_questions import NOT_COUNTED

_LETTER = re.compile(r"[A-Za-z]{1,3}")
_BASIS_WORDS = {"本期": "period", "本周": "period", "累计": "cumulative"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    """The columns a court's returns of a form had: of the latest return, and of any.

    `asked` are texts of open questions: an aggregate's rows are asked about too, and are no columns.
    """

    latest: tuple[FieldPlace, ...]
    ever: tuple[str, ...]
    asked: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every header once, the latest return's first."""
        shown = [place.header for place in self.latest] + list(self.ever)
        return tuple(dict.fromkeys(key for header in shown if (key := header_key(header))))


def parse_answers(
    form: str, headers: Headers, *, columns: Sequence[str], units: Sequence[str], basis: str
) -> tuple[ColumnAnswer, ...]:
    """The answers of a command line, one a header.

    Raises:
        UsageError: a header, field or unit that is none, or not that one's; the nearest is named.
    """
    found: dict[str, ColumnAnswer] = {}
    for text in columns:
        left, right = _halves(text, "--column")
        header = resolve_header(left, headers)
        if header in found:
            raise UsageError(f"“{left}”在命令里写了两次。", remedy="每列只写一次。")
        found[header] = ColumnAnswer(header=header, field=_meaning(right, form))
    for text in units:
        left, right = _halves(text, "--unit")
        header = resolve_header(left, headers)
        known = found.get(header, ColumnAnswer(header=header))
        found[header] = replace(
            known,
            unit=_unit(right, left, known.field, form, headers),
            stated=_stated(header, headers),
        )
    if basis:
        if form != "aggregate":
            raise UsageError("只有汇总表分本期数和累计数。", remedy="请去掉 --basis。")
        left, _, right = basis.replace("＝", "=").rpartition("=")
        header = resolve_header(left, headers) if left else WHOLE
        known = found.get(header, ColumnAnswer(header=header))
        found[header] = replace(known, basis=_basis(right.strip()))
    return tuple(found.values())


def resolve_header(written: str, headers: Headers) -> str:
    """The header path that a column letter, a path or a header word names.

    Where the court has sent nothing yet the words are taken as they are.

    Raises:
        UsageError: no column has it, or several do.
    """
    key, keys = header_key(written), headers.keys
    if key in keys:
        return key
    if _LETTER.fullmatch(written.strip()):
        return _by_letter(written.strip().upper(), headers)
    last = [known for known in keys if known.rpartition("/")[2] == normalise_label(written)]
    if len(last) == 1:
        return last[0]
    if last:
        raise UsageError(
            f"“{written}”不止一列。", remedy=f"请写全：{'、'.join(last)}，或写列标，如 F。"
        )
    if key and (not keys or any(written.strip() in text for text in headers.asked)):
        return key
    listed = "、".join(keys)
    raise UsageError(
        f"没有“{written}”这一列。{nearest(key, keys)}", remedy=f"该院表中有：{listed}。"
    )


def _by_letter(letters: str, headers: Headers) -> str:
    at = [p for p in headers.latest if p.column == column_number(letters)]
    found = list(dict.fromkeys(header_key(place.header) for place in at))
    if len(found) == 1 and found[0]:
        alike = [p for p in headers.latest if header_key(p.header) == found[0]]
        if len({(place.sheet, place.column) for place in alike if place.sheet == at[0].sheet}) == 1:
            return found[0]
        raise UsageError(
            f"{letters} 列的列名“{found[0]}”不止一列有，按列名分不开。",
            remedy="请退回法院，把列名改成不同的。",
        )
    if found:
        raise UsageError(
            f"{letters} 列在几张表里列名不同：{'、'.join(found)}。", remedy="请写列名，不写列标。"
        )
    letters_there = "、".join(column_letter(p.column) for p in headers.latest)
    raise UsageError(
        f"该院最近一份表没有 {letters} 列，或该列没有列名。",
        remedy=f"有列名的是：{letters_there or '无'}。",
    )


def _halves(text: str, option: str) -> tuple[str, str]:
    left, mark, right = text.replace("＝", "=").rpartition("=")
    if not mark or not left.strip() or not right.strip():
        raise UsageError(
            f"{option} 的“{text}”读不懂。", remedy=f'请写成 {option} "列名=…"，等号两边都要有。'
        )
    return left.strip(), right.strip()


def _meaning(written: str, form: str) -> str:
    """A field by name or printed title, an indicator by id or name, or 不统计."""
    if written == NOT_COUNTED:
        return ""
    titles = meanings(form)
    if written in titles:
        return written
    named = [name for name, title in titles.items() if title == written]
    if len(named) == 1:
        return named[0]
    words = (*titles, *titles.values(), NOT_COUNTED)
    raise UsageError(
        f"没有“{written}”这一项。{nearest(written, words)}",
        remedy=f"可以写：{'、'.join(titles.values())}、{NOT_COUNTED}。",
    )


def _unit(written: str, left: str, answered: str | None, form: str, headers: Headers) -> str:
    allowed = units_of(form)
    if written not in allowed:
        raise UsageError(
            f"没有“{written}”这个单位。{nearest(written, allowed)}",
            remedy=f"可以写：{'、'.join(allowed)}。",
        )
    field = answered
    if field is None:
        key = resolve_header(left, headers)
        field = next((p.field for p in headers.latest if header_key(p.header) == key), "")
    money = {f.name for f in form_named(form).fields if f.kind == "money"}
    if field and form != "aggregate" and field not in money:
        raise UsageError(
            f"“{left}”是“{meanings(form)[field]}”，不是金额，没有元、万元。", remedy="请核对列名。"
        )
    return written


def _stated(header: str, headers: Headers) -> str:
    """What the latest return itself names for the column, which the answer is given in view of."""
    said = [place.stated for place in headers.latest if header_key(place.header) == header]
    # Of sheets that differ the one that named two units is the one that was asked about.
    return max(said, key=lambda stated: stated.count("/"), default="")


def _basis(written: str) -> str:
    word = _BASIS_WORDS.get(written, written)
    if word not in BASES:
        raise UsageError(
            f"没有“{written}”这种口径。{nearest(written, BASES)}",
            remedy="可以写：period（本期）、cumulative（累计）。",
        )
    return word
