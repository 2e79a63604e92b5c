"""Every query on transfers and on the parts of agents who passed a call on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.database import table_of
from telephony.transfers.models import LegRow, TransferRow

_LEGS: Final = table_of(LegRow)


class TransferRepository:
    """Reads transfers. The group of the call's queue is locked by whoever changes one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_last(self, call: CallRow) -> TransferRow | None:
        """Return the call's last transfer. Nothing is read for a call that never had one."""
        return None if call.transfer_id is None else self._session.get(TransferRow, call.transfer_id)

    def find_open(self, call: CallRow) -> TransferRow | None:
        """Return the call's transfer that is on."""
        transfer = self.find_last(call)
        return transfer if transfer is not None and transfer.ended_at is None else None

    def add(self, transfer: TransferRow) -> None:
        """Write a new one."""
        self._session.add(transfer)
        self._session.flush()

    def list_of_call(self, call_id: UUID) -> Sequence[TransferRow]:
        """List a call's transfers, the oldest first."""
        query = sa.select(TransferRow).where(TransferRow.call_id == call_id)
        return self._session.scalars(query.order_by(TransferRow.began_at, TransferRow.transfer_id)).all()


class LegRepository:
    """The parts of agents who passed a call on."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, leg: LegRow) -> None:
        """Write a new one, whose wrap-up begins."""
        self._session.add(leg)
        self._session.flush()

    def find_wrapping_up(self, call_id: UUID, agent_id: UUID) -> LegRow | None:
        """Return the agent's part of a call that they have passed on and wrap up."""
        query = sa.select(LegRow).where(
            LegRow.agent_id == agent_id, LegRow.call_id == call_id, LegRow.wrapped_up_at.is_(None)
        )
        return self._session.scalar(query)

    def finish(self, call_id: UUID, agent_id: UUID, at: datetime, wrap_up_seconds: int) -> None:
        """Note that the agent's part is wrapped up."""
        self._session.execute(
            sa.update(_LEGS)
            .where(_LEGS.c.agent_id == agent_id, _LEGS.c.call_id == call_id, _LEGS.c.wrapped_up_at.is_(None))
            .values(wrapped_up_at=sa.func.greatest(_LEGS.c.ended_at, sa.literal(at)), wrap_up_seconds=wrap_up_seconds)
        )

    def list_of_call(self, call_id: UUID) -> Sequence[LegRow]:
        """List the parts of those who passed a call on, the oldest first."""
        return self._session.scalars(sa.select(LegRow).where(LegRow.call_id == call_id).order_by(LegRow.ended_at)).all()
