"""Calls while a tenth of what Twilio tells is late, repeated, out of order or lost: each ends as it truly did."""

import os
import random
from collections.abc import Iterator
from uuid import UUID

import pytest
import sqlalchemy as sa

from telephony.contract import AgentAction, AgentState, CallAction, CallState, EndCause
from telephony.errors import TelephonyError
from tests.telephony.providers.twilio_centre import TwilioCentre, opened_centre
from tests.twilio_cloud.cloud import Cloud

SEED = int(os.environ.get("TWILIO_SEED", "8"))
CALLS = 10_000
"""At full size; `TWILIO_CALLS` says another number of them."""

BY_THE_CALLER = frozenset({EndCause.CALLER_HUNG_UP, EndCause.ABANDONED_RINGING, EndCause.ABANDONED_WAITING})
RATES = {"late": 0.1, "repeated": 0.1, "reordered": 0.1, "lost": 0.1}
DEEDS = (CallAction.HOLD, CallAction.RESUME, CallAction.MUTE, CallAction.UNMUTE)


@pytest.fixture
def centre(engine: sa.Engine) -> Iterator[TwilioCentre]:
    with opened_centre(engine, cloud=Cloud(seed=SEED)) as centre:
        yield centre


def one_call(centre: TwilioCentre, agent: UUID, chance: random.Random) -> tuple[UUID, bool]:
    """Live through a call; return it, and whether the caller ended it."""
    line = centre.caller()
    centre.wait(20, step=5)
    call = centre.call_by_sid(line.sid)
    if chance.random() < 0.8:
        _try(centre, agent, call.call_id, CallAction.ANSWER)
        centre.wait(20, step=5)
        for _ in range(chance.randrange(3)):
            _try(centre, agent, call.call_id, chance.choice(DEEDS))
            centre.wait(20, step=5)
    by_caller = chance.random() < 0.5 or centre.call(call.call_id).state is not CallState.TALKING
    if by_caller:
        line.hang_up()
    else:
        _try(centre, agent, call.call_id, CallAction.HANG_UP)
    centre.wait(30, step=5)
    return call.call_id, by_caller


def _try(centre: TwilioCentre, agent: UUID, call_id: UUID, action: CallAction) -> None:
    try:
        centre.act(agent, call_id, action)
    except TelephonyError:
        return  # what they may not do now, they do not
    centre.run()


@pytest.mark.prove
def test_every_call_ends_as_it_truly_did(centre: TwilioCentre, full_size: bool) -> None:
    calls = int(os.environ.get("TWILIO_CALLS", CALLS if full_size else 3))
    chance = random.Random(SEED)
    agent = centre.agent()
    centre.cloud.do(lambda stage: stage.set_faults(**RATES, late_seconds=8))
    lived = []
    for _ in range(calls):
        lived.append(one_call(centre, agent, chance))
        if centre.desk(agent).agent.state is not AgentState.READY:
            _free(centre, agent, lived[-1][0])

    centre.cloud.do(lambda stage: stage.set_faults(late=0, repeated=0, reordered=0, lost=0))
    centre.wait(200, step=20)
    assert centre.live_calls() == []
    for call_id, by_caller in lived:
        call = centre.call(call_id)
        assert call.state is CallState.ENDED, call_id
        assert (call.end_cause in BY_THE_CALLER) is by_caller, (call_id, call.end_cause)


def _free(centre: TwilioCentre, agent: UUID, call_id: UUID) -> None:
    try:
        centre.choose(agent, call_id)
        centre.finish(agent, call_id)
    except TelephonyError:
        centre.go(agent, AgentAction.GO_READY)
