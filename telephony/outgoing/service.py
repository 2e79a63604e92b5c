"""An agent calls a customer. Nothing here commits; the host has shown a preview, and writes its record beside ours."""

from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.changes import take_step as take_agent_step
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import agent_snapshot
from telephony.agents.snapshots import status_of as agent_status
from telephony.calls.endings import end_call
from telephony.calls.models import CallRow
from telephony.calls.snapshots import call_snapshot, status_of
from telephony.calls.states import CALLING, End
from telephony.colleagues.service import new_call, set_dial_timer
from telephony.contract import (
    CallDirection,
    CallState,
    DeskChange,
    EventKind,
)
from telephony.deps import Deps
from telephony.errors import (
    CallIsRingingError,
    NumberNotCallableError,
    OutgoingNumberUnknownError,
)
from telephony.events.journal import agent_topic
from telephony.outgoing.numbers import number_for, numbers_for
from telephony.providers.base import OrderKind
from telephony.providers.repository import OutboxRepository
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.models import QueueRow
from telephony.queues.repository import MemberRepository, QueueRepository
from telephony.settings import OutgoingNumber, TelephonySettings
from telephony.supervision.refusal import refuse_while_supervising
from telephony.wrap_up.service import plan_of

_NONE: Final = "-"
"""No number's code: who names none calls from none."""


def list_outgoing_numbers(session: Session, settings: TelephonySettings, agent_id: UUID) -> tuple[OutgoingNumber, ...]:
    """Return the numbers of ours from which an agent may call.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
    """
    agent = AgentRepository(session).get_agent(agent_id)
    return numbers_for(settings.outgoing_numbers, [queue.code for queue in _served(session, agent)])


def call_number(
    session: Session, deps: Deps, agent_id: UUID, number: str, *, outgoing_code: str, provider: str
) -> UUID:
    """Have the carrier call `number` (E.164) for the agent, who is busy from now on, and return the call.

    Agent and call change under the group's lock: an offer that came first is refused here, and one that comes after
    finds nobody ready.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
        AgentTransitionRefusedError: They have a call, or are not there.
        CallIsRingingError: A call is offered to them.
        NumberNotCallableError: It is no number, or one of our own.
        OutgoingNumberUnknownError: They may not call from this number of ours.
        SupervisingError: They are in another agent's call.
    """
    if not number.startswith("+") or number in {each.number for each in deps.settings.outgoing_numbers}:
        raise NumberNotCallableError
    agent = AgentRepository(session).lock_agent(agent_id)
    if agent.offer_id is not None:
        raise CallIsRingingError
    refuse_while_supervising(session, agent_id)
    served = _served(session, agent)
    if not served:
        raise OutgoingNumberUnknownError
    chosen = number_for(deps.settings.outgoing_numbers, [queue.code for queue in served], outgoing_code or _NONE)
    queue = next((queue for queue in served if queue.code in chosen.queues), served[0])
    at = deps.now()
    step = agent_status(agent).dialling(plan_of(queue))
    call = new_call(CallDirection.OUTBOUND, agent, queue, provider, at)
    call.caller_number, call.called_number = number, chosen.number
    session.add(call)
    session.flush()
    take_agent_step(session, agent, step, at, call_id=call.call_id)
    OutboxRepository(session).add_order(
        call, OrderKind.DIAL, agent.endpoint, at, ring_seconds=deps.settings.dial_seconds
    )
    set_dial_timer(session, deps, call, at)
    change = DeskChange(call=call_snapshot(call, queue), agent=agent_snapshot(agent, deps.settings.miss_limit))
    topics = [agent_topic(agent_id)]
    deps.journal.add(EventKind.CALL_DIALLED, call.call_id, topics=topics, change=change, at=at)
    settle(session, deps, agent.queue_group_id, QueueMoves(), at)
    return call.call_id


def dial_expired(session: Session, deps: Deps, call: CallRow) -> None:
    """Nobody has answered in time, and the carrier has not said so. The group is locked."""
    if call.state in CALLING:
        end = End.NO_ANSWER if call.state is CallState.ALERTING else End.CARRIER
        give_up_dialling(session, deps, call, end)


def give_up_dialling(session: Session, deps: Deps, call: CallRow, end: End) -> None:
    """End a call that nobody has answered, and have the carrier do the same: the agent waits no longer."""
    queue, at, moves = QueueRepository(session).get_queue(call.queue_id), deps.now(), QueueMoves()
    OutboxRepository(session).add_order(call, OrderKind.END_CALL, "", at)
    end_call(session, deps, call, queue, status_of(call).ended(end), at, moves)
    settle(session, deps, queue.queue_group_id, moves, at)


def _served(session: Session, agent: AgentRow) -> list[QueueRow]:
    ids = MemberRepository(session).list_queue_ids_of(agent.agent_id)
    return [queue for queue in QueueRepository(session).list_queues(agent.queue_group_id) if queue.queue_id in ids]
