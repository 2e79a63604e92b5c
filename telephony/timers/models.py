"""Things that become due on the business clock and survive a restart."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.database import Base


class TimerKind(StrEnum):
    """`subject_id` is the offer where one ends or a declined call may come back, the agent where a wrap-up ends, the
    item where a callback becomes due, the move or the call for help where one of these is to end, else the call."""

    OFFER_EXPIRES = "offer_expires"
    CONNECT_EXPIRES = "connect_expires"  # the agent answered and the carrier did not join the agent's line
    DISPATCH = "dispatch"  # a declined call may be offered to the same agent again
    WRAP_UP_ENDS = "wrap_up_ends"  # the time of a wrap-up is up
    DIAL_EXPIRES = "dial_expires"  # nobody has answered a call that an agent makes
    COLLEAGUE_JOINS = "colleague_joins"  # a colleague answered and the carrier did not join their line
    CALLER_ALONE = "caller_alone"  # nobody is left with a caller whom an agent was passing on
    OUTSIDE_EXPIRES = "outside_expires"  # nobody outside has answered who was called for a transfer
    KEPT_IS_FREE = "kept_is_free"  # an agent who was asked for next is ready
    SUPERVISOR_JOINS = "supervisor_joins"  # the carrier did not join the line of a supervisor
    RECORDING_CONFIRMS = "recording_confirms"  # the carrier has not confirmed what it was asked of a recording
    RECORDING_PAUSE_OVER = "recording_pause_over"  # somebody has had a recording paused for as long as one may
    HOLD_ALONE = "hold_alone"  # a caller is on hold at an agent whose desktop has been silent for too long
    CALLBACK_DUE = "callback_due"  # or is to be made at another time, or not at all: see what has become of it
    PREVIEW_ENDS = "preview_ends"  # an agent has looked at a callback for as long as one may
    MOVE_ENDS = "move_ends"  # an agent serves again what they served before
    HELP_ESCALATES = "help_escalates"  # no supervisor has answered an agent's call for help
    SURVEY_ENDS = "survey_ends"  # a caller has been in the survey after a call for as long as one may
    SURVEY_AFTER_DROP = "survey_after_drop"  # an agent's line has been down for so long that their part is over
    ROUTE = "route"  # a waiting call is no longer its manager's or team's alone, or flows over to another queue


class TimerRow(Base):
    """One due-row; deleted when it has been acted on."""

    __tablename__ = "timers"
    __table_args__ = (sa.UniqueConstraint("kind", "subject_id"),)

    timer_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[TimerKind]
    subject_id: Mapped[UUID]
    due_at: Mapped[datetime] = mapped_column(index=True)
