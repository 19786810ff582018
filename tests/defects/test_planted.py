"""Ten weeks with planted defects: what must go back is all found, and at the right cell."""

from pathlib import Path

import pytest

from tests.defects.plants import KINDS, campaign
from tests.defects.score import play, score

SEEDS = (1, 2)
QUERIES_FOUND = 0.95
MOST_QUERIES = 4  # of 140 returns: two in seventy


def test_the_campaign_plants_sixty_defects_of_forty_kinds() -> None:
    _, plants = campaign(SEEDS[0], planted=True)
    assert len(plants) >= 60
    assert len({plant.kind for plant in plants}) == len(KINDS) >= 40


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_planted_is_found_where_it_stands(tmp_path: Path, seed: int) -> None:
    result = score(tmp_path, seed)
    lost = [*result.missed, *result.astray]
    assert not [plant for plant in lost if plant.severity == "return"]
    queries = [p for p in (*result.found, *lost) if p.severity == "query"]
    missed = [plant for plant in lost if plant.severity == "query"]
    assert len(missed) <= (1 - QUERIES_FOUND) * len(queries), missed


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_campaign_without_defects_is_let_through(tmp_path: Path, seed: int) -> None:
    said, _ = play(tmp_path, seed, planted=False)
    assert not [one for one in said if one[2] == "return"]
    assert len(said) <= MOST_QUERIES, said
