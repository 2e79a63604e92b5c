"""A contact centre that also has callbacks to make."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.callbacks.models import CallbackItemRow
from telephony.callbacks.port import CallbackItem
from telephony.callbacks.preview import dial_item, give_back_item
from telephony.callbacks.service import place_item, withdraw_item
from telephony.callbacks.taking import take_item
from telephony.calls.models import CallRow
from telephony.contract import CallAction, CallState, DeskSnapshot
from telephony.queues.models import QueueRow
from telephony.timers.models import TimerKind, TimerRow
from tests.telephony.support import Centre

NUMBER = "+85261234182"


class CallbackCentre(Centre):
    """Drives callbacks as the host and its agents do."""

    def place(self, item_id: UUID | None = None, *, in_seconds: float = 0, **values: Any) -> UUID:
        """Place a callback that is due in so many seconds, and see to what is due now."""
        due_at = self.clock.at + timedelta(seconds=in_seconds)
        item = CallbackItem(item_id or uuid4(), "cards", not_before=due_at, enqueued_at=due_at)
        self.do(lambda session, deps: place_item(session, deps, replace(item, **values)))
        self.run()
        return item.item_id

    def withdraw(self, item_id: UUID) -> bool:
        undialled: bool = self.do(lambda session, deps: withdraw_item(session, deps, item_id))
        return undialled

    def take(self, agent_id: UUID, item_id: UUID) -> UUID:
        taken: UUID = self.do(lambda session, deps: take_item(session, deps, agent_id, item_id))
        return taken

    def give_back(self, agent_id: UUID, item_id: UUID, *, not_before: datetime | None = None) -> None:
        self.do(lambda session, deps: give_back_item(session, deps, agent_id, item_id, not_before=not_before))

    def dial_callback(self, agent_id: UUID, item_id: UUID, number: str = NUMBER) -> UUID:
        dialled: UUID = self.do(
            lambda session, deps: dial_item(session, deps, agent_id, item_id, number=number, provider="simulator")
        )
        return dialled

    def accept(self, agent_id: UUID) -> DeskSnapshot:
        """Take what is offered."""
        call = self.desk(agent_id).call
        assert call is not None
        assert call.state is CallState.RINGING
        return self.act(agent_id, call.call_id, CallAction.ANSWER)

    def previewed(self, agent_id: UUID) -> UUID:
        """Place a callback that this agent, who must be next, takes; return it."""
        item_id = self.place()
        self.accept(agent_id)
        return item_id

    def item(self, item_id: UUID) -> CallbackItemRow:
        with Session(self.engine) as session:
            return session.get_one(CallbackItemRow, item_id)

    def tries(self, item_id: UUID) -> list[CallRow]:
        with Session(self.engine) as session:
            query = sa.select(CallRow).where(CallRow.item_id == item_id).order_by(CallRow.arrived_at, CallRow.version)
            return list(session.scalars(query))

    def offered(self, agent_id: UUID) -> UUID | None:
        """Return the callback that is offered to the agent; None where it is a caller, or nothing."""
        call = self.desk(agent_id).call
        return None if call is None or call.state is not CallState.RINGING else call.item_id

    def shares(self, **values: Any) -> None:
        """Have the queue of cards be so, its shares above all."""
        with Session(self.engine) as session:
            session.execute(sa.update(QueueRow).where(QueueRow.code == "cards").values(values))
            session.commit()

    def timers_of(self, kind: TimerKind) -> Mapping[UUID, datetime]:
        with Session(self.engine) as session:
            rows = session.scalars(sa.select(TimerRow).where(TimerRow.kind == kind))
            return {row.subject_id: row.due_at for row in rows}
