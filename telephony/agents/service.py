"""What an agent does with their own state. Nothing here commits, or reads the desk: who shows it asks for it."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.acting.moves import end_of_one_who_went
from telephony.agents.announcements import announce_agent
from telephony.agents.changes import take_step
from telephony.agents.flaps import WITHIN, is_limited, seconds_to_wait
from telephony.agents.models import AgentRow, AgentStateRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import status_of
from telephony.agents.states import BUSY, Agent, AgentTrigger, trigger_of
from telephony.callbacks.preview import gone_from_preview
from telephony.calls.repository import CallRepository
from telephony.contract import (
    AgentAction,
    AgentHistory,
    AgentState,
    AgentStretch,
    ChosenReason,
    OfferOutcome,
)
from telephony.deps import Deps
from telephony.errors import (
    AgentTransitionRefusedError,
    NotYourCallError,
    ReasonNotOfferedError,
    StateChangesTooFastError,
)
from telephony.offers.repository import OfferRepository
from telephony.offers.service import return_offer
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.repository import MemberRepository, QueueRepository
from telephony.supervision.refusal import refuse_while_supervising
from telephony.times import utc
from telephony.transcripts.service import forget_words
from telephony.wrap_up.service import ask_of_wrap_up, end_work, outcome_chosen


def sign_in_agent(session: Session, deps: Deps, agent_id: UUID, *, endpoint: str = "", team: str = "") -> None:
    """Have the person be an agent, not ready (signed in).

    One who is in the middle of a call, or of anything else, stays where they are: only the desktop is new.
    `endpoint` names their line to the carrier; empty gives them one of their own. `team` is the service team they
    belong to.
    """
    group_id = _group_for(session, deps, agent_id)
    known = AgentRepository(session).find_agent(agent_id)
    # Who has changed groups is of both until here. In one order, or two who change places would wait for each other.
    held = {group_id} if known is None else {group_id, known.queue_group_id}
    for each in sorted(held):
        QueueRepository(session).lock_group(each)
    at = deps.now()
    agent = AgentRepository(session).find_agent(agent_id)
    if agent is None:
        agent = AgentRow(
            agent_id=agent_id,
            queue_group_id=group_id,
            endpoint=endpoint or f"agent:{agent_id}",
            team=team,
            state=AgentState.OFFLINE,
            since_at=at,
            idle_since_at=at,
            misses=0,
            version=1,
        )
        session.add(agent)
        session.flush()
        session.add(AgentStateRow(agent_id=agent_id, state=AgentState.OFFLINE, began_at=at))
        session.flush()
    elif agent.queue_group_id not in held:  # at another desktop, just now
        agent = AgentRepository(session).lock_agent(agent_id)
    if agent.state is AgentState.OFFLINE:
        end_of_one_who_went(session, deps, agent_id)
        agent.queue_group_id = group_id
        agent.endpoint = endpoint or agent.endpoint
        agent.team = team
        take_step(session, agent, status_of(agent).after(AgentTrigger.SIGNED_IN), at)
        announce_agent(deps, agent, at)


def sign_out_agent(session: Session, deps: Deps, agent_id: UUID) -> None:
    """Have the agent go offline; an open offer goes back. Nothing for somebody who is no agent, or offline.

    A callback that they look at goes back. During a call or its wrap-up they stay in it, and are offline after it:
    else the clock that ends a wrap-up would make somebody ready who has gone home.
    """
    agent = AgentRepository(session).find_agent(agent_id)
    if agent is None or agent.state is AgentState.OFFLINE:
        return
    agent = AgentRepository(session).lock_agent(agent_id)
    moves = QueueMoves()
    if gone_from_preview(session, deps, agent, moves, offline=True):
        settle(session, deps, agent.queue_group_id, moves, deps.now())
    if agent.state is not AgentState.OFFLINE:
        after_call = agent.state in BUSY
        change_agent_state(session, deps, agent_id, AgentAction.GO_OFFLINE, after_call=after_call)


def change_agent_state(
    session: Session,
    deps: Deps,
    agent_id: UUID,
    action: AgentAction,
    reason: ChosenReason | None = None,
    *,
    planned_seconds: int | None = None,
    after_call: bool = False,
    by: UUID | None = None,
) -> None:
    """Do what the agent asks; with `after_call` once the work of their present call is done. `by` is a supervisor who
    asks for it now in their place.

    An open offer goes back to its queue with its place kept: as declined where the agent turns not ready, as
    withdrawn where they go away, or a supervisor has it so. `planned_seconds` is how long they mean to be not ready;
    whoever says nothing has no planned end.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
        AgentTransitionRefusedError: The agent's state does not allow it now.
        ReasonNeededError: Not ready without a reason.
        ReasonNotOfferedError: It is none that may be chosen now.
        StateChangesTooFastError: The agent has changed their state too often just now.
        SupervisingError: They are in another agent's call.
    """
    refuse_reason(deps, reason)
    agent = AgentRepository(session).lock_agent(agent_id)
    at, trigger = deps.now(), trigger_of(action)
    if after_call:
        take_step(session, agent, status_of(agent).choosing_next(action, reason, planned_seconds), at)
    elif trigger is None:
        ask_of_wrap_up(session, agent, action, at)
    else:
        step = status_of(agent).after(trigger, reason)
        if step.state is AgentState.READY:
            refuse_while_supervising(session, agent_id)
        if by is None:
            _refuse_haste(session, agent, action, at)
        _change_now(session, deps, agent, step, planned_seconds, at, by)
        return
    session.flush()
    announce_agent(deps, agent, at)


def refuse_reason(deps: Deps, reason: ChosenReason | None) -> None:
    """Raises ReasonNotOfferedError: The reason is none that may be chosen now."""
    if reason is not None and reason not in deps.settings.not_ready_reasons:
        raise ReasonNotOfferedError(reason=reason.value)


def _refuse_haste(session: Session, agent: AgentRow, action: AgentAction, at: datetime) -> None:
    if not is_limited(agent.state, action):
        return
    seconds = seconds_to_wait(AgentRepository(session).list_chosen_since(agent.agent_id, at - WITHIN), at)
    if seconds:
        raise StateChangesTooFastError(seconds=seconds)


def _change_now(
    session: Session,
    deps: Deps,
    agent: AgentRow,
    step: Agent,
    planned_seconds: int | None,
    at: datetime,
    by: UUID | None,
) -> None:
    moves = QueueMoves()
    if agent.offer_id is not None:
        own = by is None and step.state is not AgentState.OFFLINE
        outcome = OfferOutcome.DECLINED if own else OfferOutcome.WITHDRAWN
        offer = OfferRepository(session).get_offer(agent.offer_id)
        call = CallRepository(session).get_call(offer.call_id)
        queue = QueueRepository(session).get_queue(call.queue_id)
        return_offer(session, deps, offer, call, queue, outcome, at)
        moves.came_back(call)
    take_step(session, agent, step, at, by=by)
    away = step.state is AgentState.NOT_READY and planned_seconds is not None
    agent.planned_end_at = at + timedelta(seconds=planned_seconds or 0) if away else None
    session.flush()
    announce_agent(deps, agent, at)
    settle(session, deps, agent.queue_group_id, moves, at)


def history_of(session: Session, agent_id: UUID, limit: int) -> AgentHistory:
    """Return the agent's last `limit` states, the newest first, each with what brought it about."""
    return AgentHistory(
        stretches=tuple(
            AgentStretch(
                state=row.state,
                reason=row.given_reason,
                cause=row.cause,
                call_id=row.call_id,
                began_at=utc(row.began_at),
                ended_at=None if row.ended_at is None else utc(row.ended_at),
            )
            for row in AgentRepository(session).list_stretches(agent_id, limit)
        )
    )


def finish_wrap_up(
    session: Session, deps: Deps, agent_id: UUID, call_id: UUID, *, locked: AgentRow | None = None
) -> None:
    """End the agent's wrap-up of this call, whose record the host has ended: the call counts as handled.

    `locked` is the agent, where whoever asks has locked them in this transaction already.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
        AgentTransitionRefusedError: Not in wrap-up: the call is still on, or it was finished before.
        NotYourCallError: In wrap-up of another call.
        WrapUpNotOverError: Its time is fixed, and not up.
    """
    agent = locked or AgentRepository(session).lock_agent(agent_id)
    if agent.state is not AgentState.WRAP_UP:
        raise AgentTransitionRefusedError(state=agent.state.value, action=AgentTrigger.WORK_DONE.value)
    if agent.call_id != call_id:
        raise NotYourCallError(call_id=str(call_id))
    plan = status_of(agent).wrap_up
    if plan is not None:
        plan.check_may_end()
    at = deps.now()
    forget_words(session, deps, call_id)
    end_work(session, deps, agent, CallRepository(session).get_call(call_id), at)
    settle(session, deps, agent.queue_group_id, QueueMoves(), at)


def note_outcome(session: Session, deps: Deps, agent_id: UUID, call_id: UUID) -> None:
    """The agent has chosen what a call of theirs came to: where that was all that kept them, they are free.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
        CallNotFoundError: No such call.
    """
    agent = AgentRepository(session).lock_agent(agent_id)
    call = CallRepository(session).get_call(call_id)
    at = deps.now()
    if outcome_chosen(session, deps, agent, call, QueueRepository(session).get_queue(call.queue_id), at):
        settle(session, deps, agent.queue_group_id, QueueMoves(), at)


def _group_for(session: Session, deps: Deps, agent_id: UUID) -> UUID:
    group_id = MemberRepository(session).find_group_of_member(agent_id)
    if group_id is not None:
        return group_id
    queue = QueueRepository(session).find_by_code(deps.settings.default_queue)
    if queue is None:
        raise LookupError(f"no queue {deps.settings.default_queue!r}: ensure_queues has not run")
    return queue.queue_group_id
