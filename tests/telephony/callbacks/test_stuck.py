"""Whoever dies with a callback, whatever is lost: it goes back to its place, and is dialled once at a time."""

import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.service import sign_out_agent
from telephony.callbacks.models import CallbackItemRow
from telephony.callbacks.port import CallbackItem
from telephony.callbacks.service import place_item
from telephony.callbacks.states import ItemState
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallAction, CallState
from telephony.errors import CallbackTakenError, OfferGoneError, TelephonyError
from telephony.reconciling.rounds import Reconciler
from telephony.reconciling.service import free_agent
from telephony.reconciling.states import Finding, ItemFacts, item_finding
from telephony.timers.models import TimerKind, TimerRow
from tests.telephony.callbacks.desk import CallbackCentre
from tests.telephony.test_seats import Machine, machine, seated_agent

__all__ = ["machine"]


@pytest.fixture
def centre(engine: sa.Engine) -> CallbackCentre:
    return CallbackCentre(engine)


def test_an_agent_whose_desktop_dies_before_the_call_gives_it_back_to_its_place(machine: Machine) -> None:
    centre, item_id = machine.centre, uuid4()
    agent_id, session_id = seated_agent(machine)
    at = centre.clock.at
    item = CallbackItem(item_id, "cards", not_before=at, enqueued_at=at)
    centre.do(lambda session, deps: place_item(session, deps, item))
    centre.run()
    machine.pass_seconds(2, session_id)
    call = centre.desk(agent_id).call
    assert call is not None
    centre.act(agent_id, call.call_id, CallAction.ANSWER)

    machine.pass_seconds(30)

    again = centre.call(call.call_id)
    assert (again.state, again.enqueued_at) == (CallState.QUEUED, at)
    assert centre.host.callbacks[-1] == ("desktop_lost", item_id, agent_id)
    other_id, other_session = seated_agent(machine)
    machine.pass_seconds(1, other_session)
    centre.run()
    offered = centre.desk(other_id).call
    assert offered is not None
    assert offered.item_id == item_id


def test_whoever_signs_out_or_is_freed_by_hand_before_the_call_gives_it_back(centre: CallbackCentre) -> None:
    leaves, freed = centre.agent(), centre.agent()
    item_id = centre.previewed(leaves)
    centre.do(lambda session, deps: sign_out_agent(session, deps, leaves))
    assert centre.desk(leaves).agent.state is AgentState.OFFLINE
    assert centre.offered(freed) == item_id

    centre.accept(freed)
    centre.do(lambda session, deps: free_agent(session, deps, freed, by=None, reason="stuck"))
    assert centre.desk(freed).agent.state is AgentState.NOT_READY
    assert centre.offered(centre.agent()) == item_id


def test_of_many_agents_who_take_one_at_the_same_moment_one_has_it_and_it_is_dialled_once(
    centre: CallbackCentre,
) -> None:
    agents = [centre.agent(ready=False) for _ in range(4)]
    for _ in range(3):
        item_id = centre.place(in_seconds=600)
        had, refused = _all_at_once(centre, agents, item_id)
        assert len(had) == 1
        assert refused == {CallbackTakenError.code}
        assert len(centre.tries(item_id)) == 1
        centre.give_back(had[0], item_id)


def _all_at_once(centre: CallbackCentre, agents: list[UUID], item_id: UUID) -> tuple[list[UUID], set[str]]:
    had: list[UUID] = []
    refused: set[str] = set()
    together = threading.Barrier(len(agents))

    def take(agent_id: UUID) -> None:
        together.wait(10)
        try:
            centre.take(agent_id, item_id)
        except TelephonyError as error:
            refused.add(error.code)
        else:
            had.append(agent_id)

    threads = [threading.Thread(target=take, args=(agent_id,)) for agent_id in agents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return had, refused


@pytest.mark.parametrize(
    ("facts", "finding"),
    [
        (ItemFacts(ItemState.PLACED, has_timer=True), None),
        (ItemFacts(ItemState.PLACED), Finding.CALLBACK_WITHOUT_TIMER),
        (ItemFacts(ItemState.QUEUED, CallState.RINGING, undialled=True, is_asked=True), Finding.CALLBACK_WITHOUT_TIMER),
        (ItemFacts(ItemState.QUEUED, CallState.QUEUED, undialled=True), None),
        (ItemFacts(ItemState.PREVIEWED, CallState.PREVIEWING, undialled=True), None),
        (ItemFacts(ItemState.DIALLED, CallState.TALKING), None),
        (ItemFacts(ItemState.DIALLED, CallState.ENDED), Finding.CALLBACK_WITHOUT_CALL),
        (ItemFacts(ItemState.QUEUED), Finding.CALLBACK_WITHOUT_CALL),
        (ItemFacts(ItemState.PREVIEWED, CallState.QUEUED, undialled=True), Finding.CALLBACK_ASTRAY),
    ],
)
def test_what_is_wrong_with_a_callback_is_seen(facts: ItemFacts, finding: Finding | None) -> None:
    assert item_finding(facts) is finding


@pytest.mark.parametrize("damage", ["timer", "call", "state", "preview"])
def test_the_reconciler_mends_what_would_be_stuck(centre: CallbackCentre, damage: str) -> None:
    agent_id = centre.agent(ready=damage == "preview")
    item_id = centre.previewed(agent_id) if damage == "preview" else centre.place(in_seconds=60 * (damage == "timer"))
    with Session(centre.engine) as session:
        if damage == "timer":
            session.execute(sa.delete(TimerRow).where(TimerRow.kind == TimerKind.CALLBACK_DUE))
        elif damage == "call":
            gone = {"state": CallState.ENDED, "ended_at": centre.clock.at}
            session.execute(sa.update(CallRow).where(CallRow.item_id == item_id).values(gone))
        elif damage == "state":
            stands = sa.update(CallbackItemRow).where(CallbackItemRow.item_id == item_id)
            session.execute(stands.values(state=ItemState.PREVIEWED))
        else:
            session.execute(sa.delete(TimerRow).where(TimerRow.kind == TimerKind.PREVIEW_ENDS))
        session.commit()
    reconciler = Reconciler(centre.open_work, centre.deps, centre.carrier, lambda: centre.clock.at)

    assert reconciler.look_at_database(now=True) == 1

    centre.clock.advance(120)
    centre.run()
    other_id = centre.agent()
    assert centre.offered(other_id) == item_id
    assert reconciler.look_at_database(now=True) == 0


@pytest.mark.parametrize("later", [0.0, 600.0], ids=["still now", "later"])
def test_an_agent_who_answers_as_the_host_places_it_anew_has_it_unless_it_is_for_later(
    centre: CallbackCentre, later: float
) -> None:
    agent = centre.agent()
    item_id = centre.place()
    assert centre.offered(agent) == item_id
    at = centre.clock.at + timedelta(seconds=later)
    item = CallbackItem(item_id, "cards", not_before=at, enqueued_at=at, priority=7)
    centre.do(lambda session, deps: place_item(session, deps, item))  # its timer has not been seen to yet

    if later:
        with pytest.raises(OfferGoneError):
            centre.accept(agent)
        centre.run()
        assert (centre.desk(agent).call, centre.item(item_id).state) == (None, ItemState.PLACED)
        return
    centre.accept(agent)
    centre.run()
    call = centre.desk(agent).call
    assert call is not None
    assert (call.item_id, call.state) == (item_id, CallState.PREVIEWING)
    assert (centre.call(call.call_id).priority, centre.item(item_id).moved) == (7, False)
