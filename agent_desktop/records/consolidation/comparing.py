"""Says of two accounts how far they agree, in what: by the conditions of the model, without a score.

How likely it is that two are one person's depends on how common a name is among all; a consolidation says that.
"""

from dataclasses import fields
from typing import Final

import duckdb
import pyarrow as pa

from agent_desktop.records.consolidation.comparisons import COMPARISONS, DIFFERS, NEAREST, UNKNOWN, Compared
from agent_desktop.records.consolidation.evidence import Evidence

_LEFT_OUT: Final = ("account_id", "source", "verified", "business")


def levels_of(left: Evidence, right: Evidence) -> dict[str, str]:
    """Return by comparison the name of the level that two accounts reach; its first that fits, as in a score."""
    columns: dict[str, pa.Array] = {}
    for side, evidence in (("l", left), ("r", right)):
        for field in fields(Evidence):
            if field.name not in _LEFT_OUT:
                value = getattr(evidence, field.name)
                kind = pa.list_(pa.string()) if isinstance(value, tuple) else pa.string()
                columns[f"{field.name}_{side}"] = pa.array([value], kind)
    asked = ", ".join(f"{_case(compared)} AS {compared.name}" for compared in COMPARISONS)
    with duckdb.connect(":memory:", config={"autoinstall_known_extensions": False}) as connection:
        connection.execute(NEAREST)
        connection.register("pair", pa.table(columns))
        answer = connection.execute(f"SELECT {asked} FROM pair").fetchone()  # noqa: S608  conditions of our own
    found = answer or ()
    return {compared.name: str(level) for compared, level in zip(COMPARISONS, found, strict=True)}


def _case(compared: Compared) -> str:
    whens = " ".join(f"WHEN {level.condition} THEN '{level.name}'" for level in compared.levels)
    return f"CASE WHEN {compared.unknown} THEN '{UNKNOWN}' {whens} ELSE '{DIFFERS}' END"
