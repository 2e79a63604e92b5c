"""Scores pairs of accounts with Splink on DuckDB: the model of Fellegi and Sunter (1969), its parameters from a file.

The parameters are learnt without knowing who is who (`train`), and kept: a score means the same tomorrow, and a person
who looks at a pair sees the figures that decided.
"""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
from pydantic import BaseModel, ConfigDict, ValidationError
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from agent_desktop.records.consolidation.comparisons import (
    COMPARISONS,
    DIFFERS,
    NEAREST,
    UNKNOWN,
    comparison_of,
    pairs_looked_at,
)
from agent_desktop.records.consolidation.errors import ModelFileError, NothingToLearnError
from agent_desktop.records.consolidation.evidence import Evidence
from agent_desktop.records.consolidation.pairs import ScoredPair

_LEAST_ACCOUNTS: Final = 1_000
_TRAINED_ON: Final = 3e6  # pairs drawn to learn how often what differs agrees by chance
_SEED: Final = 5
_LEAST_M: Final = 0.002
"""What never happened among the pairs that were learnt from may still happen once in five hundred."""

Odds = dict[str, dict[str, tuple[float, float]]]


class Model(BaseModel):
    """By comparison and level: the share of the level among pairs of one person, and among pairs of two (m, u)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    odds: Odds

    @classmethod
    def load(cls, path: Path) -> "Model":
        """Read the file.

        Raises:
            ModelFileError: It cannot be read, or is no model of these comparisons.
        """
        try:
            model = cls.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            raise ModelFileError(file=str(path)) from None
        wanted = {each.name: {*(level.name for level in each.levels), DIFFERS} for each in COMPARISONS}
        if {name: set(levels) for name, levels in model.odds.items()} != wanted:
            raise ModelFileError(file=str(path))
        return model

    def save(self, path: Path) -> None:
        """Write the file, a level a line, for people to read and compare."""
        path.write_text(json.dumps(self.model_dump(), indent=1) + "\n", encoding="utf-8")


def score(evidence: Sequence[Evidence], model: Model, *, at_least: float) -> list[ScoredPair]:
    """Return the pairs whose weight is `at_least` that, the likeliest first."""
    if len(evidence) < 2:
        return []
    with _linker(evidence, model.odds) as linker:
        predicted = linker.inference.predict(threshold_match_weight=at_least, warning_mode="never")
        gammas = ", ".join(f"gamma_{each.name}" for each in COMPARISONS)
        rows = predicted.query_sql(
            f"SELECT number_l, number_r, match_weight, {gammas} FROM {{this}}"  # noqa: S608  names of our own
        ).as_record_list()
    pairs = [_pair(evidence, row) for row in rows]
    return sorted(pairs, key=lambda pair: (-pair.weight, pair.left, pair.right))


def train(evidence: Sequence[Evidence], tell: Callable[[str], None] = lambda _: None) -> Model:
    """Learn the model's parameters from accounts, without knowing who is who.

    How often levels agree by chance comes from pairs drawn at random; how often they agree for one person comes from
    expectation maximisation, on three sets of pairs so that each comparison is learnt where it was not the reason to
    look at the pair. `tell` hears what is being learnt.

    Raises:
        NothingToLearnError: Too few accounts to learn from.
    """
    if len(evidence) < _LEAST_ACCOUNTS:
        raise NothingToLearnError(count=len(evidence), least=_LEAST_ACCOUNTS)
    with _linker(evidence, {}) as linker:
        tell("chance")
        linker.training.estimate_u_using_random_sampling(max_pairs=_TRAINED_ON, seed=_SEED)
        for rule in (
            block_on("nullif(document, '')"),
            block_on("nullif(birth, '')", "gender"),
            block_on("nullif(email, '')"),
        ):
            tell("agreement")
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
        learnt = linker.misc.save_model_to_json()
    odds: Odds = {}
    for compared, comparison in zip(COMPARISONS, learnt["comparisons"], strict=True):
        names = [*(level.name for level in compared.levels), DIFFERS]
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        odds[compared.name] = {
            name: (max(_LEAST_M, round(float(level.get("m_probability", 0)), 8)), float(level["u_probability"]))
            for name, level in zip(names, levels, strict=True)
        }
    return Model(format=1, odds=odds)


@contextmanager
def _linker(evidence: Sequence[Evidence], odds: Odds) -> Iterator[Linker]:
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="number",
        comparisons=[comparison_of(compared, odds.get(compared.name, {})) for compared in COMPARISONS],
        blocking_rules_to_generate_predictions=[*pairs_looked_at()],
        # As if every account had one other of the same person: then the prior needs no figure of its own.
        probability_two_random_records_match=1 / max(len(evidence), 2_000),
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=False,
    )
    logging.getLogger("splink").setLevel(logging.ERROR)
    with duckdb.connect(":memory:", config={"autoinstall_known_extensions": False}) as connection:
        connection.execute(NEAREST)
        api = DuckDBAPI(connection)
        accounts = api.register(_table(evidence), table_name="accounts")
        yield Linker(accounts, settings, validate_settings=False, log_level=None)  # they are ours, and never another


def _table(evidence: Sequence[Evidence]) -> pa.Table:
    """The accounts by their place, as columns; ids would be compared as texts."""
    columns: dict[str, object] = {"number": list(range(len(evidence)))}
    for field in fields(Evidence):
        if field.name not in ("account_id", "source", "verified"):
            columns[field.name] = [getattr(each, field.name) for each in evidence]
    columns["phones"] = [[*each.mobiles, *each.fixed] for each in evidence]
    lists = pa.list_(pa.string())
    types = {"number": pa.int64(), "business": pa.bool_()}
    for name in ("keys", "family", "syllables", "mobiles", "fixed", "address_parts", "phones"):
        types[name] = lists
    return pa.table({name: pa.array(values, types.get(name, pa.string())) for name, values in columns.items()})


def _pair(evidence: Sequence[Evidence], row: dict[str, object]) -> ScoredPair:
    ids = sorted(evidence[int(str(row[name]))].account_id for name in ("number_l", "number_r"))
    levels: dict[str, str] = {}
    for compared in COMPARISONS:
        gamma = int(str(row[f"gamma_{compared.name}"]))
        names = [DIFFERS, *(level.name for level in reversed(compared.levels))]
        levels[compared.name] = UNKNOWN if gamma < 0 else names[gamma]
    return ScoredPair(ids[0], ids[1], float(str(row["match_weight"])), levels)
