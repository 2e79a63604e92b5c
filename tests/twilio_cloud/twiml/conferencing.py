"""Dial Conference: a call enters a room and stays until it leaves (telephony.md 1.2)."""

from tests.twilio_cloud import rooms
from tests.twilio_cloud.clock import Signal
from tests.twilio_cloud.sids import is_sid
from tests.twilio_cloud.things import Call, Callback, Hook, Room, Source, Wish
from tests.twilio_cloud.twiml.grammar import ROOM_WAITING
from tests.twilio_cloud.twiml.parse import Element
from tests.twilio_cloud.twiml.player import Broken, HangUp, Interrupted, LeaveQueue, Player, Stopped
from tests.twilio_cloud.world import World


async def dial_conference(player: Player, verb: Element, noun: Element) -> str:
    """Be in a conference, and return the `DialCallStatus`: `answered`, or `failed` where it could not be entered."""
    world, call = player.world, player.call
    if is_sid(noun.text, "CF") and world.live_room(noun.text) is None:
        world.blame(13236, f"{noun.text} is not a live conference", call)
        return "failed"
    wish = read_wish(player, noun)
    try:
        first = await _first_wait_document(player, noun.text, wish)
    except Broken:
        world.blame(11200, "the waitUrl failed, so the conference is not entered (telephony.md 1.2, trap 23)", call)
        return "failed"
    fresh = world.live_room(noun.text) is None
    room = rooms.open_room(world, noun.text, wish)
    try:
        participant = rooms.join(world, room, call, wish)
    except rooms.RoomRefusesError as refused:
        world.blame(refused.code, str(refused), call)
        if fresh:
            room.status = "completed"
            world.room_names.pop(room.name, None)
        return "failed"
    if first is not None and wish.wait is not None and not room.started.fired:
        source = Source(wish.wait.url, wish.wait.method)
        world.clock.start_job(play_until_start(world, call, room, participant.left, source, first))
    if await player.wait(float(verb.get("timeLimit", "14400")), participant.left) is None:
        rooms.leave(world, room, call, rooms.HUNG_UP)
        return "completed"
    if call.interrupt.fired:
        raise Interrupted
    return "answered"


def read_wish(player: Player, noun: Element) -> Wish:
    """Read the attributes; what is not there has Twilio's default (telephony.md 1.3: beep is true)."""
    wait = None
    if "waitUrl" in noun.attributes:
        wait = Hook(player.link(noun.get("waitUrl")) if noun.get("waitUrl") else "", noun.get("waitMethod", "POST"))
    return Wish(
        label=noun.get("participantLabel"),
        start_on_enter=noun.flag("startConferenceOnEnter", default=True),
        end_on_exit=noun.flag("endConferenceOnExit"),
        muted=noun.flag("muted"),
        beep=noun.get("beep", "true"),
        wait=wait,
        coaching="coach" in noun.attributes,
        call_sid_to_coach=noun.get("coach"),
        max_participants=int(noun.get("maxParticipants", "250")),
        status=_hook(player, noun, "statusCallback", "start end"),
        record=noun.get("record", "do-not-record") in ("record-from-start", "true"),
        recording=_hook(player, noun, "recordingStatusCallback", "completed"),
    )


def _hook(player: Player, noun: Element, name: str, events: str) -> Callback:
    if not noun.get(name):
        return Callback()
    url, method = player.link(noun.get(name)), noun.get(f"{name}Method", "POST")
    return Callback(url, method, tuple(noun.get(f"{name}Event", events).split()))


async def _first_wait_document(player: Player, name: str, wish: Wish) -> list[Element] | None:
    """Fetch what is heard before the start, if anybody will hear it."""
    room = player.world.live_room(name)
    started = room is not None and room.status == "in-progress"
    if started or wish.wait is None or not wish.wait.url:
        return None
    if room is not None and room.here and (wish.start_on_enter or any(one.wish.start_on_enter for one in room.here)):
        return None
    waiter = Player(player.world, player.call, ROOM_WAITING, about="room-wait")
    return await waiter.fetch(Source(wish.wait.url, wish.wait.method))


async def play_until_start(
    world: World, call: Call, room: Room, left: Signal, source: Source, verbs: list[Element] | None = None
) -> None:
    """Play until it starts. It does not begin anew by itself: silence afterwards (telephony.md 1.2)."""
    waiter = Player(world, call, ROOM_WAITING, stops=(room.started, left), about="room-wait")
    waiter.url = source.url
    try:
        await waiter.run(source, verbs)
    except (Stopped, Interrupted, Broken, HangUp, LeaveQueue):
        return
    finally:
        call.sound = ""
