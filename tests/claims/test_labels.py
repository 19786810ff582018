"""Claims of labelled passages: the press reports of the trade, and invented ones in its manner."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from enforcement_cli.claims.read import claims_in
from enforcement_cli.model.claim import ANECDOTES
from enforcement_cli.vocabulary.claims import metric_name
from tests.claims.score import BLIND, DEVELOPMENT, read, score

_SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not _SEEDS.is_dir(), reason="the press reports are not here")


@needs_seeds
def test_every_total_of_the_press_reports_is_found_as_labelled() -> None:
    """All 74 labels: metric, value, unit and offsets; no number of one case among the totals."""
    labels = 0
    for passage in read(_SEEDS / "claims.jsonl"):
        claims = claims_in(passage["text"])
        found = {(c.metric, c.value, c.unit, c.start, c.end) for c in claims if c.is_total}
        wanted = {
            (each["metric"], Decimal(str(each["value"])), each["unit"], each["start"], each["end"])
            for each in passage["labels"]
            if each["metric"] not in ANECDOTES
        }
        assert found == wanted, passage["id"]
        approx = {(c.start, c.approx, c.approx_word) for c in claims if c.is_total}
        assert approx == {
            (each["start"], each["approx"], each.get("approx_word", ""))
            for each in passage["labels"]
            if each["metric"] not in ANECDOTES
        }
        labels += len(passage["labels"])
    assert labels == 74


@needs_seeds
@pytest.mark.parametrize("path", sorted(_SEEDS.glob("0*.txt")), ids=lambda path: path.name[:3])
def test_a_whole_report_gives_the_claims_of_its_passages(path: Path) -> None:
    """With broken columns and repeated paragraphs; a repeated one has all its places."""
    text = path.read_text("utf-8")
    claims = claims_in(text)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.raw
        for start, end in claim.also:
            assert text[start:end] == claim.raw
    told = {(claim.metric, claim.value, claim.unit) for claim in claims if claim.is_total}
    for passage in read(_SEEDS / "claims.jsonl"):
        if passage["seed_file"] == path.name:
            for label in passage["labels"]:
                if label["metric"] not in ANECDOTES:
                    value = Decimal(str(label["value"]))
                    assert (label["metric"], value, label["unit"]) in told, label["raw"]


@needs_seeds
def test_a_paragraph_told_three_times_is_one_claim_with_its_places() -> None:
    text = next(_SEEDS.glob("001*.txt")).read_text("utf-8")
    (fined,) = [claim for claim in claims_in(text) if claim.metric == "persons_fined"]
    assert 1 + len(fined.also) == text.count("罚款1人")


@pytest.mark.parametrize("path", DEVELOPMENT, ids=lambda path: path.stem)
def test_passages_used_while_building(path: Path) -> None:
    result = score(read(path))
    assert result.recall >= 0.95, result.said
    assert result.precision >= 0.95, result.said
    assert result.value >= 0.98, result.said
    assert result.metric >= 0.93, result.said


def test_passages_not_used_while_building() -> None:
    result = score(passage for path in BLIND for passage in read(path))
    assert result.passages >= 200
    assert result.recall >= 0.95, result.said
    assert result.precision >= 0.95, result.said
    assert result.value >= 0.98, result.said
    assert result.mistaken <= 0.02, result.said
    assert result.metric >= 0.9, result.said


def test_every_label_stands_where_it_says_and_has_a_name() -> None:
    for path in (*DEVELOPMENT, *BLIND):
        for passage in read(path):
            for label in passage["labels"]:
                start, end = label["start"], label["end"]
                assert passage["text"][start:end] == label["raw"], passage["id"]
                assert metric_name(label["metric"]) != label["metric"], label["metric"]
