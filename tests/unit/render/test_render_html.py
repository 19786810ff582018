"""The page: nothing from outside, nothing unescaped, every number with its figure, charts as told."""

import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from enforcement_cli.model.bulletin import (
    Bulletin,
    Chart,
    Column,
    FigureTable,
    Headline,
    Row,
    Section,
    Value,
)
from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.render.html.page import render_html

TEMPLATE = Path(__file__).parents[3] / "templates" / "bulletin.html.j2"
PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</svg><script>alert(1)</script>",
    "<!--<script>alert(1)</script>-->",
    "--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "<base href=//example.invalid/>",
    "<link rel=stylesheet href=//example.invalid/x.css>",
    "<meta http-equiv=refresh content='0;url=//example.invalid/'>",
    "<math><mtext></table><mglyph><style><img src=x>",
    "{{ 7 * 7 }}",
    "{% include '/etc/passwd' %}",
    "\x00<scr\x00ipt>alert(1)</script>",
)


class Page(HTMLParser):
    """The elements of a page in order, and its texts by the element they stand in."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        self.texts.append(data)

    def of(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


def count(number: int | None, court: str | None = None) -> Value:
    key = FigureKey(indicator="cases_closed", basis="period", action="small", court=court)
    return Value(
        shown="未报" if number is None else str(number), number=number, kind="count", key=key
    )


LINE = Chart(
    id="trend",
    title="各周执结",
    kind="line",
    labels=("第1周", "第2周", "第3周", "第4周"),
    series=(("执结", (count(10), count(20), count(None), count(40))),),
    unit="件",
)
BARS = Chart(
    id="courts",
    title="各院执结与目标",
    kind="bars",
    labels=("甲县法院", "乙县法院", "丙县法院"),
    series=(("累计执结", (count(10), count(None), count(40))),),
    marks=(count(20), count(30), count(40)),
    unit="件",
)
SHARE = Chart(
    id="methods",
    title="结案方式",
    kind="share",
    labels=("执行完毕", "终本"),
    series=(("件", (count(30), count(10))),),
)


def page_of(bulletin: Bulletin, *charts: Chart) -> tuple[str, Page]:
    first = replace(bulletin.sections[0], charts=charts)
    text = render_html(replace(bulletin, sections=(first, *bulletin.sections[1:])), TEMPLATE)
    return text, Page(text)


def test_nothing_comes_from_outside_and_nothing_runs(bulletin):
    text, page = page_of(bulletin, LINE, BARS, SHARE)
    policy = page.of("meta")[1]
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert page.of("script", "iframe", "object", "embed", "form", "img", "base") == []
    for _, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes)
        for name in ("src", "href", "xlink:href", "action", "srcset"):
            assert re.match(r"#|data:,$|$", attributes.get(name, ""))
    assert "@import" not in text
    assert "url(" not in text
    assert "http://" not in text
    assert "https://" not in text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_markup(payload):
    value = Value(shown=payload, mark=payload, kind="text")
    table = FigureTable(
        id=payload, title=payload, stubhead=payload, unit_line=payload, notes=(payload,),
        columns=(Column(title=payload, kind="text", spanner=payload),),
        rows=(Row(label=payload, values=(value,)),),
    )  # fmt: skip
    keyed = replace(
        count(7), shown="7", key=FigureKey(indicator=payload, court=payload, team=payload)
    )
    charts = tuple(
        replace(
            chart, id=payload, title=payload, unit=payload, note=payload, marks=(keyed,),
            labels=(payload,), series=((payload, (keyed,)),),
        )
        for chart in (LINE, BARS, SHARE)
    )  # fmt: skip
    section = Section(
        title=payload,
        paragraphs=(payload + "7件",),
        tables=(table,),
        charts=charts,
        numbers=(keyed,),
    )

    def hostile(with_text: str) -> Bulletin:
        return Bulletin(
            title=with_text, subtitle=with_text, issue=with_text, period_line=with_text,
            cutoff_line=with_text, issuer=with_text, sections=(section,), notes=(with_text,),
            marks=(with_text,), day_line=with_text,
            headlines=(Headline(name=with_text, value=keyed, unit=with_text, beneath=with_text),),
        )  # fmt: skip

    harmless = Page(render_html(_spoken(hostile("x"), payload), TEMPLATE))
    page = Page(render_html(hostile(payload), TEMPLATE))
    # The same elements with the same attributes, whatever the text says.
    shape = [(tag, sorted(attributes)) for tag, attributes in page.elements]
    assert shape == [(tag, sorted(attributes)) for tag, attributes in harmless.elements]
    shown = payload.replace("\x00", "")
    assert sum(shown in text for text in page.texts) >= 12


def _spoken(bulletin: Bulletin, payload: str) -> Bulletin:
    """The same bulletin with a harmless word of the same kind of length for the payload."""
    word = "甲" * len(payload.replace("\x00", ""))

    def swapped(found):
        if isinstance(found, str):
            return found.replace(payload, word)
        if isinstance(found, tuple):
            return tuple(swapped(one) for one in found)
        if hasattr(found, "__dataclass_fields__"):
            parts = {name: swapped(getattr(found, name)) for name in found.__dataclass_fields__}
            return type(found)(**parts)
        return found

    return swapped(bulletin)


def test_every_number_of_a_table_leads_back_to_its_figure(bulletin):
    values = (
        count(12, "辽1202"),
        Value(
            shown="355.81", number=355_805_678, kind="money",
            key=FigureKey(indicator="amount_recovered", basis="cumulative"),
        ),
        Value(
            shown="40.00%", number=Decimal("0.4"), kind="rate",
            key=FigureKey(indicator="completion_rate", team="一队", officer="李某"),
        ),
        count(None, "辽1202"),
    )  # fmt: skip
    table = FigureTable(
        id="t",
        title="表",
        stubhead="法院",
        columns=tuple(Column(title=f"列{at}", kind="count") for at in range(4)),
        rows=(Row(label="银州区法院", values=values),),
    )
    _, page = page_of(replace(bulletin, sections=(Section(title="一", tables=(table,)),)))
    read = [
        {name.removeprefix("data-"): said for name, said in one.items() if name != "class"}
        for one in page.of("td")
    ]
    small = {"indicator": "cases_closed", "basis": "period", "court": "辽1202", "action": "small"}
    small["aspect"] = "value"
    assert read == [
        {**small, "kind": "count", "value": "12"},
        {
            "kind": "money", "value": "355805678", "indicator": "amount_recovered",
            "basis": "cumulative", "aspect": "value",
        },
        {
            "kind": "rate", "value": "0.4", "indicator": "completion_rate", "basis": "period",
            "team": "一队", "officer": "李某", "aspect": "value",
        },
        small,
    ]  # fmt: skip
    assert [one["class"] for one in page.of("td")] == ["number"] * 3 + ["number missing"]


def test_numbers_of_paragraphs_and_cards_lead_back_too(bulletin):
    section = Section(
        title="总体情况",
        paragraphs=("执结12件，其中12件到位。", "环比持平，1件未结。"),
        numbers=(
            replace(count(12), shown="12件"),
            count(99),  # is not printed: those behind it are not found either
            count(1),
        ),
    )
    made = replace(
        bulletin,
        sections=(section,),
        headlines=(Headline(name="执结", value=count(12), unit="件", beneath="较上周多2件"),),
    )
    text, page = page_of(made)
    assert [one["data-value"] for one in page.of("span") if "data-value" in one] == ["12", "12"]
    assert re.search(r"<p>执结<span[^>]*>12件</span>，其中12件到位。</p>", text)


def test_a_missing_value_is_a_gap_in_the_line(bulletin):
    text, page = page_of(bulletin, LINE)
    strokes = [one for one in page.of("line") if one.get("class", "").startswith("stroke")]
    assert len(strokes) == 1  # from the first week to the second; none touches the third
    assert len(page.of("circle")) == 3
    points = re.findall(r'<text[^>]*class="point[^"]*"[^>]*>([^<]*)</text>', text)
    assert points == ["10", "20", "40"]


def test_bars_keep_to_scale_and_print_value_and_target(bulletin):
    text, page = page_of(bulletin, BARS)
    widths = [Decimal(one["width"].rstrip("%")) for one in page.of("rect")]
    assert len(widths) == 2  # the missing one has no bar
    assert widths[1] == widths[0] * 4
    targets = [Decimal(one["x1"].rstrip("%")) for one in page.of("line")]
    assert targets == [widths[0] * 2, widths[0] * 3, widths[1]]
    shown = re.findall(r'<text[^>]*class="value"[^>]*>([^<]*)</text>', text)
    assert shown == ["10（目标20）", "未报（目标30）", "40（目标40）"]


def test_negative_bars_begin_at_nought(bulletin):
    chart = replace(BARS, series=(("增减", (count(-10), count(0), count(30))),), marks=())
    _, page = page_of(bulletin, chart)
    bars = [
        (Decimal(one["x"].rstrip("%")), Decimal(one["width"].rstrip("%")))
        for one in page.of("rect")
    ]
    (left, down), (middle, none), (right, up) = bars
    assert (left, none) == (0, 0)
    assert left + down == middle == right
    assert up == down * 3


def test_parts_of_a_whole_are_numbered_for_those_who_see_no_colour(bulletin):
    text, page = page_of(bulletin, SHARE)
    bars = [one for one in page.of("rect") if one["width"].endswith("%")]
    assert [one["width"] for one in bars] == ["75.00%", "25.00%"]
    assert re.findall(r'class="inside">(\d)', text) == ["1", "2"]
    assert "1　执行完毕　30" in text


@pytest.mark.parametrize("chart", [LINE, BARS, SHARE])
def test_a_picture_says_its_values_in_words_and_in_a_table(bulletin, chart):
    text, page = page_of(bulletin, chart)
    (picture,) = page.of("svg")
    assert picture["role"] == "img"
    assert all(f'id="{name}"' in text for name in picture["aria-labelledby"].split())
    told = re.search(r"<desc[^>]*>([^<]*)</desc>", text)[1]
    name, values = chart.series[0]
    pairs = (f"{label}{one.text}" for label, one in zip(chart.labels, values, strict=True))
    assert told == f"{name}：" + "，".join(pairs)
    table = text[text.index('class="data"') :]
    shown = re.findall(r'<td class="number"[^>]*>([^<]*)</td>', table[: table.index("</table>")])
    assert shown == [one.text for one in values]


@pytest.mark.parametrize("kind", ["line", "bars", "share"])
@pytest.mark.parametrize("values", [(), (count(None),), (count(0), count(0)), (count(5),)])
def test_charts_of_little_are_still_drawn(bulletin, kind, values):
    labels = tuple(f"第{at}周" for at in range(len(values)))
    chart = Chart(id="c", title="少", kind=kind, labels=labels, series=(("执结", values),))
    text, _ = page_of(bulletin, chart)
    assert "NaN" not in text
    assert "Infinity" not in text


def test_header_is_as_wide_as_the_body(bulletin):
    _, page = page_of(bulletin)
    upper = [one for one in page.of("th") if one.get("scope") in ("col", "colgroup")]
    wide = sum(int(one.get("colspan", 1)) for one in upper if "colspan" in one)
    high = sum(1 for one in upper if one.get("rowspan") == "2")
    assert wide + high == 1 + len(bulletin.sections[0].tables[0].columns)


def test_the_same_text_every_time(bulletin):
    assert page_of(bulletin, LINE, BARS)[0] == page_of(bulletin, LINE, BARS)[0]
