"""How a party of a call may stand, as one table. Pure: no database, no carrier, no clock.

`PartyRepository` builds its statements from it, so that a row changes only where the table lists the step.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

CALLER: Final = "caller"
AGENT: Final = "agent"
COLLEAGUE: Final = "colleague"  # or somebody outside who was called in their place
GUEST: Final = "guest"  # a colleague who stays in a conference while another is asked
"""The kinds of parties. A label of the last three is the kind, a colon and who it is."""


class PartyStepRefusedError(Exception):
    """The table does not list this step: whoever asked for it is wrong about the call."""


class PartyState(StrEnum):
    """How one party stands. Only an agent is muted by us, and never held: the others are."""

    ABSENT = "absent"
    HERE = "here"
    HELD = "held"
    MUTED = "muted"
    LEFT = "left"


_S = PartyState

_HELD_OR_NOT: Final = {_S.HERE: frozenset({_S.HELD, _S.LEFT}), _S.HELD: frozenset({_S.HERE, _S.LEFT})}

STEPS: Final[Mapping[str, Mapping[PartyState, frozenset[PartyState]]]] = MappingProxyType(
    {
        CALLER: MappingProxyType(
            {
                _S.ABSENT: frozenset({_S.HERE}),
                **_HELD_OR_NOT,
                _S.LEFT: frozenset(),  # whoever rings again is another call
            }
        ),
        AGENT: MappingProxyType(
            {
                _S.ABSENT: frozenset({_S.HERE}),
                _S.HERE: frozenset({_S.MUTED, _S.LEFT}),
                _S.MUTED: frozenset({_S.HERE, _S.LEFT}),
                _S.LEFT: frozenset({_S.HERE}),  # the call came back to them
            }
        ),
        COLLEAGUE: MappingProxyType(
            {
                _S.ABSENT: frozenset({_S.HELD}),  # the customer hears nothing of what is said before they are joined
                **_HELD_OR_NOT,
                _S.LEFT: frozenset({_S.HELD}),
            }
        ),
        GUEST: MappingProxyType(
            {
                _S.ABSENT: frozenset({_S.HERE}),
                _S.HERE: frozenset({_S.LEFT}),  # whoever speaks hears them: they are never held
                _S.LEFT: frozenset({_S.HERE}),
            }
        ),
    }
)
"""Where a party may go, by kind, from where it stands. To stay is no step."""


def may_go(kind: str, before: PartyState, after: PartyState) -> bool:
    """Say whether the table lists the step, or it is none."""
    return before is after or after in STEPS[kind].get(before, frozenset())


def expect_step(kind: str, before: PartyState, after: PartyState) -> None:
    """See that the table lists the step.

    Raises:
        PartyStepRefusedError: It does not.
    """
    if after not in STEPS[kind].get(before, frozenset()):
        raise PartyStepRefusedError(f"a {kind} does not go from {before} to {after}")


def kinds_that_may(before: PartyState, after: PartyState) -> tuple[str, ...]:
    """Return the kinds of parties that may take this step."""
    return tuple(kind for kind, steps in STEPS.items() if after in steps.get(before, frozenset()))
