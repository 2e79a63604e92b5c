"""Sets right what looks wrong with a callback that is to be made. Nothing here commits; see `service`."""

from uuid import UUID

from sqlalchemy.orm import Session

from telephony.callbacks.endings import item_over
from telephony.callbacks.models import CallbackItemRow
from telephony.callbacks.repository import CallbackItemRepository
from telephony.callbacks.states import ItemState
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.deps import Deps
from telephony.queues.repository import QueueRepository
from telephony.reconciling.repository import ReconcilingRepository
from telephony.reconciling.service import Subject, record_mend
from telephony.reconciling.states import DEEDS, Deed, Finding, item_finding, item_state_of
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository


def mend_item(session: Session, deps: Deps, item_id: UUID) -> Finding | None:
    """Set right what is wrong with a callback: it is made once, and never forgotten."""
    items = CallbackItemRepository(session)
    group_id = items.find_group(item_id)
    if group_id is None:
        return None
    QueueRepository(session).lock_group(group_id)
    row = items.lock_item(item_id)
    facts = ReconcilingRepository(session).list_item_facts(item_id).get(item_id)
    finding = None if facts is None else item_finding(facts)
    if row is None or facts is None or finding is None or items.find_group(item_id) != group_id:
        return None
    at = deps.now()
    call = None if row.call_id is None else CallRepository(session).get_call(row.call_id)
    match DEEDS[finding]:
        case Deed.SET_TIMER:
            due_at = row.not_before_at if row.state is ItemState.PLACED else at
            TimerRepository(session).set_timer(TimerKind.CALLBACK_DUE, item_id, max(at, due_at))
        case Deed.PLACE_CALLBACK if call is not None and not call.undialled:
            item_over(session, deps, call, QueueRepository(session).get_queue(call.queue_id), at)
        case Deed.PLACE_CALLBACK:
            _place_again(session, deps, row)
        case _:
            if facts.call_state is not None:
                row.state = item_state_of(facts.call_state, undialled=facts.undialled)
                session.flush()
    record_mend(session, deps, finding, _about(call))
    return finding


def _place_again(session: Session, deps: Deps, row: CallbackItemRow) -> None:
    at = deps.now()
    if row.withdrawn:
        row.state, row.done_at, row.withdrawn = ItemState.DONE, at, False
    else:
        row.state, row.moved = ItemState.PLACED, False
        TimerRepository(session).set_timer(TimerKind.CALLBACK_DUE, row.item_id, max(at, row.not_before_at))
    session.flush()


def _about(call: CallRow | None) -> Subject:
    return Subject() if call is None else Subject(agent_id=call.agent_id, call_id=call.call_id)
