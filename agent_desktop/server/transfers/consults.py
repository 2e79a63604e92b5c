"""What a colleague sees while it rings at them because an agent consults them about a caller."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.handovers import ConsultCard
from agent_desktop.records.handovers.repository import HandoverRepository
from agent_desktop.records.handovers.service import audit_look
from agent_desktop.server.calls.cards import CallerCards
from agent_desktop.server.errors import log_failure
from agent_desktop.server.transfers.access import CallAtHand
from agent_desktop.server.transfers.notes import HandoverNotes
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import facts_of
from telephony.contract import CallDirection


@dataclass(frozen=True, slots=True)
class Consult:
    """Who calls whom into which call."""

    call_id: UUID
    from_agent_id: UUID
    from_name: str
    to_agent_id: UUID


def consult_card(
    session: Session, notes: HandoverNotes, cards: CallerCards, consult: Consult, *, at: datetime
) -> ConsultCard | None:
    """Return the caller's card with who asks and what they have written, the look audited; None of a call between
    colleagues, and where no card can be composed: nobody is kept waiting for that."""
    call, queue, *_ = CallRepository(session).get_with_agent(consult.call_id, consult.to_agent_id)
    if call.direction is CallDirection.INTERNAL:
        return None
    facts = facts_of(call, queue)
    try:
        with session.begin_nested():  # what failed half-way is undone, and the ring goes on
            card = cards.card_for(session, facts, agent_id=consult.to_agent_id, at=at, what="handover.opened")
            row = HandoverRepository(session).find_sent(
                consult.call_id, consult.to_agent_id, from_agent_id=consult.from_agent_id
            )
            note = None
            if row is not None:
                note = notes.shown(session, CallAtHand(call, facts, is_colleague=True), row, at)
                customer_id = card.profile.customer_id if card.profile is not None else None
                audit_look(session, row, customer_id, by=consult.to_agent_id, at=at)
    except Exception as error:  # noqa: BLE001  whatever the records lack, the colleague is called all the same
        log_failure("consult.not_composed", error, call_id=str(consult.call_id))
        return None
    return ConsultCard(**dict(card), from_id=consult.from_agent_id, from_name=consult.from_name, handover=note)
