"""Truths told in the trade's many ways come back as they were told, figure by figure."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from enforcement_cli.claims.read import claims_in
from tests.claims.telling import Fact, Teller, Template
from tests.claims.templates import TEMPLATES

_TELLINGS = 12


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.__name__)
def test_a_truth_told_comes_back(template: Template) -> None:
    """Nothing lost, nothing added, nothing changed; a story beside it stays a story."""
    for seed in range(_TELLINGS):
        teller = Teller(random.Random(f"{template.__name__}{seed}"))
        text = template(teller)
        read = Counter(
            Fact(
                metric=claim.metric,
                value=claim.value,
                unit=claim.unit,
                subject=claim.subject,
                period=claim.period,
                relation=claim.relation,
                rough=claim.approx_word,
            )
            for claim in claims_in(text)
            if claim.is_total
        )
        told = Counter(teller.told)
        assert (told - read, read - told) == (Counter(), Counter()), text


def test_there_are_many_ways_and_each_tells_something() -> None:
    assert len(TEMPLATES) >= 25
    for template in TEMPLATES:
        teller = Teller(random.Random(template.__name__))
        template(teller)
        assert len(teller.told) >= 2, template.__name__
