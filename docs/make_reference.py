# ruff: noqa: INP001  # a script beside the pages it writes, no package
"""Writes the reference pages from what the program itself declares.

Comes in: the catalogue of checks, the indicators, the command tree, the words for running text.
Goes out: docs/problems.md, docs/indicators.md, docs/cli.md, docs/claims-metrics.md and
docs/proof-slips.md, whole. Refuses to know what any check or command does.
Run it after changing one of them: `.venv/bin/python docs/make_reference.py`.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typer.main import get_command

from enforcement_cli.cli.app import app
from enforcement_cli.indicator.declare import derived, shipped
from enforcement_cli.model.failure import ExitCode
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.model.problem import SEVERITY_NAMES, Effect, Level, Rule
from enforcement_cli.vocabulary.checks import catalogue, threshold
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.vocabulary.tables import load

_DOCS = Path(__file__).parent
_MADE = "<!-- 由 docs/make_reference.py 生成，请勿手改。 -->\n"
_LEVELS: dict[Level, str] = {
    "file": "整个文件",
    "structure": "表的结构",
    "field": "单元格",
    "row": "一行之内",
    "cross-row": "同一份报表各行之间",
    "previous": "与上一次报表相比",
    "cross-period": "同一案件前后各期之间",
    "cross-court": "法院之间",
    "target": "目标",
    "publication": "发布",
}
_EFFECTS: dict[Effect, str] = {
    "refuse": "整份报表不收，一行也不计入",
    "hold": "这一行不计入，其余照收",
    "blank": "这一格（或这一列）按缺失处理，不计入，同行其余照收",
    "mark": "照计，并标记为待答复",
    "say": "照计，只是告知",
}
_EXIT_CODES: dict[ExitCode, str] = {
    ExitCode.CLEAN: "完成，没有要答复的问题",
    ExitCode.FAILED: "没有完成：数据库、权限或示例核对出了问题，屏幕上有说明",
    ExitCode.USAGE: "命令写法不对",
    ExitCode.FINDINGS: "完成，但有退回或核实的问题等人答复",
    ExitCode.MISSING: "完成，但有法院未报",
    ExitCode.CONFIGURATION: "行动方案文件、指标或模板写错了，什么都没有改动",
    ExitCode.UNKNOWN: "没有这个行动、法院、期间、报表或文件",
    ExitCode.GATE: "发布被拦下（发布功能尚未提供）",
    ExitCode.BUG: "程序自身出错；记录写在工作区 `logs/fault-*.log` 里，已入库的数据不受影响",
    ExitCode.BUSY: "另一个 enforce 正在使用数据库，稍后再运行",
    ExitCode.INTERRUPTED: "被人中断；已入库的不受影响，重新运行同一命令即可继续",
}
_INDICATORS_LEAD = (
    "\n`enforce indicators show 编号` 看一个指标的口径卡，加 `--sql` 看取数语句。"
    "金额按分存储，战报以万元显示。"
    "自己的指标写在工作区的 `indicators.toml` 里，见[怎样加一个指标](guides/add-an-indicator.md)。\n"
)
_COMMANDS_LEAD = (
    "\n每个命令都可以加 `-h` 看用法。结果写到标准输出，提示写到标准错误。"
    "加 `--json` 只输出一个 JSON 对象。\n\n"
)
_METRICS_LEAD = (
    "\n`enforce claims` 从文字里读出的数，`metric` 是下面的编号。词和单位合在一起定指标："
    "“和解”配“件”是和解案件，配“元”是和解标的额。意思和例子见[读文字里的数](guides/claims.md)；"
    "词在 `enforcement_cli/vocabulary/claims.toml`。“单位”是这个词可以配的，印出来的单位照原文统一"
    "（起、案、宗记作件，名、位记作人，人次另记）。\n\n"
)
_SLIPS_LEAD = (
    "\n`enforce proof` 在“文字”一栏里说的，`--json` 里是 `data.slips`。× 与数据或自身矛盾，或不得公开，"
    "退出码为 3；? 请再看一眼。用法见[校对](guides/proof-reading.md)，"
    "用的词在 `enforcement_cli/vocabulary/proof_slips.toml`。\n\n"
)
_FACT = re.compile(r"\{\w+\}")


def pages() -> dict[str, str]:
    """Every generated page by its file name under docs/."""
    return {
        "problems.md": _problems_page(),
        "indicators.md": _indicators_page(),
        "cli.md": _commands_page(),
        "claims-metrics.md": _metrics_page(),
        "proof-slips.md": _slips_page(),
    }


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(_cell(text) for text in line) + " |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _problems_page() -> str:
    rules = list(catalogue().values())
    share = threshold("held_share_refuses") * 100
    parts = [
        "# 问题代码\n\n",
        _MADE,
        "\n报表里查出的每个问题都有代码、位置（文件、工作表、单元格）和改法。消息里的“…”是具体内容。\n\n",
        "按代码找：",
        "、".join(f"[{rule.code}](#{rule.code.lower()})" for rule in rules),
        "。\n\n## 四个等级\n\n",
        _table(
            ("等级", "谁来办"),
            [
                (
                    SEVERITY_NAMES["return"],
                    "报送法院改正后重报；只能改，不能用说明代替",
                ),
                (
                    SEVERITY_NAMES["query"],
                    "报送法院改正后重报；数确实如此的，用 `enforce problems explain` 写明谁、为什么",
                ),
                (SEVERITY_NAMES["note"], "不必答复"),
                (SEVERITY_NAMES["fixed"], "不必答复；写法已按规则统一，加 `-v` 可看"),
            ],
        ),
        f"\n不计入的行超过全表的 {share:.0f}% 时，整份报表退回。\n",
    ]
    for level, name in _LEVELS.items():
        found = [rule for rule in rules if rule.level == level]
        if found:
            parts.append(f"\n## {name}\n")
            parts.extend(_rule_text(rule) for rule in found)
    return "".join(parts)


def _rule_text(rule: Rule) -> str:
    """A heading that is the code alone, so that a link to it never breaks."""
    remedy = f"- 怎么办：{_FACT.sub('…', rule.remedy)}\n" if rule.remedy else ""
    standing = f"尚未提供：{rule.waits}" if rule.waits else "" if rule.on else "平时关着"
    limits = "、".join(f"`{name}` = {value}" for name, value in rule.thresholds.items())
    return (
        f"\n### {rule.code}\n\n"
        f"**{rule.title}**（{SEVERITY_NAMES[rule.severity]}）"
        f"{f'　{standing}' if standing else ''}\n\n"
        f"- 消息：{_FACT.sub('…', rule.message)}\n"
        f"{remedy}"
        f"- 数怎么算：{_EFFECTS[rule.effect]}\n"
        f"- 为什么查：{rule.why}\n"
        f"- 不通过：{rule.fails}\n"
        f"- 通过：{rule.passes}\n"
        f"{f'- 界限：{limits}' + chr(10) if limits else ''}"
    )


def _indicators_page() -> str:
    groups: dict[str, list[Indicator]] = {"案件和金额": [], "措施": [], "比率和用时": []}
    for indicator in (*shipped().values(), *derived().values()):
        name = "措施" if indicator.kinds else "案件和金额"
        counted = indicator.kind in ("events", "state")
        groups[name if counted else "比率和用时"].append(indicator)
    parts = ["# 指标\n\n", _MADE, _INDICATORS_LEAD]
    for name, found in groups.items():
        rows = [
            (
                f"`{indicator.id}`",
                indicator.name,
                "元" if indicator.unit == "fen" else indicator.unit,
                form_named(indicator.form).title,
                _definition(indicator),
                "可以" if indicator.additive else "不可以",
                indicator.note or "",
                indicator.version,
            )
            for indicator in found
        ]
        head = ("编号", "名称", "单位", "来自", "口径", "各院可相加", "常见争议", "版本")
        parts.append(f"\n## {name}\n\n{_table(head, rows)}")
    return "".join(parts)


def _definition(indicator: Indicator) -> str:
    if indicator.kind == "rate":
        division = f"`{indicator.numerator}` ÷ `{indicator.denominator}`"
        return f"{indicator.source}；{division}，全市为分子之和除以分母之和"
    return indicator.source


def _metrics_page() -> str:
    words = load("claims")
    units: dict[str, list[str]] = {}
    for entry in words["unit"]:
        units.setdefault(entry["class"], []).append(entry["name"])
    named: dict[str, dict[str, None]] = {metric: {} for metric in words["metrics"]}
    counted: dict[str, dict[str, None]] = {metric: {} for metric in words["metrics"]}
    for topic in words["topic"]:
        for kind, metric in topic["gives"].items():
            named[metric] |= dict.fromkeys(topic["words"])
            counted[metric] |= dict.fromkeys(units[kind])
    for entry in words["merged"]:
        named[entry["metric"]]["与".join(entry["topics"])] = None
        counted[entry["metric"]] |= dict.fromkeys(units["person"])
    for entry in words["context"]:
        around = f"{'、'.join(entry['words'])}（前面说到{'、'.join(entry['within'])}）"
        named[entry["metric"]][around] = None
        counted[entry["metric"]] |= dict.fromkeys(units[entry["kind"]])
    rows = [
        (f"`{metric}`", name, "、".join(counted[metric]), "、".join(named[metric]))
        for metric, name in words["metrics"].items()
    ]
    table = _table(("编号", "名称", "单位", "说到这些词"), rows)
    return f"# 文字里的指标\n\n{_MADE}{_METRICS_LEAD}{table}"


def _slips_page() -> str:
    rows = [
        (
            f"`{code}`",
            "×" if slip["serious"] else "?",
            _FACT.sub("…", slip["said"]).replace("……", "…"),
            _FACT.sub("…", slip["remedy"]),
        )
        for code, slip in load("proof_slips")["slip"].items()
    ]
    table = _table(("代号", "", "说什么", "怎么办"), rows)
    return f"# 校对看出的字句毛病\n\n{_MADE}{_SLIPS_LEAD}{table}"


def _commands_page() -> str:
    root: Any = get_command(app)
    sections: list[str] = []
    index: list[tuple[str, ...]] = []
    for name, command in root.commands.items():
        children = getattr(command, "commands", None)
        leaves = (
            [(f"{name} {child}", leaf) for child, leaf in children.items()]
            if children
            else [(name, command)]
        )
        for path, leaf in leaves:
            sections.append(_command_text(path, leaf))
            anchor = f"enforce-{path}".replace(" ", "-")
            index.append((f"[`enforce {path}`](#{anchor})", str(leaf.help)))
    exits = [(str(int(code)), text) for code, text in _EXIT_CODES.items()]
    return "".join(
        [
            "# 命令\n\n",
            _MADE,
            _COMMANDS_LEAD,
            _table(("命令", "做什么"), index),
            "\n`enforce --version` 显示版本；`enforce --install-completion` 为当前的命令行装上补全。\n",
            *sections,
            "\n## 退出码\n\n",
            _table(("退出码", "意思"), exits),
            "\n几种情形同时有时，先 7，次 5、4、3。\n",
        ]
    )


def _command_text(path: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    usage = " ".join(["enforce", path, *(p.metavar for p in arguments), "[选项]"])
    rows = [(f"`{p.metavar}`", _meaning(p)) for p in arguments]
    rows += [(f"`{_spelling(p)}`", _meaning(p)) for p in options]
    return f"\n## enforce {path}\n\n{command.help}\n\n```\n{usage}\n```\n\n" + _table(
        ("参数和选项", "意思"), rows
    )


def _spelling(option: Any) -> str:
    names = ", ".join(option.opts)
    return f"{names} {option.metavar}" if option.metavar else names


def _meaning(parameter: Any) -> str:
    text = str(parameter.help)
    if parameter.required:
        return text + "必须写。"
    plain = isinstance(parameter.default, str | Path) and str(parameter.default) not in text
    return f"{text}不写时为 `{parameter.default}`。" if plain else text


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (_DOCS / name).write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"docs/{name}\n")


if __name__ == "__main__":
    main()
