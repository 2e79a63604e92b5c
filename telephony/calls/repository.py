"""Every query on calls and the parties in them."""

from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import AGENT, CALLER, CallRow, PartyRow
from telephony.errors import CallNotFoundError
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository

_FIND_BY_SID: Final = (
    sa.select(CallRow)
    .where(CallRow.provider == sa.bindparam("provider"), CallRow.call_sid == sa.bindparam("call_sid"))
    .execution_options(populate_existing=True)
)


class CallRepository:
    """Reads calls. What is to be changed is locked first, through its queue's group."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_call(self, call_id: UUID) -> CallRow:
        """Lock the group of the call's queue and return the call as it is under that lock.

        Raises:
            CallNotFoundError: No such call.
        """
        group_id = self._group_of(CallRow.call_id == call_id)
        if group_id is None:
            raise CallNotFoundError(call_id=str(call_id))
        QueueRepository(self._session).lock_group(group_id)
        return self.get_call(call_id)

    def get_call(self, call_id: UUID) -> CallRow:
        """Return the call as the database has it now.

        Raises:
            CallNotFoundError: No such call.
        """
        call = self._session.get(CallRow, call_id, populate_existing=True)
        if call is None:
            raise CallNotFoundError(call_id=str(call_id))
        return call

    def find_by_sid(self, provider: str, call_sid: str) -> CallRow | None:
        """Return the carrier's call."""
        return self._session.scalar(_FIND_BY_SID, {"provider": provider, "call_sid": call_sid})

    def _group_of(self, which: sa.ColumnElement[bool]) -> UUID | None:
        query = sa.select(QueueRow.queue_group_id).join(CallRow, CallRow.queue_id == QueueRow.queue_id).where(which)
        return self._session.scalar(query)


class PartyRepository:
    """The parties of a call: who is in the room, who is held, who is muted."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, call_id: UUID, label: str, kind: str, agent_id: UUID | None, at: datetime) -> None:
        """Note the first party of a new call."""
        self._session.add(PartyRow(call_id=call_id, label=label, kind=kind, agent_id=agent_id, joined_at=at))

    def join(self, call_id: UUID, label: str, kind: str, agent_id: UUID | None, at: datetime) -> None:
        """Note a party. One who comes back is the same party again."""
        query = sa.select(PartyRow).where(PartyRow.call_id == call_id, PartyRow.label == label)
        party = self._session.scalar(query)
        if party is None:
            party = PartyRow(call_id=call_id, label=label, kind=kind, agent_id=agent_id)
            self._session.add(party)
        party.joined_at, party.left_at, party.held, party.muted = at, None, False, False

    def stand(self, call_id: UUID, *, caller_held: bool, agent_muted: bool) -> None:
        """Note who of those present is held and who is muted."""
        stands = sa.update(PartyRow).where(PartyRow.call_id == call_id, PartyRow.left_at.is_(None))
        self._session.execute(
            stands.values(
                held=sa.case((PartyRow.kind == CALLER, caller_held), else_=PartyRow.held),
                muted=sa.case((PartyRow.kind == AGENT, agent_muted), else_=PartyRow.muted),
            )
        )

    def leave(self, call_id: UUID, at: datetime, *, kind: str | None = None) -> None:
        """Note that everybody, or everybody of one kind, has left."""
        leaving = sa.update(PartyRow).where(PartyRow.call_id == call_id, PartyRow.left_at.is_(None))
        if kind is not None:
            leaving = leaving.where(PartyRow.kind == kind)
        self._session.execute(leaving.values(left_at=at))
