"""What may be done to a version of a script, and what it is then. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.scripts import ScriptState, ScriptStep

_S, _T = ScriptState, ScriptStep

TRANSITIONS: Final[Mapping[tuple[ScriptState, ScriptStep], ScriptState | None]] = MappingProxyType(
    {
        (_S.DRAFT, _T.EDIT): _S.DRAFT,
        (_S.DRAFT, _T.ASK_REVIEW): _S.IN_REVIEW,
        (_S.DRAFT, _T.DISCARD): None,
        (_S.IN_REVIEW, _T.EDIT): _S.DRAFT,  # whoever was asked would read something else than is published
        (_S.IN_REVIEW, _T.REJECT): _S.DRAFT,
        (_S.IN_REVIEW, _T.PUBLISH): _S.PUBLISHED,
        (_S.IN_REVIEW, _T.DISCARD): None,
        (_S.PUBLISHED, _T.RETIRE): _S.RETIRED,
        (_S.RETIRED, _T.ROLL_BACK): _S.RETIRED,  # its text comes back as a new version; it stays as it is
    }
)
"""What each step makes of a version; None where it is gone then."""

OPEN: Final = frozenset({ScriptState.DRAFT, ScriptState.IN_REVIEW})
"""A script has one version in these at the most: its draft."""


def steps_of(state: ScriptState, *, is_last_changer: bool) -> frozenset[ScriptStep]:
    """Return what a person with the right of an author may do; who made the last change does not publish it."""
    steps = {step for each, step in TRANSITIONS if each is state}
    return frozenset(steps - {ScriptStep.PUBLISH}) if is_last_changer else frozenset(steps)
