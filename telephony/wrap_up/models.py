"""How wrap-ups were put off."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.calls.models import CallRow
from telephony.database import Base


class WrapUpExtensionRow(Base):
    """One time that an agent put the limit of a wrap-up off, from `from_at` to `until_at`. The wrap-up itself is a
    stretch of the agent's states."""

    __tablename__ = "wrap_up_extensions"

    extension_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CallRow.call_id, ondelete="CASCADE"), index=True)
    agent_id: Mapped[UUID]
    asked_at: Mapped[datetime]
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
