"""What callers were asked, and what came of it. Rows are only ever added."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.verification import CheckMethod, CheckResult
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base


class VerificationCheckRow(Base):
    """One answer to one check, in one call, heard by one agent. The answer itself is nowhere.

    `locks_until` is set on the wrong answer that was one too many.
    """

    __tablename__ = "verification_checks"
    __table_args__ = (
        sa.Index("ix_verification_checks_customer_id_at", "customer_id", "at"),
        sa.CheckConstraint("locks_until IS NULL OR result = 'wrong'", name="only_wrong_locks"),
    )

    verification_check_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID] = mapped_column(index=True)
    customer_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"))
    agent_id: Mapped[UUID]
    check_code: Mapped[str] = mapped_column(sa.String(40))
    method: Mapped[CheckMethod]
    result: Mapped[CheckResult]
    at: Mapped[datetime]
    locks_until: Mapped[datetime | None]
