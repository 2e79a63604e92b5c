"""Every query on seats and the beats of the desktops in them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.contract import AgentState, SystemReason
from telephony.database import table_of
from telephony.seats.models import SeatRow

_SEATS: Final = table_of(SeatRow)
_AGENTS: Final = table_of(AgentRow)
_SESSIONS: Final = sa.bindparam("sessions", type_=sa.ARRAY(sa.Uuid()))

_NOTE_BEATS: Final = (
    sa.update(_SEATS)
    .where(_SEATS.c.session_id == sa.any_(_SESSIONS))
    .values(beat_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)))
)
_LIST_FREE: Final = sa.select(_SEATS.c.agent_id).where(
    _SEATS.c.agent_id == sa.any_(sa.bindparam("agents", type_=sa.ARRAY(sa.Uuid()))), _SEATS.c.session_id.is_(None)
)
_BACK_AFTER: Final = sa.bindparam("back_after", type_=sa.DateTime(timezone=True))
_LOST_BEFORE: Final = sa.bindparam("lost_before", type_=sa.DateTime(timezone=True))
_GONE_BEFORE: Final = sa.bindparam("gone_before", type_=sa.DateTime(timezone=True))
_LIST_DUE: Final = (
    sa.select(_SEATS.c.agent_id)
    .join(_AGENTS, _AGENTS.c.agent_id == _SEATS.c.agent_id)
    .where(
        sa.or_(
            sa.and_(
                _AGENTS.c.desktop_lost_at.is_(None),
                _SEATS.c.beat_at <= _LOST_BEFORE,
                _AGENTS.c.state != AgentState.OFFLINE,
            ),
            sa.and_(_AGENTS.c.desktop_lost_at.is_not(None), _SEATS.c.beat_at > _BACK_AFTER),
            sa.and_(
                _AGENTS.c.desktop_lost_at.is_not(None),
                _SEATS.c.beat_at <= _GONE_BEFORE,
                _AGENTS.c.state.in_((AgentState.READY, AgentState.NOT_READY)),
                _AGENTS.c.system_reason.is_distinct_from(SystemReason.CONNECTION),
            ),
        )
    )
    .order_by(_SEATS.c.beat_at)
)


class SeatRepository:
    """Reads seats. Who gives a seat away holds the agent's group."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_seat(self, agent_id: UUID) -> SeatRow | None:
        """Return the agent's seat as the database has it now."""
        return self._session.get(SeatRow, agent_id, populate_existing=True)

    def add(self, seat: SeatRow) -> None:
        """Write a new seat."""
        self._session.add(seat)
        self._session.flush()

    def note_beats(self, session_ids: Collection[UUID], at: datetime) -> None:
        """Note that the desktops of these sign-ins were heard; who does not have the seat is not listened to."""
        self._session.execute(_NOTE_BEATS, {"sessions": list(session_ids), "at": at})

    def list_free(self, agent_ids: Collection[UUID]) -> Sequence[UUID]:
        """List those of these agents in whose seat no desktop is."""
        return self._session.scalars(_LIST_FREE, {"agents": list(agent_ids)}).all()

    def list_due(
        self, *, back_after: datetime, lost_before: datetime | None, gone_before: datetime | None
    ) -> Sequence[UUID]:
        """List the agents of whom something is to be done: those found lost and heard after `back_after`, and those
        last heard at or before the other two; None is never."""
        silent = {"lost_before": lost_before, "gone_before": gone_before}
        return self._session.scalars(_LIST_DUE, {"back_after": back_after, **silent}).all()
