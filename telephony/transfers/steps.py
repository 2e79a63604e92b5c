"""Takes a step of a transfer in its row. Callers hold the group's lock, and tell of the call after it."""

from datetime import datetime

from sqlalchemy.orm import Session

from telephony.agents.repository import AgentRepository
from telephony.calls.models import CallRow
from telephony.calls.states import SPEAKING
from telephony.contract import CallerTold, TransferOutcome, TransferState
from telephony.providers.base import OrderKind
from telephony.providers.repository import OutboxRepository
from telephony.settings import TelephonySettings
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.models import TransferRow
from telephony.transfers.repository import TransferRepository
from telephony.transfers.states import ENDS, TransferTrigger, after, outcome_of
from telephony.transfers.telling import tell


def step_transfer(
    session: Session,
    call: CallRow,
    trigger: TransferTrigger,
    at: datetime,
    *,
    outcome: TransferOutcome | None = None,
) -> TransferRow | None:
    """Bring the call's open transfer to where `trigger` takes it, and return it; None where that changes nothing.

    `outcome` says more of why it ended than the trigger does. Nothing is read for a call that never had a transfer.
    """
    transfer = TransferRepository(session).find_open(call)
    if transfer is None:
        return None
    state = after(transfer.state, trigger)
    if state is transfer.state:
        return None
    at = max(at, transfer.since_at)
    ended = outcome_of(transfer.state, trigger, agent_gone=transfer.agent_gone)
    if trigger is TransferTrigger.JOINED:
        transfer.joined_at = at
    if state is not TransferState.RINGING:
        transfer.expires_at = transfer.expires_at if state is TransferState.BLIND else None
    transfer.state, transfer.since_at = state, at
    if state in ENDS:
        transfer.outcome, transfer.ended_at = outcome or ended, at
    call.version += 1
    session.flush()
    return transfer


def watch_caller(session: Session, call: CallRow, at: datetime) -> None:
    """A colleague is in a call no more: where its agent has gone too, the caller is not left alone."""
    transfer = TransferRepository(session).find_last(call)
    if transfer is not None and transfer.agent_gone and call.state in SPEAKING:
        TimerRepository(session).set_timer(TimerKind.CALLER_ALONE, call.call_id, at)


def came_back(session: Session, settings: TelephonySettings, call: CallRow, at: datetime) -> None:
    """Whoever was asked to take a caller whom an agent had left has not: the caller is back in the queue, and that
    agent is asked first, where they are free."""
    transfer = step_transfer(session, call, TransferTrigger.REQUEUED, at)
    if transfer is not None:
        call.preferred_agent_id, call.preferred_until_at, call.team_until_at = transfer.from_agent_id, None, None
        session.flush()
        # Their line is out of the room by now; that it is, is said to the caller with the words.
        first = AgentRepository(session).get_agent(transfer.from_agent_id)
        words = tell(session, settings, call, CallerTold.BACK_IN_QUEUE)
        OutboxRepository(session).add_order(call, OrderKind.REMOVE_AGENT, first.endpoint, at, spoken=words)
