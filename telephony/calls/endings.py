"""How calls end, and how an answered one goes back. Callers hold the group's lock and settle the queues after."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.announcements import announce_agent
from telephony.agents.changes import take_step as take_agent_step
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import status_of as agent_status
from telephony.agents.states import AgentTrigger
from telephony.asking import ask_host
from telephony.callbacks.endings import item_over
from telephony.callbacks.port import CallbackItem
from telephony.callbacks.service import place_item
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.party_states import AGENT
from telephony.calls.repository import PartyRepository
from telephony.calls.snapshots import colleague_snapshot, facts_of, status_of
from telephony.calls.states import CALLING, HANDLED, SPEAKING, WAITING, Call, CallTrigger
from telephony.colleagues.endings import end_internal, release_colleague
from telephony.contract import (
    CallDirection,
    CallState,
    ColleagueOutcome,
    ColleagueState,
    DeskChange,
    EndCause,
    EventKind,
    SupervisionOutcome,
)
from telephony.database import update_later
from telephony.deps import Deps
from telephony.errors import CallbackTakenError
from telephony.events.journal import agent_topic
from telephony.guests.endings import send_guest_away
from telephony.menu.walk import spoken
from telephony.offers.repository import OfferRepository
from telephony.offers.service import withdraw_offer
from telephony.providers.base import OrderKind
from telephony.providers.repository import OutboxRepository
from telephony.queues.choice import Turned
from telephony.queues.dispatch import QueueMoves
from telephony.queues.models import QueueRow
from telephony.recordings.service import not_heard
from telephony.supervision.endings import end_supervision
from telephony.surveys.service import call_over
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.keeping import stop_keeping
from telephony.transfers.states import TransferTrigger
from telephony.transfers.steps import came_back, step_transfer
from telephony.wrap_up.service import begin_wrap_up as begin_wrap_up_of

_TURNED: Final[Mapping[Turned, EndCause]] = MappingProxyType(
    {Turned.CLOSED: EndCause.TURNED_AWAY_CLOSED, Turned.FULL: EndCause.TURNED_AWAY_FULL}
)


def end_call(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, step: Call, at: datetime, moves: QueueMoves
) -> None:
    """Bring the call to its end `step`, wherever it stood; the agent who had it goes to wrap-up."""
    before, colleague = call.state, call.colleague_state
    # Read before anything is written: what is written then waits for the commit.
    handled_by = call.agent_id if before in HANDLED else None
    agent = None if handled_by is None else AgentRepository(session).get_agent(handled_by)
    if call.supervision_id is not None:
        goes_on = step.end_cause is EndCause.HANDED_OVER  # with somebody outside, who is nobody's to listen to
        end_supervision(session, deps, call, SupervisionOutcome.CALL_ENDED, at, line_stays=goes_on)
    if call.guest_id is not None:
        send_guest_away(session, deps, call, at, line_stays=step.end_cause is EndCause.HANDED_OVER)
    take_step(session, call, step, at)
    update_later(session, call)
    if call.item_id is not None:
        item_over(session, deps, call, queue, at)
    if call.transfer_id is not None:
        _end_transfer(session, deps, call, queue, colleague, at)
    if call.keeps_agent:
        stop_keeping(session, deps, call)
    # When the call says that it ended: a report that comes late may speak of a moment before its last change.
    PartyRepository(session).leave(call.call_id, call.since_at)
    if colleague is not None:
        _let_colleague_go(session, deps, call, queue, colleague, at)
    if before in CALLING:
        TimerRepository(session).clear_timer(TimerKind.DIAL_EXPIRES, call.call_id)
    if before in HANDLED:
        known = None if colleague is not None else agent  # letting a colleague go may have changed the agent
        begin_wrap_up(session, deps, call, queue, at, connecting=before is CallState.CONNECTING, agent=known)
        if before in SPEAKING:
            call_over(session, deps, call, queue, at)
            _tell_spoken_with(session, deps, call, queue, handled_by, at)
        if before is CallState.CONNECTING and _still_wished(call):
            _have_called_back(session, deps, call, queue, at)
        return
    deps.journal.add(EventKind.CALL_ENDED, call.call_id, topics=[], at=at)
    if before is CallState.QUEUED:
        moves.left(queue.queue_id, call.call_id)
    else:
        offer = OfferRepository(session).find_open(call.call_id)
        if offer is not None:
            withdraw_offer(session, deps, offer, call, queue, call.since_at)
    if call.answered_at is None or _still_wished(call):
        _have_called_back(session, deps, call, queue, at)


def _tell_spoken_with(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, agent_id: UUID | None, at: datetime
) -> None:
    """Tell the host that a caller has had a talk with an agent: one who was to be called back may need it no more."""
    if call.direction is not CallDirection.INBOUND or call.answered_at is None or agent_id is None:
        return
    facts = facts_of(call, queue)
    ask_host(
        session,
        "caller_spoken_with",
        lambda: deps.host.caller_spoken_with(session, facts, agent_id=agent_id, at=at),
        otherwise=None,
    )


def _still_wished(call: CallRow) -> bool:
    """Whether they asked to be called back and nobody has talked with them since: also where somebody did before, and
    passed them on to wait again."""
    wished_at = call.callback_wished_at
    return wished_at is not None and (call.answered_at is None or call.answered_at < wished_at)


def _have_called_back(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """Ask the host what becomes of a caller whom nobody talked with; who asked for it is called when their place
    comes."""
    facts = facts_of(call, queue)
    callback_id = ask_host(
        session,
        "call_ended_unanswered",
        lambda: deps.host.call_ended_unanswered(session, facts, at=at),
        otherwise=None,
    )
    if callback_id is not None and call.callback_wished_at is not None:
        # Where an agent has it already, it is in good hands, and there is no other place to keep.
        with suppress(CallbackTakenError):
            place_item(session, deps, _kept_place(call, queue, callback_id, at))


def _kept_place(call: CallRow, queue: QueueRow, callback_id: UUID, at: datetime) -> CallbackItem:
    """Return the callback of somebody who would rather be called back than wait on: it stands where they stood."""
    return CallbackItem(
        item_id=callback_id,
        queue_code=queue.code,
        not_before=at,
        enqueued_at=call.enqueued_at,
        priority=call.priority,
        urgent=call.urgent,
        keeps_place=True,
        agent_id=call.preferred_agent_id,
        agent_until=call.preferred_until_at,
        team=call.preferred_team,
        team_until=call.team_until_at,
    )


_LOST: Final[Mapping[EndCause, TransferTrigger]] = MappingProxyType(
    {EndCause.CARRIER_FAILED: TransferTrigger.CARRIER_LOST, EndCause.HANDED_OVER: TransferTrigger.HANDED_OVER}
)


def _end_transfer(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, colleague: ColleagueState | None, at: datetime
) -> None:
    """End the transfer of a call that has ended, and tell the colleague, whose own desk is then free of the call."""
    trigger = (
        TransferTrigger.CALLER_GONE
        if call.end_cause is None
        else _LOST.get(call.end_cause, TransferTrigger.CALLER_GONE)
    )
    session.flush()
    changed = step_transfer(session, call, trigger, at) is not None
    TimerRepository(session).clear_timer(TimerKind.OUTSIDE_EXPIRES, call.call_id)
    if changed and call.colleague_id is not None and colleague is not None:
        change = DeskChange(call=colleague_snapshot(call, queue))
        topics = [agent_topic(call.colleague_id)]
        deps.journal.add(EventKind.TRANSFER_CHANGED, call.call_id, topics=topics, change=change, at=at)


def turn_away(session: Session, deps: Deps, call: CallRow, turned: Turned, at: datetime) -> None:
    """End a call that has just arrived and that no queue takes; the carrier is asked to say why and to end it."""
    take_step(session, call, status_of(call).turned_away(_TURNED[turned]), at)
    session.flush()
    PartyRepository(session).leave(call.call_id, call.since_at)
    menu = deps.settings.menu
    prompt = None if menu is None else menu.closed if turned is Turned.CLOSED else menu.full
    words = spoken(menu, prompt, call.menu_language) if menu is not None and prompt is not None else ()
    OutboxRepository(session).add_order(call, OrderKind.END_CALL, "", at, spoken=words)
    deps.journal.add(EventKind.CALL_ENDED, call.call_id, topics=[], at=at)


def begin_wrap_up(
    session: Session,
    deps: Deps,
    call: CallRow,
    queue: QueueRow,
    at: datetime,
    *,
    connecting: bool,
    agent: AgentRow | None = None,
) -> None:
    """Have the agent of a call that has just ended wrap it up. `connecting`: their line was still to be joined.
    `agent` is who they are, where that has been read under the lock.

    A call between colleagues wants none."""
    if call.agent_id is None:
        return
    if call.direction is CallDirection.INTERNAL:
        end_internal(session, deps, call, queue, at)
        return
    if connecting:
        TimerRepository(session).clear_timer(TimerKind.CONNECT_EXPIRES, call.call_id)
    agent = agent or AgentRepository(session).get_agent(call.agent_id)
    begin_wrap_up_of(session, deps, agent, call, queue, at)


def _let_colleague_go(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, colleague: ColleagueState, at: datetime
) -> None:
    """The call into which a colleague was called has ended: it rings there no more, or they are free of it."""
    call.colleague_outcome = ColleagueOutcome.ENDED
    session.flush()
    if colleague is not ColleagueState.RINGING:
        release_colleague(session, deps, call, at)
        return
    offer = OfferRepository(session).find_open(call.call_id)
    if offer is not None:
        withdraw_offer(session, deps, offer, call, queue, at)


def return_unjoined(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime, moves: QueueMoves
) -> None:
    """Put an answered call whose agent's line could not be joined back into its queue, with its place kept.

    The agent turns not ready, or the same caller would come back to the same dead line.
    """
    if call.agent_id is None or call.state in WAITING:
        return
    agent = AgentRepository(session).get_agent(call.agent_id)
    take_step(session, call, status_of(call).after(CallTrigger.NOT_JOINED), at)
    take_agent_step(session, agent, agent_status(agent).after(AgentTrigger.NOT_JOINED), at)
    session.flush()
    TimerRepository(session).clear_timer(TimerKind.CONNECT_EXPIRES, call.call_id)
    # Should the line have been joined after all without our hearing of it, it must not stay in the room.
    OutboxRepository(session).add_order(call, OrderKind.REMOVE_AGENT, agent.endpoint, at)
    PartyRepository(session).leave(call.call_id, at, kind=AGENT)
    came_back(session, deps.settings, call, at)
    not_heard(call)
    moves.entered(queue.queue_id, call.call_id)
    facts = facts_of(call, queue)
    ask_host(
        session,
        "call_returned",
        lambda: deps.host.call_returned(session, facts, agent_id=agent.agent_id, at=at),
        otherwise=None,
    )
    deps.journal.add(EventKind.CALL_REQUEUED, call.call_id, topics=[], at=at)
    announce_agent(deps, agent, at, call_gone=True)
