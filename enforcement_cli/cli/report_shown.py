"""What a report's options mean, and the JSON of what it found."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from enforcement_cli.cli.screen import hint
from enforcement_cli.model.failure import UsageError

if TYPE_CHECKING:
    from enforcement_cli.workflow.material import ReportOptions
    from enforcement_cli.workflow.report import Report

_BY = ("", "team", "officer")
_COMPARE = ("year", "day", "festival")
PROFILES = ("internal", "bulletin", "public")


def report_options(  # one word of the command line each
    *, court: str | None, by: str, rank: bool, compare: str, lists: str, cards: bool, profile: str
) -> "ReportOptions":
    """The options as the workflow takes them.

    Raises:
        UsageError: a word that no option takes.
    """
    from enforcement_cli.model.case_list import CaseListKind
    from enforcement_cli.workflow.material import ReportOptions

    kinds = get_args(CaseListKind)
    wanted = kinds if lists == "all" else _words(lists, "--lists", kinds)
    return ReportOptions(
        court=court,
        by=one_word(by, "--by", _BY),
        rank=rank,
        compare=_words(compare, "--compare", _COMPARE),
        lists=wanted,
        cards=cards,
        profile=one_word(profile, "--profile", PROFILES),
    )


def one_word(word: str, option: str, allowed: tuple[str, ...]) -> Any:
    """The word, when the option takes it.

    Raises:
        UsageError: it does not.
    """
    if word not in allowed:
        shown = "、".join(each for each in allowed if each)
        raise UsageError(f"{option} 没有“{word}”。", remedy=f"可用：{shown}。")
    return word


def _words(text: str, option: str, allowed: tuple[str, ...]) -> Any:
    """A list with commas of either width, each word once."""
    words = [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]
    return tuple(one_word(word, option, allowed) for word in dict.fromkeys(words))


def kinds_of(formats: str | None, output: Path | None) -> tuple[str, ...]:
    """The formats to write; none where the bulletin goes to the screen.

    Raises:
        UsageError: there is no such format.
    """
    from enforcement_cli.model.routine import FORMATS

    if formats is None and output is None:
        return ()
    found: tuple[str, ...] = _words(formats or "md", "--format", FORMATS)
    return found


def show_held(found: "Report") -> None:
    """Which stories the bulletin does not tell, and what is to be done."""
    for problem in found.findings:
        if problem.subject.startswith("story>") and problem.severity == "return":
            hint(
                f"案例没有刊用：{problem.code} {problem.origin}  {problem.message}{problem.remedy}"
            )


def report_json(found: "Report") -> dict[str, Any]:
    """The data of `--json`; what design.md section 5 fixes comes first."""
    from enforcement_cli.workflow.comparisons import comparisons_json
    from enforcement_cli.workflow.figures import figure_json

    period = found.figures.period
    return {
        "campaign": found.material.campaign.id,
        "period": {"kind": period.kind, "start": period.start, "end": period.end},
        "known_at": found.figures.known_at.isoformat(),
        "missing": list(found.missing),
        "figures": [figure_json(figure) for figure in found.figures.figures],
        "findings": [
            {"code": p.code, "severity": p.severity, "subject": p.subject,
             "message": p.message + p.remedy}
            for p in found.findings
        ],
        "comparisons": comparisons_json(found.material.comparisons),
        "windows": [
            {"name": window.name, "start": window.start, "end": window.end, "team": window.team,
             "approximate": window.approximate,
             "figures": [figure_json(figure) for figure in window.figures.values()]}
            for window in found.material.windows
        ],
    }  # fmt: skip
