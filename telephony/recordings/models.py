"""The recordings that a carrier has made of calls."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.calls.models import CallRow
from telephony.database import Base
from telephony.providers.base import PartState


class CallRecordingRow(Base):
    """One recording of a call at its carrier, which knows it as `recording_sid`; the host knows `recording_id`.

    `agent_id` is who had the call as it began. `seconds` of sound and `channels` are the carrier's word once it is
    ready. `policy` is the code of the policy by which it was made, `basis` and `retention_days` what that said then:
    whatever becomes of the policy, they hold for it.
    """

    __tablename__ = "call_recordings"
    __table_args__ = (
        sa.UniqueConstraint("provider", "recording_sid"),
        sa.CheckConstraint("state IN ('running', 'paused') OR ended_at IS NOT NULL", name="over_has_end"),
    )

    recording_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CallRow.call_id, ondelete="CASCADE"), index=True)
    provider: Mapped[str] = mapped_column(sa.String(20))
    call_sid: Mapped[str] = mapped_column(sa.String(80))
    recording_sid: Mapped[str] = mapped_column(sa.String(80))
    policy: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    basis: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    retention_days: Mapped[int]
    agent_id: Mapped[UUID | None]
    state: Mapped[PartState]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    seconds: Mapped[int | None]
    channels: Mapped[int] = mapped_column(default=1, server_default="1")
