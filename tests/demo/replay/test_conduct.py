"""What a simulated agent does next."""

from datetime import UTC, datetime
from random import Random
from uuid import uuid4

import pytest

from agent_desktop.demo.replay.conduct import DELAYS, Deed, Step, delay_of, next_step
from telephony.contract import (
    AgentAction,
    AgentSnapshot,
    AgentState,
    CallAction,
    CallSnapshot,
    CallState,
    DeskSnapshot,
    OfferSnapshot,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AGENT, CALL = uuid4(), uuid4()


def desk(
    state: AgentState, *allowed: AgentAction, call: CallState | None = None, offered: bool = False
) -> DeskSnapshot:
    actions = frozenset({CallAction.ANSWER}) if call is CallState.RINGING else frozenset()
    return DeskSnapshot(
        agent=AgentSnapshot(agent_id=AGENT, state=state, since_at=NOW, allowed=frozenset(allowed)),
        call=None
        if call is None
        else CallSnapshot(
            call_id=CALL,
            state=call,
            queue_id=uuid4(),
            queue_name={},
            arrived_at=NOW,
            enqueued_at=NOW,
            since_at=NOW,
            allowed=actions,
        ),
        offer=OfferSnapshot(offer_id=uuid4(), call_id=CALL, agent_id=AGENT, offered_at=NOW, expires_at=NOW)
        if offered
        else None,
    )


READY, OFFLINE = AgentAction.GO_READY, AgentAction.GO_OFFLINE


@pytest.mark.parametrize(
    ("seen", "on_shift", "step"),
    [
        (desk(AgentState.NOT_READY, READY, OFFLINE), True, Step(Deed.GO_READY)),
        (desk(AgentState.READY, OFFLINE), True, None),
        (desk(AgentState.READY, OFFLINE, call=CallState.RINGING, offered=True), True, Step(Deed.ANSWER, CALL)),
        (desk(AgentState.READY, OFFLINE, call=CallState.RINGING, offered=True), False, Step(Deed.ANSWER, CALL)),
        (desk(AgentState.ON_CALL, call=CallState.TALKING), False, None),
        (desk(AgentState.WRAP_UP, call=CallState.ENDED), True, Step(Deed.FINISH, CALL)),
        (desk(AgentState.WRAP_UP, call=CallState.ENDED), False, Step(Deed.FINISH, CALL)),
        (desk(AgentState.READY, OFFLINE), False, Step(Deed.GO_OFFLINE)),
        (desk(AgentState.NOT_READY, READY, OFFLINE), False, Step(Deed.GO_OFFLINE)),
        (desk(AgentState.OFFLINE, READY), False, None),
    ],
)
def test_an_agent_does_what_the_desk_asks_for(seen: DeskSnapshot, on_shift: bool, step: Step | None) -> None:
    assert next_step(seen, on_shift=on_shift) == step


def test_an_agent_takes_a_moment_for_everything() -> None:
    chance = Random(1)

    for deed, (least, most) in DELAYS.items():
        assert all(least <= delay_of(Step(deed), chance) <= most for _ in range(50))
