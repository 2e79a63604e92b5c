"""Queues and who waits in them (telephony.md 1.2)."""

from typing import Final

from tests.twilio_cloud.lines import redirect
from tests.twilio_cloud.rest import written
from tests.twilio_cloud.rest.calls import sid_of
from tests.twilio_cloud.rest.fields import Field, RestError, method, not_found, number, paging, text, url
from tests.twilio_cloud.rest.routing import Answer, Ask, page, route
from tests.twilio_cloud.things import Member, Queue, Source

UPDATE: Final = {"FriendlyName": Field(text(64)), "MaxSize": Field(number(1, 5000))}


def _queue(ask: Ask) -> Queue:
    queue = ask.world.queues.get(sid_of(ask.ids["QueueSid"], "QU"))
    if queue is None:
        raise not_found(ask.ids["QueueSid"])
    return queue


@route("GET", "/Queues.json", paging())
def list_queues(ask: Ask) -> Answer:
    """List queues."""
    return page(ask, "queues", [written.queue(ask.world, one) for one in ask.world.queues.values()])


@route("POST", "/Queues.json", UPDATE | {"FriendlyName": Field(text(64), required=True)})
def create(ask: Ask) -> Answer:
    """Make a queue.

    Raises:
        RestError: 22003 there is one of that name.
    """
    name = ask.form["FriendlyName"]
    if any(one.name == name for one in ask.world.queues.values()):
        raise RestError(400, 22003, f"There is a queue {name}")
    queue = ask.world.queue_named(name)
    queue.max_size = ask.get("MaxSize", queue.max_size)
    return Answer(201, written.queue(ask.world, queue))


@route("GET", "/Queues/{QueueSid}.json")
def fetch(ask: Ask) -> Answer:
    """Fetch a queue."""
    return Answer(data=written.queue(ask.world, _queue(ask)))


@route("POST", "/Queues/{QueueSid}.json", UPDATE)
def update(ask: Ask) -> Answer:
    """Change a queue."""
    queue = _queue(ask)
    queue.name = ask.get("FriendlyName", queue.name)
    queue.max_size = ask.get("MaxSize", queue.max_size)
    return Answer(data=written.queue(ask.world, queue))


@route("DELETE", "/Queues/{QueueSid}.json")
def delete(ask: Ask) -> Answer:
    """Remove an empty queue.

    Raises:
        RestError: 22002 somebody waits in it.
    """
    queue = _queue(ask)
    if queue.members:
        raise RestError(400, 22002, f"{queue.name} is not empty")
    del ask.world.queues[queue.sid]
    return Answer(204)


@route("GET", "/Queues/{QueueSid}/Members.json", paging())
def list_members(ask: Ask) -> Answer:
    """List who waits, the first first."""
    queue = _queue(ask)
    return page(ask, "queue_members", [written.member(ask.world, queue, one) for one in queue.members])


def _member(ask: Ask) -> tuple[Queue, Member]:
    queue = _queue(ask)
    for one in queue.members:
        if one.call_sid == ask.ids["CallSid"] or ask.ids["CallSid"] == "Front":
            return queue, one
    raise not_found(ask.ids["CallSid"])


@route("GET", "/Queues/{QueueSid}/Members/{CallSid}.json")
def fetch_member(ask: Ask) -> Answer:
    """Fetch one who waits, or `Front`."""
    return Answer(data=written.member(ask.world, *_member(ask)))


@route("POST", "/Queues/{QueueSid}/Members/{CallSid}.json", {"Url": Field(url, 21205, required=True), "Method": method})
def update_member(ask: Ask) -> Answer:
    """Take somebody out of the queue, to do what `Url` says."""
    queue, one = _member(ask)
    answer = Answer(data=written.member(ask.world, queue, one))
    redirect(ask.world, ask.world.calls[one.call_sid], Source(ask.form["Url"], ask.get("Method", "POST")))
    return answer
