"""A supervisor changes an agent's state. Nothing here commits.

Who may is the host's to say, before. What comes of it is decided under the lock by the same pure function that whoever
asks was told by.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.acting.repository import WaitingRepository
from telephony.acting.states import CHOICES, Facts, Standing, choosing, effects_of, points_to_front
from telephony.acting.telling import tell_agent
from telephony.agents.announcements import announce_agent
from telephony.agents.changes import take_step
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.service import change_agent_state, refuse_reason
from telephony.agents.snapshots import status_of
from telephony.callbacks.preview import give_back
from telephony.callbacks.states import ReturnedWhy
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.contract import AgentState, ChosenReason, StateEffect, StateWhen
from telephony.deps import Deps
from telephony.errors import AgentTransitionRefusedError, MendOvertakenError, ReasonNeededError
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.repository import QueueRepository
from telephony.supervision.refusal import refuse_while_supervising
from telephony.transfers.leaving import leave_to_queue
from telephony.transfers.repository import TransferRepository
from telephony.transfers.states import TransferTrigger
from telephony.wrap_up.service import close_by_hand

STATE_CHANGED: Final = "state_changed"


def facts_of(session: Session, agent: AgentRow, *, callbacks_due: bool = False) -> Facts:
    """Return what decides what may be done to an agent's state. `callbacks_due`: they have promised some, soon."""
    call = None if agent.call_id is None else CallRepository(session).get_call(agent.call_id)
    theirs = call is not None and call.agent_id == agent.agent_id
    return Facts(
        agent=status_of(agent),
        rings=agent.offer_id is not None,
        asked_for=agent.kept_for_id is not None,
        call_state=call.state if call is not None and theirs else None,
        direction=call.direction if call is not None and theirs else None,
        busy_with_colleague=call is not None and _is_passed_on(session, call),
        ending=call is not None and call.pending is not None,
        callbacks_due=callbacks_due,
    )


def change_state(
    session: Session,
    deps: Deps,
    agent_id: UUID,
    state: AgentState,
    when: StateWhen,
    *,
    by: UUID,
    reason: ChosenReason | None = None,
    note: str = "",
    told: Collection[StateEffect] | None = None,
    callbacks_due: bool = False,
) -> tuple[StateEffect, ...]:
    """Have the agent be `state`, and return what has come of it. For somebody who has no call, after the call is now.

    A caller is never lost by it: who speaks with the agent goes to the front of their queue, what rings at them goes
    back to its place. The agent is told.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
        AgentTransitionRefusedError: It cannot be done now: they are off the telephone, or are so already, or their call
            cannot go on without them.
        ReasonNeededError: Not ready without a reason.
        ReasonNotOfferedError: It is none that may be chosen now.
        SupervisingError: They are in another agent's call, and cannot be ready.
        MendOvertakenError: Something else than `told` would come of it now.
    """
    agent = AgentRepository(session).lock_agent(agent_id)
    if state is AgentState.NOT_READY and reason is None:
        raise ReasonNeededError
    refuse_reason(deps, reason)
    facts = facts_of(session, agent, callbacks_due=callbacks_due)
    if when is StateWhen.AFTER_CALL and effects_of(facts, state, when) is None and agent.call_id is None:
        when = StateWhen.NOW
    effects = effects_of(facts, state, when)
    if effects is None:
        action = CHOICES[state].value if state in CHOICES else state.value
        raise AgentTransitionRefusedError(state=agent.state.value, action=action)
    if told is not None and set(told) != set(effects):
        raise MendOvertakenError
    if state is AgentState.READY:
        refuse_while_supervising(session, agent_id)
    _do(session, deps, agent, state, when, reason, effects, by)
    detail = {"state": state.value, "when": when.value, "reason": "" if reason is None else reason.value, "text": note}
    tell_agent(session, deps, agent_id, STATE_CHANGED, detail, by=by, at=deps.now())
    return effects


def _do(
    session: Session,
    deps: Deps,
    agent: AgentRow,
    state: AgentState,
    when: StateWhen,
    reason: ChosenReason | None,
    effects: Collection[StateEffect],
    by: UUID,
) -> None:
    at = deps.now()
    if when is StateWhen.AFTER_CALL:
        take_step(session, agent, choosing(status_of(agent), state, reason), at, by=by)
        session.flush()
        announce_agent(deps, agent, at)
        return
    if StateEffect.CALLER_RETURNS in effects:
        _send_caller_back(session, deps, agent, state, reason, by)
    elif StateEffect.CALLBACK_RETURNS in effects:
        _send_callback_back(session, deps, agent, state, reason, at)
    elif StateEffect.WRAP_UP_ENDS in effects:
        take_step(session, agent, choosing(status_of(agent), state, reason), at)
        _end_wrap_up(session, deps, agent, by, at)
        settle(session, deps, agent.queue_group_id, QueueMoves(), at)
    else:
        change_agent_state(session, deps, agent.agent_id, CHOICES[state], reason, by=by)


def _send_caller_back(
    session: Session, deps: Deps, agent: AgentRow, state: AgentState, reason: ChosenReason | None, by: UUID
) -> None:
    """The customer goes to the front of their queue, and hears that; the agent's part is over, with its wrap-up."""
    at, moves = deps.now(), QueueMoves()
    take_step(session, agent, choosing(status_of(agent), state, reason), at)
    call = CallRepository(session).get_call(_own_call(agent))
    queue = QueueRepository(session).get_queue(call.queue_id)
    others = WaitingRepository(session).list_standings(queue_id=call.queue_id)
    points = points_to_front(
        Standing(call.enqueued_at, call.priority, call.urgent), others.values(), deps.settings.point_seconds
    )
    if call.preferred_agent_id == agent.agent_id:
        call.preferred_agent_id = call.preferred_until_at = None
    leave_to_queue(session, deps, call, queue, at, moves, trigger=TransferTrigger.REQUEUED, priority=points)
    session.flush()
    if agent.state is AgentState.WRAP_UP:
        _end_wrap_up(session, deps, agent, by, at)
    settle(session, deps, agent.queue_group_id, moves, at)


def _send_callback_back(
    session: Session, deps: Deps, agent: AgentRow, state: AgentState, reason: ChosenReason | None, at: datetime
) -> None:
    moves = QueueMoves()
    take_step(session, agent, choosing(status_of(agent), state, reason), at)
    call = CallRepository(session).get_call(_own_call(agent))
    give_back(session, deps, call, agent, ReturnedWhy.DESKTOP_LOST, moves)
    settle(session, deps, agent.queue_group_id, moves, at)


def _end_wrap_up(session: Session, deps: Deps, agent: AgentRow, by: UUID, at: datetime) -> None:
    call = CallRepository(session).get_call(_own_call(agent))
    close_by_hand(session, deps, agent, call, QueueRepository(session).get_queue(call.queue_id), at)
    take_step(session, agent, status_of(agent).work_done(), at, by=by)
    session.flush()
    announce_agent(deps, agent, at, call_gone=True)


def _is_passed_on(session: Session, call: CallRow) -> bool:
    return (
        call.colleague_state is not None
        or call.guest_id is not None
        or TransferRepository(session).find_open(call) is not None
    )


def _own_call(agent: AgentRow) -> UUID:
    if agent.call_id is None:
        raise LookupError(agent.agent_id)  # the table says that who is busy has one
    return agent.call_id
