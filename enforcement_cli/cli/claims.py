"""`enforce claims`: the statistical claims of a text, and the numbers of single cases."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import JsonOption
from enforcement_cli.cli.screen import say, show_table

if TYPE_CHECKING:
    from decimal import Decimal

    from enforcement_cli.model.claim import Claim
    from enforcement_cli.model.prose import Prose


def add_to(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("claims")(claims_command)


def claims_command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="文字：txt、md、docx、html；表格 xlsx 也可以。")
    ],
    as_json: JsonOption = False,
) -> None:
    """What a text states in numbers: metric, value, unit, whose, when, and where it stands."""
    from enforcement_cli.workflow.claims import claims_of
    from enforcement_cli.workflow.prose import read_prose

    prose = read_prose(file)
    found = claims_of(prose)
    if not as_json:
        _show(prose, found)
    data: dict[str, Any] = {
        "file": prose.file_name,
        "kind": prose.kind,
        "characters": len(prose.text),
        "claims": [claim_json(claim) | _place(prose, claim) for claim in found],
    }
    if prose.kind not in ("text", "markdown"):
        # Offsets are into this, which the file itself does not show.
        data["text"] = prose.text
    finish(Ending(command="claims", data=data), as_json=as_json)


def claim_json(claim: "Claim") -> dict[str, Any]:
    """A claim with the fields of a label; `offsets` are all its places, the first one included."""
    return {
        "metric": claim.metric,
        "value": _number(claim.value),
        "unit": claim.unit,
        "raw": claim.raw,
        "start": claim.start,
        "end": claim.end,
        "subject": claim.subject,
        "period": claim.period,
        "action": claim.action,
        "approx": claim.approx,
        "approx_word": claim.approx_word or None,
        "relation": claim.relation,
        "against": claim.against,
        "part_of": claim.part_of,
        "offsets": [[claim.start, claim.end], *map(list, claim.also)],
    }


def _number(value: "Decimal") -> int | float:
    """As JSON has it: an integer where it is one; a rate has few digits, so that a float is exact."""
    whole = int(value)
    return whole if whole == value else float(value)


def _place(prose: "Prose", claim: "Claim") -> dict[str, str]:
    from enforcement_cli.model.prose import place_of

    return {
        "place": place_of(prose, claim.start),
        "sentence": prose.text[slice(*claim.sentence)].strip(),
    }


def _show(prose: "Prose", found: "tuple[Claim, ...]") -> None:
    from enforcement_cli.model.prose import place_of
    from enforcement_cli.vocabulary.claims import metric_name, relation_name

    totals = [claim for claim in found if claim.is_total]
    show_table(
        "",
        ("位置", "原文", "指标", "关系", "法院", "时间", "类别"),
        (
            (
                place_of(prose, claim.start), _said(claim), metric_name(claim.metric),
                relation_name(claim),
                claim.subject or "", claim.period or "", claim.action or "",
            )
            for claim in totals
        ),
    )  # fmt: skip
    repeated = sum(len(claim.also) for claim in found)
    say(
        f"共 {len(totals)} 个统计数字，个案里的数字 {len(found) - len(totals)} 个"
        + (f"；重复的段落只算一次（另有 {repeated} 处）" if repeated else "")
        + "。"
    )


def _said(claim: "Claim") -> str:
    """The number as written, on one line, with the word that makes it rough."""
    raw = "".join(claim.raw.split())
    return raw if claim.approx_word in raw else f"{claim.approx_word}{raw}"
