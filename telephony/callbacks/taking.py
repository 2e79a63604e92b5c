"""An agent takes a callback by hand, from a list of theirs, before it is offered to anybody. Nothing here commits."""

from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import agent_snapshot
from telephony.agents.snapshots import status_of as agent_status
from telephony.callbacks.due import queue_item
from telephony.callbacks.endings import end_undialled
from telephony.callbacks.models import CallbackItemRow
from telephony.callbacks.preview import begin_preview
from telephony.callbacks.repository import CallbackItemRepository
from telephony.callbacks.states import ItemState, ItemTrigger, after
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import call_snapshot
from telephony.contract import CallState, DeskChange, EventKind
from telephony.deps import Deps
from telephony.errors import AgentNotFoundError, CallbackGoneError, CallbackTakenError, CallIsRingingError
from telephony.events.journal import agent_topic
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.models import QueueRow
from telephony.queues.repository import MemberRepository, QueueRepository
from telephony.supervision.refusal import refuse_while_supervising
from telephony.wrap_up.service import plan_of


def take_item(session: Session, deps: Deps, agent_id: UUID, item_id: UUID) -> UUID:
    """Have an agent look at this callback now, whether or not its time has come, and return its call. Who was not ready
    for calls is so again after it.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
        AgentTransitionRefusedError: They have a call, or are not there.
        CallbackGoneError: It is over, or was never placed.
        CallbackTakenError: Somebody else has it, or is offered it.
        CallIsRingingError: A call is offered to the agent.
        SupervisingError: They are in another agent's call.
    """
    group_id = _lock_groups(session, agent_id, item_id)
    agent = AgentRepository(session).get_agent(agent_id)
    if agent.offer_id is not None:
        raise CallIsRingingError
    refuse_while_supervising(session, agent_id)
    row = CallbackItemRepository(session).lock_item(item_id)
    if row is None or row.state is ItemState.DONE or row.withdrawn:
        raise CallbackGoneError
    at, moves, others = deps.now(), QueueMoves(), QueueMoves()
    call = _waiting_call(session, row)
    if call is not None and (row.moved or group_id != agent.queue_group_id):
        queue = QueueRepository(session).get_queue(call.queue_id)
        end_undialled(session, deps, call, queue, at, moves if group_id == agent.queue_group_id else others)
        row.state, row.moved, call = after(row.state, ItemTrigger.PLACED), False, None
        session.flush()
    if call is None:
        queue = _queue_for(session, agent, row)
        call = queue_item(session, deps, row, queue, at)
    else:
        queue = QueueRepository(session).get_queue(call.queue_id)
        moves.left(queue.queue_id, call.call_id)
    begin_preview(session, deps, row, call, queue, agent, agent_status(agent).dialling(plan_of(queue)), at)
    change = DeskChange(agent=agent_snapshot(agent, deps.settings.miss_limit), call=call_snapshot(call, queue))
    topics = [agent_topic(agent_id)]
    deps.journal.add(EventKind.CALL_ACCEPTED, call.call_id, topics=topics, change=change, at=at)
    settle(session, deps, agent.queue_group_id, moves, at)
    if group_id != agent.queue_group_id:
        settle(session, deps, group_id, others, at)
    return call.call_id


def _lock_groups(session: Session, agent_id: UUID, item_id: UUID) -> UUID:
    """Lock the agent's group and the item's, and return the latter; always in one order."""
    agents, items = AgentRepository(session), CallbackItemRepository(session)
    agent = agents.find_agent(agent_id)
    if agent is None:
        raise AgentNotFoundError(agent_id=str(agent_id))
    group_id = items.find_group(item_id)
    if group_id is None:
        raise CallbackGoneError
    for each in sorted({agent.queue_group_id, group_id}):
        QueueRepository(session).lock_group(each)
    if items.find_group(item_id) != group_id or agents.get_agent(agent_id).queue_group_id != agent.queue_group_id:
        raise CallbackTakenError  # it, or they, changed groups in this moment
    return group_id


def _waiting_call(session: Session, row: CallbackItemRow) -> CallRow | None:
    """Return the call of an item that nobody has; None where it has none."""
    if row.state is ItemState.PLACED or row.call_id is None:
        return None
    call = CallRepository(session).get_call(row.call_id)
    if call.state is not CallState.QUEUED or row.state is not ItemState.QUEUED:
        raise CallbackTakenError
    return call


def _queue_for(session: Session, agent: AgentRow, row: CallbackItemRow) -> QueueRow:
    """Return the item's queue where it is of the agent's group, else one that they serve, as which they wrap up."""
    queue = QueueRepository(session).get_queue(row.queue_id)
    if queue.queue_group_id == agent.queue_group_id:
        return queue
    served = MemberRepository(session).list_queue_ids_of(agent.agent_id)
    own = [each for each in QueueRepository(session).list_queues(agent.queue_group_id) if not each.retired]
    return next((each for each in own if each.queue_id in served), own[0])
