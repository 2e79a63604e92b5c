"""The seat: one active desktop an agent, and what becomes of the agent when it falls silent. Nothing here commits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.announcements import announce_agent
from telephony.agents.changes import take_step
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import status_of
from telephony.agents.states import AgentTrigger
from telephony.callbacks.preview import gone_from_preview
from telephony.calls.repository import CallRepository
from telephony.contract import AgentAction, AgentState, DeskChange, EventKind, OfferOutcome
from telephony.deps import Deps
from telephony.events.journal import agent_topic
from telephony.offers.repository import OfferRepository
from telephony.offers.service import return_offer
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.repository import QueueRepository
from telephony.seats.models import SeatRow
from telephony.seats.repository import SeatRepository
from telephony.seats.snapshots import seat_snapshot
from telephony.seats.states import SeatDeed, deed_for, heard_of
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.following import desktop_lost


def take_seat(
    session: Session, deps: Deps, agent_id: UUID, session_id: UUID, machine_at: datetime, *, only_if_free: bool = False
) -> None:
    """Make the desktop of this sign-in the agent's active one; the one that was so before is told.

    The agent stays as they are: an offer goes on ringing and a call goes on, at the new desktop. `only_if_free` leaves
    the seat to whoever has it.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
    """
    seats = SeatRepository(session)
    seat = seats.find_seat(agent_id)
    if _is_settled(seat, session_id, only_if_free=only_if_free):
        return  # at every reconnect: nothing is locked for it
    agent = AgentRepository(session).lock_agent(agent_id)
    seat = seats.find_seat(agent_id)
    if _is_settled(seat, session_id, only_if_free=only_if_free):
        return
    at = deps.now()
    if seat is not None and seat.session_id is None:
        _stay(session, deps, agent, at)
    if seat is None:
        seat = SeatRow(agent_id=agent_id, session_id=session_id, taken_at=at, version=1)
        seats.add(seat)
    else:
        seat.session_id, seat.taken_at, seat.version = session_id, at, seat.version + 1
        if seat.beat_at is not None:
            seat.beat_at = machine_at  # the new desktop gets its own time to be heard
        session.flush()
    _announce_seat(deps, seat, at)
    if agent.desktop_lost_at is not None:
        _come_back(session, deps, agent, at)


def leave_seat(session: Session, deps: Deps, agent_id: UUID, session_id: UUID) -> bool:
    """Free the seat that this sign-in has; say whether it had it."""
    seats = SeatRepository(session)
    seat = seats.find_seat(agent_id)
    if seat is None or seat.session_id != session_id:
        return False
    AgentRepository(session).lock_agent(agent_id)
    seat = seats.find_seat(agent_id)
    if seat is None or seat.session_id != session_id:
        return False
    at = deps.now()
    seat.session_id, seat.beat_at, seat.taken_at, seat.version = None, None, at, seat.version + 1
    session.flush()
    _announce_seat(deps, seat, at)
    return True


def look_after_desktop(session: Session, deps: Deps, agent_id: UUID, able_since: datetime, now: datetime) -> SeatDeed:
    """See how the agent's desktop is heard, do what follows from it, and return what that was.

    `now` and `able_since`, since when this server could hear, are the machine's. Safe from several servers at once.
    """
    agent = AgentRepository(session).lock_agent(agent_id)
    seat = SeatRepository(session).find_seat(agent_id)
    if seat is None or seat.beat_at is None:
        return SeatDeed.NOTHING
    heard = heard_of(seat.beat_at, able_since, now)
    deed = deed_for(heard, agent.state, agent.given_reason, lost=agent.desktop_lost_at is not None)
    at = deps.now()
    match deed:
        case SeatDeed.LOSE:
            _lose(session, deps, agent, at, now)
        case SeatDeed.RETURN:
            _come_back(session, deps, agent, at)
        case SeatDeed.LEAVE:
            take_step(session, agent, status_of(agent).after(AgentTrigger.DESKTOP_LOST), at)
            announce_agent(deps, agent, at)
        case SeatDeed.NOTHING:
            pass
    return deed


def _is_settled(seat: SeatRow | None, session_id: UUID, *, only_if_free: bool) -> bool:
    if seat is None:
        return False
    return seat.session_id == session_id or (only_if_free and seat.session_id is not None)


def _lose(session: Session, deps: Deps, agent: AgentRow, at: datetime, now: datetime) -> None:
    """No call is offered to the agent; one that rings goes back to its place, and is no miss of theirs. A caller whom
    they keep waiting to pass them on goes on without them, and a callback that they look at goes back too."""
    agent.desktop_lost_at = now
    session.flush()
    if agent.offer_id is None:
        if agent.state is AgentState.ON_CALL and agent.call_id is not None:
            moves = QueueMoves()
            if not gone_from_preview(session, deps, agent, moves):
                desktop_lost(session, deps, agent.call_id, agent.agent_id, moves)
            settle(session, deps, agent.queue_group_id, moves, at)
        return
    offer = OfferRepository(session).get_offer(agent.offer_id)
    call = CallRepository(session).get_call(offer.call_id)
    queue = QueueRepository(session).get_queue(call.queue_id)
    return_offer(session, deps, offer, call, queue, OfferOutcome.WITHDRAWN, at)
    moves = QueueMoves()
    moves.came_back(call)
    settle(session, deps, agent.queue_group_id, moves, at)


def _come_back(session: Session, deps: Deps, agent: AgentRow, at: datetime) -> None:
    agent.desktop_lost_at = None
    session.flush()
    if agent.call_id is not None:
        TimerRepository(session).clear_timer(TimerKind.HOLD_ALONE, agent.call_id)
    if agent.kept_for_id is not None and agent.is_free:
        TimerRepository(session).set_timer(TimerKind.KEPT_IS_FREE, agent.kept_for_id, at)
    settle(session, deps, agent.queue_group_id, QueueMoves(), at)


def _stay(session: Session, deps: Deps, agent: AgentRow, at: datetime) -> None:
    """Who signed out during a call, so that they were to be offline after it, is here again."""
    if agent.next_state is AgentState.OFFLINE:
        take_step(session, agent, status_of(agent).acting(AgentAction.CANCEL_NEXT), at)
        session.flush()
        announce_agent(deps, agent, at)


def _announce_seat(deps: Deps, seat: SeatRow, at: datetime) -> None:
    change = DeskChange(seat=seat_snapshot(seat))
    deps.journal.add(EventKind.SEAT_CHANGED, seat.agent_id, topics=[agent_topic(seat.agent_id)], change=change, at=at)
