"""How a party of a call may stand, as tables: by what the call is, and from one step to the next."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import AGENT, CALLER, CallRow, PartyRow
from telephony.contract import CallState


class Stand(StrEnum):
    """How one party stands. A caller is never muted by us, an agent never held."""

    ABSENT = "absent"
    HERE = "here"
    HELD = "held"
    MUTED = "muted"
    LEFT = "left"


_S = Stand

STEPS: Final[Mapping[str, Mapping[Stand, frozenset[Stand]]]] = MappingProxyType(
    {
        CALLER: MappingProxyType(
            {
                _S.ABSENT: frozenset({_S.HERE, _S.LEFT}),  # who was turned away at the door came and went in one step
                _S.HERE: frozenset({_S.HELD, _S.LEFT}),
                _S.HELD: frozenset({_S.HERE, _S.LEFT}),
                _S.LEFT: frozenset(),  # whoever rings again is another call
            }
        ),
        AGENT: MappingProxyType(
            {
                _S.ABSENT: frozenset({_S.HERE, _S.MUTED, _S.LEFT}),  # one report may tell of more than one step
                _S.HERE: frozenset({_S.MUTED, _S.LEFT}),
                _S.MUTED: frozenset({_S.HERE, _S.LEFT}),
                _S.LEFT: frozenset({_S.HERE, _S.MUTED}),
            }
        ),
    }
)

CALLER_STANDS: Final[Mapping[CallState, Stand]] = MappingProxyType(
    {
        CallState.QUEUED: _S.HERE,
        CallState.RINGING: _S.HERE,
        CallState.CONNECTING: _S.HERE,
        CallState.TALKING: _S.HERE,
        CallState.HELD: _S.HELD,
        CallState.ENDED: _S.LEFT,
    }
)
"""How the caller stands in each state of their call."""

WITH_AGENT: Final = frozenset({CallState.TALKING, CallState.HELD})
"""The states of a call in which its agent, and no other, is in the room."""

Parties = Mapping[tuple[UUID, str], tuple[str, Stand]]


def read_parties(session: Session) -> Parties:
    """Return how every party stands, with its kind, by call and label."""
    return {
        (row.call_id, row.label): (row.kind, _stand_of(row))
        for row in session.scalars(sa.select(PartyRow).execution_options(populate_existing=True))
    }


def check_steps(before: Parties, after: Parties) -> None:
    """See that each party has gone one way that its table lists, or stayed."""
    for key, (kind, now) in after.items():
        _, was = before.get(key, (kind, Stand.ABSENT))
        assert now is was or now in STEPS[kind][was], f"the {kind} of {key[0]} went from {was} to {now}"
    assert before.keys() <= after.keys(), "a party was forgotten"


def check_parties(calls: Mapping[UUID, CallRow], parties: Parties) -> None:
    """See that in each call exactly those are in the room whom its state says."""
    for call in calls.values():
        mine = {label: found for (call_id, label), found in parties.items() if call_id == call.call_id}
        callers = [stand for kind, stand in mine.values() if kind == CALLER]
        assert callers == [CALLER_STANDS[call.state]], f"{call.state}: the caller is {callers}"
        here = {label: stand for label, (kind, stand) in mine.items() if kind == AGENT and stand is not Stand.LEFT}
        wanted = {f"{AGENT}:{call.agent_id}": Stand.MUTED if call.muted else Stand.HERE}
        assert here == (wanted if call.state in WITH_AGENT else {}), f"{call.state}: agents in the room are {here}"


def _stand_of(row: PartyRow) -> Stand:
    assert not (row.held and row.kind == AGENT)
    assert not (row.muted and row.kind == CALLER)
    if row.left_at is not None:
        return Stand.LEFT
    return Stand.HELD if row.held else Stand.MUTED if row.muted else Stand.HERE
