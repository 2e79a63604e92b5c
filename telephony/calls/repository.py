"""Every query on calls and the parties in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow, PartyRow
from telephony.calls.party_states import AGENT, CALLER, GUEST, PartyState, expect_step, kinds_that_may
from telephony.contract import OfferOutcome
from telephony.database import add_later, insert_later, see_one_changed, table_of, update_later
from telephony.errors import CallNotFoundError
from telephony.offers.models import OfferRow
from telephony.queues.models import QueueGroupRow, QueueRow

_CALLS: Final = table_of(CallRow)
_QUEUES: Final = table_of(QueueRow)
_GROUPS: Final = table_of(QueueGroupRow)
_PARTIES: Final = table_of(PartyRow)
_S: Final = PartyState

_LOCK_GROUP_OF: Final = (
    sa.select(_GROUPS.c.queue_group_id)
    .join(_QUEUES, _QUEUES.c.queue_group_id == _GROUPS.c.queue_group_id)
    .join(_CALLS, _CALLS.c.queue_id == _QUEUES.c.queue_id)
    .where(_CALLS.c.call_id == sa.bindparam("of_call"))
    .with_for_update(of=_GROUPS)
    .execution_options(later=True)
)
_GET_WITH_QUEUE: Final = (
    sa.select(CallRow, QueueRow)
    .join(QueueRow, QueueRow.queue_id == CallRow.queue_id)
    .where(CallRow.call_id == sa.bindparam("of_call"))
    .execution_options(populate_existing=True)
)
_GET_WITH_AGENT: Final = (
    sa.select(CallRow, QueueRow, OfferRow, AgentRow)
    .join(QueueRow, QueueRow.queue_id == CallRow.queue_id)
    .outerjoin(OfferRow, sa.and_(OfferRow.call_id == CallRow.call_id, OfferRow.outcome == OfferOutcome.OPEN))
    .outerjoin(AgentRow, AgentRow.agent_id == sa.bindparam("of_agent"))
    .where(CallRow.call_id == sa.bindparam("of_call"))
    .execution_options(populate_existing=True)
)
_FIND_ID: Final = (
    sa.select(_CALLS.c.call_id)
    .where(_CALLS.c.provider == sa.bindparam("provider"), _CALLS.c.call_sid == sa.bindparam("call_sid"))
    .execution_options(later=True)
)


_SUBJECTS: Final = sa.select(_CALLS.c.call_id, _CALLS.c.menu_path).where(
    _CALLS.c.call_id.in_(sa.bindparam("of_calls", expanding=True)), sa.func.jsonb_array_length(_CALLS.c.menu_path) > 0
)
_NEW_PARTY: Final = insert(_PARTIES)
_JOIN: Final = _NEW_PARTY.on_conflict_do_update(
    index_elements=[_PARTIES.c.call_id, _PARTIES.c.label],
    set_={each: _NEW_PARTY.excluded[each] for each in ("joined_at", "left_at", "held", "muted", "together")},
    # Who is in the room does not join it again, and a caller who left is another call.
    where=sa.and_(
        _PARTIES.c.left_at.is_not(None),
        sa.or_(
            sa.and_(~_NEW_PARTY.excluded.held, _PARTIES.c.kind.in_(kinds_that_may(_S.LEFT, _S.HERE))),
            sa.and_(_NEW_PARTY.excluded.held, _PARTIES.c.kind.in_(kinds_that_may(_S.LEFT, _S.HELD))),
        ),
    ),
).execution_options(later=True, changes=1)
_CAN_BE_HELD: Final = _PARTIES.c.kind.in_(kinds_that_may(_S.HERE, _S.HELD))
_CAN_BE_MUTED: Final = _PARTIES.c.kind.in_(kinds_that_may(_S.HERE, _S.MUTED))
_OF_CALL: Final = sa.and_(_PARTIES.c.call_id == sa.bindparam("of_call"), _PARTIES.c.left_at.is_(None))
_STAND: Final = (
    sa.update(_PARTIES)
    .where(_OF_CALL)
    .values(
        held=sa.case((_PARTIES.c.kind == CALLER, sa.bindparam("caller_held")), else_=_PARTIES.c.held),
        together=_PARTIES.c.kind == GUEST,
        muted=sa.case((_CAN_BE_MUTED, sa.bindparam("agent_muted")), else_=_PARTIES.c.muted),
    )
    .execution_options(later=True)
)
_HOLD_ALL: Final = (
    sa.update(_PARTIES)
    .where(_OF_CALL)
    .values(
        held=_CAN_BE_HELD,
        together=_PARTIES.c.kind == GUEST,
        muted=sa.case((_CAN_BE_MUTED, sa.bindparam("agent_muted")), else_=_PARTIES.c.muted),
    )
    .execution_options(later=True)
)
_RELEASE: Final = (
    sa.update(_PARTIES)
    .where(_OF_CALL, _PARTIES.c.kind == sa.bindparam("of_kind"))
    .values(held=sa.false())
    .execution_options(later=True)
)
_CONFER: Final = (
    sa.update(_PARTIES)
    .where(_OF_CALL)
    .values(
        held=sa.false(),
        together=_PARTIES.c.kind != AGENT,
        muted=sa.case((_CAN_BE_MUTED, sa.bindparam("agent_muted")), else_=_PARTIES.c.muted),
    )
    .execution_options(later=True)
)
_ALL_LEAVE: Final = sa.update(_PARTIES).where(_OF_CALL).values(left_at=sa.bindparam("at")).execution_options(later=True)
_KIND_LEAVES: Final = _ALL_LEAVE.where(_PARTIES.c.kind == sa.bindparam("of_kind"))


class CallAtHand(NamedTuple):
    """A call with its queue, its open offer, and the agent who asks; None where there is no such offer or agent."""

    call: CallRow
    queue: QueueRow
    offer: OfferRow | None
    agent: AgentRow | None


class CallRepository:
    """Reads calls. What is to be changed is locked first, through its queue's group."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_call(self, call_id: UUID) -> CallRow:
        """Lock the group of the call's queue and return the call, and have its queue, as they are under that lock.

        Raises:
            CallNotFoundError: No such call.
        """
        self.lock_group_of(call_id)
        found = self._session.execute(_GET_WITH_QUEUE, {"of_call": call_id}).one_or_none()
        if found is None:
            raise CallNotFoundError(call_id=str(call_id))
        call: CallRow = found[0]
        return call

    def lock_group_of(self, call_id: UUID) -> None:
        """Lock the group of the call's queue; a call never leaves its group. What is read is read after it.

        Raises:
            CallNotFoundError: No such call.
        """
        if self._session.execute(_LOCK_GROUP_OF, {"of_call": call_id}).one_or_none() is None:
            raise CallNotFoundError(call_id=str(call_id))

    def get_with_agent(self, call_id: UUID, agent_id: UUID) -> CallAtHand:
        """Return the call and all that an agent's deed on it needs, as the database has them now.

        Raises:
            CallNotFoundError: No such call.
        """
        found = self._session.execute(_GET_WITH_AGENT, {"of_call": call_id, "of_agent": agent_id}).one_or_none()
        if found is None:
            raise CallNotFoundError(call_id=str(call_id))
        return CallAtHand(*found)

    def list_subjects(self, call_ids: Sequence[UUID]) -> dict[UUID, dict[str, str]]:
        """Return what the callers of these calls chose in the menu, by call; those who chose nothing are left out."""
        if not call_ids:
            return {}
        rows = self._session.execute(_SUBJECTS, {"of_calls": list(call_ids)})
        return {row.call_id: dict(row.menu_path[-1]) for row in rows}

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
        call_id = self.ask_id(provider, call_sid).scalar_one_or_none()
        return None if call_id is None else self.get_call(call_id)

    def ask_id(self, provider: str, call_sid: str) -> sa.Result[Any]:
        """Ask for the id of the carrier's call: one value or none."""
        return self._session.execute(_FIND_ID, {"provider": provider, "call_sid": call_sid})

    def write(self, call: CallRow) -> None:
        """Write a call as it stands: a new one with the caller as its first party, else what was changed of it."""
        if not sa.inspect(call).transient:
            update_later(self._session, call)
            return
        add_later(self._session, call)
        insert_later(
            self._session,
            PartyRow,
            party_id=uuid4(),
            call_id=call.call_id,
            label=CALLER,
            kind=CALLER,
            joined_at=call.arrived_at,
        )


class PartyRepository:
    """The parties of a call: who is in the room, who is held, who is muted."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def join(
        self, call_id: UUID, label: str, kind: str, agent_id: UUID | None, at: datetime, *, held: bool = False
    ) -> None:
        """Note a party. One who comes back is the same party again.

        Raises:
            PartyStepRefusedError: No party of this kind comes so.
            StaleDataError: They are in the room already, or have left and do not come back; found out with the commit.
        """
        expect_step(kind, PartyState.ABSENT, PartyState.HELD if held else PartyState.HERE)
        who = {"party_id": uuid4(), "call_id": call_id, "label": label, "kind": kind, "agent_id": agent_id}
        joins = {**who, "joined_at": at, "left_at": None, "held": held, "muted": False, "together": kind == GUEST}
        see_one_changed(self._session.execute(_JOIN, joins))

    def stand(self, call_id: UUID, *, caller_held: bool, agent_muted: bool) -> None:
        """Note who of those present is held and who is muted."""
        stands = {"of_call": call_id, "caller_held": caller_held, "agent_muted": agent_muted}
        self._session.execute(_STAND, stands)

    def turn_to(self, call_id: UUID, kind: str, *, agent_muted: bool) -> None:
        """Note that the agent hears those of this kind, and that the others but the agent are held."""
        self._session.execute(_HOLD_ALL, {"of_call": call_id, "agent_muted": agent_muted})
        self._session.execute(_RELEASE, {"of_call": call_id, "of_kind": kind})

    def come_together(self, call_id: UUID, *, agent_muted: bool) -> None:
        """Note that all who are present hear each other."""
        self._session.execute(_CONFER, {"of_call": call_id, "agent_muted": agent_muted})

    def leave(self, call_id: UUID, at: datetime, *, kind: str | None = None) -> None:
        """Note that everybody, or everybody of one kind, has left."""
        leaving = {"of_call": call_id, "at": at}
        if kind is None:
            self._session.execute(_ALL_LEAVE, leaving)
        else:
            self._session.execute(_KIND_LEAVES, leaving | {"of_kind": kind})
