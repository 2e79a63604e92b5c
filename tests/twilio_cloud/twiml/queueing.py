"""Enqueue: a caller waits, and is told something again and again (telephony.md 1.2)."""

from collections.abc import Mapping

from tests.twilio_cloud.things import Call, Member, Queue, Source
from tests.twilio_cloud.twiml.grammar import WAITING
from tests.twilio_cloud.twiml.parse import Element
from tests.twilio_cloud.twiml.player import Broken, GoTo, HangUp, Interrupted, LeaveQueue, Player, Stopped
from tests.twilio_cloud.world import World


async def enqueue(player: Player, verb: Element) -> None:
    """Wait in a queue. The action is asked whatever ends it: `leave`, `hangup`, `queue-full`, `error`, and
    `redirected` for our own redirect, whose document is not played (1.2)."""
    player.answer()
    world, call = player.world, player.call
    queue = world.queue_named(verb.text)
    action = player.link(verb.get("action")) if verb.get("action") else ""
    wait = Source(player.link(verb.get("waitUrl")), verb.get("waitUrlMethod", "POST")) if verb.get("waitUrl") else None
    method = verb.get("method", "POST")
    if len(queue.members) >= int(verb.get("maxQueueSize", str(queue.max_size))):
        await _over(player, action, method, {"QueueResult": "queue-full", "QueueSid": queue.sid, "QueueTime": "0"})
        return
    member = Member(call.sid, world.now)
    queue.members.append(member)
    call.queue_sid = queue.sid
    try:
        result = await _wait(player, queue, member, wait)
    except Interrupted:
        told = _leave(world, queue, member, call, "redirected" if call.live else "hangup")
        if action:
            await player.tell_handler(action, method, told)
        raise
    except HangUp:
        told = _leave(world, queue, member, call, "hangup")
        if action:
            await player.tell_handler(action, method, told)
        raise
    await _over(player, action, method, _leave(world, queue, member, call, result))


async def _wait(player: Player, queue: Queue, member: Member, wait: Source | None) -> str:
    world = player.world

    def position() -> Mapping[str, str]:
        return {
            "QueueSid": queue.sid,
            "QueuePosition": str(queue.members.index(member) + 1),
            "QueueTime": str(_seconds(world, member)),
            "AvgQueueTime": str(average_wait(queue)),
            "CurrentQueueSize": str(len(queue.members)),
            "MaxQueueSize": str(queue.max_size),
        }

    inner = Player(world, player.call, WAITING, stops=(member.leave,), extra=position, about="wait")
    try:
        if wait is None:
            await inner.wait(None)
        while wait is not None:  # it is asked once more whenever it runs out (1.2)
            began = world.clock.seconds
            await inner.run(wait)
            if world.clock.seconds - began < 1:
                await inner.wait(1)
    except LeaveQueue:
        return "leave"
    except Stopped as stopped:
        return str(stopped.by.value)
    except Broken:
        return "error"
    return "system-error"


def average_wait(queue: Queue) -> int:
    """Return how many seconds those waited who are out of the queue."""
    return round(sum(queue.waits) / len(queue.waits)) if queue.waits else 0


def _seconds(world: World, member: Member) -> int:
    return round((world.now - member.since).total_seconds())


def _leave(world: World, queue: Queue, member: Member, call: Call, result: str) -> dict[str, str]:
    queue.members.remove(member)
    queue.waits.append(_seconds(world, member))
    call.queue_sid = ""
    return {"QueueResult": result, "QueueSid": queue.sid, "QueueTime": str(_seconds(world, member))}


async def _over(player: Player, action: str, method: str, told: Mapping[str, str]) -> None:
    if action:
        raise GoTo(Source(action, method, params=dict(told)))
