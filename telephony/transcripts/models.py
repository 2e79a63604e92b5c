"""What was said in calls whose work is not finished."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.calls.models import CallRow
from telephony.database import Base
from telephony.transcripts.wire import Speaker


class CallWordsRow(Base):
    """One line. It is for whoever writes the note of the call, and goes when that is done: what is to stay, they take
    over into the note."""

    __tablename__ = "call_words"

    call_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CallRow.call_id, ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    speaker: Mapped[Speaker]
    text: Mapped[str] = mapped_column(sa.Text())
    said_at: Mapped[datetime]
    kept_at: Mapped[datetime] = mapped_column(index=True)
