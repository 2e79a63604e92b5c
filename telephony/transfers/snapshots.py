"""A transfer, and the parties of its call, as they cross the wire."""

from datetime import datetime

from sqlalchemy.orm import object_session

from telephony.calls.models import CallRow
from telephony.contract import (
    AskedNext,
    CallState,
    ColleagueState,
    PartySnapshot,
    PartyView,
    TransferKind,
    TransferSnapshot,
)
from telephony.numbers import masked
from telephony.times import utc
from telephony.transfers.asked import asked_snapshots
from telephony.transfers.models import TransferRow
from telephony.transfers.repository import AskedNextRepository, TransferRepository
from telephony.transfers.states import OPEN


def last_transfer(call: CallRow) -> TransferRow | None:
    """Return the call's last transfer. Nothing is read for a call that never had one, or for one not written yet."""
    session = object_session(call)
    return None if session is None or call.transfer_id is None else TransferRepository(session).find_last(call)


def asked_for(call: CallRow) -> AskedNext | None:
    """Return whom the agent of a call has asked for next. Nothing is read for a call that keeps nobody."""
    session = object_session(call)
    if session is None or not call.keeps_agent:
        return None
    row = AskedNextRepository(session).find_of_call(call.call_id)
    if row is None:
        return None
    return next(each for each in asked_snapshots(session, row.agent_id) if each.call_id == call.call_id)


def transfer_snapshot(row: TransferRow) -> TransferSnapshot:
    """Return the transfer; a number outside is masked."""
    return TransferSnapshot(
        transfer_id=row.transfer_id,
        kind=row.kind,
        state=row.state,
        from_agent_id=row.from_agent_id,
        to_agent_id=row.to_agent_id,
        to_queue_id=row.to_queue_id,
        to_number_masked=masked(row.to_number),
        began_at=utc(row.began_at),
        since_at=utc(row.since_at),
        expires_at=None if row.expires_at is None else utc(row.expires_at),
        outcome=row.outcome,
        told=row.told,
    )


def parties_of(call: CallRow, transfer: TransferRow) -> tuple[PartySnapshot, ...]:
    """Return how each party of a call stands that has, or had, a transfer: the caller, the agent who began it, and
    whoever was asked."""
    began = utc(call.since_at)
    parties = [PartySnapshot(kind="caller", state=_caller(call), since_at=began)]
    first, second = _agent(call, transfer, began), _asked(call, transfer, began)
    parties.append(PartySnapshot(kind="agent", agent_id=transfer.from_agent_id, state=first[0], since_at=first[1]))
    if second is not None:
        kind = "colleague" if transfer.to_agent_id is not None else "outside"
        asked = PartySnapshot(
            kind=kind,  # type: ignore[arg-type]
            agent_id=transfer.to_agent_id,
            state=second[0],
            since_at=second[1],
        )
        parties.append(asked)
    if call.guest_id is not None and call.guest_since_at is not None:
        here = utc(call.guest_since_at)
        guest = PartySnapshot(kind="guest", agent_id=call.guest_id, state=PartyView.TALKING, since_at=here)
        parties = [each for each in parties if each.agent_id != call.guest_id] + [guest]
    return tuple(parties)


def _caller(call: CallRow) -> PartyView:
    if call.state is CallState.ENDED:
        return PartyView.LEFT
    return PartyView.TALKING if call.state is CallState.TALKING else PartyView.HELD


def _agent(call: CallRow, transfer: TransferRow, began: datetime) -> tuple[PartyView, datetime]:
    if call.state is CallState.ENDED:
        return PartyView.LEFT, began
    if call.agent_id == transfer.from_agent_id:
        return PartyView.TALKING, utc(transfer.began_at)
    return PartyView.LEFT, utc(transfer.ended_at or transfer.since_at)


def _asked(call: CallRow, transfer: TransferRow, began: datetime) -> tuple[PartyView, datetime] | None:
    if transfer.kind is TransferKind.COLD_QUEUE:
        return None
    since = utc(transfer.since_at)
    if call.state is CallState.ENDED:
        return PartyView.LEFT, began
    if transfer.state not in OPEN:
        has_it = transfer.to_agent_id is not None and call.agent_id == transfer.to_agent_id
        if has_it and call.state in (CallState.TALKING, CallState.HELD):
            return PartyView.TALKING, utc(transfer.joined_at or transfer.ended_at or transfer.since_at)
        return PartyView.LEFT, utc(transfer.ended_at or transfer.since_at)
    if call.colleague_state is ColleagueState.JOINED:
        joined = utc(transfer.joined_at or transfer.since_at)
        heard = call.conferring or call.state is CallState.HELD
        return (PartyView.TALKING, max(joined, since)) if heard else (PartyView.HELD, max(joined, began))
    # Of somebody outside the carrier says no more than that they are called, until they are there.
    joining = call.colleague_state is ColleagueState.JOINING or call.state is CallState.CONNECTING
    accepted = joining and transfer.to_agent_id is not None
    return (PartyView.ACCEPTED if accepted else PartyView.RINGING), since
