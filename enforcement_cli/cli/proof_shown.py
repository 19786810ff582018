"""What the proof-reader found, for the screen and as JSON.

Comes in: a Proofread. Goes out: lines with the number underlined, and the data of `--json`. Refuses
to judge.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enforcement_cli.cli.screen import console, say
from enforcement_cli.model.visible import visible

if TYPE_CHECKING:
    from enforcement_cli.model.proof import Mark, Slip
    from enforcement_cli.workflow.proof.proofread import Proofread

_SIGNS = {"differs": "×", "undecided": "?", "absent": "·"}
_COLOURS = {
    "differs": "bold red underline",
    "undecided": "bold yellow underline",
    "slip": "bold red underline",
}
_AROUND = 34
_MOST_SHOWN = 200
_MOST_ABSENT = 20
_FIRST = ("differs", "undecided", "absent")


def show_proof(found: "Proofread", *, quiet: bool) -> None:
    """What differs first, then what cannot be decided, the words, what the data do not have."""
    from enforcement_cli.proof.marks import in_order, tally
    from enforcement_cli.vocabulary.proof import proof_word

    counts = tally(found.proof.marks)
    if not quiet:
        period = found.ground.period
        issue = f"第{found.ground.issue}期，" if found.ground.issue else ""
        say(f"{found.path.name}：对照{issue}{period.label}（{period.start} 至 {period.end}）的数据")
        shown = [mark for mark in in_order(found.proof.marks) if mark.verdict in _FIRST]
        for verdict, marks in groupby(shown, key=lambda mark: mark.verdict):
            if verdict == "absent":
                continue
            say("")
            say(f"{proof_word('verdict', verdict)}（{counts[verdict]}）")
            told = list(marks)
            for mark in told[:_MOST_SHOWN]:
                _show_mark(found, mark)
            _say_rest(len(told) - _MOST_SHOWN)
        _show_slips(found)
        _show_absent(found, [mark for mark in shown if mark.verdict == "absent"])
        say("")
    words = "，".join(f"{proof_word('verdict', name)} {count}" for name, count in counts.items())
    say(f"共 {len(found.proof.marks)} 个数：{words}；文字 {len(found.proof.slips)} 处。")


def _show_mark(found: "Proofread", mark: "Mark") -> None:
    claim = mark.claim
    sign = _SIGNS[mark.verdict]
    arrow = f" → {mark.shown}" if mark.shown and mark.verdict == "differs" else ""
    say(f"{sign} {found.around.place(claim.start)}  {_one_line(claim.raw)}{arrow}")
    _show_text(found.prose.text, (claim.start, claim.end), claim.sentence, mark.verdict)
    say(f"    {mark.why}")
    if mark.explain and mark.verdict == "differs":
        say(f"    {mark.explain}")


def _show_slips(found: "Proofread") -> None:
    if not found.proof.slips:
        return
    say("")
    say(f"文字（{len(found.proof.slips)}）")
    text = _covered(found.prose.text, found.proof.slips)
    for slip in found.proof.slips[:_MOST_SHOWN]:
        sign = "×" if slip.serious else "?"
        say(f"{sign} {found.around.place(slip.start)}")
        _show_text(text, slip.span, _sentence(text, slip), "slip")
        say(f"    {slip.message}{slip.remedy}（{slip.code}）")
    _say_rest(len(found.proof.slips) - _MOST_SHOWN)


def _covered(text: str, slips: "Iterable[Slip]") -> str:
    """The text with all that is private in it covered, sign by sign."""
    signs = list(text)
    for slip in slips:
        if slip.private:
            signs[slip.start : slip.end] = "＊" * (slip.end - slip.start)
    return "".join(signs)


def _sentence(text: str, slip: "Slip") -> tuple[int, int]:
    """From the stop before a slip to the one behind it."""
    start = max(text.rfind(stop, 0, slip.start) for stop in _STOPS) + 1
    ends = (text.find(stop, slip.end) for stop in _STOPS)
    return start, min((end for end in ends if end >= 0), default=len(text))


_STOPS = ("。", "！", "？", "；", "\n")


def _say_rest(count: int) -> None:
    if count > 0:
        say(f"  … 还有 {count} 处，见 --json。")


def _show_absent(found: "Proofread", marks: list["Mark"]) -> None:
    """One line each: nothing is wrong with them."""
    from enforcement_cli.vocabulary.proof import proof_word

    if not marks:
        return
    say("")
    say(f"{proof_word('verdict', 'absent')}（{len(marks)}）")
    for mark in marks[:_MOST_ABSENT]:
        place = found.around.place(mark.claim.start)
        say(f"· {place}  {_one_line(mark.claim.raw)}  {mark.why}")
    if len(marks) > _MOST_ABSENT:
        say(f"  … 还有 {len(marks) - _MOST_ABSENT} 个，见 --json。")


def _show_text(text: str, span: tuple[int, int], sentence: tuple[int, int], style: str) -> None:
    """The words around a number, with it underlined; by a line of signs where nothing is styled."""
    from rich.cells import cell_len

    start, end = span
    screen = console()
    room = min(_AROUND, max((screen.width - 12 - cell_len(text[start:end])) // 4, 4))
    first = max(min(sentence[0], start), start - room)
    last = min(max(sentence[1], end), end + room)
    before, inside, after = (
        _one_line(part) for part in (text[first:start], text[start:end], text[end:last])
    )
    lead = "…" if first > min(sentence[0], start) else ""
    rest = "…" if last < max(sentence[1], end) else ""
    if _styled():
        from rich.text import Text

        line = Text("    " + lead + before)
        line.append(inside, style=_COLOURS.get(style, "underline"))
        line.append(after + rest)
        screen.print(line)
        return
    say("    " + lead + before + inside + after + rest)
    gap = cell_len("    " + lead + before)
    say(" " * gap + "^" * max(cell_len(inside), 1))


def _styled() -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()) if "\n" in text else text)


def proof_json(found: "Proofread", written: Path | None) -> dict[str, Any]:
    """The data of `--json`."""
    from enforcement_cli.proof.marks import tally

    ground, around = found.ground, found.around
    period = ground.period
    return {
        "file": str(found.path),
        "campaign": ground.campaign.id,
        "period": {"kind": period.kind, "start": period.start, "end": period.end},
        "known_at": ground.known_at.isoformat(),
        "issue": ground.issue,
        "counts": tally(found.proof.marks),
        "claims": [_mark_json(mark, around.place(mark.claim.start)) for mark in found.proof.marks],
        "slips": list(_slips_json(found)),
        "output": str(written) if written is not None else None,
    }


def _mark_json(mark: "Mark", place: str) -> dict[str, Any]:
    from enforcement_cli.cli.claims import claim_json

    key = mark.key
    return claim_json(mark.claim) | {
        "verdict": mark.verdict,
        "printed": mark.claim.raw,
        "true": str(mark.true) if mark.true is not None else None,
        "shown": mark.shown,
        "indicator": key.indicator if key else None,
        "court": key.court if key else None,
        "why": mark.why,
        "explain": mark.explain,
        "place": place,
    }


def _slips_json(found: "Proofread") -> Iterator[dict[str, Any]]:
    slips: Iterable[Slip] = found.proof.slips
    for slip in slips:
        yield {
            "code": slip.code,
            "start": slip.start,
            "end": slip.end,
            "place": found.around.place(slip.start),
            "text": "" if slip.private else found.prose.text[slip.start : slip.end],
            "message": slip.message,
            "remedy": slip.remedy,
            "serious": slip.serious,
        }
