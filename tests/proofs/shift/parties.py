"""How the parties of a call stand: by what the call is, and from one step to the next as the product's table lists."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow, PartyRow
from telephony.calls.party_states import AGENT, CALLER, STEPS, PartyState
from telephony.contract import CallState

_S = PartyState

CALLER_STANDS: Final[Mapping[CallState, PartyState]] = MappingProxyType(
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

Parties = Mapping[tuple[UUID, str], tuple[str, PartyState]]


def read_parties(session: Session) -> Parties:
    """Return how every party stands, with its kind, by call and label."""
    return {
        (row.call_id, row.label): (row.kind, _stand_of(row))
        for row in session.scalars(sa.select(PartyRow).execution_options(populate_existing=True))
    }


def check_steps(before: Parties, after: Parties) -> None:
    """See that each party has gone one way that its table lists, or stayed. One report may tell of two steps."""
    for key, (kind, now) in after.items():
        _, was = before.get(key, (kind, PartyState.ABSENT))
        ways = STEPS[kind][was].union(*(STEPS[kind][each] for each in STEPS[kind][was]))
        assert now is was or now in ways, f"the {kind} of {key[0]} went from {was} to {now}"
    assert before.keys() <= after.keys(), "a party was forgotten"


def check_parties(calls: Mapping[UUID, CallRow], parties: Parties) -> None:
    """See that in each call exactly those are in the room whom its state says."""
    for call in calls.values():
        mine = {label: found for (call_id, label), found in parties.items() if call_id == call.call_id}
        callers = [stand for kind, stand in mine.values() if kind == CALLER]
        assert callers == [CALLER_STANDS[call.state]], f"{call.state}: the caller is {callers}"
        here = {label: stand for label, (kind, stand) in mine.items() if kind == AGENT and stand is not PartyState.LEFT}
        wanted = {f"{AGENT}:{call.agent_id}": PartyState.MUTED if call.muted else PartyState.HERE}
        assert here == (wanted if call.state in WITH_AGENT else {}), f"{call.state}: agents in the room are {here}"


def _stand_of(row: PartyRow) -> PartyState:
    assert not (row.held and row.kind == AGENT)
    assert not (row.muted and row.kind == CALLER)
    if row.left_at is not None:
        return PartyState.LEFT
    return PartyState.HELD if row.held else PartyState.MUTED if row.muted else PartyState.HERE
