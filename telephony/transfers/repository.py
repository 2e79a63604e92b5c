"""Every query on transfers, on the parts of agents who passed a call on, and on who is asked for next."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.database import table_of
from telephony.times import utc
from telephony.transfers.models import AskedNextRow, LegRow, TransferRow

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

    def left_at(self, call_id: UUID, agent_id: UUID) -> datetime | None:
        """Return when the agent last left the call to somebody else; None where they never did."""
        query = sa.select(sa.func.max(_LEGS.c.ended_at)).where(_LEGS.c.call_id == call_id, _LEGS.c.agent_id == agent_id)
        left: datetime | None = self._session.scalar(query)
        return None if left is None else utc(left)

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


class AskedNextRepository:
    """Which busy agents are asked for, by whom. The group is locked by whoever changes it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: AskedNextRow) -> None:
        """Write that somebody is asked for."""
        self._session.add(row)
        self._session.flush()

    def find_of_call(self, call_id: UUID) -> AskedNextRow | None:
        """Return whom the agent of a call has asked for."""
        return self._session.get(AskedNextRow, call_id)

    def list_of_agent(self, agent_id: UUID) -> Sequence[AskedNextRow]:
        """List the calls for which an agent is asked, in the order in which they are rung."""
        query = sa.select(AskedNextRow).where(AskedNextRow.agent_id == agent_id)
        return self._session.scalars(query.order_by(AskedNextRow.asked_at, AskedNextRow.call_id)).all()

    def remove(self, row: AskedNextRow) -> None:
        """They are asked for no more."""
        self._session.delete(row)
        self._session.flush()
