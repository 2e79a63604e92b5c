"""How each thing is written in an answer, with the names and types of the published API."""

from datetime import datetime
from typing import Any

from tests.twilio_cloud import lines, recordings
from tests.twilio_cloud.things import Call, Member, Message, Participant, Queue, Recording, Room, Settings
from tests.twilio_cloud.twiml.queueing import average_wait
from tests.twilio_cloud.webhooks import rfc_2822
from tests.twilio_cloud.world import World


def at(when: datetime | None) -> str | None:
    """Write a time."""
    return None if when is None else rfc_2822(when)


def call(world: World, one: Call) -> dict[str, Any]:
    """A call. `initiated` is a word of callbacks only."""
    return {
        "sid": one.sid,
        "date_created": at(one.created),
        "date_updated": at(one.updated or one.created),
        "parent_call_sid": one.parent_sid or None,
        "account_sid": world.credentials.account_sid,
        "to": one.to,
        "to_formatted": one.to,
        "from": one.from_,
        "from_formatted": one.from_,
        "phone_number_sid": one.number_sid or None,
        "status": "queued" if one.status == "initiated" else one.status,
        "start_time": at(one.answered),
        "end_time": at(one.ended),
        "duration": None if one.ended is None else str(lines.duration(one)),
        "price": None,
        "price_unit": "USD",
        "direction": one.direction,
        "answered_by": None,
        "api_version": "2010-04-01",
        "forwarded_from": one.extra.get("ForwardedFrom"),
        "group_sid": None,
        "caller_name": one.extra.get("CallerName"),
        "queue_time": str(one.queue_ms),
        "trunk_sid": None,
        "uri": _uri(world, f"Calls/{one.sid}"),
        "subresource_uris": {"recordings": _uri(world, f"Calls/{one.sid}/Recordings")},
    }


def room(world: World, one: Room) -> dict[str, Any]:
    """A conference."""
    return {
        "account_sid": world.credentials.account_sid,
        "date_created": at(one.created),
        "date_updated": at(one.updated or one.created),
        "api_version": "2010-04-01",
        "friendly_name": one.name,
        "region": "us1",
        "sid": one.sid,
        "status": one.status,
        "uri": _uri(world, f"Conferences/{one.sid}"),
        "subresource_uris": {"participants": _uri(world, f"Conferences/{one.sid}/Participants")},
        "reason_conference_ended": one.reason_ended or None,
        "call_sid_ending_conference": one.ended_by_sid or None,
    }


def participant(world: World, of: Room, one: Participant) -> dict[str, Any]:
    """A participant."""
    return {
        "account_sid": world.credentials.account_sid,
        "call_sid": one.call_sid,
        "label": one.wish.label or None,
        "call_sid_to_coach": one.call_sid_to_coach or None,
        "coaching": one.coaching,
        "conference_sid": of.sid,
        "date_created": at(one.created),
        "date_updated": at(one.updated or one.created),
        "end_conference_on_exit": one.end_on_exit,
        "muted": one.muted,
        "hold": one.held,
        "start_conference_on_enter": one.wish.start_on_enter,
        "status": one.status,
        "queue_time": str(world.calls[one.call_sid].queue_ms),
        "uri": _uri(world, f"Conferences/{of.sid}/Participants/{one.call_sid}"),
    }


def queue(world: World, one: Queue) -> dict[str, Any]:
    """A queue."""
    return {
        "date_updated": at(one.created),
        "current_size": len(one.members),
        "friendly_name": one.name,
        "uri": _uri(world, f"Queues/{one.sid}"),
        "account_sid": world.credentials.account_sid,
        "average_wait_time": average_wait(one),
        "sid": one.sid,
        "date_created": at(one.created),
        "max_size": one.max_size,
    }


def member(world: World, of: Queue, one: Member) -> dict[str, Any]:
    """A call in a queue."""
    return {
        "call_sid": one.call_sid,
        "date_enqueued": at(one.since),
        "position": of.members.index(one) + 1,
        "uri": _uri(world, f"Queues/{of.sid}/Members/{one.call_sid}"),
        "wait_time": round((world.now - one.since).total_seconds()),
        "queue_sid": of.sid,
    }


def recording(world: World, one: Recording, *, under: str = "") -> dict[str, Any]:
    """A recording; under a call it has its track as well, in the account's list its media."""
    written: dict[str, Any] = {
        "account_sid": world.credentials.account_sid,
        "api_version": "2010-04-01",
        "call_sid": one.call_sid or None,
        "conference_sid": one.room_sid or None,
        "date_created": at(one.created),
        "date_updated": at(one.updated or one.created),
        "start_time": at(one.created),
        "duration": None if one.running else str(recordings.seconds(one)),
        "sid": one.sid,
        "price": None,
        "price_unit": "USD",
        "status": one.status,
        "channels": one.channels,
        "source": one.source,
        "error_code": None,
        "encryption_details": None,
        "uri": _uri(world, f"{under}Recordings/{one.sid}"),
    }
    if under.startswith("Calls"):
        written["track"] = one.track
    if not under:
        written |= {"subresource_uris": {}, "media_url": recordings.url(world, one)}
    return written


def message(world: World, one: Message) -> dict[str, Any]:
    """A text message."""
    return {
        "body": one.body,
        "num_segments": str(-(-len(one.body) // 160)),
        "direction": one.direction,
        "from": one.from_ or None,
        "to": one.to,
        "date_updated": at(one.sent or one.created),
        "price": None,
        "error_message": None,
        "uri": _uri(world, f"Messages/{one.sid}"),
        "account_sid": world.credentials.account_sid,
        "num_media": "0",
        "status": one.status,
        "messaging_service_sid": one.service_sid or None,
        "sid": one.sid,
        "date_sent": at(one.sent),
        "date_created": at(one.created),
        "error_code": one.error_code,
        "price_unit": "USD",
        "api_version": "2010-04-01",
        "subresource_uris": {},
    }


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def settings(world: World, one: Settings, kind: str, names: tuple[str, ...]) -> dict[str, Any]:
    """A number or an application: its settings by their own names."""
    written: dict[str, Any] = {_snake(name): one.values.get(name) for name in names}
    return written | {
        "sid": one.sid,
        "account_sid": world.credentials.account_sid,
        "api_version": "2010-04-01",
        "date_created": at(one.created),
        "date_updated": at(one.created),
        "uri": _uri(world, f"{kind}/{one.sid}"),
    }


def _uri(world: World, path: str) -> str:
    return f"/2010-04-01/Accounts/{world.credentials.account_sid}/{path}.json"
