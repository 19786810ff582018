"""docs/performance.md's measured part and its plots, from build/bench/result.json.

Comes in: the result. Goes out: the part of the page between its two marks, and SVGs in docs/images.
Refuses to know how anything was measured; what stands outside the marks is written by hand.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.plot import curve_svg, goals_svg

_BEGIN = "<!-- measured: `python -m benchmarks --page` writes what follows -->"
_END = "<!-- end of what is measured -->"


def write_page(result: Mapping[str, Any], docs: Path) -> list[Path]:
    """Put the result into docs/performance.md and docs/images; what was written."""
    page = docs / "performance.md"
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    _, found, after = rest.partition(_END)
    if not found:
        raise ValueError(f"{page} has not both marks {_BEGIN} and {_END}")
    images = docs / "images"
    plots = {"performance-goals.svg": goals_svg(shares(result["lines"]))}
    for curve in result["curves"]:
        plots[f"performance-{curve['id']}.svg"] = _plotted(curve)
    for name, svg in plots.items():
        (images / name).write_text(svg, encoding="utf-8")
    shown = [_BEGIN, "", measured_text(result), "", *_images(result["curves"]), "", _END]
    page.write_text(before + "\n".join(shown) + after, encoding="utf-8")
    return [page, *(images / name for name in plots)]


def measured_text(result: Mapping[str, Any]) -> str:
    """The table and what it was measured on, as Markdown."""
    machine = result["machine"]
    where = f"{machine['cores']} cores ({machine['memory_gib']} GiB, Python {machine['python']})"
    run = f"one run of {result['seconds'] / 60:.0f} minutes on {where}, commit {result['commit']}"
    rows = [
        f"Measured in {run}; medians of processes that take turns, wall time.",
        "",
        "| what | measured | goal | rounds |",
        "| --- | --- | --- | --- |",
    ]
    rows += [
        f"| {line['what']}{_noted(line)} | {_value(line)} | {line['sense']} {_number(line['goal'])}"
        f"{line['unit']} | {line['rounds']} |"
        for line in result["lines"]
    ]
    missed = [line["what"] for line in result["lines"] if not line["reached"]]
    rows += ["", f"Not reached: {len(missed)} of {len(result['lines'])}."]
    rows += [f"- {what}" for what in missed]
    return "\n".join(rows)


def _noted(line: Mapping[str, Any]) -> str:
    return f" ({line['note']})" if line["note"] else ""


def _value(line: Mapping[str, Any]) -> str:
    if line["value"] is None:
        return "not measured"
    shown = f"{_number(line['value'])}{line['unit']}"
    return shown if line["reached"] else f"**{shown}**"


def _number(value: float) -> str:
    if value == int(value) or abs(value) >= 100:  # no digits after the point
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def shares(lines: Sequence[Mapping[str, Any]]) -> list[tuple[str, float]]:
    """How much of its goal each measure takes; where more is better, the other way about."""
    shares = []
    for line in lines:
        if line["value"] is None or not line["goal"]:
            continue
        share = line["value"] / line["goal"]
        if line["sense"] == "at least":
            share = 1 / share
        shares.append((line["id"], share))
    return shares


def _plotted(curve: Mapping[str, Any]) -> str:
    seconds = [(x, y) for x, y, _ in curve["points"]]
    mib = [(x, held) for x, _, held in curve["points"] if held]
    return curve_svg(curve["what"], curve["axis"], seconds, mib)


def _images(curves: Sequence[Mapping[str, Any]]) -> list[str]:
    """The plots; what they show stands beside them for those who cannot see them."""
    told = ["![Share of each goal](images/performance-goals.svg)", ""]
    for curve in curves:
        points = ", ".join(
            f"{x:,.0f}: {seconds:.1f} s" + (f" and {held:,.0f} MiB" if held else "")
            for x, seconds, held in curve["points"]
        )
        told += [f"![{curve['what']}](images/performance-{curve['id']}.svg)", ""]
        told += [f"{curve['what'].capitalize()}, by {curve['axis']} ({points}).", ""]
    return told[:-1]
