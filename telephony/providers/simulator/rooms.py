"""The simulator's rooms: who is in one, how it stands, and who hears whom. Pure: no HTTP, no clock.

Nothing here knows the server's tables. Tests ask this module who hears whom, not the flags that the server sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from telephony.contract import Reached, SupervisionMode
from telephony.menu.walk import Spoken
from telephony.providers.base import Arrival, Audience, CarrierReport, EndedBy, LiveRoom, ReportKind, RoomState
from telephony.providers.simulator.recording import Recording, how_it_stands

CALLER = "caller"
AGENT = "agent"
COLLEAGUE = "colleague"
SUPERVISOR = "supervisor"
GUEST = "guest"

_LABELS: Final = {Audience.CUSTOMER: CALLER, Audience.AGENT: AGENT, Audience.COLLEAGUE: COLLEAGUE}


@dataclass(slots=True)
class Party:
    """One line in a room. A held one hears music and nobody, and nobody hears it; a muted one is not heard.

    A line that `coaches` another one is heard by that alone: the mixer sends it to nobody else. `heard_digits` are the
    tones that the server sent to this line.
    """

    label: str
    endpoint: str = ""
    held: bool = False
    muted: bool = False
    coaches: str | None = None
    heard_digits: str = field(default="", repr=False)
    told: tuple[Spoken, ...] = ()

    @property
    def mode(self) -> SupervisionMode:
        """What a supervisor's line does."""
        if self.coaches is not None:
            return SupervisionMode.WHISPER
        return SupervisionMode.LISTEN if self.muted else SupervisionMode.BARGE


@dataclass(slots=True)
class Dialled:
    """Somebody outside who is called into a room, or was: a line is called once. `dial_id` is the order's.
    `takes_over`: the agent has left them the caller already, and who answers is the agent."""

    endpoint: str
    number: str
    ring_seconds: int
    dial_id: UUID
    reached: Reached = Reached.NOT_YET
    failed: EndedBy | None = None
    takes_over: bool = False

    @property
    def rings(self) -> bool:
        """Whether they have neither answered nor failed."""
        return self.failed is None and self.reached is not Reached.HERE


@dataclass(slots=True)
class Room:
    """One call. `sequence` is the number of the last report. In the entry menu the caller is in no queue yet, and
    nothing is reported but that they hang up there. `last_words` are what the caller was last told; with `transcribe`,
    a language, what is said is written down while it is recorded. Rooms are numbered as they come."""

    call_sid: str
    arrival: Arrival
    parties: dict[str, Party] = field(default_factory=dict)
    sequence: int = 0
    keyed_digits: str = ""
    waiting_inputs: tuple[str, ...] = ()
    in_menu: bool = False
    last_words: tuple[Spoken, ...] = ()
    ended_by: EndedBy | None = None
    number: int = 0
    last_report: CarrierReport | None = None
    reached: Reached = Reached.HERE
    ring_seconds: int = 0
    dialled: Dialled | None = None
    recordings: list[Recording] = field(default_factory=list)
    survey_inputs: tuple[str, ...] | None = None
    transcribe: str = ""

    @property
    def rings(self) -> bool:
        """Whether the customer is called and has not answered."""
        return self.ended_by is None and self.reached is not Reached.HERE

    @property
    def ringing_outside(self) -> Dialled | None:
        """Who is called into the room and has not answered."""
        dialled = self.dialled
        return dialled if self.ended_by is None and dialled is not None and dialled.rings else None

    def state(self) -> str:
        """Return a word for a trial caller: menu, waiting, dialling, ringing, connected, held, survey or ended;
        internal where no caller is in it."""
        if self.ended_by is not None:
            return "ended"
        if self.survey_inputs is not None:
            return "survey"
        if self.in_menu:
            return "menu"
        if self.rings:
            return "ringing" if self.reached is Reached.RINGING else "dialling"
        if CALLER not in self.parties:
            return "internal"
        if self.parties[CALLER].held:
            return "held"
        return "connected" if AGENT in self.parties or hears(self)[CALLER] else "waiting"

    def of_audience(self, audience: Audience | None) -> list[Party]:
        """Return those whom an order means; nobody where they are not in the room."""
        if audience is Audience.EVERYBODY:
            return list(self.parties.values())
        label = _LABELS.get(audience) if audience is not None else None
        return [self.parties[label]] if label is not None and label in self.parties else []

    def as_reported(self) -> RoomState:
        """Return how the room stands, as a report says it."""
        agent, caller = self.parties.get(AGENT), self.parties.get(CALLER)
        colleague, outside = self.parties.get(COLLEAGUE), self.ringing_outside
        line = colleague.endpoint if colleague is not None else "" if outside is None else outside.endpoint
        supervisor, guest = self.parties.get(SUPERVISOR), self.parties.get(GUEST)
        return RoomState(
            agent_endpoint="" if agent is None else agent.endpoint,
            caller_held=caller is not None and caller.held,
            agent_muted=agent is not None and agent.muted,
            keyed_digits=self.keyed_digits,
            waiting_inputs=self.waiting_inputs,
            ended_by=self.ended_by,
            reached=self.reached,
            colleague_endpoint=line,
            conferring=caller is not None and colleague is not None and not (caller.held or colleague.held),
            colleague_reached=Reached.HERE if outside is None else outside.reached,
            colleague_failed=None if self.dialled is None else self.dialled.failed,
            supervisor_endpoint="" if supervisor is None else supervisor.endpoint,
            supervisor_mode=None if supervisor is None else supervisor.mode,
            guest_endpoint="" if guest is None else guest.endpoint,
            recording=how_it_stands(self.recordings),
            recordings=tuple(each.as_reported() for each in self.recordings),
            survey_inputs=self.survey_inputs,
        )

    def report(self, kind: ReportKind, at: datetime) -> CarrierReport:
        """Return the next report of the room, of what happened `at` (aware UTC)."""
        self.sequence += 1
        self.last_report = CarrierReport(
            event_id=f"{self.call_sid}-{self.sequence}",
            call_sid=self.call_sid,
            sequence=self.sequence,
            kind=kind,
            at=at,
            arrival=self.arrival,
            room=self.as_reported(),
        )
        return self.last_report


def live_rooms(rooms: Sequence[Room], after: int = 0, *, limit: int = 200) -> Sequence[Room]:
    """List those of `rooms` that are on and were reported, of those numbered above `after` the first `limit`."""
    live = (room for room in rooms if room.ended_by is None and room.last_report is not None)
    return list(islice((room for room in live if room.number > after), limit))


def as_listed(room: Room) -> LiveRoom:
    """Return a room of `live_rooms` as a list of the live ones names it."""
    report = room.last_report
    if report is None:
        raise ValueError(room.call_sid)
    stands = report.room
    lines = (stands.agent_endpoint, stands.colleague_endpoint, stands.supervisor_endpoint, stands.guest_endpoint)
    return LiveRoom(room.call_sid, report.sequence, report.at, *lines)


def hears(room: Room) -> dict[str, tuple[str, ...]]:
    """Return, for each party in the room, the labels of those they hear."""
    return {
        listener.label: tuple(
            speaker.label
            for speaker in room.parties.values()
            if speaker is not listener and not listener.held and _is_heard(speaker, listener)
        )
        for listener in room.parties.values()
    }


def _is_heard(speaker: Party, listener: Party) -> bool:
    if speaker.held or speaker.muted:
        return False
    return speaker.coaches is None or speaker.coaches == listener.endpoint


def hears_music(room: Room) -> tuple[str, ...]:
    """Return the labels of those who hear music: the held, and whoever waits in a room that no agent is in."""
    if room.in_menu or room.rings or room.survey_inputs is not None or CALLER not in room.parties:
        return ()
    ringing, heard = hears_ringback(room), hears(room)
    return tuple(
        party.label
        for party in room.parties.values()
        if party.held or (AGENT not in room.parties and not heard[party.label] and party.label not in ringing)
    )


def hears_ringback(room: Room) -> tuple[str, ...]:
    """Return the labels of those who hear it ring at somebody who is called: a caller who was left to them, or the
    agent while the caller is held."""
    outside, caller = room.ringing_outside, room.parties.get(CALLER)
    if room.rings:
        return (AGENT,) if AGENT in room.parties else ()
    if outside is None or caller is None:
        return ()
    if outside.takes_over:
        return (CALLER,)
    return (AGENT,) if AGENT in room.parties and caller.held else ()
