"""Every query on Twilio's rooms."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.database import table_of
from telephony.providers.base import Arrival
from telephony.providers.twilio.keeping import arrival_values, leg_values, room_of, write_room
from telephony.providers.twilio.models import (
    TwilioInboxRow,
    TwilioLegRow,
    TwilioOrderRow,
    TwilioRoomRow,
    TwilioTicketRow,
)
from telephony.providers.twilio.rooms import CALLER, Leg, LegState, Role, Room

KEEPS: Final = timedelta(days=2)
"""How long a call that is over is kept: Twilio tells of it, and may be asked, for a day."""

_ROOMS, _LEGS, _INBOX = table_of(TwilioRoomRow), table_of(TwilioLegRow), table_of(TwilioInboxRow)
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_TAKE: Final = insert(_INBOX).on_conflict_do_nothing(index_elements=[_INBOX.c.event_key]).returning(_INBOX.c.event_key)


class RoomRepository:
    """The calls in one unit of work. Rows of rooms are locked before a group of queues is, never after."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_room(self, call_sid: str) -> TwilioRoomRow | None:
        return self._session.get(TwilioRoomRow, call_sid, populate_existing=True)

    def lock_room(self, call_sid: str) -> tuple[TwilioRoomRow, Room] | None:
        """Lock a room's row and return it with the room that it holds; None where there is none."""
        self._session.flush()
        row = self._session.get(TwilioRoomRow, call_sid, with_for_update=True, populate_existing=True)
        return None if row is None else (row, room_of(row, self._legs(call_sid)))

    def add_room(self, room: Room, at: datetime) -> bool:
        """Keep a new room; say whether it was new."""
        row = TwilioRoomRow(call_sid=room.call_sid, arrival=arrival_values(room.arrival), hold_spoken=[], made_at=at)
        row.sequence, row.place, row.facts, row.inputs, row.waiting_inputs = 0, room.place, {}, [], []
        row.generation, row.conference_name, row.conference_sid = room.generation, "", ""
        write_room(row, room)
        given = {column.key: getattr(row, column.key) for column in _ROOMS.columns}
        made = self._session.execute(insert(_ROOMS).on_conflict_do_nothing().returning(_ROOMS.c.call_sid), given)
        if made.one_or_none() is None:
            return False
        self._write_legs(room, [])
        return True

    def write(self, row: TwilioRoomRow, before: Room, room: Room) -> None:
        """Write what a locked room has become."""
        write_room(row, room)
        if room.legs != before.legs:
            self._write_legs(room, list(before.legs))
        self._session.flush()

    def note_input(self, call_sid: str, number: int, digits: str) -> None:
        """Keep the caller's answer `number` in the entry menu, from 0; one that is kept, or comes too early, changes
        nothing."""
        self._note(call_sid, number, digits, "inputs")

    def note_waiting_input(self, call_sid: str, number: int, digits: str) -> None:
        """Likewise what they answered while they waited."""
        self._note(call_sid, number, digits, "waiting_inputs")

    def note_survey(self, call_sid: str, number: int | None, digits: str = "") -> None:
        """Likewise what they keyed when they were asked how it was; with no `number`, that they hear the last words,
        after which their call ends."""
        if number is not None:
            self._note(call_sid, number, digits, "survey_inputs")
            return
        found = self.lock_room(call_sid)
        if found is not None and found[1].ended_by is None:
            self.write(found[0], found[1], replace(found[1], survey_over=True))

    def find_leg(self, call_sid: str, label: str) -> TwilioLegRow | None:
        return self._session.get(TwilioLegRow, (call_sid, label), populate_existing=True)

    def find_call_of(self, leg_sid: str) -> tuple[str, str] | None:
        """Return the call and the label of one of Twilio's calls."""
        found = sa.select(_LEGS.c.call_sid, _LEGS.c.label).where(_LEGS.c.leg_sid == leg_sid).limit(1)
        row = self._session.execute(found).one_or_none()
        return None if row is None else (str(row[0]), str(row[1]))

    def use_ticket(self, ticket: str, call_sid: str) -> TwilioLegRow | None:
        """Return the line that a one-time ticket lets in. The call `call_sid` that has used it may ask again."""
        known = self._session.get(TwilioTicketRow, ticket)
        found = None if known is None else self.lock_room(known.call_sid)  # rooms are locked before anything of theirs
        row = self._session.get(TwilioTicketRow, ticket, with_for_update=True, populate_existing=True)
        if found is None or row is None or row.used_by not in ("", call_sid):
            return None
        leg = self.find_leg(row.call_sid, row.label)
        if leg is not None and leg.wanted:  # as long as it is waited for, and no longer, a ticket lets in
            row.used_by = call_sid
            room_row, room = found
            line = room.leg(row.label)
            if line is not None and not line.call_sid:
                self.write(room_row, room, room.with_leg(replace(line, call_sid=call_sid)))
                leg = self.find_leg(row.call_sid, row.label)
        return leg

    def _legs(self, call_sid: str) -> list[TwilioLegRow]:
        query = sa.select(TwilioLegRow).where(TwilioLegRow.call_sid == call_sid)
        return list(self._session.scalars(query.execution_options(populate_existing=True)))

    def _write_legs(self, room: Room, before: Sequence[Leg]) -> None:
        known = {each.label: each for each in before}
        for number, leg in enumerate(room.legs):
            if known.get(leg.label) == leg:
                continue
            # The first in a conference says where it tells of itself: an agent who calls a customer is that.
            first = leg.label != CALLER and not room.is_inbound
            given = {"call_sid": room.call_sid, "label": leg.label, "number": number, "first": first, **leg_values(leg)}
            changes = {key: value for key, value in given.items() if key not in ("call_sid", "label")}
            statement = insert(_LEGS).on_conflict_do_update(index_elements=["call_sid", "label"], set_=changes)
            self._session.execute(statement, given)

    def _note(self, call_sid: str, number: int, digits: str, where: str) -> None:
        found = self.lock_room(call_sid)
        if found is None:
            return
        row, room = found
        kept: tuple[str, ...] = getattr(room, where)
        if number == len(kept) and room.ended_by is None:
            self.write(row, room, replace(room, **{where: (*kept, digits)}))  # type: ignore[arg-type]


class WorkRepository:
    """What is to be done in rooms, and what was heard."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take_once(self, event_key: str, call_sid: str, at: datetime, params: Mapping[str, str] = _NOTHING) -> bool:
        """Note a webhook, with what is to be kept of it; say whether it is new."""
        given = {"event_key": event_key, "call_sid": call_sid, "received_at": at, "params": dict(params)}
        return self._session.execute(_TAKE, given).one_or_none() is not None

    def await_arrival(self, call_sid: str) -> None:
        """Let nobody else note, until the transaction's end, that this call comes, or that it is over already."""
        self._session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(call_sid, 0))))

    def find_params(self, event_key: str) -> Mapping[str, str] | None:
        """Return what was kept of a webhook; None where it was never taken."""
        return self._session.execute(sa.select(_INBOX.c.params).where(_INBOX.c.event_key == event_key)).scalar()

    def find_order(self, order_id: UUID) -> TwilioOrderRow | None:
        return self._session.get(TwilioOrderRow, order_id, populate_existing=True)

    def note_order(self, order_id: UUID, call_sid: str, at: datetime, outcome: str = "") -> None:
        """Note that a room has heard an order, and what came of it."""
        values = {"order_id": order_id, "call_sid": call_sid, "taken_at": at, "outcome": outcome}
        statement = insert(table_of(TwilioOrderRow)).on_conflict_do_update(
            index_elements=["order_id"], set_={"outcome": outcome}
        )
        self._session.execute(statement, values)

    def next_to_look_at(self) -> tuple[str, datetime] | None:
        """Return the call that somebody is to look at soonest, and when."""
        query = sa.select(_ROOMS.c.call_sid, _ROOMS.c.look_at).where(_ROOMS.c.look_at.is_not(None))
        row = self._session.execute(query.order_by(_ROOMS.c.look_at).limit(1)).one_or_none()
        return None if row is None else (row.call_sid, row.look_at)

    def count_waiting(self) -> int:
        """Return how many lines are to be called and were not asked for yet."""
        wanted = sa.and_(_LEGS.c.state == LegState.WANTED, sa.not_(_LEGS.c.facts["dismissed"].as_boolean()))
        query = sa.select(sa.func.count()).select_from(_LEGS.join(_ROOMS, _ROOMS.c.call_sid == _LEGS.c.call_sid))
        return self._session.execute(query.where(wanted, _ROOMS.c.ended_by.is_(None))).scalar_one()

    def list_live(self) -> Sequence[Any]:
        """List the rooms that are on and were reported: what of them a list of live rooms says."""
        columns = (_ROOMS.c.call_sid, _ROOMS.c.conference_name, _ROOMS.c.place, _ROOMS.c.sequence)
        query = sa.select(*columns, _ROOMS.c.reported_at, _ROOMS.c.last_state, self._joined()).where(
            _ROOMS.c.ended_by.is_(None), _ROOMS.c.sequence > 0
        )
        return self._session.execute(query).all()

    def list_named(self, names: Sequence[str]) -> Sequence[Any]:
        """List the rooms, on or over, that have a conference of one of these names now."""
        query = sa.select(
            _ROOMS.c.call_sid, _ROOMS.c.conference_name, _ROOMS.c.sequence, _ROOMS.c.reported_at, _ROOMS.c.last_state
        ).where(_ROOMS.c.conference_name.in_(names), _ROOMS.c.sequence > 0)
        return self._session.execute(query).all()

    def prune(self, before: datetime) -> int:
        """Remove what is older and over; return how many rows that were."""
        orders = table_of(TwilioOrderRow)
        statements = (
            sa.delete(_ROOMS).where(_ROOMS.c.made_at < before, _ROOMS.c.ended_by.is_not(None)),
            sa.delete(_INBOX).where(_INBOX.c.received_at < before),
            sa.delete(orders).where(orders.c.taken_at < before),
        )
        return sum(int(getattr(self._session.execute(each), "rowcount", 0)) for each in statements)

    def _joined(self) -> sa.ColumnElement[bool]:
        """Whether the customer, or in a room between colleagues anybody, is in the conference."""
        return (
            sa.exists()
            .where(
                _LEGS.c.call_sid == _ROOMS.c.call_sid,
                _LEGS.c.state == int(LegState.JOINED),
                sa.or_(_LEGS.c.role == Role.CALLER, _ROOMS.c.arrival["direction"].astext == "internal"),
            )
            .label("joined")
        )


def new_caller(call_sid: str, arrival: Arrival) -> Room:
    """Return the room of somebody who calls."""
    leg = Leg(CALLER, Role.CALLER, call_sid=call_sid, state=LegState.ANSWERED)
    return Room(call_sid, arrival=arrival, legs=(leg,))


class TicketRepository:
    """One-time tickets, with which an agent's own telephone calls in."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_ticket(self, call_sid: str, label: str) -> TwilioTicketRow | None:
        query = sa.select(TwilioTicketRow).where(TwilioTicketRow.call_sid == call_sid, TwilioTicketRow.label == label)
        return self._session.scalars(query).one_or_none()
