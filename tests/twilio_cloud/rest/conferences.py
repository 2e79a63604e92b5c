"""Conferences (telephony.md 1.3, 1.4, 1.6). Recordings of them cannot be started by REST (1.8)."""

from typing import Final

from tests.twilio_cloud import rooms
from tests.twilio_cloud.rest import written
from tests.twilio_cloud.rest.announcing import announce
from tests.twilio_cloud.rest.calls import sid_of
from tests.twilio_cloud.rest.fields import Field, RestError, choice, method, not_found, paging, text, url
from tests.twilio_cloud.rest.routing import Answer, Ask, page, route
from tests.twilio_cloud.things import Room
from tests.twilio_cloud.world import World

UPDATE: Final = {
    "Status": Field(choice("completed")),
    "AnnounceUrl": Field(url),
    "AnnounceMethod": method,
}


def find_room(world: World, sid: str) -> Room:
    """Return a conference, live or completed.

    Raises:
        RestError: 20404.
    """
    room = world.rooms.get(sid_of(sid, "CF"))
    if room is None:
        raise not_found(sid)
    return room


@route(
    "GET",
    "/Conferences.json",
    paging(FriendlyName=Field(text(128)), Status=Field(choice("init", "in-progress", "completed"))),
)
def list_rooms(ask: Ask) -> Answer:
    """List conferences, the latest first."""
    found = [
        written.room(ask.world, one)
        for one in reversed(ask.world.rooms.values())
        if ask.get("FriendlyName") in (None, one.name) and ask.get("Status") in (None, one.status)
    ]
    return page(ask, "conferences", found)


@route("GET", "/Conferences/{ConferenceSid}.json")
def fetch(ask: Ask) -> Answer:
    """Fetch one."""
    return Answer(data=written.room(ask.world, find_room(ask.world, ask.ids["ConferenceSid"])))


@route("POST", "/Conferences/{ConferenceSid}.json", UPDATE)
def update(ask: Ask) -> Answer:
    """End a conference, or announce something to everybody in it.

    Raises:
        RestError: 400 it is completed already, or nobody has entered it yet (telephony.md 3.2, trap 13).
    """
    world = ask.world
    room = find_room(world, ask.ids["ConferenceSid"])
    if room.status == "completed" or (room.status == "init" and not room.here):
        raise RestError(400, 20001, f"The conference is {room.status}")
    if ask.get("AnnounceUrl"):
        announce(world, room, room.here, ask.form["AnnounceUrl"], ask.get("AnnounceMethod", "POST"))
    if ask.get("Status") == "completed":
        rooms.end(world, room)
    return Answer(data=written.room(world, room))
