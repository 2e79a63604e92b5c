"""Making and ending offers. Callers hold the group's lock and go on from there (dispatch, events of the queue)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from telephony.agents.announcements import announce_agent, announce_day
from telephony.agents.changes import take_step as take_agent_step
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import status_of as agent_status
from telephony.agents.states import AgentTrigger
from telephony.asking import ask_host
from telephony.callbacks.states import ReturnedWhy
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import call_snapshot, colleague_snapshot, facts_of, status_of
from telephony.calls.states import CallTrigger
from telephony.colleagues.endings import NOT_COME, colleague_gone
from telephony.contract import ColleagueState, DeskChange, EventKind, OfferOutcome, OfferSnapshot
from telephony.database import update_later
from telephony.deps import Deps
from telephony.events.journal import agent_topic
from telephony.offers.models import OfferRow
from telephony.offers.repository import OfferRepository
from telephony.offers.snapshots import offer_snapshot
from telephony.offers.states import call_trigger
from telephony.queues.models import QueueRow
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.times import utc
from telephony.transfers.steps import came_back

_RETURNED_WHY: Final[Mapping[OfferOutcome, ReturnedWhy]] = MappingProxyType(
    {
        OfferOutcome.DECLINED: ReturnedWhy.DECLINED,
        OfferOutcome.NOT_ANSWERED: ReturnedWhy.NOT_ANSWERED,
        OfferOutcome.WITHDRAWN: ReturnedWhy.DESKTOP_LOST,
    }
)


def make_offer(
    session: Session,
    deps: Deps,
    call: CallRow,
    queue: QueueRow,
    agent_id: UUID,
    at: datetime,
    *,
    foreseen: object | None = None,
) -> None:
    """Offer the call to the agent, with the host's payload composed and audited in the same transaction.

    `foreseen` is what the host has asked ahead of the caller of a new call. The first offer of a call to an agent pops;
    a later one only rings.
    """
    is_new = sa.inspect(call).transient
    take_step(session, call, status_of(call).after(CallTrigger.OFFERED), at)
    offer_id, expires_at = uuid4(), at + timedelta(seconds=queue.ring_seconds)
    # Written first: the database works on it while the host composes the payload.
    CallRepository(session).write(call)
    AgentRepository(session).reserve(agent_id, offer_id)
    TimerRepository(session).set_timer(TimerKind.OFFER_EXPIRES, offer_id, expires_at)
    before = None if is_new else OfferRepository(session).ask_offered_before(call.call_id, agent_id)
    payload = _ask_payload(session, deps, call, queue, agent_id, at, foreseen=foreseen)
    offer = OfferSnapshot(
        offer_id=offer_id,
        call_id=call.call_id,
        agent_id=agent_id,
        offered_at=utc(at),
        expires_at=utc(expires_at),
        pops=before is None or not before.scalar_one(),
        payload=payload,
    )
    OfferRepository(session).add_open(offer)
    change = DeskChange(call=call_snapshot(call, queue), offer=offer)
    topics = [agent_topic(agent_id)]
    deps.journal.add(EventKind.CALL_OFFERED, call.call_id, topics=topics, change=change, at=at)
    if call.undialled:
        _tell_offered(session, deps, call, queue, agent_id, at)


def _tell_offered(session: Session, deps: Deps, call: CallRow, queue: QueueRow, agent_id: UUID, at: datetime) -> None:
    facts = facts_of(call, queue)
    ask_host(
        session,
        "callback_offered",
        lambda: deps.host.callback_offered(session, facts, agent_id=agent_id, at=at),
        otherwise=None,
    )


def renew_offer(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime, *, call_changed: bool = False
) -> None:
    """More is known of the caller while it rings: have the open offer, if there is one, say it.

    Where the host says what it has said before, nothing is audited, and nobody is told unless the call itself says
    something else now (`call_changed`).
    """
    offer = OfferRepository(session).find_open(call.call_id)
    if offer is None:
        return
    before = dict(offer.payload or {})
    session.flush()
    with session.begin_nested() as asked:
        payload = _ask_payload(session, deps, call, queue, offer.agent_id, at, otherwise=before)
        if payload == before:
            asked.rollback()
            if not call_changed:
                return
    offer.payload = dict(payload)
    call.version += 1
    session.flush()
    change = DeskChange(call=call_snapshot(call, queue), offer=offer_snapshot(offer, payload=True))
    deps.journal.add(EventKind.CALL_KEYED, call.call_id, topics=[agent_topic(offer.agent_id)], change=change, at=at)


def close_offer(session: Session, offer: OfferRow, agent: AgentRow, outcome: OfferOutcome, at: datetime) -> CallTrigger:
    """End the offer, remove its payload and its timer, and return what that means for its call.

    Raises:
        OfferGoneError: It has ended already.
    """
    trigger = call_trigger(offer.outcome, outcome)
    session.flush()
    OfferRepository(session).close(offer, outcome, at)
    agent.offer_id = None
    update_later(session, agent)
    TimerRepository(session).clear_timer(TimerKind.OFFER_EXPIRES, offer.offer_id)
    if agent.kept_for_id is not None and outcome is not OfferOutcome.ANSWERED:  # others have asked for them meanwhile
        TimerRepository(session).set_timer(TimerKind.KEPT_IS_FREE, agent.kept_for_id, at)
    return trigger


def return_offer(
    session: Session, deps: Deps, offer: OfferRow, call: CallRow, queue: QueueRow, outcome: OfferOutcome, at: datetime
) -> AgentRow:
    """End the offer without an answer: the call is back in its queue with its place, the agent free or not ready.

    Raises:
        OfferGoneError: It has ended already.
    """
    agent = AgentRepository(session).get_agent(offer.agent_id)
    if call.colleague_state is ColleagueState.RINGING and call.colleague_id == offer.agent_id:
        # No caller waits for this agent: a colleague does, and is told. Nothing is missed, so nothing is kept as such.
        missed = outcome is OfferOutcome.NOT_ANSWERED
        close_offer(session, offer, agent, OfferOutcome.WITHDRAWN if missed else outcome, at)
        announce_offer_end(deps, offer, call, queue, at)
        colleague_gone(session, deps, call, queue, NOT_COME[outcome], at)
        return agent
    take_step(session, call, status_of(call).after(close_offer(session, offer, agent, outcome, at)), at)
    if outcome is OfferOutcome.DECLINED:
        pause_ends_at = at + timedelta(seconds=deps.settings.decline_pause_seconds)
        TimerRepository(session).set_timer(TimerKind.DISPATCH, offer.offer_id, pause_ends_at)
    session.flush()
    came_back(session, deps.settings, call, at)
    deps.journal.add(EventKind.CALL_REQUEUED, call.call_id, topics=[], at=at)
    if call.undialled:
        _callback_refused(session, deps, offer, call, queue, outcome, at)
    if outcome is OfferOutcome.NOT_ANSWERED:
        _count_miss(session, deps, agent, offer, call, queue, at)
    else:
        announce_offer_end(deps, offer, call, queue, at)
    return agent


def _callback_refused(
    session: Session, deps: Deps, offer: OfferRow, call: CallRow, queue: QueueRow, outcome: OfferOutcome, at: datetime
) -> None:
    """An agent has not taken a callback. Whoever refuses one of their own keeps nobody else from it."""
    if outcome is not OfferOutcome.WITHDRAWN and call.preferred_agent_id == offer.agent_id:
        call.preferred_until_at = None
        session.flush()
    facts, agent_id, why = facts_of(call, queue), offer.agent_id, _RETURNED_WHY[outcome]
    ask_host(
        session,
        "callback_returned",
        lambda: deps.host.callback_returned(session, facts, agent_id=agent_id, at=at, why=why),
        otherwise=None,
    )


def announce_offer_end(deps: Deps, offer: OfferRow, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """Tell the agent that the offer has ended, and what has become of the call."""
    # What the carrier and other agents may do with the call is no longer this agent's: no actions are named.
    left = call_snapshot(call, queue).model_copy(update={"allowed": frozenset(), "agent_id": None})
    if call.colleague_id == offer.agent_id:
        left = colleague_snapshot(call, queue).model_copy(update={"allowed": frozenset()})
    change = DeskChange(call=left, offer=offer_snapshot(offer), call_gone=True, offer_gone=True)
    topics = [agent_topic(offer.agent_id)]
    deps.journal.add(EventKind.OFFER_ENDED, offer.offer_id, topics=topics, change=change, at=at)


def _count_miss(
    session: Session, deps: Deps, agent: AgentRow, offer: OfferRow, call: CallRow, queue: QueueRow, at: datetime
) -> None:
    missed, too_often = agent_status(agent).missed(deps.settings.miss_limit)
    take_agent_step(session, agent, missed, at)
    if too_often:
        take_agent_step(session, agent, missed.after(AgentTrigger.MISSED_TOO_OFTEN), at)
    session.flush()
    announce_offer_end(deps, offer, call, queue, at)
    announce_agent(deps, agent, at)
    announce_day(session, deps, agent.agent_id, at)


def withdraw_offer(session: Session, deps: Deps, offer: OfferRow, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """End the offer of a call that has itself ended."""
    agent = AgentRepository(session).get_agent(offer.agent_id)
    close_offer(session, offer, agent, OfferOutcome.WITHDRAWN, at)
    announce_offer_end(deps, offer, call, queue, at)


def _ask_payload(
    session: Session,
    deps: Deps,
    call: CallRow,
    queue: QueueRow,
    agent_id: UUID,
    at: datetime,
    *,
    otherwise: dict[str, JsonValue] | None = None,
    foreseen: object | None = None,
) -> dict[str, JsonValue]:
    facts = facts_of(call, queue)

    def compose() -> dict[str, JsonValue]:
        if call.undialled:
            return deps.host.callback_payload(session, facts, agent_id=agent_id, at=at)
        return deps.host.caller_payload(session, facts, agent_id=agent_id, at=at, foreseen=foreseen)

    payload = ask_host(session, "caller_payload", compose, otherwise=otherwise)
    return deps.host.bare_payload(facts) if payload is None else payload
