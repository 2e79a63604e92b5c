"""How what is kept of a recording goes from its beginning to its end, as one table. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.recordings import KeptState

_S = KeptState

STEPS: Final[Mapping[KeptState, frozenset[KeptState]]] = MappingProxyType(
    {
        _S.RUNNING: frozenset({_S.WAITING, _S.FAILED, _S.REFUSED}),
        _S.WAITING: frozenset({_S.STORED, _S.FAILED, _S.REFUSED}),
        _S.STORED: frozenset({_S.REMOVED, _S.REFUSED}),
        _S.FAILED: frozenset({_S.REFUSED}),
        _S.REFUSED: frozenset(),
        _S.REMOVED: frozenset(),
    }
)


def may_go(before: KeptState, after: KeptState) -> bool:
    """Say whether the table lists the step."""
    return after in STEPS[before]
