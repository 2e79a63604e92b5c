"""What a call has been through is kept as it was, so that any figure can be counted from it."""

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow, CallStretchRow
from telephony.contract import AgentAction, CallAction, CallState, EndCause, WrapUpMode
from telephony.offers.models import OfferRow
from telephony.queues.models import QueueRow
from telephony.wrap_up.models import WrapUpExtensionRow
from tests.telephony.stretches import gaps
from tests.telephony.support import NINE, Centre


def stretches(centre: Centre, call_id: UUID) -> list[CallStretchRow]:
    with Session(centre.engine) as session:
        query = sa.select(CallStretchRow).where(CallStretchRow.call_id == call_id)
        return list(session.scalars(query.order_by(CallStretchRow.began_at, CallStretchRow.ended_at)))


def shown(rows: list[CallStretchRow]) -> list[tuple[CallState, float, CallState]]:
    return [(row.state, (row.ended_at - row.began_at).total_seconds(), row.next_state) for row in rows]


def test_a_call_is_waiting_talking_and_on_hold_in_stretches_that_say_what_came_next(centre: Centre) -> None:
    call_id = centre.ring()
    centre.clock.advance(30)
    agent = centre.agent()
    centre.clock.advance(4)
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.run()
    for seconds, action in ((60, CallAction.HOLD), (15, CallAction.RESUME)):
        centre.clock.advance(seconds)
        centre.act(agent, call_id, action)
        centre.run()
    centre.clock.advance(5)
    centre.caller_hangs_up(call_id)

    rows = stretches(centre, call_id)
    assert shown(rows) == [
        (CallState.QUEUED, 30, CallState.RINGING),
        (CallState.CONNECTING, 0, CallState.TALKING),
        (CallState.TALKING, 60, CallState.HELD),
        (CallState.HELD, 15, CallState.TALKING),
        (CallState.TALKING, 5, CallState.ENDED),
    ]
    assert [row.agent_id for row in rows] == [None, agent, agent, agent, agent]
    assert rows[-1].end_cause is EndCause.CALLER_HUNG_UP
    call = centre.call(call_id)
    assert (call.talk_seconds, call.hold_seconds) == (65, 15)
    assert gaps(centre) == []


def test_each_wait_of_a_call_that_came_back_is_a_stretch_of_its_own(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.clock.advance(10)
    centre.act(agent, call_id, CallAction.DECLINE)
    centre.clock.advance(12)
    centre.caller_hangs_up(call_id)

    rows = stretches(centre, call_id)
    assert shown(rows) == [(CallState.QUEUED, 0, CallState.RINGING), (CallState.QUEUED, 12, CallState.ENDED)]
    assert rows[-1].end_cause is EndCause.ABANDONED_WAITING
    assert gaps(centre) == []


def test_a_line_that_could_not_be_joined_is_told_from_a_talk(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.carrier.away = True
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.clock.advance(15)
    centre.run()

    assert shown(stretches(centre, call_id)) == [
        (CallState.QUEUED, 0, CallState.RINGING),
        (CallState.CONNECTING, 15, CallState.QUEUED),
    ]


def test_how_long_a_caller_was_in_the_menu_is_kept(centre: Centre) -> None:
    call_id = centre.ring(called_at=NINE - timedelta(seconds=40))

    call = centre.call(call_id)
    assert call.called_at is not None
    assert (call.arrived_at - call.called_at).total_seconds() == 40


def test_a_ring_that_the_caller_ended_ends_with_the_call(centre: Centre) -> None:
    centre.agent()
    call_id = centre.ring()
    centre.clock.advance(7)
    centre.caller_hangs_up(call_id)

    with Session(centre.engine) as session:
        offer = session.scalars(sa.select(OfferRow)).one()
        assert offer.ended_at == session.get_one(CallRow, call_id).ended_at
    assert gaps(centre) == []


def test_each_time_a_wrap_up_is_put_off_is_kept(centre: Centre) -> None:
    with Session(centre.engine) as session, session.begin():
        session.execute(
            sa.update(QueueRow)
            .where(QueueRow.code == "cards")
            .values(wrap_up_mode=WrapUpMode.TIMED, wrap_up_extensions=2, wrap_up_extension_seconds=30)
        )
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.caller_hangs_up(call_id)
    centre.clock.advance(10)

    for _ in range(2):
        centre.go(agent, AgentAction.EXTEND_WRAP_UP)

    with Session(centre.engine) as session:
        rows = session.scalars(sa.select(WrapUpExtensionRow).order_by(WrapUpExtensionRow.from_at)).all()
        assert [(row.call_id, (row.until_at - row.from_at).total_seconds()) for row in rows] == [(call_id, 30)] * 2
        assert rows[0].until_at == rows[1].from_at
