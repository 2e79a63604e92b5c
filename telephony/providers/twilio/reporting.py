"""Reports what a room has become, in the transaction that learnt it. Nothing here commits."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from telephony.calls.reports import receive_report
from telephony.deps import Deps
from telephony.providers.base import CarrierReport, ReportKind
from telephony.providers.twilio.keeping import last_state, state_values
from telephony.providers.twilio.models import TwilioRoomRow
from telephony.providers.twilio.repository import RoomRepository
from telephony.providers.twilio.rooms import Room, state_of
from telephony.providers.twilio.steps import next_step, watch_seconds
from telephony.providers.twilio.telling import tell
from telephony.providers.twilio.wire import NAME


def keep(
    session: Session, deps: Deps, row: TwilioRoomRow, before: Room, room: Room, *, at: datetime, now: datetime
) -> Room:
    """Write what a locked room has become, report what is new in it, which happened `at`, and say when somebody is to
    look at it; return it. `now` is the machine's time."""
    told = tell(room, last_state(row))
    room = told.room
    if room != before:
        RoomRepository(session).write(row, before, room)
    if told.kind is not None:
        row.sequence += 1
        row.last_kind, row.last_state, row.reported_at = told.kind, state_values(state_of(room)), at
        session.flush()
        receive_report(session, deps, NAME, report_of(row, room))
    set_look(row, room, now)
    return room


def set_look(row: TwilioRoomRow, room: Room, now: datetime) -> None:
    """Say when somebody is to look at the room: at once where something is to be asked of Twilio."""
    seconds = watch_seconds(room, now)
    if next_step(room) is not None:
        row.look_at = now
    else:
        row.look_at = None if seconds is None else now + timedelta(seconds=seconds)


def report_of(row: TwilioRoomRow, room: Room) -> CarrierReport:
    """Return the last report of a room, as it was made.

    Raises:
        ValueError: None was made.
    """
    kind, state = row.last_kind, last_state(row)
    if kind is None or state is None or row.reported_at is None:
        raise ValueError(row.call_sid)
    arrival = replace(room.arrival, menu_inputs=room.inputs) if room.is_inbound else room.arrival
    return CarrierReport(
        event_id=f"{row.call_sid}-{row.sequence}",
        call_sid=row.call_sid,
        sequence=row.sequence,
        kind=ReportKind(kind),
        at=row.reported_at,
        arrival=arrival,
        room=state,
    )
