"""Announcements into a conference, and hold music (telephony.md 1.3, 1.4, 1.5)."""

from collections.abc import Sequence

from tests.twilio_cloud import rooms
from tests.twilio_cloud.clock import Signal
from tests.twilio_cloud.things import Participant, Room, Source
from tests.twilio_cloud.twiml.grammar import ANNOUNCING, ROOM_WAITING
from tests.twilio_cloud.twiml.player import Broken, Interrupted, Player, Stopped
from tests.twilio_cloud.world import World


def announce(world: World, room: Room, to: Sequence[Participant], url: str, method: str) -> None:
    """Play something to some of those in a room; `announcement-end` or `-fail` says how it went."""
    world.clock.start_job(_announce(world, room, list(to), Source(url, method)))


async def play_hold_music(world: World, one: Participant, url: str, method: str) -> None:
    """Fetch what a held party hears; what cannot be had is replaced by Twilio's own music."""
    player = Player(world, world.calls[one.call_sid], ROOM_WAITING, stops=(one.left,), about="hold")
    try:
        await player.fetch(Source(url, method))
    except Broken:
        one.hold_music = ""
    except (Interrupted, Stopped):
        return


async def _announce(world: World, room: Room, to: list[Participant], source: Source) -> None:
    heard = [Signal() for _ in to]
    for one, signal in zip(to, heard, strict=True):
        world.clock.start_job(_play(world, one, source, signal))
    for signal in heard:
        await world.clock.wait(signal)
    extra = {"AnnounceUrl": source.url}
    failed = any(signal.value == "failed" for signal in heard)
    if failed:
        extra["ReasonAnnouncementFailed"] = f"{source.url} could not be played"
    if room.live:
        event = "announcement-fail" if failed else "announcement-end"
        rooms.tell(world, room, event, to[0] if len(to) == 1 else None, extra)


async def _play(world: World, one: Participant, source: Source, heard: Signal) -> None:
    player = Player(world, world.calls[one.call_sid], ANNOUNCING, stops=(one.left,), about="announcement")
    try:
        await player.run(source)
        heard.fire("heard")
    except Broken:
        heard.fire("failed")
    except (Interrupted, Stopped):
        heard.fire("gone")
