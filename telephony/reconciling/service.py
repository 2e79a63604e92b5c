"""Sets right what looks wrong in the database, one thing in one transaction. Nothing here commits.

Each function locks the group, looks again, and does what the table says; where another server was faster it finds
nothing. It returns what it found.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.announcements import announce_agent
from telephony.agents.changes import take_step as take_agent_step
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import agent_snapshot
from telephony.agents.snapshots import status_of as agent_status
from telephony.agents.states import AgentTrigger
from telephony.callbacks.preview import gone_from_preview
from telephony.calls.changes import take_step
from telephony.calls.endings import begin_wrap_up
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import call_snapshot, preview_ends_at, status_of
from telephony.calls.states import CALLING, CallTrigger
from telephony.colleagues.service import end_colleague, set_dial_timer
from telephony.contract import AgentState, ColleagueOutcome, DeskChange, EventKind, OfferOutcome
from telephony.deps import Deps
from telephony.errors import AgentTransitionRefusedError, MendOvertakenError
from telephony.events.journal import agent_topic
from telephony.offers.models import OfferRow
from telephony.offers.repository import OfferRepository
from telephony.offers.service import announce_offer_end, close_offer, return_offer
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.reconciling.by_hand import Effect, free_effects
from telephony.reconciling.models import MendRow
from telephony.reconciling.repository import MendRepository, ReconcilingRepository
from telephony.reconciling.states import (
    DEEDS,
    Deed,
    Finding,
    agent_finding,
    call_finding,
    offer_finding,
)
from telephony.timers.actions import act_on_timer
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.repository import LegRepository
from telephony.transfers.steps import came_back
from telephony.wrap_up.service import close_by_hand, drop_limit, plan_of, set_limit_timer


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what a mend is about."""

    agent_id: UUID | None = None
    call_id: UUID | None = None
    offer_id: UUID | None = None


def record_mend(
    session: Session,
    deps: Deps,
    finding: Finding,
    subject: Subject,
    *,
    deed: Deed | None = None,
    by: UUID | None = None,
    reason: str = "",
) -> None:
    """Keep what was found and done; `by` and `reason` where a person asked for it."""
    MendRepository(session).add(
        MendRow(
            at=deps.now(),
            finding=finding,
            deed=deed or DEEDS[finding],
            agent_id=subject.agent_id,
            call_id=subject.call_id,
            offer_id=subject.offer_id,
            by_user_id=by,
            reason=reason[:200],
        )
    )


def check_told(told: Collection[str] | None, effects: Collection[Effect]) -> None:
    """Raises:
    MendOvertakenError: Something else than what was told would come of it now.
    """
    if told is not None and set(told) != {each.value for each in effects}:
        raise MendOvertakenError


def mend_agent(session: Session, deps: Deps, agent_id: UUID) -> Finding | None:
    """Set right what is wrong with an agent."""
    agent = AgentRepository(session).lock_agent(agent_id)
    facts = ReconcilingRepository(session).list_agent_facts(agent_id).get(agent_id)
    finding = None if facts is None else agent_finding(facts)
    if finding is None:
        return None
    subject = Subject(agent_id=agent_id, call_id=agent.call_id, offer_id=agent.offer_id)
    at = deps.now()
    match DEEDS[finding]:
        case Deed.BEGIN_WRAP_UP:
            call = CallRepository(session).get_call(_own_call(agent))
            queue = QueueRepository(session).get_queue(call.queue_id)
            begin_wrap_up(session, deps, call, queue, at, connecting=False)
        case Deed.PUT_ON_CALL:
            _put_on_call(session, deps, agent, CallRepository(session).get_call(_own_call(agent)))
        case Deed.END_RESERVATION:
            agent.offer_id = None
            agent.version += 1
            session.flush()
            change = DeskChange(agent=agent_snapshot(agent, deps.settings.miss_limit), offer_gone=True)
            topics = [agent_topic(agent_id)]
            deps.journal.add(EventKind.AGENT_STATE_CHANGED, agent_id, topics=topics, change=change, at=at)
        case Deed.SET_TIMER:
            set_limit_timer(session, agent, at)
        case _:
            take_agent_step(session, agent, agent_status(agent).after(AgentTrigger.FREED), at)
            announce_agent(deps, agent, at, call_gone=True)
    record_mend(session, deps, finding, subject)
    settle(session, deps, agent.queue_group_id, QueueMoves(), at)
    return finding


def mend_call(session: Session, deps: Deps, call_id: UUID) -> Finding | None:
    """Set right what is wrong with a live call."""
    call = CallRepository(session).lock_call(call_id)
    facts = ReconcilingRepository(session).list_call_facts(call_id).get(call_id)
    finding = None if facts is None else call_finding(facts)
    if finding is None:
        return None
    at, moves = deps.now(), QueueMoves()
    queue = QueueRepository(session).get_queue(call.queue_id)
    match DEEDS[finding]:
        case Deed.RETURN_CALL:
            take_step(session, call, status_of(call).after(CallTrigger.WITHDRAWN), at)
            session.flush()
            came_back(session, deps.settings, call, at)
            deps.journal.add(EventKind.CALL_REQUEUED, call_id, topics=[], at=at)
            moves.entered(queue.queue_id, call_id)
        case Deed.SET_TIMER:
            if call.state in CALLING:
                set_dial_timer(session, deps, call, call.since_at)
            elif (ends_at := preview_ends_at(call, queue)) is not None:
                TimerRepository(session).set_timer(TimerKind.PREVIEW_ENDS, call_id, max(at, ends_at))
            else:
                due_at = max(at, call.since_at + timedelta(seconds=deps.settings.connect_seconds))
                TimerRepository(session).set_timer(TimerKind.CONNECT_EXPIRES, call_id, due_at)
        case Deed.END_COLLEAGUE:
            end_colleague(session, deps, call, queue, ColleagueOutcome.AWAY, at)
        case _:
            if call.agent_id is None:
                return None  # the database holds that a handled call names its agent
            _put_on_call(session, deps, AgentRepository(session).get_agent(call.agent_id), call)
    return _mended(session, deps, finding, call, queue, moves)


def _mended(
    session: Session, deps: Deps, finding: Finding, call: CallRow, queue: QueueRow, moves: QueueMoves
) -> Finding:
    record_mend(session, deps, finding, Subject(agent_id=call.agent_id, call_id=call.call_id))
    settle(session, deps, queue.queue_group_id, moves, deps.now())
    return finding


def mend_offer(session: Session, deps: Deps, offer_id: UUID) -> Finding | None:
    """Set right what is wrong with an open offer."""
    offers = OfferRepository(session)
    known = offers.find_offer(offer_id)
    if known is None:
        return None
    call = CallRepository(session).lock_call(known.call_id)
    facts = ReconcilingRepository(session).list_offer_facts(offer_id).get(offer_id)
    finding = None if facts is None else offer_finding(facts)
    if finding is None:
        return None
    offer = offers.get_offer(offer_id)
    at, moves = deps.now(), QueueMoves()
    queue = QueueRepository(session).get_queue(call.queue_id)
    agent = AgentRepository(session).get_agent(offer.agent_id)
    other = None if agent.offer_id == offer_id else agent.offer_id
    match DEEDS[finding]:
        case Deed.SET_TIMER:
            TimerRepository(session).set_timer(TimerKind.OFFER_EXPIRES, offer_id, offer.expires_at)
        case Deed.RETURN_CALL:
            return_offer(session, deps, offer, call, queue, OfferOutcome.WITHDRAWN, at)
            moves.came_back(call)
        case _:
            close_offer(session, offer, agent, OfferOutcome.WITHDRAWN, at)
            announce_offer_end(deps, offer, call, queue, at)
    if other is not None:  # what ended was never what reserves them
        agent.offer_id = other
        session.flush()
    record_mend(session, deps, finding, Subject(offer.agent_id, call.call_id, offer_id))
    settle(session, deps, queue.queue_group_id, moves, at)
    return finding


def run_late_timer(session: Session, deps: Deps, timer_id: UUID, kind: TimerKind, subject_id: UUID) -> Finding | None:
    """Act on a timer that nobody has acted on in time."""
    wraps_up = AgentRepository(session).find_agent(subject_id) if kind is TimerKind.WRAP_UP_ENDS else None
    wrapped_id = None if wraps_up is None else wraps_up.call_id
    if not act_on_timer(session, deps, timer_id, kind, subject_id):
        return None
    if kind is TimerKind.WRAP_UP_ENDS:
        subject = Subject(subject_id, wrapped_id)
    elif kind in {TimerKind.OFFER_EXPIRES, TimerKind.DISPATCH}:
        subject = Subject(offer_id=subject_id)
    elif kind in {TimerKind.CALLBACK_DUE, TimerKind.MOVE_ENDS, TimerKind.HELP_ESCALATES}:
        subject = Subject()
    else:
        subject = Subject(call_id=subject_id)
    record_mend(session, deps, Finding.TIMER_NOT_RUN, subject)
    return Finding.TIMER_NOT_RUN


def offer_who_waits(session: Session, deps: Deps, group_id: UUID) -> Finding | None:
    """Offer what can be offered in a group; who is offered only now was forgotten."""
    QueueRepository(session).lock_group(group_id)
    at, moves = deps.now(), QueueMoves()
    settle(session, deps, group_id, moves, at)
    for call_id in moves.ended():
        record_mend(session, deps, Finding.CALL_NOT_OFFERED, Subject(call_id=call_id))
    return Finding.CALL_NOT_OFFERED if moves.ended() else None


def free_agent(
    session: Session,
    deps: Deps,
    agent_id: UUID,
    *,
    by: UUID | None,
    reason: str,
    told: Collection[str] | None = None,
) -> None:
    """Free an agent by hand: an offer goes back to its queue, a wrap-up ends, and they are not ready.

    `told` are the effects that whoever asks was told of; None where nobody was.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
        AgentTransitionRefusedError: Offline; or on a call that is on, and really theirs: end that one.
        MendOvertakenError: Something else than what was told would come of it now.
    """
    agent = AgentRepository(session).lock_agent(agent_id)
    facts = ReconcilingRepository(session).list_agent_facts(agent_id)[agent_id]
    effects = free_effects(facts)
    if not effects:
        raise AgentTransitionRefusedError(state=agent.state.value, action=Deed.FREE_AGENT.value)
    check_told(told, effects)
    at, moves = deps.now(), QueueMoves()
    subject = Subject(agent_id, agent.call_id, agent.offer_id)
    gone_from_preview(session, deps, agent, moves)
    step = agent_status(agent).after(AgentTrigger.FREED)
    if agent.offer_id is not None:
        _give_offer_back(session, deps, agent, moves)
    if agent.call_id is not None and facts.call_is_theirs:
        call = CallRepository(session).get_call(agent.call_id)
        close_by_hand(session, deps, agent, call, QueueRepository(session).get_queue(call.queue_id), at)
    take_agent_step(session, agent, step, at, by=by)
    session.flush()
    announce_agent(deps, agent, at, call_gone=True)
    record_mend(session, deps, Finding.BY_HAND, subject, deed=Deed.FREE_AGENT, by=by, reason=reason)
    settle(session, deps, agent.queue_group_id, moves, at)


def _own_call(agent: AgentRow) -> UUID:
    if agent.call_id is None:
        raise LookupError(agent.agent_id)  # what was found says that there is one
    return agent.call_id


def _put_on_call(session: Session, deps: Deps, agent: AgentRow, call: CallRow) -> None:
    """Have the agent's row say what the call says. Whatever else rings at them goes back."""
    at, moves = deps.now(), QueueMoves()
    queue = QueueRepository(session).get_queue(call.queue_id)
    if agent.offer_id is not None:
        _give_offer_back(session, deps, agent, moves)
    _leave_wrap_up(session, deps, agent, call, at)
    status, plan = agent_status(agent), plan_of(queue)
    if agent.state is not AgentState.ON_CALL:
        step = status.after(AgentTrigger.FOUND_ON_CALL).with_wrap_up(plan)
        take_agent_step(session, agent, step, at, call_id=call.call_id)
    else:  # on a call that is not theirs
        take_agent_step(session, agent, status.with_wrap_up(plan), at)
        agent.call_id = call.call_id
    session.flush()
    change = DeskChange(agent=agent_snapshot(agent, deps.settings.miss_limit), call=call_snapshot(call, queue))
    topics = [agent_topic(agent.agent_id)]
    deps.journal.add(EventKind.AGENT_STATE_CHANGED, agent.agent_id, topics=topics, change=change, at=at)
    settle(session, deps, agent.queue_group_id, moves, at)


def _leave_wrap_up(session: Session, deps: Deps, agent: AgentRow, call: CallRow, at: datetime) -> None:
    """The agent's wrap-up is over, for `call` is theirs now; one of another call ends as where they are freed."""
    if agent.state is not AgentState.WRAP_UP or agent.call_id is None:
        return
    if agent.call_id == call.call_id:
        drop_limit(session, agent)
        return
    wrapped = CallRepository(session).get_call(agent.call_id)
    own = wrapped.agent_id == agent.agent_id and wrapped.wrapped_up_at is None
    if own or LegRepository(session).find_wrapping_up(wrapped.call_id, agent.agent_id) is not None:
        queue = QueueRepository(session).get_queue(wrapped.queue_id)
        close_by_hand(session, deps, agent, wrapped, queue, at)


def _give_offer_back(session: Session, deps: Deps, agent: AgentRow, moves: QueueMoves) -> None:
    offer = OfferRepository(session).find_offer(agent.offer_id) if agent.offer_id is not None else None
    if not _is_open(offer) or offer is None:
        agent.offer_id = None
        session.flush()
        return
    call = CallRepository(session).get_call(offer.call_id)
    queue = QueueRepository(session).get_queue(call.queue_id)
    return_offer(session, deps, offer, call, queue, OfferOutcome.WITHDRAWN, deps.now())
    moves.came_back(call)


def _is_open(offer: OfferRow | None) -> bool:
    return offer is not None and offer.outcome is OfferOutcome.OPEN
