"""A customer's past contacts, looked for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.customers import ContactRow
from agent_desktop.contract.timeline import ContactsFound, FindContacts
from agent_desktop.records.contacts.repository import ContactRepository
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError


def find_contacts(session: Session, customer_id: UUID, wanted: FindContacts, *, at: datetime) -> ContactsFound:
    """Return a page of the person's contacts up to `at` that fit. The caller audits the look.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    if not CustomerRepository(session).exists(customer_id):
        raise CustomerNotFoundError(customer_id)
    rows, count = ContactRepository(session).list_found(customer_id, wanted, at)
    return ContactsFound(contacts=tuple(ContactRow(**row) for row in rows), found_count=count)
