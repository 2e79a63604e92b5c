"""Who a campaign writes to, as on record now."""

from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.records.campaigns.writing import Recipient
from agent_desktop.records.consolidation.people import people_of
from agent_desktop.records.customers.models import CustomerRow


def recipient_of(session: Session, customer_id: UUID) -> Recipient:
    """Return the person of an account, by the account that leads now."""
    customer = session.get_one(CustomerRow, people_of(session, [customer_id]).get(customer_id, customer_id))
    return Recipient(
        kind=customer.kind,
        title=customer.title,
        gender=customer.gender,
        name_latin=customer.name_latin,
        name_chinese=customer.name_chinese,
        address=customer.address,
        email=customer.email,
        manager=customer.manager_name,
    )
