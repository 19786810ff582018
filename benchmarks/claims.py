"""What reading the figures of a text costs, against finding its digits with one pattern.

Comes in: nothing, or `--small`. Goes out: a table, and build/bench/claims.json. The text is 1 MiB in
the manner of the courts' reports: sentences of tests/claims/passages with other digits each time,
among prose without figures, so that seven numbers with a unit stand in a thousand characters; no
paragraph stands twice. Both contestants take turns in one process; process time, medians count.
"""

import argparse
import json
import random
import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from enforcement_cli.claims.read import claims_in

_ROOT = Path(__file__).resolve().parent.parent
_BENCH = _ROOT / "build" / "bench"
_PASSAGES = _ROOT / "tests" / "claims" / "passages"
# These and no later ones, so that the text stays the same.
_FILES = ("annual", "hard", "pasted", "press", "weekly")
_GOAL, _SECONDS = 60, 2
_FAR_OFF = 200  # whatever the machine
_FLOOR_RUNS = 20  # of what takes a few milliseconds
_PER_CHARACTER = 7 / 1000
_DIGITS = re.compile(r"\d+(\.\d+)?")
_COUNTED = re.compile(
    r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千]+)[余多万亿千百]*"
    r"(?:元|件|人|名|%|个百分点|案|起|辆|台|处|套|次|份|条|户|家|场|亩|平方米)"
)
# Prose without figures: an occasion, who, what, with which end, and what is said of it.
_OCCASIONS = (
    "清晨集结完毕后，", "为打通兑现权益的最后关口，", "针对财产线索分散的情况，", "在辖区公安机关配合下，",
    "面对被执行人的种种推脱，", "借助网格员提供的线索，", "考虑到企业仍在正常经营，", "接到申请执行人的来电后，",
    "根据研判会确定的方案，", "面对堵塞的交通和连绵的阴雨，", "在听取双方意见的基础上，", "为防止财产被转移，",
    "行动总结会结束以后，", "本着善意文明执行的理念，",
)  # fmt: skip
_WHO = (
    "执行干警", "承办法官", "执行局负责人", "随行的法警", "值班的书记员", "调解员", "院领导班子",
    "执行指挥中心", "当地村委会干部", "协助执行单位", "参与行动的特邀监督员", "申请执行人的代理人", "该院",
)  # fmt: skip
_WHAT = (
    "逐项核对财产线索", "耐心释明拒不履行的法律后果", "向在场人员出示执行公务证件", "反复做双方当事人的思想工作",
    "对厂区内外进行细致查看", "协调银行加快办理协助事项", "把清点结果逐一登记造册", "连夜制定周密的处置预案",
    "主动联系税务和市场监管部门", "宣读法院的执行通知书", "倾听群众对执行工作的意见", "督促被执行人如实申报财产",
    "沿着乡间小路寻找被执行人的下落", "与相关部门建立信息共享机制", "在显著位置张贴敦促履行的公告",
    "全程记录执行过程", "引导企业通过协商解决纠纷",
)  # fmt: skip
_ENDS = (
    "现场秩序井然", "赢得了周边群众的理解和支持", "为后续处置打下坚实基础", "有力震慑了失信行为",
    "被执行人的态度终于出现转变", "双方紧绷的情绪逐渐缓和下来", "让胜诉当事人的权益尽早得到兑现",
    "确保每个环节衔接有序", "既维护了法律尊严，也传递了司法温度", "推动形成齐抓共管的工作格局",
    "有效避免了矛盾进一步激化", "为优化营商环境提供有力保障", "使积压已久的难题迎来转机",
)  # fmt: skip
_SAID = (
    "“执行工作连着民心，容不得半点懈怠。”带队的负责人说。", "不少围观群众表示，这样的行动让人心里踏实。",
    "下步，法院将继续加大执行力度，完善长效机制。", "", "", "", "",
    "“没想到法院真的把事情放在心上。”当事人感慨地说。", "法官提醒，履行生效裁判是每位公民应尽的义务。",
)  # fmt: skip


def main() -> int:
    """Run the bench; 1 where the reading of figures is far off its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="64 KiB, one round")
    options = parser.parse_args()
    size, rounds = (1 << 16, 1) if options.small else (1 << 20, 5)
    text = made_text(size)
    claims = len(claims_in(text))  # unmeasured: patterns are compiled once a process
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(rounds):
        floor.append(_seconds_of_the_pattern(text))
        start = time.process_time()
        claims_in(text)
        ours.append(time.process_time() - start)
    seconds, least = statistics.median(ours), statistics.median(floor)
    ratio = seconds / least
    numbers = len(_COUNTED.findall(text))
    print(f"{len(text.encode()) / 1024:.0f} KiB, {len(text)} characters, {numbers} numbers")
    print(f"  claims_in         {seconds:8.3f} s    at most {_SECONDS} a MiB    {claims} claims")
    print(f"  one pattern       {least:8.4f} s")
    print(f"  ratio             {ratio:8.1f}      at most {_GOAL}")
    result = {
        "bytes": len(text.encode()),
        "characters": len(text),
        "numbers": numbers,
        "claims": claims,
        "seconds": {"claims_in": ours, "pattern": floor},
        "ratio": {"is": round(ratio, 1), "goal": _GOAL},
    }
    _BENCH.mkdir(parents=True, exist_ok=True)
    (_BENCH / "claims.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 1 if ratio > _FAR_OFF else 0


def _seconds_of_the_pattern(text: str) -> float:
    start = time.process_time()
    for _ in range(_FLOOR_RUNS):
        _DIGITS.findall(text)
    return (time.process_time() - start) / _FLOOR_RUNS


def made_text(size: int) -> str:
    """A report of `size` bytes, the same each time."""
    chance = random.Random(20260228)
    told = _told(chance)
    paragraphs: list[str] = []
    seen: set[str] = set()
    held = characters = numbers = 0
    while held < size:
        parts = []
        while numbers <= characters * _PER_CHARACTER:
            sentence = next(told)
            numbers += len(_COUNTED.findall(sentence))
            characters += len(sentence)
            parts.append(sentence)
        prose = "".join(_prose(chance) for _ in range(chance.randint(2, 4)))
        characters += len(prose)
        paragraph = "".join((*parts, prose))
        if paragraph not in seen:
            seen.add(paragraph)
            paragraphs.append(paragraph)
            held += len(paragraph.encode()) + 2
    return "\n\n".join(paragraphs)


def _told(chance: random.Random) -> Iterator[str]:
    """Labelled passages in turn, without end; each time the digits of what they count are others."""
    passages = [
        json.loads(line)["text"]
        for name in _FILES
        for line in (_PASSAGES / f"{name}.jsonl").read_text("utf-8").splitlines()
        if line.strip()
    ]
    while True:
        chance.shuffle(passages)
        for passage in passages:
            yield _COUNTED.sub(lambda found: _other(found[0], chance), passage)


def _other(number: str, chance: random.Random) -> str:
    return re.sub(r"[1-9]", lambda _: str(chance.randint(1, 9)), number)


def _prose(chance: random.Random) -> str:
    occasion, who, what, end, said = map(chance.choice, (_OCCASIONS, _WHO, _WHAT, _ENDS, _SAID))
    return f"{occasion}{who}{what}，{end}。{said}"


if __name__ == "__main__":
    sys.exit(main())
