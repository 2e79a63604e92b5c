"""Four in a conference: a specialist stays as a guest while another is asked; who hears whom is the carrier's table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import PartyRow
from telephony.contract import (
    AgentState,
    CallAction,
    CallRole,
    CallState,
    ColleagueState,
    PartyView,
    SupervisionMode,
    TransferKind,
    TransferOutcome,
    TransferState,
)
from telephony.errors import CallTransitionRefusedError, NotYourCallError
from telephony.providers.simulator.rooms import hears
from telephony.reconciling.states import CallBeside, Finding, RoomBeside, room_finding
from telephony.supervision.service import supervise
from tests.telephony.support import NINE, Centre
from tests.telephony.transfers.scene import TOGETHER, WITH_AGENT, Hears, Scene, conferring, talking

A = CallAction


def all_of(*who: str) -> Hears:
    """Everybody of these hears all the others."""
    return {each: tuple(other for other in who if other != each) for each in who}


@dataclass
class Four:
    """A scene whose specialist is a guest, and the fourth, whom the agent may ask."""

    scene: Scene
    fourth: UUID

    @property
    def centre(self) -> Centre:
        return self.scene.centre

    def ask_fourth(self) -> None:
        self.centre.consult(self.scene.agent, self.scene.call_id, self.fourth)
        self.centre.run()
        self.centre.act(self.fourth, self.scene.call_id, A.ANSWER)
        self.centre.run()

    def state_of(self, agent_id: UUID) -> AgentState:
        return self.centre.desk(agent_id).agent.state

    def here(self) -> set[str]:
        """The kinds of those who are in the call by our own tables."""
        with Session(self.centre.engine) as session:
            return set(session.scalars(sa.select(PartyRow.kind).where(PartyRow.left_at.is_(None))))


@pytest.fixture
def guest(centre: Centre) -> Four:
    """The specialist has come to stay, and caller, agent and specialist hear each other."""
    scene = conferring(centre)
    fourth = centre.agent()
    scene.act(A.KEEP_GUEST)
    assert scene.hears() == all_of("caller", "agent", "guest")
    return Four(scene, fourth)


@pytest.fixture
def four(guest: Four) -> Four:
    """All four hear each other."""
    guest.ask_fourth()
    guest.scene.act(A.CONFER)
    return guest


def test_the_specialist_stays_and_the_agent_may_ask_another(guest: Four) -> None:
    scene, centre = guest.scene, guest.centre

    assert scene.stands() == (TransferState.CANCELLED, TransferOutcome.STAYED)
    assert (scene.call.guest_id, scene.call.colleague_state, scene.call.pending) == (scene.specialist, None, None)
    assert guest.here() == {"caller", "agent", "guest"}
    own, theirs = centre.desk(scene.agent).call, centre.desk(scene.specialist).call
    assert own is not None
    assert theirs is not None
    assert {A.CONSULT, A.REMOVE_GUEST, A.HOLD, A.HANG_UP} <= own.allowed
    assert A.KEEP_GUEST not in own.allowed
    assert [(each.kind, each.state) for each in own.parties] == [
        ("caller", PartyView.TALKING),
        ("agent", PartyView.TALKING),
        ("guest", PartyView.TALKING),
    ]
    assert (theirs.role, theirs.colleague, theirs.allowed) == (
        CallRole.COLLEAGUE,
        ColleagueState.JOINED,
        frozenset({A.HANG_UP}),
    )
    assert guest.state_of(scene.specialist) is AgentState.ON_CALL


def test_while_the_fourth_is_asked_the_caller_hears_music_and_the_three_speak(guest: Four) -> None:
    guest.ask_fourth()
    scene = guest.scene

    assert scene.hears() == {"caller": (), **all_of("agent", "colleague", "guest")}
    scene.act(A.RESUME)
    assert scene.hears() == {**all_of("caller", "agent", "guest"), "colleague": ()}
    scene.act(A.CONFER)
    assert scene.hears() == all_of("caller", "agent", "colleague", "guest")
    assert guest.here() == {"caller", "agent", "colleague", "guest"}
    shown = guest.centre.desk(scene.agent).call
    assert shown is not None
    assert [each.kind for each in shown.parties] == ["caller", "agent", "colleague", "guest"]


def _guest_hangs_up(four: Four) -> None:
    four.centre.act(four.scene.specialist, four.scene.call_id, A.HANG_UP)
    four.centre.run()


def _guest_is_taken_out(four: Four) -> None:
    four.scene.act(A.REMOVE_GUEST)


def _guests_line_goes(four: Four) -> None:
    four.scene.line_drops("guest")


@pytest.mark.parametrize("leaves", [_guest_hangs_up, _guest_is_taken_out, _guests_line_goes])
def test_a_guest_who_leaves_is_free_and_the_three_go_on(four: Four, leaves: Callable[[Four], None]) -> None:
    leaves(four)
    scene = four.scene

    assert scene.hears() == TOGETHER
    assert (four.state_of(scene.specialist), scene.call.guest_id) == (AgentState.READY, None)
    assert scene.stands() == (TransferState.CONFERRING, None)
    assert four.here() == {"caller", "agent", "colleague"}


def test_the_fourth_takes_the_caller_over_and_the_guest_stays_with_them(four: Four) -> None:
    scene, centre = four.scene, four.centre
    scene.act(A.LEAVE_CONFERENCE)

    assert scene.hears() == all_of("caller", "agent", "guest")
    assert scene.agents_line() == f"agent:{four.fourth}"
    assert (scene.call.agent_id, scene.call.guest_id) == (four.fourth, scene.specialist)
    assert four.state_of(scene.agent) is AgentState.WRAP_UP
    shown = centre.desk(scene.specialist).call
    assert shown is not None
    assert (shown.agent_id, shown.state) == (four.fourth, CallState.TALKING)
    centre.act(four.fourth, scene.call_id, A.REMOVE_GUEST)
    centre.run()
    assert scene.hears() == WITH_AGENT


def test_the_caller_hangs_up_and_all_are_done_each_in_their_way(four: Four) -> None:
    scene = four.scene
    scene.caller_hangs_up()

    states = [four.state_of(each) for each in (scene.agent, four.fourth, scene.specialist)]
    assert states == [AgentState.WRAP_UP, AgentState.READY, AgentState.READY]
    assert (scene.call.state, scene.call.guest_id, four.here()) == (CallState.ENDED, None, set())


def _the_fourths_line_goes(four: Four) -> None:
    four.scene.line_drops("colleague")
    four.scene.act(A.RESUME)


def _the_agent_cancels(four: Four) -> None:
    four.scene.act(A.END_CONSULT)


@pytest.mark.parametrize("leaves", [_the_fourths_line_goes, _the_agent_cancels])
def test_the_fourth_goes_and_caller_agent_and_guest_go_on(guest: Four, leaves: Callable[[Four], None]) -> None:
    guest.ask_fourth()
    leaves(guest)

    assert guest.scene.hears() == all_of("caller", "agent", "guest")
    assert guest.state_of(guest.fourth) is AgentState.READY


def test_the_agents_line_goes_while_four_confer_and_the_fourth_has_the_caller(four: Four) -> None:
    four.scene.line_drops("agent")

    assert four.scene.hears() == all_of("caller", "agent", "guest")
    assert (four.scene.agents_line(), four.scene.call.agent_id) == (f"agent:{four.fourth}", four.fourth)


def _to_the_queue(four: Four) -> None:
    four.centre.transfer(four.scene.agent, four.scene.call_id, TransferKind.COLD_QUEUE, queue_code="loans")
    four.centre.run()


def _agents_line_goes_on_hold(four: Four) -> None:
    four.scene.act(A.HOLD)
    four.scene.line_drops("agent")


@pytest.mark.parametrize("leaves", [_to_the_queue, _agents_line_goes_on_hold])
def test_no_guest_is_left_with_a_caller_who_waits(guest: Four, leaves: Callable[[Four], None]) -> None:
    leaves(guest)
    scene = guest.scene

    room = guest.centre.carrier.carrier.find_room(scene.sid)
    assert room is not None
    assert not {each for each in room.parties.values() if each.label == "guest"}
    assert scene.call.guest_id is None


def test_to_recover_the_caller_takes_everybody_else_out(four: Four) -> None:
    four.scene.act(A.RECOVER_CALLER)

    assert four.scene.hears() == WITH_AGENT
    assert {four.state_of(each) for each in (four.fourth, four.scene.specialist)} == {AgentState.READY}


def test_a_supervisor_is_a_fifth_whom_only_those_hear_who_should(four: Four) -> None:
    supervisor, scene = UUID(int=77), four.scene

    def listen(mode: SupervisionMode) -> None:
        four.centre.do(
            lambda s, deps: supervise(s, deps, scene.call_id, supervisor, mode, machine_at=four.centre.clock.now())
        )
        four.centre.run()

    listen(SupervisionMode.LISTEN)
    assert "supervisor" not in {each for heard in _hears(four).values() for each in heard}
    listen(SupervisionMode.BARGE)
    assert all("supervisor" in heard for who, heard in _hears(four).items() if who != "supervisor")


def _hears(four: Four) -> Hears:
    room = four.centre.carrier.carrier.find_room(four.scene.sid)
    assert room is not None
    return hears(room)


def test_nobody_stays_out_of_a_consult_nor_two_nor_by_anothers_word(guest: Four) -> None:
    scene, centre = guest.scene, guest.centre
    with pytest.raises(NotYourCallError):
        centre.act(scene.specialist, scene.call_id, A.KEEP_GUEST)
    guest.ask_fourth()
    with pytest.raises(CallTransitionRefusedError):  # they only consult
        scene.act(A.KEEP_GUEST)
    scene.act(A.CONFER)
    with pytest.raises(CallTransitionRefusedError):  # one guest is all
        scene.act(A.KEEP_GUEST)
    scene.act(A.REMOVE_GUEST)
    with pytest.raises(CallTransitionRefusedError):
        scene.act(A.REMOVE_GUEST)
    scene.act(A.KEEP_GUEST)
    assert scene.call.guest_id == guest.fourth


def test_whose_line_went_meanwhile_does_not_stay_and_nothing_is_left_pending(centre: Centre) -> None:
    scene = conferring(centre)
    late = centre.carrier.carrier.hang_up(scene.sid, centre.clock.now(), label="colleague")
    assert late is not None
    scene.act(A.KEEP_GUEST)
    assert (scene.call.pending, scene.call.guest_id) == (None, None)
    assert scene.stands() == (TransferState.CONFERRING, None)

    centre.carrier.reports.append(late)
    centre.run()
    assert (scene.hears(), scene.stands()) == (
        WITH_AGENT,
        (TransferState.CANCELLED, TransferOutcome.SPECIALIST_LEFT),
    )


def test_a_call_without_a_conference_has_no_guest(centre: Centre) -> None:
    scene = talking(centre)
    for action in (A.KEEP_GUEST, A.REMOVE_GUEST):
        with pytest.raises(CallTransitionRefusedError):
            scene.act(action)


def test_a_line_that_is_no_guests_of_ours_is_found_in_the_room() -> None:
    ours = CallBeside(UUID(int=1), CallState.TALKING, 5, NINE, "agent:1", guest_endpoint="agent:2")
    room = RoomBeside(5, NINE, "agent:1", guest_endpoint="agent:2")
    late = NINE + timedelta(minutes=1)

    assert room_finding(ours, room, late) is None
    assert (
        room_finding(ours, RoomBeside(5, NINE, "agent:1", guest_endpoint="agent:3"), late) is Finding.STRANGER_IN_ROOM
    )
