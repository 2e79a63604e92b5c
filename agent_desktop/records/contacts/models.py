"""What passed between the bank and a customer before, over any channel."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.customers import Channel
from agent_desktop.contract.interactions import Direction
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base


class ContactRow(Base):
    """One past contact. A call handled here adds one when its wrap-up is finished (`interaction_id`).

    `call_id` is the call that it was a part of: of a call that was handed over each agent's part has one, and they are
    one contact with the bank, told by the part that began it.

    `direction` says who was in touch with whom; what a bank's own extracts bring is the customer's doing. `customer_id`
    is None where nobody knows yet who called: the contact waits for whoever links the call later.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        sa.UniqueConstraint("source_code", "source_key"),
        sa.Index("ix_contacts_customer_at", "customer_id", "at"),
        sa.Index("ix_contacts_handled_at", "at", postgresql_where=sa.text("interaction_id IS NOT NULL")),
        sa.Index("ix_contacts_call_id", "call_id", postgresql_where=sa.text("call_id IS NOT NULL")),
    )

    contact_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    source_code: Mapped[str] = mapped_column(sa.String(40))
    source_key: Mapped[str] = mapped_column(sa.String(80))
    customer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"))
    interaction_id: Mapped[UUID | None]
    call_id: Mapped[UUID | None]
    at: Mapped[datetime]
    channel: Mapped[Channel]
    direction: Mapped[Direction] = mapped_column(default=Direction.INBOUND, server_default=Direction.INBOUND.value)
    subject: Mapped[dict[str, str]]
    outcome: Mapped[dict[str, str]] = mapped_column(server_default="{}")
    duration_seconds: Mapped[int | None]
    row_hash: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")
    source_at: Mapped[datetime | None]
    file_id: Mapped[int | None]
    line: Mapped[int | None]
