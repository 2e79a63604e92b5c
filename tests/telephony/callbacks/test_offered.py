"""A callback that is due is offered as a call is, previewed, and dialled once."""

from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from telephony.callbacks.states import ItemState
from telephony.calls.models import CallRow, CallStretchRow
from telephony.contract import (
    AgentAction,
    AgentState,
    CallAction,
    CallDirection,
    CallState,
    EndCause,
    SystemReason,
)
from telephony.errors import (
    AgentTransitionRefusedError,
    CallbackGoneError,
    CallbackRefusedError,
    CallbackTakenError,
    CallTransitionRefusedError,
    NotYourCallError,
    NumberNotCallableError,
    OfferGoneError,
    OutgoingNumberUnknownError,
)
from telephony.providers.base import EndedBy, OrderKind
from telephony.timers.models import TimerKind
from tests.telephony.callbacks.desk import NUMBER, CallbackCentre
from tests.telephony.support import HOTLINE, SETTINGS


@pytest.fixture
def centre(engine: sa.Engine) -> CallbackCentre:
    return CallbackCentre(engine)


def _heard(centre: CallbackCentre) -> list[str]:
    return [what for what, _, _ in centre.host.callbacks]


def test_a_callback_is_offered_when_its_time_comes_previewed_dialled_and_wrapped_up(centre: CallbackCentre) -> None:
    agent_id = centre.agent()
    item_id = centre.place(in_seconds=600)
    assert centre.desk(agent_id).call is None

    centre.clock.advance(600)
    centre.run()
    desk = centre.desk(agent_id)
    assert desk.call is not None
    assert desk.offer is not None
    assert (desk.call.state, desk.call.direction, desk.call.item_id) == (
        CallState.RINGING,
        CallDirection.OUTBOUND,
        item_id,
    )
    assert desk.offer.payload == {"name": "Ms Ho", "callback": str(item_id)}

    desk = centre.accept(agent_id)
    assert desk.call is not None
    assert desk.call.state is CallState.PREVIEWING
    assert desk.call.allowed == {CallAction.DIAL, CallAction.GIVE_BACK}
    assert desk.call.preview_ends_at is not None
    assert (desk.call.preview_ends_at - desk.call.since_at).total_seconds() == 120
    assert desk.agent.state is AgentState.ON_CALL
    assert centre.carrier.orders == []

    call_id = centre.dial_callback(agent_id, item_id)
    centre.run()
    (order,) = centre.carrier.orders
    assert (order.kind, order.to_number, order.from_number) == (OrderKind.DIAL, NUMBER, HOTLINE.number)
    centre.carrier.answer(centre.call(call_id).call_sid)
    centre.run()
    desk = centre.desk(agent_id)
    assert desk.call is not None
    assert desk.call.state is CallState.TALKING

    centre.carrier.hang_up(centre.call(call_id).call_sid)
    centre.run()
    assert centre.desk(agent_id).agent.state is AgentState.WRAP_UP
    assert centre.item(item_id).state is ItemState.DONE
    assert _heard(centre) == ["offered", "previewed", "dialled", "reached", "ended:caller_hung_up"]
    with Session(centre.engine) as session:  # the raw facts of it
        query = sa.select(CallStretchRow.state).where(CallStretchRow.call_id == call_id)
        states = list(session.scalars(query.order_by(CallStretchRow.began_at, CallStretchRow.ended_at)))
    assert set(states) == {CallState.QUEUED, CallState.PREVIEWING, CallState.DIALLING, CallState.TALKING}


def test_a_try_that_reaches_nobody_ends_and_the_host_may_place_another(centre: CallbackCentre) -> None:
    agent_id = centre.agent()
    item_id = centre.previewed(agent_id)
    call_id = centre.dial_callback(agent_id, item_id)
    centre.run()
    centre.carrier.refuse(centre.call(call_id).call_sid, EndedBy.BUSY)
    centre.run()

    assert centre.item(item_id).state is ItemState.DONE
    assert _heard(centre)[-1] == "ended:busy"

    centre.choose(agent_id, call_id)
    centre.finish(agent_id, call_id)
    centre.place(item_id, in_seconds=3600)
    centre.clock.advance(3600)
    centre.run()
    assert centre.offered(agent_id) == item_id
    assert [call.state for call in centre.tries(item_id)] == [CallState.ENDED, CallState.RINGING]


@pytest.mark.parametrize("how", ["declines", "misses", "goes_away", "gives_back", "looks_too_long"])
def test_whoever_does_not_dial_it_gives_it_back_to_its_place(centre: CallbackCentre, how: str) -> None:
    agent_id = centre.agent()
    item_id = centre.place()
    (call,) = centre.tries(item_id)
    other_id = centre.agent()
    if how == "declines":
        centre.act(agent_id, call.call_id, CallAction.DECLINE)
    elif how == "misses":
        centre.clock.advance(20)
        centre.run()
    elif how == "goes_away":
        centre.go(agent_id, AgentAction.GO_OFFLINE)
    else:
        centre.accept(agent_id)
        if how == "gives_back":
            centre.act(agent_id, call.call_id, CallAction.GIVE_BACK)
        else:
            centre.clock.advance(120)
            centre.run()

    assert centre.offered(other_id) == item_id
    (again,) = centre.tries(item_id)
    assert again.enqueued_at == call.enqueued_at
    assert centre.item(item_id).state is ItemState.QUEUED
    agent = centre.desk(agent_id)
    assert agent.call is None
    if how == "looks_too_long":
        assert (agent.agent.state, agent.agent.reason) == (AgentState.NOT_READY, SystemReason.NO_ANSWER)
    elif how == "gives_back":
        assert agent.agent.state is AgentState.READY
    assert centre.timers_of(TimerKind.PREVIEW_ENDS) == {}
    assert centre.carrier.orders == []


def test_whoever_gave_it_back_is_asked_again_only_after_the_pause(centre: CallbackCentre) -> None:
    agent_id = centre.agent()
    item_id = centre.previewed(agent_id)
    (call,) = centre.tries(item_id)
    centre.act(agent_id, call.call_id, CallAction.GIVE_BACK)
    assert centre.offered(agent_id) is None

    centre.clock.advance(SETTINGS.decline_pause_seconds)
    centre.run()

    assert centre.offered(agent_id) == item_id


def test_what_is_put_off_when_given_back_waits_for_that_time(centre: CallbackCentre) -> None:
    agent_id = centre.agent()
    item_id = centre.previewed(agent_id)
    later = centre.clock.at.replace(hour=11)
    centre.give_back(agent_id, item_id, not_before=later)
    centre.run()
    assert centre.item(item_id).state is ItemState.PLACED
    assert [call.end_cause for call in centre.tries(item_id)] == [EndCause.CALLBACK_CLOSED]

    centre.clock.at = later
    centre.run()

    assert centre.offered(agent_id) == item_id


def test_the_host_is_asked_at_the_last_moment_and_what_is_against_it_leaves_the_agent_looking(
    centre: CallbackCentre,
) -> None:
    agent_id = centre.agent()
    item_id = centre.previewed(agent_id)
    centre.host.refusals[item_id] = "unlawful_hour"

    with pytest.raises(CallbackRefusedError) as refused:
        centre.dial_callback(agent_id, item_id)

    assert refused.value.details == {"problem": "unlawful_hour"}
    call = centre.desk(agent_id).call
    assert call is not None
    assert call.state is CallState.PREVIEWING
    centre.run()
    assert centre.carrier.orders == []


def test_a_withdrawn_callback_leaves_whoever_has_it_and_is_never_dialled(centre: CallbackCentre) -> None:
    agent_id = centre.agent()
    waits, offered, previewed = centre.place(in_seconds=60), centre.place(), centre.place(in_seconds=90)
    assert centre.offered(agent_id) == offered

    assert centre.withdraw(waits)
    assert centre.withdraw(offered)
    assert centre.item(waits).state is ItemState.DONE
    with pytest.raises(OfferGoneError):
        centre.accept(agent_id)  # before anybody has seen to it
    centre.run()
    assert centre.desk(agent_id).call is None
    assert _heard(centre) == ["offered", "withdrawn"]

    centre.clock.advance(90)
    centre.run()
    centre.accept(agent_id)
    assert centre.withdraw(previewed)
    with pytest.raises(CallbackGoneError):
        centre.dial_callback(agent_id, previewed)
    centre.run()
    desk = centre.desk(agent_id)
    assert (desk.call, desk.agent.state) == (None, AgentState.READY)
    with pytest.raises(CallbackGoneError):
        centre.dial_callback(agent_id, previewed)
    assert centre.withdraw(uuid4())
    assert centre.carrier.orders == []


def test_what_is_being_dialled_is_not_withdrawn_or_moved(centre: CallbackCentre) -> None:
    agent_id = centre.agent()
    item_id = centre.previewed(agent_id)
    with pytest.raises(CallbackTakenError):
        centre.place(item_id, in_seconds=60)
    centre.dial_callback(agent_id, item_id)

    assert not centre.withdraw(item_id)
    with pytest.raises(CallbackTakenError):
        centre.place(item_id, in_seconds=60)


def test_a_callback_that_is_moved_while_it_rings_rings_no_more_and_comes_at_its_new_time(
    centre: CallbackCentre,
) -> None:
    agent_id = centre.agent()
    item_id = centre.place()
    assert centre.offered(agent_id) == item_id

    centre.place(item_id, in_seconds=300)
    assert centre.desk(agent_id).call is None
    assert centre.item(item_id).state is ItemState.PLACED

    centre.clock.advance(300)
    centre.run()
    assert centre.offered(agent_id) == item_id


def test_an_agent_takes_one_by_hand_before_its_time_and_given_back_it_waits_for_that(centre: CallbackCentre) -> None:
    agent_id, other_id = centre.agent(ready=False), centre.agent()
    item_id = centre.place(in_seconds=600)
    centre.take(agent_id, item_id)
    desk = centre.desk(agent_id)
    assert desk.call is not None
    assert (desk.call.state, desk.call.item_id) == (CallState.PREVIEWING, item_id)
    with pytest.raises(CallbackTakenError):
        centre.take(other_id, item_id)

    centre.give_back(agent_id, item_id)
    centre.run()
    assert centre.item(item_id).state is ItemState.PLACED
    assert centre.desk(agent_id).agent.state is AgentState.NOT_READY  # as they were before

    centre.clock.advance(600)
    centre.run()
    assert centre.offered(other_id) == item_id
    with pytest.raises(CallbackTakenError):
        centre.take(agent_id, item_id)
    with pytest.raises(CallbackGoneError):
        centre.take(agent_id, uuid4())


def test_one_of_another_group_can_be_taken_by_hand_too(centre: CallbackCentre) -> None:
    with Session(centre.engine) as session:
        session.execute(sa.text("INSERT INTO queue_groups (queue_group_id, code) VALUES (gen_random_uuid(), 'far')"))
        session.execute(
            sa.text(
                "UPDATE queues SET queue_group_id = (SELECT queue_group_id FROM queue_groups WHERE code = 'far')"
                " WHERE code = 'loans'"
            )
        )
        session.commit()
    agent_id = centre.agent(ready=False)
    item_id = centre.place(queue_code="loans")
    assert centre.item(item_id).state is ItemState.QUEUED

    centre.take(agent_id, item_id)

    call = centre.desk(agent_id).call
    assert call is not None
    assert call.item_id == item_id
    assert call.queue_name["en"] == "Cards"
    assert [each.state for each in centre.tries(item_id)].count(CallState.ENDED) == 1


def test_nobody_but_who_looks_at_it_may_dial_or_give_it_back(centre: CallbackCentre) -> None:
    agent_id, other_id = centre.agent(), centre.agent()
    item_id = centre.previewed(agent_id)
    (call,) = centre.tries(item_id)

    for refused in (
        lambda: centre.dial_callback(other_id, item_id),
        lambda: centre.give_back(other_id, item_id),
        lambda: centre.act(other_id, call.call_id, CallAction.GIVE_BACK),
    ):
        with pytest.raises(NotYourCallError):
            refused()
    with pytest.raises(NumberNotCallableError):
        centre.dial_callback(agent_id, item_id, HOTLINE.number)
    with pytest.raises(CallTransitionRefusedError):
        centre.act(agent_id, call.call_id, CallAction.DIAL)  # a request of its own
    with pytest.raises(AgentTransitionRefusedError):
        centre.take(agent_id, centre.place(in_seconds=60))  # they have one
    centre.dial_callback(agent_id, item_id)
    with pytest.raises(CallTransitionRefusedError):
        centre.dial_callback(agent_id, item_id)  # twice
    with pytest.raises(CallTransitionRefusedError):
        centre.give_back(agent_id, item_id)


def test_without_a_number_of_ours_nobody_is_dialled(engine: sa.Engine) -> None:
    centre = CallbackCentre(engine)
    agent_id = centre.agent()
    item_id = centre.previewed(agent_id)
    centre.settings = type(SETTINGS)(default_queue="cards")

    with pytest.raises(OutgoingNumberUnknownError):
        centre.dial_callback(agent_id, item_id)


def test_the_database_holds_one_live_call_of_each_callback(centre: CallbackCentre) -> None:
    centre.agent()
    item_id = centre.place()
    (call,) = centre.tries(item_id)

    with Session(centre.engine) as session:
        session.add(_like(call))
        with pytest.raises(IntegrityError, match="uq_calls_live_item"):
            session.flush()


def _like(call: CallRow) -> CallRow:
    keys = ("queue_id", "direction", "arrived_at", "enqueued_at", "since_at", "item_id", "undialled", "provider")
    return CallRow(
        call_id=(new := uuid4()), call_sid=new.hex, state=CallState.QUEUED, **{key: getattr(call, key) for key in keys}
    )


def test_callbacks_are_no_callers_in_the_figures_of_the_queue(centre: CallbackCentre) -> None:
    agent_id = centre.agent()
    centre.answered(agent_id)
    for _ in range(3):
        centre.place()

    (queue,) = centre.desk(agent_id).queues
    assert queue.waiting == 0

    def caller() -> UUID:
        return centre.ring()

    caller()
    (queue,) = centre.desk(agent_id).queues
    assert queue.waiting == 1


def test_one_that_is_placed_again_while_it_waits_or_rings_goes_on_at_its_place(centre: CallbackCentre) -> None:
    agent_id = centre.agent()
    item_id = centre.place()
    (call,) = centre.tries(item_id)
    centre.clock.advance(5)

    centre.place(item_id, priority=3, agent_id=agent_id, agent_until=centre.clock.at)
    (again,) = centre.tries(item_id)
    assert (again.call_id, again.state, again.enqueued_at) == (call.call_id, CallState.RINGING, call.enqueued_at)
    assert (again.priority, again.preferred_agent_id) == (3, agent_id)
    assert centre.offered(agent_id) == item_id

    centre.act(agent_id, call.call_id, CallAction.DECLINE)
    centre.place(item_id, agent_id=agent_id, agent_until=centre.clock.at.replace(hour=17))
    assert centre.offered(agent_id) is None  # they have just declined it
    other_id = centre.agent()
    assert centre.offered(other_id) == item_id  # and keep it from nobody
    assert len(centre.tries(item_id)) == 1
