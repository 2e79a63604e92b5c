"""Who hears whom, from the stand-in's own state. Pure.

A held party hears its music and nobody, and nobody hears it (telephony.md 1.5). A muted one is not heard. A coach is
heard only by whom it coaches (1.3, 1.5). Before a conference has started nobody hears anybody (1.2).
"""

from collections.abc import Mapping

from tests.twilio_cloud.things import Call, Participant, Room

MUSIC = "music"
RINGING = "ringing"
SILENCE = "silence"


def heard_in_room(room: Room) -> dict[str, frozenset[str]]:
    """Return, by the call ids of those in the room, the call ids of those they hear."""
    here = room.here
    return {
        listener.call_sid: frozenset(
            speaker.call_sid for speaker in here if speaker is not listener and _hears(room, listener, speaker)
        )
        for listener in here
    }


def sound_in_room(room: Room, listener: Participant, *, rings: bool) -> str:
    """Return what somebody in a room hears apart from people: music, ringing, or silence."""
    if listener.held:
        return listener.hold_music or MUSIC
    if room.status == "init":
        wait = listener.wish.wait
        return SILENCE if wait is not None and not wait.url else MUSIC
    return RINGING if rings else SILENCE


def heard(calls: Mapping[str, Call], rooms: Mapping[str, Room]) -> dict[str, frozenset[str]]:
    """Return, by the call ids of all that are answered, the call ids of those they hear."""
    found: dict[str, frozenset[str]] = {
        call.sid: frozenset({call.bridged_to} if call.bridged_to else ())
        for call in calls.values()
        if call.status == "in-progress"
    }
    for room in rooms.values():
        if room.live:
            found |= heard_in_room(room)
    return found


def _hears(room: Room, listener: Participant, speaker: Participant) -> bool:
    if room.status != "in-progress" or listener.held or speaker.held or speaker.muted:
        return False
    return not speaker.coaching or speaker.call_sid_to_coach == listener.call_sid
