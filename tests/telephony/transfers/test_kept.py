"""What is kept of a transfer: by the database, for the figures, in the lists, over a restart, and for a supervisor."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow, PartyRow
from telephony.contacts.repository import ContactRepository
from telephony.contacts.states import ContactState, state_of
from telephony.contract import AgentState, CallAction, CallState, StartTransfer, TransferKind, TransferOutcome
from telephony.contract import TransferState as S
from telephony.offers.models import OfferRow
from telephony.providers.outbox import OutboxRunner
from telephony.reconciling.carrier import end_call_by_hand
from telephony.reconciling.rounds import Reconciler
from telephony.reconciling.service import free_agent
from telephony.statistics.records import Fate
from telephony.statistics.repository import StatisticsRepository
from telephony.timers.models import TimerRow
from telephony.transfers.models import TransferRow
from tests.telephony.support import NINE, Centre
from tests.telephony.transfers.scene import ALONE, WITH_AGENT, Scene, conferring, consulting, ringing, sent_on, talking
from tests.telephony.transfers.test_gone import reconcile

Why = TransferOutcome


def test_the_database_allows_one_open_transfer_a_call(centre: Centre) -> None:
    scene = ringing(centre)
    transfer = scene.transfer()
    another = TransferRow(
        transfer_id=uuid4(),
        call_id=scene.call_id,
        kind=TransferKind.WARM,
        state=S.RINGING,
        from_agent_id=scene.agent,
        from_queue_id=transfer.from_queue_id,
        to_agent_id=uuid4(),
        began_at=NINE,
        since_at=NINE,
    )
    with Session(centre.engine) as session:
        session.add(another)
        with pytest.raises(IntegrityError, match="uq_transfers_open"):
            session.flush()


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "done"}, "ended_has_time"),
        ({"outcome": "completed"}, "ended_has_outcome"),
        ({"to_number": "+85212345678"}, "one_target"),
        ({"to_agent_id": sa.text("from_agent_id")}, "to_another"),
    ],
)
def test_the_database_holds_what_a_transfer_is(centre: Centre, values: dict[str, object], constraint: str) -> None:
    ringing(centre)
    with centre.engine.begin() as connection, pytest.raises(IntegrityError, match=constraint):
        connection.execute(sa.update(TransferRow).values(values))


def test_the_database_lets_all_be_heard_only_in_a_conference(centre: Centre) -> None:
    scene = conferring(centre)
    scene.act(CallAction.HOLD)
    with centre.engine.begin() as connection, pytest.raises(IntegrityError, match="uq_parties_audible"):
        connection.execute(sa.update(PartyRow).values(held=False))
    with centre.engine.begin() as connection, pytest.raises(IntegrityError, match="conferring_with_somebody"):
        connection.execute(sa.update(CallRow).values(conferring=True))


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "warm"},
        {"kind": "warm", "queue_code": "cards"},
        {"kind": "cold_queue", "agent_id": str(uuid4())},
        {"kind": "cold_number", "number": "1", "number_id": "2"},
        {"kind": "cold_agent", "agent_id": str(uuid4()), "queue_code": "cards"},
    ],
)
def test_a_transfer_that_names_no_target_or_two_or_a_wrong_one_is_not_understood(body: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        StartTransfer.model_validate({"command_id": str(uuid4()), **body})


def test_first_answer_and_queue_are_those_the_call_came_to_and_each_part_is_counted_raw(centre: Centre) -> None:
    scene = talking(centre)
    centre.transfer(scene.agent, scene.call_id, TransferKind.COLD_QUEUE, queue_code="loans")
    centre.run()
    centre.clock.advance(40)
    lender = centre.agent("loans")
    centre.act(lender, scene.call_id, CallAction.ANSWER)
    centre.run()
    centre.clock.advance(50)
    centre.finish(scene.agent, scene.call_id)
    scene.caller_hangs_up()
    centre.clock.advance(9)
    centre.finish(lender, scene.call_id)

    with centre.open_work() as work:
        found = StatisticsRepository(work.session)
        (record,) = found.list_calls(NINE, NINE + timedelta(hours=1), ["cards"])
        assert found.list_calls(NINE, NINE + timedelta(hours=1), ["loans"]) == []
    spoken = [each for each in record.stretches if each.state is CallState.TALKING]
    talked = {each.agent_id: (each.ended_at or NINE) - each.began_at for each in spoken}
    assert record.fate is Fate.ANSWERED
    assert record.waited_seconds(centre.clock.now()) < 2, "the second wait is not the first"
    assert {who: round(each.total_seconds()) for who, each in talked.items()} == {scene.agent: 21, lender: 50}
    assert {each.agent_id for each in record.wrap_ups} == {scene.agent, lender}


def test_both_have_the_call_in_their_own_list_with_their_own_time(centre: Centre) -> None:
    scene = consulting(centre)
    scene.act(CallAction.COMPLETE_TRANSFER)
    centre.clock.advance(50)
    centre.finish(scene.agent, scene.call_id)
    scene.caller_hangs_up()
    centre.finish(scene.specialist, scene.call_id)

    with centre.open_work() as work:
        lists = ContactRepository(work.session)
        (first,) = lists.list_contacts(scene.agent, NINE - timedelta(days=1), limit=5, after=None)
        (second,) = lists.list_contacts(scene.specialist, NINE - timedelta(days=1), limit=5, after=None)
    assert (state_of(first), state_of(second)) == (ContactState.HANDLED, ContactState.HANDLED)
    assert (first.talk_seconds, second.talk_seconds) == (36, 50)


def test_a_consult_that_comes_to_nothing_is_no_contact_and_no_miss_of_the_specialists(centre: Centre) -> None:
    scene = ringing(centre)
    centre.clock.advance(26)
    centre.run()

    desk = centre.desk(scene.specialist)
    assert (desk.agent.misses, desk.day.missed) == (0, 0)
    with centre.open_work() as work:
        assert ContactRepository(work.session).list_contacts(scene.specialist, NINE, limit=5, after=None) == []


@pytest.mark.parametrize("blind", [False, True])
def test_a_server_that_starts_in_the_middle_goes_on(centre: Centre, blind: bool) -> None:
    scene = sent_on(centre) if blind else ringing(centre)
    again = Centre(centre.engine)  # nothing of it is in memory
    again.carrier, again.clock = centre.carrier, centre.clock
    again.outbox = OutboxRunner(again.open_work, again.deps, again.carrier)
    scene.centre = again
    again.clock.advance(31)
    again.run()

    if blind:
        assert (scene.stands(), scene.hears()) == ((S.FAILED, Why.REQUEUED), ALONE)
    else:
        assert scene.stands() == (S.FAILED, Why.NO_ANSWER)
        scene.act(CallAction.RESUME)
        assert scene.hears() == WITH_AGENT


def test_a_server_killed_after_the_carrier_gave_the_caller_away_learns_it_again(centre: Centre) -> None:
    scene = consulting(centre)
    centre.act(scene.agent, scene.call_id, CallAction.COMPLETE_TRANSFER)
    centre.outbox.run_due()
    order_id = centre.carrier.orders[-1].order_id
    with centre.engine.begin() as connection:  # the worker died before it could note that it was done
        connection.execute(
            sa.text("UPDATE provider_outbox SET done_at = NULL WHERE \"order\" ->> 'kind' = 'hand_over'")
        )
    centre.run()

    assert [each.order_id for each in centre.carrier.orders].count(order_id) == 2
    assert (scene.stands(), scene.hears()) == ((S.DONE, Why.COMPLETED), WITH_AGENT)


def test_a_supervisor_ends_a_consult_by_hand_and_all_are_free_of_it(centre: Centre) -> None:
    scene = consulting(centre)
    centre.do(lambda session, deps: end_call_by_hand(session, deps, scene.call_id, by=uuid4(), reason="stuck"))
    centre.run()

    assert scene.call.state is CallState.ENDED
    assert scene.stands()[0] is S.ABANDONED
    assert centre.desk(scene.specialist).agent.state is AgentState.READY
    assert centre.desk(scene.agent).agent.state is AgentState.WRAP_UP


def test_a_supervisor_frees_who_wraps_up_their_part_of_a_call_that_goes_on(centre: Centre) -> None:
    scene = consulting(centre)
    scene.act(CallAction.COMPLETE_TRANSFER)
    centre.do(lambda session, deps: free_agent(session, deps, scene.agent, by=uuid4(), reason="stuck"))

    assert centre.desk(scene.agent).agent.state is AgentState.NOT_READY
    assert scene.hears() == WITH_AGENT
    assert scene.legs()[0].wrapped_up_at is not None
    assert reconcile(centre) == 0


def test_a_caller_left_ringing_whose_offer_was_lost_is_queued_again_and_the_transfer_over(centre: Centre) -> None:
    scene = sent_on(centre)
    with centre.engine.begin() as connection:
        connection.execute(sa.text("UPDATE agents SET offer_id = NULL"))
        connection.execute(sa.delete(OfferRow).where(OfferRow.agent_id == scene.specialist))
        connection.execute(sa.delete(TimerRow))
    centre.clock.advance(6)
    Reconciler(centre.open_work, centre.deps, centre.carrier, centre.clock.now).look_at_database(now=True)
    centre.run()

    assert scene.stands() == (S.FAILED, Why.REQUEUED)
    assert centre.desk(scene.specialist).offer is not None


def test_the_limit_of_each_wrap_up_is_its_agents(centre: Centre) -> None:
    with centre.engine.begin() as connection:
        connection.execute(sa.text("UPDATE queues SET wrap_up_mode = 'timed', wrap_up_seconds = 60"))
    scene = consulting(centre)
    scene.act(CallAction.COMPLETE_TRANSFER)
    centre.clock.advance(20)
    scene.caller_hangs_up()
    centre.host.outcomes.add(scene.call_id)
    centre.clock.advance(41)
    centre.run()
    assert centre.desk(scene.agent).agent.state is AgentState.READY
    assert centre.desk(scene.specialist).agent.state is AgentState.WRAP_UP
    centre.clock.advance(20)
    centre.run()

    assert centre.desk(scene.specialist).agent.state is AgentState.READY
    assert centre.host.ended == [(scene.call_id, scene.agent), (scene.call_id, scene.specialist)]


def test_an_outgoing_call_is_passed_on_too(centre: Centre) -> None:
    agent = centre.agent(ready=False)
    call_id = centre.reached(agent)
    specialist = centre.agent()
    scene = Scene(centre, agent, specialist, call_id)
    centre.consult(agent, call_id, specialist)
    centre.run()
    scene.act(CallAction.COMPLETE_TRANSFER)
    centre.act(specialist, call_id, CallAction.ANSWER)
    centre.run()

    assert (scene.hears(), scene.stands()) == (WITH_AGENT, (S.DONE, Why.COMPLETED))
