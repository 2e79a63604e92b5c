"""A colleague stays in a conference as a guest, so that its agent may ask another: four are in the call then.

A guest is never held: they hear, and are heard by, all who are not. Nothing here commits.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.repository import AgentRepository
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.party_states import COLLEAGUE, GUEST
from telephony.calls.repository import PartyRepository
from telephony.calls.snapshots import status_of
from telephony.calls.states import Call
from telephony.colleagues.endings import announce_colleague
from telephony.contract import CallAction, CallState
from telephony.deps import Deps
from telephony.errors import CallTransitionRefusedError
from telephony.guests.endings import send_guest_away, tell_guest
from telephony.providers.base import OrderKind
from telephony.providers.repository import OutboxRepository
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.models import QueueRow
from telephony.transfers.states import TransferTrigger
from telephony.transfers.steps import step_transfer


def act_on_guest(session: Session, deps: Deps, call: CallRow, queue: QueueRow, action: CallAction) -> None:
    """Ask the carrier to keep the colleague of a conference as a guest, or have the guest be out at once.

    Raises:
        CallTransitionRefusedError: No conference with a colleague of ours is on, or there is no guest.
    """
    at, colleague_id = deps.now(), call.colleague_id
    removes = action is CallAction.REMOVE_GUEST
    if action not in status_of(call).allowed() or (colleague_id is None and not removes):
        raise CallTransitionRefusedError(state=call.state.value, action=action.value)
    if removes or colleague_id is None:
        send_guest_away(session, deps, call, at, queue=queue)
        settle(session, deps, queue.queue_group_id, QueueMoves(), at)
        return
    take_step(session, call, status_of(call).asked(action), at)
    endpoint = AgentRepository(session).get_agent(colleague_id).endpoint
    OutboxRepository(session).add_order(call, OrderKind.KEEP_GUEST, endpoint, at)
    session.flush()
    announce_colleague(deps, call, queue, at)


def guest_hangs_up(session: Session, deps: Deps, call: CallRow, queue: QueueRow) -> None:
    """The guest of a call leaves it."""
    at = deps.now()
    send_guest_away(session, deps, call, at, queue=queue)
    settle(session, deps, queue.queue_group_id, QueueMoves(), at)


def guest_moved(session: Session, deps: Deps, call: CallRow, queue: QueueRow, step: Call, at: datetime) -> bool:
    """The carrier has reported of a guest: the colleague is one from now on, or the guest's line has gone. Say whether
    it is so."""
    before = status_of(call)
    if step.guest is before.guest:
        return False
    if step.guest:
        _stay(session, deps, call, queue, step, at)
    else:
        take_step(session, call, step, at)
        send_guest_away(session, deps, call, at, line_stays=False, queue=queue)
    return True


def _stay(session: Session, deps: Deps, call: CallRow, queue: QueueRow, step: Call, at: datetime) -> None:
    guest_id = _somebody(call.colleague_id)
    take_step(session, call, step, at)
    call.guest_id, call.guest_since_at, call.colleague_id = guest_id, max(at, call.since_at), None
    session.flush()
    step_transfer(session, call, TransferTrigger.STAYED, at)
    parties = PartyRepository(session)
    parties.leave(call.call_id, call.guest_since_at, kind=COLLEAGUE)
    parties.join(call.call_id, f"{GUEST}:{guest_id}", GUEST, guest_id, call.guest_since_at)
    parties.stand(call.call_id, caller_held=call.state is CallState.HELD, agent_muted=call.muted)
    announce_colleague(deps, call, queue, at)
    tell_guest(deps, call, queue, at)


def _somebody(agent_id: UUID | None) -> UUID:
    if agent_id is None:
        raise LookupError("nobody")  # only a colleague of ours is asked to stay
    return agent_id
