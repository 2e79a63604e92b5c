"""A room as it is kept, and back. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, Final

from pydantic import TypeAdapter

from telephony.contract import RecordingState
from telephony.menu.walk import Spoken
from telephony.providers.base import Arrival, EndedBy, OrderKind, RecordedPart, RoomState
from telephony.providers.twilio.models import TwilioLegRow, TwilioRoomRow
from telephony.providers.twilio.rooms import Awaited, Leg, LegState, Role, Room

_WISHES: Final = (
    "over",
    "way_until",
    "comes_back",
    "lost",
    "unsure",
    "hold_caller",
    "confer",
    "conferred",
    "mute_agent",
    "waits",
    "ending",
    "takes_over",
    "failing",
    "supervise",
    "surveying",
    "survey_heard",
    "survey_over",
    "transcribe",
    "scribe",
)
_OF_LEG: Final = tuple(
    field.name
    for field in fields(Leg)
    if field.name not in {"label", "role", "endpoint", "call_sid", "state", "failed"}
)
_ARRIVAL: Final = TypeAdapter(Arrival)
_STATE: Final = TypeAdapter(RoomState)
_PARTS: Final = TypeAdapter(tuple[RecordedPart, ...])


def room_of(row: TwilioRoomRow, legs: list[TwilioLegRow]) -> Room:
    """Return a room from its rows."""
    wishes = {name: row.facts[name] for name in _WISHES if name in row.facts}
    return Room(
        row.call_sid,
        generation=row.generation,
        arrival=_ARRIVAL.validate_python(row.arrival),
        place=row.place,
        sid=row.conference_sid,
        legs=tuple(_leg_of(each) for each in sorted(legs, key=lambda each: each.number)),
        inputs=tuple(row.inputs),
        waiting_inputs=tuple(row.waiting_inputs),
        words=tuple(Spoken(**each) for each in row.facts.get("words", ())),
        awaited=tuple(Awaited(OrderKind(each["kind"]), str(each["endpoint"])) for each in row.facts.get("awaited", ())),
        ended_by=row.ended_by,
        survey_inputs=row.survey_inputs,
        record=None if not row.facts.get("record") else RecordingState(row.facts["record"]),
        asked_record=None if not row.facts.get("asked_record") else RecordingState(row.facts["asked_record"]),
        scribes=tuple(row.facts.get("scribes", ())),
        recordings=_PARTS.validate_python(row.facts.get("recordings", ())),
        **wishes,
    )


def write_room(row: TwilioRoomRow, room: Room) -> None:
    """Write a room into its row; its legs are written by `leg_values`."""
    facts: dict[str, Any] = {name: getattr(room, name) for name in _WISHES}
    facts["words"] = [asdict(each) for each in room.words]
    facts["awaited"] = [{"kind": each.kind.value, "endpoint": each.endpoint} for each in room.awaited]
    facts["record"] = None if room.record is None else room.record.value
    facts["asked_record"] = None if room.asked_record is None else room.asked_record.value
    facts["survey_inputs"] = list(room.survey_inputs)
    facts["scribes"] = list(room.scribes)
    facts["recordings"] = _PARTS.dump_python(room.recordings, mode="json")
    values = {
        "conference_name": room.name,
        "conference_sid": room.sid,
        "generation": room.generation,
        "place": room.place,
        "ended_by": room.ended_by,
        "inputs": list(room.inputs),
        "waiting_inputs": list(room.waiting_inputs),
        "facts": facts,
    }
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def leg_values(leg: Leg) -> Mapping[str, Any]:
    """Return what of a leg is kept, by column."""
    facts: dict[str, Any] = {name: getattr(leg, name) for name in _OF_LEG}
    facts["failed"] = None if leg.failed is None else leg.failed.value
    return {
        "role": leg.role,
        "state": int(leg.state),
        "leg_sid": leg.call_sid,
        "endpoint": leg.endpoint,
        "facts": facts,
    }


def arrival_values(arrival: Arrival) -> dict[str, Any]:
    return dict(_ARRIVAL.dump_python(arrival, mode="json"))


def state_values(state: RoomState) -> dict[str, Any]:
    return dict(_STATE.dump_python(state, mode="json"))


def last_state(row: Any) -> RoomState | None:
    """Return what the last report of a room said; None where none was made."""
    return None if row.last_state is None else _STATE.validate_python(row.last_state)


def _leg_of(row: TwilioLegRow) -> Leg:
    failed = row.facts.get("failed")
    return Leg(
        row.label,
        Role(row.role),
        endpoint=row.endpoint,
        call_sid=row.leg_sid,
        state=LegState(row.state),
        failed=None if failed is None else EndedBy(failed),
        **{name: row.facts[name] for name in _OF_LEG if name in row.facts},
    )
