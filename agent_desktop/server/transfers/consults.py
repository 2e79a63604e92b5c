"""What a colleague sees while it rings at them because an agent consults them about a caller.

It is composed before the group of queues is locked, so that a consult keeps no offer waiting; under the lock it is only
seen that the note is still the same, and written down who is shown it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.handovers import ConsultCard
from agent_desktop.records.handovers.models import HandoverRow
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


@dataclass(frozen=True, slots=True)
class ForeseenConsult:
    """A card that nobody has seen yet, with the version of the note in it; 0 where none was sent."""

    consult: Consult
    card: ConsultCard
    sent_version: int


def foresee_consult(
    session: Session, notes: HandoverNotes, cards: CallerCards, consult: Consult, *, at: datetime
) -> ForeseenConsult | None:
    """Compose the caller's card with who asks and what they have written; None of a call between colleagues. Nothing is
    written.

    Raises:
        CallNotFoundError: No such call.
    """
    call, queue, *_ = CallRepository(session).get_with_agent(consult.call_id, consult.to_agent_id)
    if call.direction is CallDirection.INTERNAL:
        return None
    facts = facts_of(call, queue)
    card, row, note = cards.foresee(session, facts, at=at), _sent(session, consult), None
    if row is not None:
        at_hand = CallAtHand(call, facts, is_colleague=True, asked_id=consult.to_agent_id)
        note = notes.shown(session, at_hand, row, at)
    shown = ConsultCard(**dict(card), from_id=consult.from_agent_id, from_name=consult.from_name, handover=note)
    return ForeseenConsult(consult, shown, _version(row))


def consult_card(
    session: Session,
    notes: HandoverNotes,
    cards: CallerCards,
    consult: Consult,
    *,
    at: datetime,
    foreseen: ForeseenConsult | None = None,
) -> ConsultCard | None:
    """Return the card, the look audited; what was `foreseen` where it is still so. None of a call between colleagues,
    and where no card can be composed: nobody is kept waiting for that."""
    try:
        with session.begin_nested():  # what failed half-way is undone, and the ring goes on
            row = _sent(session, consult)
            if foreseen is None or (foreseen.consult, foreseen.sent_version) != (consult, _version(row)):
                foreseen = foresee_consult(session, notes, cards, consult, at=at)
            if foreseen is None:
                return None
            card = foreseen.card
            cards.seen(session, card, agent_id=consult.to_agent_id, at=at, what="handover.opened")
            if row is not None:
                customer_id = card.profile.customer_id if card.profile is not None else None
                audit_look(session, row, customer_id, by=consult.to_agent_id, at=at)
            return card
    except Exception as error:  # noqa: BLE001  whatever the records lack, the colleague is called all the same
        log_failure("consult.not_composed", error, call_id=str(consult.call_id))
        return None


def _sent(session: Session, consult: Consult) -> HandoverRow | None:
    return HandoverRepository(session).find_sent(
        consult.call_id, consult.to_agent_id, from_agent_id=consult.from_agent_id
    )


def _version(row: HandoverRow | None) -> int:
    return row.sent_version if row is not None else 0
