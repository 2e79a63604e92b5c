"""Legs: how one is called, answered and ended, and what is told of it (telephony.md 1.3, 1.4, 3.1)."""

from typing import Final

from tests.twilio_cloud import recordings, rooms
from tests.twilio_cloud.people import OUTCOMES, Does, Person
from tests.twilio_cloud.sids import is_sid
from tests.twilio_cloud.things import LIVE, Call, Callback, Source
from tests.twilio_cloud.webhooks import rfc_2822
from tests.twilio_cloud.world import World

EVENTS: Final = ("initiated", "ringing", "answered", "completed")
_EVENT_OF: Final = {"initiated": "initiated", "ringing": "ringing", "in-progress": "answered"}
_ON_THE_WAY: Final = {"initiated": "connecting", "ringing": "ringing"}
EXTRA_RING_SECONDS: Final = 5
"""Twilio adds about this much to the timeout (telephony.md 1.3)."""


def new_call(world: World, from_: str, to: str, direction: str, status: str = "queued") -> Call:
    """Make a leg."""
    call = Call(world.sids.make("CA"), from_, to, direction, world.now, status)
    world.calls[call.sid] = call
    return call


def call_params(world: World, call: Call) -> dict[str, str]:
    """Return what every webhook about a call brings (telephony.md 1.1)."""
    params = {
        "CallSid": call.sid,
        "AccountSid": world.credentials.account_sid,
        "ApiVersion": "2010-04-01",
        "From": call.from_,
        "Caller": call.from_,
        "To": call.to,
        "Called": call.to,
        "Direction": call.direction,
        "CallStatus": call.status,
    }
    if call.parent_sid:
        params["ParentCallSid"] = call.parent_sid
    for side in ("From", "Caller", "To", "Called"):
        params |= {f"{side}{place}": "" for place in ("City", "State", "Zip", "Country")}
    return params | call.extra


def queue_for_cps(world: World, call: Call) -> float:
    """Give an outbound leg its turn: calls by REST go out one after another, by default one a second (telephony.md
    0.2). Return the seconds until then; they are the answer's `queue_time`."""
    now = world.clock.seconds
    turn = max(now, world.next_call_at)
    world.next_call_at = turn + 1 / world.limits.calls_per_second
    call.queue_ms = round((turn - now) * 1000)
    return turn - now


def set_status(world: World, call: Call, status: str) -> None:
    """Change a leg's status and tell it; an end is for good."""
    if not call.live or call.status == status:
        return
    call.status, call.updated = status, world.now
    if status == "in-progress":
        call.answered = world.now
        if call.person is not None and call.person.hangs_up_after is not None:
            world.clock.start_job(_hang_up_later(world, call, call.person.hangs_up_after))
        world.clock.start_job(_limit(world, call))
    if status in _ON_THE_WAY and call.api_leg_of:
        rooms.show_progress(world, world.rooms[call.api_leg_of], call, _ON_THE_WAY[status])
    if status not in LIVE:
        call.ended = world.now
    _tell_status(world, call, _EVENT_OF.get(status, "completed"))


async def ring(world: World, call: Call, *, wait: float) -> bool:
    """Call somebody within a job, and say whether they answered. The leg is then in progress; otherwise it is over,
    unless somebody ended it meanwhile."""
    if wait and await world.clock.wait(call.over, within=wait):
        return False
    set_status(world, call, "initiated")
    person = person_at(world, call.to) if world.everybody_answers else world.people.get(_address(call.to))
    if any(one.values.get("PhoneNumber") == call.to for one in world.numbers.values()):
        world.blame(13224, f"{call.to} is a number of our own: its voice URL would answer (telephony.md trap 19)", call)
    does = Does.UNREACHABLE if person is None else person.next_does.pop(0) if person.next_does else person.does
    if person is None or does is Does.UNREACHABLE:
        if call.to.startswith("sip:"):
            world.blame(32009, f"{call.to} is not registered (telephony.md 3.2)", call)
        over(world, call, "failed", sip_code=480 if call.to.startswith("sip:") else 404)
        return False
    call.person, call.scripted_keys = person, list(person.keys)
    person.calls.append(call)
    if does in (Does.BUSY, Does.DECLINE):
        over(world, call, *OUTCOMES[does])
        return False
    set_status(world, call, "ringing")
    limit = call.timeout + EXTRA_RING_SECONDS
    answers = {Does.LET_RING: limit + 1, Does.WAIT: limit + 1}.get(does, person.answers_after)
    came = await world.clock.wait(call.over, call.pick_up, within=min(answers, limit))
    if came is call.over:
        return False
    if came is None and answers > limit:
        over(world, call, *OUTCOMES[Does.LET_RING])
        return False
    call.answered_by = "machine_start" if does is Does.VOICEMAIL else "human"
    if does is Does.VOICEMAIL:
        call.scripted_keys = []
    set_status(world, call, "in-progress")
    return True


def over(world: World, call: Call, status: str, sip_code: int = 200, *, by_api: bool = False) -> None:
    """End a leg, whatever it is doing; its own document's handlers hear of it afterwards (telephony.md 1.2)."""
    if not call.live:
        return
    call.sip_code = sip_code
    recordings.stop_of_call(world, call)
    set_status(world, call, status)
    for room in [world.rooms[sid] for sid in (call.room_sid, call.api_leg_of) if sid]:
        reason = rooms.HUNG_UP if call.answered is not None else rooms.NOT_REACHED
        rooms.leave(world, room, call, rooms.KICKED if by_api and call.answered is not None else reason)
    call.sound = ""
    other = world.calls.get(call.bridged_to)
    call.bridged_to = ""
    if other is not None:
        other.bridged_to = ""
    call.over.fire()
    _interrupt(call, None)


def redirect(world: World, call: Call, source: Source) -> None:
    """Have a call do something else. It leaves its room first (telephony.md 1.7)."""
    if call.room_sid:
        rooms.leave(world, world.rooms[call.room_sid], call, rooms.KICKED)
    _interrupt(call, source)


def press(call: Call, digits: str) -> None:
    """Somebody presses keys; a Gather that runs takes them, otherwise nobody does."""
    call.keys.extend(digits)
    call.pressed += digits
    signal, call.key_signal = call.key_signal, type(call.key_signal)()
    signal.fire()


def person_at(world: World, address: str) -> Person:
    """Return who is at an address; they answer after two seconds unless they are told otherwise."""
    key = _address(address)
    if key not in world.people:
        world.people[key] = Person(key)
    found: Person = world.people[key]
    return found


def is_endpoint(text: str) -> bool:
    """Say whether something can be called: E.164, `sip:…`, `client:…` or an application (telephony.md 1.3)."""
    if text.startswith("+"):
        return text[1:].isdigit() and 7 <= len(text) <= 16
    kind, _, rest = text.partition(":")
    return (kind in ("sip", "sips", "client") and bool(rest)) or (kind == "app" and is_sid(rest, "AP"))


def _interrupt(call: Call, source: Source | None) -> None:
    """The last word counts, should the call not have heard of the one before."""
    call.interrupt.fire(source)
    call.interrupt.value = source


def _address(to: str) -> str:
    return to.partition("?")[0]


def _tell_status(world: World, call: Call, event: str) -> None:
    hook = call.status_hook
    if not hook.wants(event):
        return
    params = call_params(world, call) | {
        "Timestamp": rfc_2822(world.now),
        "CallbackSource": "call-progress-events",
        "SequenceNumber": str(call.sequence),
    }
    if event == "completed":
        length = duration(call)
        params |= {
            "CallDuration": str(length),
            "Duration": str(-(-length // 60)),
            "SipResponseCode": str(call.sip_code),
        }
    if event in ("ringing", "answered") and call.direction != "inbound":
        params["StirStatus"] = "A"
    call.sequence += 1
    world.post.tell(call.sid, "leg", hook.url, hook.method, params)


def duration(call: Call) -> int:
    """Return a leg's seconds from answer to end."""
    if call.answered is None or call.ended is None:
        return 0
    return round((call.ended - call.answered).total_seconds())


async def _hang_up_later(world: World, call: Call, seconds: float) -> None:
    if await world.clock.wait(call.over, within=seconds) is None:
        over(world, call, "completed")


async def _limit(world: World, call: Call) -> None:
    """A call ends at its time limit, at the latest after four hours (telephony.md 1.3, 3.1)."""
    limit = min(call.time_limit or world.limits.call_seconds, world.limits.call_seconds)
    if await world.clock.wait(call.over, within=limit) is None:
        over(world, call, "completed")


def whole_status(url: str, method: str, events: tuple[str, ...] | None) -> Callback:
    """Return a leg's callback; only its end is told unless more is asked for (telephony.md 1.3)."""
    return Callback(url, method, events if events is not None else ("completed",))
