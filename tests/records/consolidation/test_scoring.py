"""The model's judgement on a bank whose maker knows who is who. The figures at full size are the benchmark's."""

import logging
from pathlib import Path

import pytest

from agent_desktop.records.consolidation.comparing import levels_of
from agent_desktop.records.consolidation.errors import ModelFileError, NothingToLearnError
from agent_desktop.records.consolidation.evidence import Evidence, gather
from agent_desktop.records.consolidation.pairs import ScoredPair
from agent_desktop.records.consolidation.scoring import Model, score, train
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.settings import load_settings
from benchmarks.bench_consolidation import World, make_world, measure

OPTIONS = link_options(load_settings(None))


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(seed=23, customers=1_500, rates="heavy")


@pytest.fixture(scope="module")
def evidence(world: World) -> list[Evidence]:
    return gather(world.accounts, OPTIONS.verified_by)


@pytest.fixture(scope="module")
def pairs(evidence: list[Evidence]) -> list[ScoredPair]:
    return score(evidence, Model.load(OPTIONS.model), at_least=OPTIONS.thresholds.match)


def test_accounts_of_another_bank_with_other_mistakes_are_merged_rightly(
    world: World, evidence: list[Evidence], pairs: list[ScoredPair]
) -> None:
    quality = measure(world, evidence, pairs, OPTIONS.thresholds)

    assert quality.precision >= 0.995
    assert quality.recall >= 0.90
    assert quality.reached >= 0.96


def test_a_score_is_the_same_each_time(evidence: list[Evidence], pairs: list[ScoredPair]) -> None:
    again = score(list(reversed(evidence)), Model.load(OPTIONS.model), at_least=OPTIONS.thresholds.match)

    assert [(pair.left, pair.right, round(pair.weight, 6)) for pair in again] == [
        (pair.left, pair.right, round(pair.weight, 6)) for pair in pairs
    ]


def test_weights_are_not_learnt_from_too_few(evidence: list[Evidence]) -> None:
    with pytest.raises(NothingToLearnError):
        train(evidence[:50])


@pytest.mark.parametrize("content", ["", "{}", '{"format": 1, "odds": {"name": {"same": [0.9, 0.1]}}}'])
def test_a_file_that_is_no_model_of_these_comparisons_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "model.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(ModelFileError):
        Model.load(file)


def test_nobody_is_compared_where_there_is_only_one(evidence: list[Evidence]) -> None:
    assert score(evidence[:1], Model.load(OPTIONS.model), at_least=0) == []
    assert logging.getLogger("splink").level == logging.ERROR


def test_two_accounts_side_by_side_agree_as_far_as_the_score_says(
    evidence: list[Evidence], pairs: list[ScoredPair]
) -> None:
    known = {each.account_id: each for each in evidence}

    for pair in pairs[:: len(pairs) // 25]:
        assert levels_of(known[pair.left], known[pair.right]) == pair.levels
