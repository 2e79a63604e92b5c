"""Conferences: who enters and leaves, and what is told of it (telephony.md 1.4 to 1.6)."""

from collections.abc import Mapping

from tests.twilio_cloud import recordings
from tests.twilio_cloud.things import Call, Participant, Room, Wish
from tests.twilio_cloud.webhooks import rfc_2822
from tests.twilio_cloud.world import World

KICKED = "participant_updated_via_api"
HUNG_UP = "participant_hung_up"
NOT_REACHED = "participant_add_failed"
EVENTS = ("start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement")
_GROUP = {"unmute": "mute", "unhold": "hold"}


class RoomRefusesError(Exception):
    """A conference does not take somebody; `code` is Twilio's."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


def open_room(world: World, name: str, wish: Wish) -> Room:
    """Return the live conference of that name, or make one: it has no memory of an older one of the same name, so a
    late leg gets a room of its own (telephony.md 0.4). What the first participant wishes to be told, and nobody after
    it, is told (0.5)."""
    room = world.live_room(name)
    if room is not None:
        return room
    room = Room(world.sids.make("CF"), name, world.now)
    room.status_hook, room.recording, room.record = wish.status, wish.recording, wish.record
    room.max_participants = wish.max_participants
    world.rooms[room.sid] = room
    world.room_names[name] = room.sid
    return room


def expect(world: World, room: Room, call: Call, wish: Wish) -> Participant:
    """Let a leg that is called by REST be on its way into a room."""
    participant = _participant(world, room, call, wish)
    participant.status = "queued"
    room.participants[call.sid] = participant
    return participant


def join(world: World, room: Room, call: Call, wish: Wish) -> Participant:
    """Let a call into a room.

    Raises:
        RoomRefusesError: 16020 it is full, 16025 the label is taken (in TwiML; telephony.md 3.2), 13240 whoever is to
            be coached is not in it.
    """
    if len(room.here) >= min(room.max_participants, world.limits.participants):
        raise RoomRefusesError(16020, f"{room.name} is full")
    if wish.label and any(one.wish.label == wish.label and one.call_sid != call.sid for one in _alive(room)):
        raise RoomRefusesError(16025, f"there is a {wish.label} in {room.name}")
    if wish.coaching and (coached := room.participants.get(wish.call_sid_to_coach)) is not None and not coached.here:
        raise RoomRefusesError(13240, f"{wish.call_sid_to_coach} is not in {room.name}")
    if wish.coaching and wish.call_sid_to_coach not in room.participants:
        raise RoomRefusesError(13240, f"{wish.call_sid_to_coach} is not in {room.name}")
    participant = room.participants.get(call.sid) or _participant(world, room, call, wish)
    participant.status, participant.updated, participant.ever_joined = "connected", world.now, True
    room.participants[call.sid] = participant
    room.ever_joined = True
    call.room_sid = room.sid
    _beep(world, room, participant, "onEnter")
    tell(world, room, "participant-join", participant)
    start_if_due(world, room)
    recordings.watch_room(world, room)
    return participant


def show_progress(world: World, room: Room, call: Call, status: str) -> None:
    """Show how far a leg is that was called by REST; one that rings may start the conference (trap 5)."""
    participant = room.participants.get(call.sid)
    if participant is not None and room.live and participant.status in ("queued", "connecting"):
        participant.status = status
        start_if_due(world, room)


def start_if_due(world: World, room: Room) -> None:
    """Start a conference with two in it of whom one starts it. A leg that still rings counts as the second:
    `conference-start` does not mean answered (telephony.md 1.4, trap 5)."""
    there = [one for one in room.participants.values() if one.status in ("connected", "ringing")]
    if room.status != "init" or len(there) < 2 or not any(one.wish.start_on_enter for one in room.here):
        return
    room.status, room.updated = "in-progress", world.now
    room.started.fire()
    tell(world, room, "conference-start")


def leave(world: World, room: Room, call: Call, reason: str) -> None:
    """Take somebody out of a room, or off the way into it. It ends when they have the flag for that, or were the last
    (telephony.md 1.4)."""
    participant = room.participants.get(call.sid)
    if participant is None or participant.status in ("complete", "failed"):
        return
    was_here = participant.here
    participant.status = "complete" if was_here else "failed"
    participant.updated = world.now
    if call.room_sid == room.sid:
        call.room_sid = ""
    if was_here:
        _beep(world, room, participant, "onExit")
    extra = {"ReasonParticipantLeft": reason, "ParticipantCallStatus": _leg_status(call, was_here)}
    tell(world, room, "participant-leave", participant, extra)
    participant.left.fire(reason)
    recordings.watch_room(world, room)
    if not room.live:
        return
    how = "kicked" if reason == KICKED else "left"
    if was_here and participant.end_on_exit:
        _end(world, room, f"participant-with-end-conference-on-exit-{how}", participant, "moderator_ended_conference")
    elif not _alive(room):
        _end(world, room, f"last-participant-{how}", participant, "")


def end(world: World, room: Room) -> None:
    """End a conference by REST."""
    _end(world, room, "conference-ended-via-api", None, "conference_ended_via_api")


def hold(world: World, room: Room, participant: Participant, *, held: bool, music: str) -> None:
    """Hold somebody, or let them back (telephony.md 1.5)."""
    participant.hold_music = music if held else ""
    if participant.held == held:
        return
    participant.held = held
    tell(world, room, "participant-hold" if held else "participant-unhold", participant)


def mute(world: World, room: Room, participant: Participant, *, muted: bool) -> None:
    """Mute somebody, or the reverse."""
    if participant.muted == muted:
        return
    participant.muted = muted
    tell(world, room, "participant-mute" if muted else "participant-unmute", participant)


def coach(world: World, room: Room, participant: Participant, *, coaching: bool, whom: str) -> None:
    """Let somebody coach one other, or the reverse.

    Raises:
        RoomRefusesError: 16028 whoever is to be coached is not in the room (telephony.md 3.2).
    """
    if coaching and ((other := room.participants.get(whom)) is None or not other.here):
        raise RoomRefusesError(16028, f"{whom} is not in {room.name}")
    if (participant.coaching, participant.call_sid_to_coach) == (coaching, whom if coaching else ""):
        return
    participant.coaching, participant.call_sid_to_coach = coaching, whom if coaching else ""
    tell(world, room, "participant-modify", participant)


def set_end_on_exit(world: World, room: Room, participant: Participant, *, ends: bool) -> None:
    """Change the flag. While the participant is held this does nothing, and says nothing (telephony.md 0.3, trap 1)."""
    if participant.held or participant.end_on_exit == ends:
        return
    participant.end_on_exit = ends
    tell(world, room, "participant-modify", participant)


def tell(
    world: World,
    room: Room,
    event: str,
    participant: Participant | None = None,
    extra: Mapping[str, str] | None = None,
) -> None:
    """Tell an event with all its parameters (telephony.md 1.4)."""
    word = event.partition("-")[2]
    group = "announcement" if event.startswith("announcement") else _GROUP.get(word, word)
    if not room.status_hook.wants(group):
        return
    room.sequence += 1
    params = {
        "AccountSid": world.credentials.account_sid,
        "ConferenceSid": room.sid,
        "FriendlyName": room.name,
        "SequenceNumber": str(room.sequence),
        "Timestamp": rfc_2822(world.now),
        "StatusCallbackEvent": event,
    }
    if participant is not None:
        params |= {
            "CallSid": participant.call_sid,
            "Muted": _word(participant.muted),
            "Hold": _word(participant.held),
            "Coaching": _word(participant.coaching),
            "EndConferenceOnExit": _word(participant.end_on_exit),
            "StartConferenceOnEnter": _word(participant.wish.start_on_enter),
        }
        if participant.wish.label:
            params["ParticipantLabel"] = participant.wish.label
        if participant.coaching:
            params["CallSidToCoach"] = participant.call_sid_to_coach
    hook = room.status_hook
    world.post.tell(room.sid, "conference", hook.url, hook.method, params | dict(extra or {}))


def _end(world: World, room: Room, reason: str, by: Participant | None, why_others_left: str) -> None:
    room.status, room.updated, room.reason_ended = "completed", world.now, reason
    room.ended_by_sid = by.call_sid if by is not None else ""
    if world.room_names.get(room.name) == room.sid:
        del world.room_names[room.name]
    for one in list(room.here):
        call = world.calls[one.call_sid]
        leave(world, room, call, why_others_left)
    recordings.watch_room(world, room)
    extra = {"ReasonConferenceEnded": reason, "Reason": reason.replace("-", " ")}
    if by is not None:
        extra |= {"CallSidEndingConference": by.call_sid}
        if by.wish.label:
            extra["ParticipantLabelEndingConference"] = by.wish.label
    if room.ever_joined:
        tell(world, room, "conference-end", None, extra)


def _participant(world: World, room: Room, call: Call, wish: Wish) -> Participant:
    return Participant(
        call.sid,
        wish,
        world.now,
        muted=wish.muted,
        coaching=wish.coaching,
        call_sid_to_coach=wish.call_sid_to_coach,
        end_on_exit=wish.end_on_exit,
    )


def _alive(room: Room) -> list[Participant]:
    return [one for one in room.participants.values() if one.status not in ("complete", "failed")]


def _leg_status(call: Call, was_here: bool) -> str:
    return "completed" if was_here else "in-progress" if call.status == "in-progress" else call.status


def _beep(world: World, room: Room, participant: Participant, when: str) -> None:
    """Everybody else hears a beep, unless it was asked not to (telephony.md 1.3: always pass `false`)."""
    if participant.wish.beep in ("true", when):
        for one in room.here:
            if one is not participant:
                world.calls[one.call_sid].told.append("beep")


def _word(flag: bool) -> str:
    return "true" if flag else "false"
