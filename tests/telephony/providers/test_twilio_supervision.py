"""A supervisor in a call over Twilio: who hears whom in the stand-in's conference, whatever comes late or twice."""

from collections.abc import Iterator
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.contract import CallAction, SupervisionMode, SupervisionOutcome, SupervisionState, TransferKind
from telephony.supervision.models import SupervisionRow
from telephony.supervision.service import leave, supervise
from tests.telephony.providers.twilio_centre import DOMAIN, TwilioCentre, opened_centre

_M = SupervisionMode
TALK = {"caller": {"agent"}, "agent": {"caller"}}
LISTENED = TALK | {"listen": {"caller", "agent"}}


@pytest.fixture
def centre(engine: sa.Engine) -> Iterator[TwilioCentre]:
    with opened_centre(engine) as centre:
        yield centre
        assert centre.cloud.problems == []


class Talk:
    """An agent who talks with a caller, and a supervisor."""

    def __init__(self, centre: TwilioCentre) -> None:
        self.centre = centre
        self.agent, self.supervisor = centre.agent(), centre.agent(ready=False)
        self.line = centre.caller()
        self.call_id: UUID = centre.call_by_sid(self.line.sid).call_id
        centre.act(self.agent, self.call_id, CallAction.ANSWER)
        centre.run()
        assert self.heard() == TALK

    def be(self, mode: SupervisionMode) -> dict[str, set[str]]:
        centre = self.centre
        centre.do(
            lambda s, deps: supervise(s, deps, self.call_id, self.supervisor, mode, machine_at=centre.clock.now())
        )
        centre.run()
        centre.wait(2)  # calls are made one a second
        return self.heard()

    def heard(self) -> dict[str, set[str]]:
        return self.centre.heard(self.line.sid)

    def stands(self) -> tuple[SupervisionState, SupervisionOutcome | None, SupervisionMode | None]:
        with Session(self.centre.engine) as session:
            row = session.scalars(sa.select(SupervisionRow).order_by(SupervisionRow.began_at.desc())).first()
            assert row is not None
            return row.state, row.outcome, row.pending


def test_a_supervisor_listens_whispers_barges_in_and_leaves(centre: TwilioCentre) -> None:
    talk = Talk(centre)

    assert talk.be(_M.LISTEN) == LISTENED
    assert talk.stands() == (SupervisionState.LISTENING, None, None)
    made = [dict(each["fields"]) for each in centre.cloud.requests if "Participants.json" in each["path"]]
    assert made[-1]["Muted"].lower() == "true"  # from the first moment, and not only once somebody sees it
    assert talk.be(_M.WHISPER) == LISTENED | {"agent": {"caller", "listen"}}
    assert talk.be(_M.BARGE) == LISTENED | {"agent": {"caller", "listen"}, "caller": {"agent", "listen"}}
    assert talk.be(_M.LISTEN) == LISTENED
    assert talk.stands() == (SupervisionState.LISTENING, None, None)
    centre.do(lambda s, deps: leave(s, deps, talk.supervisor))
    centre.run()
    assert talk.heard() == TALK
    assert talk.stands() == (SupervisionState.LEFT, SupervisionOutcome.LEFT, None)
    talk.line.hang_up()
    centre.run()
    assert not any(each.live for each in centre.cloud.world.calls.values())


def test_whoever_whispers_from_the_start_is_never_heard_by_the_customer(centre: TwilioCentre) -> None:
    talk = Talk(centre)

    assert talk.be(_M.WHISPER) == LISTENED | {"agent": {"caller", "listen"}}
    centre.act(talk.agent, talk.call_id, CallAction.HOLD)
    centre.run()
    assert talk.heard() == {"caller": set(), "agent": {"listen"}, "listen": {"agent"}}
    centre.act(talk.agent, talk.call_id, CallAction.RESUME)
    centre.run()
    assert "listen" not in talk.heard()["caller"]


def test_a_call_that_ends_or_goes_back_to_a_queue_leaves_no_supervisor_behind(centre: TwilioCentre) -> None:
    talk = Talk(centre)
    talk.be(_M.BARGE)
    centre.transfer(talk.agent, talk.call_id, TransferKind.COLD_QUEUE, queue_code="loans")
    centre.run()
    assert talk.stands()[:2] == (SupervisionState.LEFT, SupervisionOutcome.PASSED_ON)
    assert not {"listen"} & talk.heard().keys()

    talk.line.hang_up()
    centre.run()
    assert not any(each.live for each in centre.cloud.world.calls.values())


def test_a_supervisor_who_does_not_answer_is_not_in_and_nobody_hears_of_it(centre: TwilioCentre) -> None:
    talk = Talk(centre)
    centre.cloud.do(lambda stage: stage.person(f"sip:{talk.supervisor}@{DOMAIN}", does="let ring"))
    assert talk.be(_M.LISTEN) == TALK
    centre.wait(40)

    assert talk.stands()[:2] == (SupervisionState.LEFT, SupervisionOutcome.NOT_JOINED)
    assert talk.heard() == TALK
