"""What was found wrong and set right, and when the last look was."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.database import Base
from telephony.reconciling.states import Deed, Finding


class MendRow(Base):
    """One thing that was set right. `by_user_id` is the supervisor who asked for it, with their `reason` in words; None
    where it was found by itself, or at the command line."""

    __tablename__ = "mends"
    __table_args__ = (sa.CheckConstraint("finding <> 'by_hand' OR reason <> ''", name="by_hand_has_reason"),)

    mend_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    at: Mapped[datetime] = mapped_column(index=True)
    finding: Mapped[Finding]
    deed: Mapped[Deed]
    agent_id: Mapped[UUID | None]
    call_id: Mapped[UUID | None]
    offer_id: Mapped[UUID | None]
    by_user_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")


class LookRow(Base):
    """The last look of each kind, by any server; the machine's clock. Several servers share the looks."""

    __tablename__ = "looks"

    kind: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    at: Mapped[datetime]
