"""Two people act at the same moment, or somebody who was taken to be gone acts: the caller is with somebody still."""

from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.contract import AgentState, CallAction, CallRole, CallState
from telephony.errors import CallTransitionRefusedError, ColleagueNotFreeError
from telephony.seats.service import take_seat
from telephony.transfers.keeping import ask_next
from tests.telephony.support import Centre
from tests.telephony.transfers.scene import WITH_AGENT, consulting, talking
from tests.telephony.transfers.test_cold import busy_specialist
from tests.telephony.transfers.test_gone import desktop_dies


def test_who_leaves_a_consult_does_not_hang_up_on_a_caller_who_became_theirs_meanwhile(centre: Centre) -> None:
    scene = consulting(centre)
    scene.act(CallAction.COMPLETE_TRANSFER)
    with pytest.raises(CallTransitionRefusedError):
        centre.act(scene.specialist, scene.call_id, CallAction.HANG_UP, role=CallRole.COLLEAGUE)
    centre.run()

    assert (scene.hears(), scene.call.state) == (WITH_AGENT, CallState.TALKING)
    centre.act(scene.specialist, scene.call_id, CallAction.HANG_UP, role=CallRole.OWN)
    centre.run()
    assert scene.call.state is CallState.ENDED


def test_who_is_being_given_the_caller_cannot_leave_in_that_moment(centre: Centre) -> None:
    scene = consulting(centre)
    centre.act(scene.agent, scene.call_id, CallAction.COMPLETE_TRANSFER)
    desk = centre.desk(scene.specialist)
    assert desk.call is not None
    assert desk.call.allowed == frozenset()
    with pytest.raises(CallTransitionRefusedError):
        centre.act(scene.specialist, scene.call_id, CallAction.HANG_UP)
    centre.run()

    assert (scene.hears(), scene.call.agent_id) == (WITH_AGENT, scene.specialist)


def test_an_agent_who_is_back_has_the_caller_back_though_they_had_counted_as_gone(centre: Centre) -> None:
    scene = consulting(centre)
    centre.carrier.away = True
    desktop_dies(scene)
    assert scene.transfer().agent_gone
    centre.act(scene.agent, scene.call_id, CallAction.RECOVER_CALLER)
    centre.carrier.away = False
    for _ in range(3):
        centre.clock.advance(3)
        centre.run()

    assert (scene.call.agent_id, scene.call.state) == (scene.agent, CallState.TALKING)
    assert scene.hears() == WITH_AGENT


def test_who_is_kept_for_an_agent_whose_desktop_is_silent_is_not_rung_and_is_free_for_others(centre: Centre) -> None:
    scene, other = busy_specialist(centre)
    desktop_dies(scene)
    centre.caller_hangs_up(other)  # type: ignore[arg-type]
    centre.host.outcomes.add(other)  # type: ignore[arg-type]
    centre.finish(scene.specialist, other)  # type: ignore[arg-type]
    centre.run()
    waiting = centre.ring("+85292220000")

    assert (scene.hears(), scene.call.state) == (WITH_AGENT, CallState.TALKING)
    desk = centre.desk(scene.specialist)
    assert desk.offer is not None
    assert desk.offer.call_id == waiting


def test_nobody_is_asked_for_next_at_whom_a_call_rings_already(centre: Centre) -> None:
    scene = talking(centre)
    centre.ring("+85291110000")
    assert centre.desk(scene.specialist).agent.state is AgentState.READY
    assert centre.desk(scene.specialist).offer is not None
    with pytest.raises(ColleagueNotFreeError):
        centre.do(lambda session, deps: ask_next(session, deps, scene.call_id, scene.agent, scene.specialist))


def test_a_kept_specialist_whose_desktop_comes_back_is_rung(centre: Centre) -> None:
    scene, other = busy_specialist(centre)
    with Session(centre.engine) as session, session.begin():
        session.execute(
            sa.update(AgentRow)
            .where(AgentRow.agent_id == scene.specialist)
            .values(desktop_lost_at=centre.clock.now(), version=AgentRow.version + 1)
        )
    centre.caller_hangs_up(other)  # type: ignore[arg-type]
    centre.host.outcomes.add(other)  # type: ignore[arg-type]
    centre.finish(scene.specialist, other)  # type: ignore[arg-type]
    centre.run()
    assert centre.desk(scene.specialist).offer is None
    centre.do(lambda session, deps: take_seat(session, deps, scene.specialist, uuid4(), centre.clock.now()))
    centre.run()

    desk = centre.desk(scene.specialist)
    assert desk.offer is not None
    assert desk.offer.call_id == scene.call_id
