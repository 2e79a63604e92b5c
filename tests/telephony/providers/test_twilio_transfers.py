"""The transfer table (`telephony.md` 1.6) over the stand-in for Twilio: whoever leaves at whatever step, the product's
tables and the sound end where ADR 55 says."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.contract import AgentState, CallAction, CallState, TransferOutcome, TransferState
from telephony.transfers.models import TransferRow
from tests.telephony.providers.twilio_centre import TwilioCentre, opened_centre

TALK = {"caller": {"agent"}, "agent": {"caller"}}
THEIRS = {"caller": {"colleague"}, "colleague": {"caller"}}
ALONE: dict[str, set[str]] = {"caller": set()}


@dataclass
class Scene:
    centre: TwilioCentre
    agent: UUID
    specialist: UUID
    call_id: UUID

    @property
    def sid(self) -> str:
        return self.centre.call(self.call_id).call_sid

    def heard(self) -> dict[str, set[str]]:
        return self.centre.heard(self.sid)

    def act(self, action: CallAction, who: UUID | None = None) -> None:
        self.centre.act(who or self.agent, self.call_id, action)
        self.centre.run()

    def hang_up(self, who: UUID | None = None) -> None:
        line = self.sid if who is None else self.centre.line_of(who).sid
        self.centre.cloud.do(lambda stage: stage.hang_up(line))
        self.centre.run()

    def stands(self) -> tuple[TransferState, TransferOutcome | None]:
        with Session(self.centre.engine) as session:
            transfer = session.get_one(TransferRow, self.centre.call(self.call_id).transfer_id)
            return transfer.state, transfer.outcome


@pytest.fixture
def ringing(engine: sa.Engine) -> Iterator[Scene]:
    with opened_centre(engine) as centre:
        agent = centre.agent()
        call_id = centre.answered(agent)
        scene = Scene(centre, agent, centre.agent(), call_id)
        centre.consult(agent, call_id, scene.specialist)
        centre.run()
        assert scene.heard() == {"caller": set(), "agent": set()}
        yield scene
        assert centre.cloud.problems == []


@pytest.fixture
def consulting(ringing: Scene) -> Scene:
    ringing.act(CallAction.ANSWER, ringing.specialist)
    assert ringing.heard() == {"caller": set(), "agent": {"colleague"}, "colleague": {"agent"}}
    return ringing


def test_ringing_and_the_caller_hangs_up_all_is_over(ringing: Scene) -> None:
    ringing.hang_up()

    assert ringing.stands() == (TransferState.ABANDONED, TransferOutcome.CALLER_GONE)
    assert ringing.centre.live_calls() == []
    assert ringing.centre.desk(ringing.specialist).agent.state is AgentState.READY


def test_ringing_and_the_agents_line_goes_the_caller_waits_for_the_specialist_who_gets_them(ringing: Scene) -> None:
    ringing.hang_up(ringing.agent)
    assert ringing.heard() == ALONE

    ringing.act(CallAction.ANSWER, ringing.specialist)

    assert ringing.stands() == (TransferState.DONE, TransferOutcome.AGENT_GONE_BLIND)
    assert ringing.heard() == TALK
    assert ringing.centre.call(ringing.call_id).agent_id == ringing.specialist


def test_ringing_and_the_agent_turns_back_to_the_caller(ringing: Scene) -> None:
    ringing.act(CallAction.RECOVER_CALLER)

    assert ringing.heard() == TALK
    assert ringing.stands() == (TransferState.CANCELLED, TransferOutcome.CANCELLED)


def test_consulting_and_the_caller_hangs_up_everybody_drops_out(consulting: Scene) -> None:
    consulting.hang_up()

    assert consulting.stands() == (TransferState.ABANDONED, TransferOutcome.CALLER_GONE)
    assert consulting.centre.live_calls() == []


def test_consulting_and_the_agents_line_goes_it_is_complete(consulting: Scene) -> None:
    consulting.hang_up(consulting.agent)

    assert consulting.stands() == (TransferState.DONE, TransferOutcome.AGENT_GONE_COMPLETED)
    assert consulting.heard() == THEIRS
    consulting.act(CallAction.HANG_UP, consulting.specialist)
    assert consulting.centre.call(consulting.call_id).state is CallState.ENDED
    assert consulting.centre.live_calls() == []


def test_consulting_and_the_specialist_leaves_the_agent_has_the_caller_back(consulting: Scene) -> None:
    consulting.hang_up(consulting.specialist)
    assert consulting.heard() == {"caller": set(), "agent": set()}

    consulting.act(CallAction.RECOVER_CALLER)

    assert consulting.heard() == TALK
    assert consulting.stands() == (TransferState.CANCELLED, TransferOutcome.SPECIALIST_LEFT)
