"""Reads what happened, from where it was written as it happened: calls, their stretches, offers, agents' states."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentStateRow
from telephony.calls.models import CallRow, CallStretchRow
from telephony.contract import AgentState, CallDirection, CallState
from telephony.menu.models import MenuDepartureRow
from telephony.offers.models import OfferRow
from telephony.queues.models import QueueRow
from telephony.statistics.records import AgentStretch, CallRecord, MenuDeparture, Ring, Stretch, WrapUp
from telephony.times import utc
from telephony.wrap_up.models import WrapUpExtensionRow

# Columns, not rows of the ORM: a year has many, and nothing of them is changed.
_CALL: Final = (
    CallRow.call_id,
    CallRow.state,
    CallRow.agent_id,
    CallRow.called_at,
    CallRow.enqueued_at,
    CallRow.since_at,
    CallRow.answered_at,
    CallRow.ended_at,
    CallRow.end_cause,
    CallRow.callback_wished_at,
)
_CAME_TO: Final = sa.func.coalesce(CallRow.first_queue_id, CallRow.queue_id)
"""The queue whose caller it was: one that an agent sent on was answered there."""

_STRETCH: Final = (
    CallStretchRow.call_id,
    CallStretchRow.state,
    CallStretchRow.began_at,
    CallStretchRow.ended_at,
    CallStretchRow.agent_id,
)
_RING: Final = (
    OfferRow.call_id,
    OfferRow.agent_id,
    OfferRow.offered_at,
    OfferRow.ended_at,
    OfferRow.outcome,
    OfferRow.decline_reason,
)
_AGENT: Final = (
    AgentStateRow.agent_id,
    AgentStateRow.state,
    AgentStateRow.call_id,
    AgentStateRow.began_at,
    AgentStateRow.ended_at,
)


class StatisticsRepository:
    """Changes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_queues(self) -> Sequence[tuple[str, dict[str, str]]]:
        """List code and name of every queue, in the settings' order."""
        query = sa.select(QueueRow.code, QueueRow.name).order_by(QueueRow.position, QueueRow.code)
        return [(code, dict(name)) for code, name in self._session.execute(query)]

    def list_calls(self, since: datetime, until: datetime, queues: Collection[str] = ()) -> Sequence[CallRecord]:
        """List the calls that came to these queues (empty: to any) from `since` and before `until`."""
        wanted = [
            CallRow.enqueued_at >= since,
            CallRow.enqueued_at < until,
            CallRow.direction == CallDirection.INBOUND,
        ]
        if queues:
            wanted.append(QueueRow.code.in_(sorted(queues)))
        calls = (
            sa.select(*_CALL, QueueRow.code)
            .join(QueueRow, QueueRow.queue_id == _CAME_TO)
            .where(*wanted)
            .order_by(CallRow.enqueued_at, CallRow.call_id)
        )
        ids = sa.select(CallRow.call_id).join(QueueRow, QueueRow.queue_id == _CAME_TO).where(*wanted)
        stretches, rings, wrap_ups = self._stretches(ids), self._rings(ids), self._wrap_ups(ids)
        return [
            CallRecord(
                call_id=row.call_id,
                queue=row.code,
                called_at=_known(row.called_at),
                enqueued_at=utc(row.enqueued_at),
                answered_at=_known(row.answered_at),
                ended_at=_known(row.ended_at),
                end_cause=row.end_cause,
                callback_wished=row.callback_wished_at is not None,
                stretches=(*stretches[row.call_id], *_present(row)),
                rings=tuple(rings[row.call_id]),
                wrap_ups=tuple(wrap_ups[row.call_id]),
            )
            for row in self._session.execute(calls)
        ]

    def list_menu_departures(
        self, since: datetime, until: datetime, queues: Collection[str] = ()
    ) -> Sequence[MenuDeparture]:
        """List who hung up in the entry menu from `since` and before `until`, of those who had chosen one of these
        queues (empty: of all)."""
        row = MenuDepartureRow
        query = sa.select(row.called_at, row.left_at, row.queue_code, row.menu_path).where(
            row.left_at >= since, row.left_at < until
        )
        if queues:
            query = query.where(row.queue_code.in_(sorted(queues)))
        return [
            MenuDeparture(_known(called_at), utc(left_at), queue, dict(path[-1]) if path else {})
            for called_at, left_at, queue, path in self._session.execute(query.order_by(row.left_at, row.departure_id))
        ]

    def list_agent_stretches(
        self, since: datetime, until: datetime, agents: Collection[UUID] | None = None
    ) -> Sequence[AgentStretch]:
        """List the states that agents (None: all) were in at some time from `since` and before `until`."""
        query = sa.select(*_AGENT).where(
            AgentStateRow.began_at < until,
            sa.or_(AgentStateRow.ended_at > since, AgentStateRow.ended_at.is_(None)),
        )
        if agents is not None:
            query = query.where(AgentStateRow.agent_id.in_(agents))
        return [
            AgentStretch(row.agent_id, row.state, utc(row.began_at), _known(row.ended_at))
            for row in self._session.execute(query)
        ]

    def list_rings(self, since: datetime, until: datetime, agents: Collection[UUID] | None = None) -> Sequence[Ring]:
        """List what rang at agents (None: all) at some time from `since` and before `until`, of whatever call."""
        query = sa.select(*_RING).where(
            OfferRow.offered_at < until,
            ~OfferRow.from_colleague,
            sa.or_(OfferRow.ended_at > since, OfferRow.ended_at.is_(None)),
        )
        if agents is not None:
            query = query.where(OfferRow.agent_id.in_(agents))
        return [_ring(row) for row in self._session.execute(query)]

    def _stretches(self, ids: sa.Select[UUID]) -> defaultdict[UUID, list[Stretch]]:
        found: defaultdict[UUID, list[Stretch]] = defaultdict(list)
        query = sa.select(*_STRETCH).where(CallStretchRow.call_id.in_(ids)).order_by(CallStretchRow.began_at)
        for row in self._session.execute(query):
            found[row.call_id].append(Stretch(row.state, utc(row.began_at), utc(row.ended_at), row.agent_id))
        return found

    def _rings(self, ids: sa.Select[UUID]) -> defaultdict[UUID, list[Ring]]:
        found: defaultdict[UUID, list[Ring]] = defaultdict(list)
        query = (
            sa.select(*_RING).where(OfferRow.call_id.in_(ids), ~OfferRow.from_colleague).order_by(OfferRow.offered_at)
        )
        for row in self._session.execute(query):
            found[row.call_id].append(_ring(row))
        return found

    def _wrap_ups(self, ids: sa.Select[UUID]) -> defaultdict[UUID, list[WrapUp]]:
        put_off: defaultdict[tuple[UUID, UUID], float] = defaultdict(float)
        for each in self._session.scalars(sa.select(WrapUpExtensionRow).where(WrapUpExtensionRow.call_id.in_(ids))):
            put_off[each.call_id, each.agent_id] += (each.until_at - each.from_at).total_seconds()
        found: defaultdict[UUID, list[WrapUp]] = defaultdict(list)
        query = (
            sa.select(*_AGENT)
            .where(AgentStateRow.call_id.in_(ids), AgentStateRow.state == AgentState.WRAP_UP)
            .order_by(AgentStateRow.began_at)
        )
        for row in self._session.execute(query):
            if row.call_id is not None:
                key = (row.call_id, row.agent_id)
                found[row.call_id].append(WrapUp(row.agent_id, utc(row.began_at), _known(row.ended_at), put_off[key]))
        return found


def _ring(row: sa.Row[*tuple[Any, ...]]) -> Ring:
    return Ring(row.agent_id, utc(row.offered_at), _known(row.ended_at), row.outcome, row.decline_reason)


def _present(row: sa.Row[*tuple[Any, ...]]) -> tuple[Stretch, ...]:
    """Return the stretch that is not over; how it rings is in the offer."""
    if row.state in (CallState.ENDED, CallState.RINGING):
        return ()
    return (Stretch(row.state, utc(row.since_at), None, row.agent_id),)


def _known(at: datetime | None) -> datetime | None:
    return None if at is None else utc(at)
