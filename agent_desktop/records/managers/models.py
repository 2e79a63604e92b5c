"""Which relationship managers were given to customers here, and how that changed."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base


class ManagerChangeRow(Base):
    """One deed: customers who were assigned by rule (`by_user_id` None), or handed over. `kind` is one of those two."""

    __tablename__ = "manager_changes"

    change_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    at: Mapped[datetime] = mapped_column(index=True)
    by_user_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    from_name: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    to_name: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    customer_count: Mapped[int]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None]


class ManagerChangeEntryRow(Base):
    """One customer of a change. `was_ours`: the manager before was given here, too, and not by the bank's systems."""

    __tablename__ = "manager_change_entries"

    change_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(ManagerChangeRow.change_id, ondelete="CASCADE"), primary_key=True
    )
    customer_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), primary_key=True, index=True
    )
    old_name: Mapped[str] = mapped_column(sa.String(100))
    new_name: Mapped[str] = mapped_column(sa.String(100))
    was_ours: Mapped[bool]


class GivenManagerRow(Base):
    """A customer's manager as it was given here, which outranks what the bank's systems say in later imports."""

    __tablename__ = "given_managers"

    customer_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), primary_key=True
    )
    manager_name: Mapped[str] = mapped_column(sa.String(100))
    since_at: Mapped[datetime]
