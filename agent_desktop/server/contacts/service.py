"""An agent's own contacts: telephony's calls joined with what the records know of them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from pydantic import JsonValue

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.contacts import CONTACTS_A_PAGE, AgentContact, AgentContacts, ContactState
from agent_desktop.contract.interactions import Direction, Disposition
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.dispositions.at_hand import names_of
from agent_desktop.records.interactions.contacts import KnownCall, known_calls
from agent_desktop.server.unit_of_work import UnitOfWork
from telephony.contacts.repository import After, ContactRepository
from telephony.contacts.states import ContactFacts, state_of
from telephony.contract import CallDirection
from telephony.settings import TelephonySettings

_NOT_KNOWN: Final = KnownCall()


def contacts_of(
    work: UnitOfWork,
    settings: TelephonySettings,
    dispositions: Sequence[Disposition],
    agent_id: UUID,
    after: After | None,
) -> AgentContacts:
    """Return a page of the agent's contacts; that they saw whose calls these were is audited with it."""
    since = work.now() - timedelta(days=settings.contact_days)
    found = ContactRepository(work.session).list_contacts(agent_id, since, limit=CONTACTS_A_PAGE + 1, after=after)
    page = found[:CONTACTS_A_PAGE]
    known = known_calls(work.session, [facts.call_id for facts in page], agent_id)
    outcomes = names_of(dispositions)
    reasons = {each.code: each.name for each in settings.decline_reasons}
    contacts = tuple(_contact(facts, known.get(facts.call_id, _NOT_KNOWN), outcomes, reasons) for facts in page)
    seen: list[JsonValue] = [*sorted({str(each.customer_id) for each in contacts if each.customer_id is not None})]
    if seen:
        record_look(
            work.session,
            at=work.now(),
            by=agent_id,
            what="contacts.listed",
            record_kind="customer",
            record_id=None,
            detail={"customer_ids": seen},
        )
    return AgentContacts(contacts=contacts, more=len(found) > len(page), days=settings.contact_days)


def _contact(
    facts: ContactFacts, known: KnownCall, outcomes: Mapping[str, LocalText], reasons: Mapping[str, LocalText]
) -> AgentContact:
    state = ContactState(state_of(facts).value)
    if state in (ContactState.HANDLED, ContactState.NOT_REACHED) and known.unfinished:
        state = ContactState.UNFINISHED
    return AgentContact(
        call_id=facts.call_id,
        state=state,
        at=facts.at,
        rings=facts.rings,
        direction=Direction.OUTBOUND if facts.direction is CallDirection.OUTBOUND else Direction.INBOUND,
        customer_id=known.customer_id,
        customer_name=known.customer_name,
        number_masked=mask_phone(facts.caller_number),
        queue_name=facts.queue_name,
        about=facts.menu_reason,
        talked_at=facts.began_at,
        ended_at=facts.ended_at,
        talk_seconds=facts.talk_seconds if facts.talked else 0,
        outcome=outcomes.get(known.disposition_code, {}),
        decline_reason=reasons.get(facts.decline_reason, {}),
        callback_wished=facts.callback_wished,
        has_note=known.has_note,
        later_outcome=outcomes.get(known.later_disposition_code, {}),
    )
