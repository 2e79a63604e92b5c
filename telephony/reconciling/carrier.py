"""Compares the carrier's live rooms with our calls: one paged list, and a single look-up only where something looks
wrong. Nothing here commits, and nobody waits for the carrier while a group is locked.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.calls.orders import OrderFailure, give_up, order_failed
from telephony.calls.reports import receive_report
from telephony.calls.repository import CallRepository
from telephony.calls.states import WAITING
from telephony.contract import CallState
from telephony.deps import Deps
from telephony.errors import CallTransitionRefusedError
from telephony.providers.base import CarrierReport, LiveRoom, OrderKind, Provider, is_outside
from telephony.providers.repository import OutboxRepository
from telephony.queues.repository import QueueRepository
from telephony.reconciling.by_hand import end_effects
from telephony.reconciling.repository import ReconcilingRepository
from telephony.reconciling.service import Subject, check_told, record_mend
from telephony.reconciling.states import DEEDS, Deed, Finding, RoomBeside, room_finding


def list_rooms(provider: Provider) -> Iterator[LiveRoom]:
    """Yield every live room of the carrier, page by page.

    Raises:
        CarrierAwayError: The carrier does not answer.
    """
    page = ""
    while True:
        found = provider.list_live_rooms(page)
        yield from found.rooms
        page = found.next_page
        if not page:
            return


def as_beside(room: LiveRoom) -> RoomBeside:
    """Return what of a room is compared."""
    return RoomBeside(
        room.sequence,
        room.changed_at,
        room.agent_endpoint,
        room.colleague_endpoint,
        room.supervisor_endpoint,
        room.guest_endpoint,
        is_outside=is_outside(room.agent_endpoint),
    )


def take_last_report(
    session: Session, deps: Deps, provider: str, finding: Finding, report: CarrierReport
) -> Finding | None:
    """Take a room's last report once more; nothing where it has come meanwhile."""
    if not receive_report(session, deps, provider, report):
        return None
    call = CallRepository(session).find_by_sid(provider, report.call_sid)
    record_mend(session, deps, finding, Subject(call_id=None if call is None else call.call_id))
    return finding


def end_lost_call(session: Session, deps: Deps, call_id: UUID) -> Finding | None:
    """End a call of whose room the carrier knows nothing any more: it will never report the end."""
    if CallRepository(session).lock_call(call_id).state is CallState.ENDED:
        return None
    order_failed(session, deps, call_id, OrderKind.END_CALL, "", OrderFailure.CALL_UNKNOWN)
    record_mend(session, deps, Finding.ROOM_GONE, Subject(call_id=call_id))
    return Finding.ROOM_GONE


def mend_room(
    session: Session, deps: Deps, call_id: UUID, room: RoomBeside, settled_before: datetime
) -> Finding | None:
    """Set right what is wrong between a call and its live room, where no look-up is needed for it."""
    call = CallRepository(session).lock_call(call_id)
    beside = ReconcilingRepository(session).find_beside(call_id)
    finding = room_finding(beside, room, settled_before)
    if beside is None or finding is None:
        return None
    at, outbox = deps.now(), OutboxRepository(session)
    match DEEDS[finding]:
        case Deed.END_ROOM:
            outbox.add_order(call, OrderKind.END_CALL, "", at)
        case Deed.REMOVE_LINE:
            if room.agent_endpoint not in {"", beside.endpoint} and not room.is_outside:
                outbox.add_order(call, OrderKind.REMOVE_AGENT, room.agent_endpoint, at)
            elif room.colleague_endpoint not in {"", beside.colleague_endpoint}:
                outbox.add_order(call, OrderKind.REMOVE_COLLEAGUE, room.colleague_endpoint, at)
            elif room.guest_endpoint not in {"", beside.guest_endpoint}:
                outbox.add_order(call, OrderKind.REMOVE_GUEST, room.guest_endpoint, at)
            else:
                outbox.add_order(call, OrderKind.LEAVE, room.supervisor_endpoint, at)
        case Deed.JOIN_LINE:
            outbox.add_order(call, OrderKind.JOIN_AGENT, beside.endpoint, at)
        case Deed.GIVE_UP_ASKED:
            give_up(session, deps, call, QueueRepository(session).get_queue(call.queue_id), at)
        case _:
            return None
    record_mend(session, deps, finding, Subject(call.agent_id, call_id))
    return finding


def end_call_by_hand(
    session: Session,
    deps: Deps,
    call_id: UUID,
    *,
    by: UUID | None,
    reason: str,
    told: Collection[str] | None = None,
) -> None:
    """Have the carrier end a call; one of which it knows nothing ends at once.

    `told` are the effects that whoever asks was told of; None where nobody was.

    Raises:
        CallNotFoundError: No such call.
        CallTransitionRefusedError: It has ended.
        MendOvertakenError: Something else than what was told would come of it now.
    """
    call = CallRepository(session).lock_call(call_id)
    effects = end_effects(call.state, call.direction, call.colleague_state, undialled=call.undialled)
    if not effects:
        raise CallTransitionRefusedError(state=call.state.value, action=Deed.END_ROOM.value)
    check_told(told, effects)
    OutboxRepository(session).add_order(call, OrderKind.END_CALL, "", deps.now())
    subject = Subject(None if call.state in WAITING else call.agent_id, call_id)
    record_mend(session, deps, Finding.BY_HAND, subject, deed=Deed.END_ROOM, by=by, reason=reason)
