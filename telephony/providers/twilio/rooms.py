"""A room as Twilio has it, and as it is wished to be. Pure: no REST, no database, no clock.

Facts come from webhooks and look-ups (`happenings`), wishes from orders (`obeying`); what differs is the next thing to
ask of Twilio (`steps`), and what has changed is told (`telling`).
"""

from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from telephony.contract import CallDirection, Reached, RecordingState, SupervisionMode
from telephony.menu.walk import Spoken
from telephony.providers.base import Arrival, EndedBy, OrderKind, RecordedPart, RoomState, is_outside
from telephony.providers.twilio.recording import as_over, how_they_stand

CALLER: Final = "caller"
"""The label of the customer's leg, whoever called whom."""

NAME_PREFIX: Final = "ad-"
"""What the name of each of our conferences begins with. No name holds anything of a person."""


class Place(StrEnum):
    """Where the customer was last brought: by their own choice, or by us."""

    MENU = "menu"
    QUEUE = "queue"
    ROOM = "room"  # the conference, or on the way into it
    SURVEY = "survey"


class Role(StrEnum):
    CALLER = "caller"
    AGENT = "agent"
    COLLEAGUE = "colleague"
    SUPERVISOR = "supervisor"  # muted, heard by the agent alone, or by all, as `supervise` wishes
    GUEST = "guest"  # a colleague who stays while another is asked: never held
    FORMER = "former"  # whoever gave the customer away, until their line is out


class LegState(IntEnum):
    """How far a leg has come. It never goes back; but a customer who is brought out of a conference is `ANSWERED`."""

    WANTED = 0
    SUBMITTED = 1  # Twilio was asked; whether it has it, is not known
    CALLED = 2
    RINGING = 3
    ANSWERED = 4
    JOINED = 5
    LEFT = 6


@dataclass(frozen=True, slots=True)
class Leg:
    """One line. `number` is what is called. `mark` is the number of the conference event that last told how it is held
    and muted, and with `coaching` that its agent alone hears it; `asked_*` is what Twilio has accepted about it and not
    confirmed. `dismissed`: it is to be out. `by_ticket`: nobody calls it, it calls in. `conference` is the name or SID
    of that which it was called into.

    `stays`: it is still there although it should have gone with its conference, or with the call. `ends_at`: having
    heard why, it ends by itself until then (unix time).
    """

    label: str
    role: Role
    endpoint: str = ""
    number: str = field(default="", repr=False)
    from_number: str = field(default="", repr=False)
    ring_seconds: int = 0
    call_sid: str = ""
    state: LegState = LegState.WANTED
    held: bool = False
    muted: bool = False
    mark: int = 0
    failed: EndedBy | None = None
    dismissed: bool = False
    asked_hold: bool | None = None
    asked_mute: bool | None = None
    asked_end: bool = False
    stays: bool = False
    ends_at: float = 0.0
    coaching: bool = False
    asked_mode: str = ""
    by_ticket: bool = False
    conference: str = ""

    @property
    def is_live(self) -> bool:
        return self.state is not LegState.LEFT

    @property
    def joined(self) -> bool:
        return self.state is LegState.JOINED

    @property
    def is_outside(self) -> bool:
        return is_outside(self.endpoint)

    @property
    def rings(self) -> bool:
        """Twilio calls them, and they are not here yet."""
        return LegState.CALLED <= self.state < LegState.JOINED

    @property
    def mode(self) -> SupervisionMode:
        """What a supervisor's line does."""
        if self.coaching:
            return SupervisionMode.WHISPER
        return SupervisionMode.LISTEN if self.muted else SupervisionMode.BARGE

    @property
    def reached(self) -> Reached:
        if self.state is LegState.JOINED:
            return Reached.HERE
        return Reached.RINGING if self.state >= LegState.RINGING else Reached.NOT_YET


@dataclass(frozen=True, slots=True)
class Awaited:
    """An order that was accepted and is still to be seen done."""

    kind: OrderKind
    endpoint: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """One call. `sid` is that of its conference of now; each time the customer is brought into one it is a new one, the
    next of `generation`. Wishes: `hold_caller`, `confer`, `mute_agent`, `waits` (in the queue, with music), `ending`,
    and `words` that the customer is still to hear. `takes_over` labels the leg that has the customer as soon as it
    answers. On the way into a conference, or out of it (`comes_back`), the customer is heard of until `way_until` (unix
    time); where they are not, they are `lost` and asked for again. `unsure`: Twilio did not say whether it takes them
    into it. `record` is how its `recordings` are wished to stand (None: nobody has said), and `asked_record` what
    Twilio was last asked of that and has answered. `transcribe` is the language in which it is written down as long as
    it is recorded (empty: not), `scribe` the number of the last transcription that was begun, and `scribes` those of
    all that may be on. `surveying`: the customer is to be asked how it was, and keys `survey_inputs`; `survey_heard`:
    they have asked for the first question, `survey_over`: they hear the last words."""

    call_sid: str
    generation: int = 0
    arrival: Arrival = field(default_factory=Arrival)
    place: Place = Place.MENU
    sid: str = ""
    over: bool = False  # the conference of now
    way_until: float = 0.0
    comes_back: bool = False
    lost: bool = False
    unsure: bool = False
    legs: tuple[Leg, ...] = ()
    inputs: tuple[str, ...] = ()
    waiting_inputs: tuple[str, ...] = ()
    hold_caller: bool = False
    confer: bool = False
    conferred: bool = False
    mute_agent: bool = False
    waits: bool = True
    ending: bool = False
    words: tuple[Spoken, ...] = ()
    takes_over: str = ""
    supervise: str = ""  # a `SupervisionMode`
    failing: bool = False  # Twilio itself could not go on with the call
    ended_by: EndedBy | None = None
    awaited: tuple[Awaited, ...] = ()
    record: RecordingState | None = None
    asked_record: RecordingState | None = None
    recordings: tuple[RecordedPart, ...] = ()
    surveying: bool = False
    survey_inputs: tuple[str, ...] = ()
    survey_heard: bool = False
    survey_over: bool = False
    transcribe: str = ""
    scribe: int = 0
    scribes: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The name of its conference of now. The same call gives the same names, and no name tells of the call."""
        return f"{NAME_PREFIX}{uuid5(NAMESPACE_URL, f'{self.call_sid}/{self.generation}')}"

    @property
    def is_inbound(self) -> bool:
        return self.arrival.direction is CallDirection.INBOUND

    @property
    def has_customer(self) -> bool:
        """Whether there is, or will be, a customer in it."""
        return self.arrival.direction is not CallDirection.INTERNAL

    def leg(self, label: str) -> Leg | None:
        return next((each for each in self.legs if each.label == label), None)

    @property
    def caller(self) -> Leg | None:
        return self.leg(CALLER)

    def live(self, *roles: Role) -> tuple[Leg, ...]:
        """List the legs of these roles that have not left, the newest first."""
        return tuple(each for each in reversed(self.legs) if each.role in roles and each.is_live)

    @property
    def agent(self) -> Leg | None:
        """The line of whoever has, or is to have, the call."""
        return next((each for each in self.live(Role.AGENT) if not each.dismissed), None)

    @property
    def colleague(self) -> Leg | None:
        """The line of a colleague, or of somebody outside, who is there or being called."""
        return next((each for each in self.live(Role.COLLEAGUE) if not each.dismissed), None)

    @property
    def supervisor(self) -> Leg | None:
        """The line of a supervisor who is there or being called."""
        return next((each for each in self.live(Role.SUPERVISOR) if not each.dismissed), None)

    @property
    def guest(self) -> Leg | None:
        """The line of a guest who is there."""
        return next((each for each in self.live(Role.GUEST) if not each.dismissed), None)

    @property
    def colleague_failed(self) -> EndedBy | None:
        """Why whoever outside was called last never came."""
        for each in reversed(self.legs):
            after_all = each.role is Role.FORMER and each.failed is not None  # there when they were given up
            if each.role is Role.COLLEAGUE or after_all:
                return each.failed if each.is_outside and (after_all or not each.dismissed) else None
        return None

    def with_leg(self, leg: Leg) -> "Room":
        """Return the room with this leg in place of the one of its label, or beside the others."""
        if self.leg(leg.label) is None:
            return replace(self, legs=(*self.legs, leg))
        return replace(self, legs=tuple(leg if each.label == leg.label else each for each in self.legs))

    def dismiss(self, leg: Leg) -> "Room":
        """Return the room with a leg that is to be out; one that Twilio knows nothing of yet is out."""
        if leg.state is LegState.WANTED or (leg.by_ticket and not leg.call_sid):
            return self.with_leg(replace(leg, dismissed=True, state=LegState.LEFT))
        return self.with_leg(replace(leg, dismissed=True))


def state_of(room: Room) -> RoomState:
    """Return how the room stands, as a report says it: facts only, never wishes."""
    asked = room.survey_inputs if room.place is Place.SURVEY else None
    keyed = {"waiting_inputs": room.waiting_inputs, "colleague_failed": room.colleague_failed, "survey_inputs": asked}
    caller = room.caller
    if room.ended_by is not None:
        over = as_over(room.recordings)
        return RoomState(
            ended_by=room.ended_by,
            reached=_reached(room, caller),
            recordings=over,
            **keyed,  # type: ignore[arg-type]
        )
    if room.place is Place.SURVEY:
        standing = how_they_stand(room.recordings)
        return RoomState(recording=standing, recordings=room.recordings, **keyed)  # type: ignore[arg-type]
    here = caller is not None and caller.joined
    agent, colleague = _in_room(room, Role.AGENT), _in_room(room, Role.COLLEAGUE)
    supervisor, guest = _in_room(room, Role.SUPERVISOR), _in_room(room, Role.GUEST)
    rings = None
    if colleague is None:
        rings = next((each for each in room.live(Role.COLLEAGUE) if each.is_outside and each.rings), None)
    # Of an agent who is in the conference before the customer, nobody can say that the two speak.
    speaks = agent is not None and (here or not room.is_inbound)
    return RoomState(
        agent_endpoint=agent.endpoint if agent is not None and speaks else "",
        caller_held=caller is not None and here and caller.held,
        agent_muted=agent is not None and speaks and agent.muted,
        reached=_reached(room, caller),
        colleague_endpoint=colleague.endpoint if colleague is not None else "" if rings is None else rings.endpoint,
        conferring=room.conferred,
        colleague_reached=Reached.HERE if rings is None else rings.reached,
        recording=how_they_stand(room.recordings),
        recordings=room.recordings,
        supervisor_endpoint="" if supervisor is None else supervisor.endpoint,
        supervisor_mode=None if supervisor is None else supervisor.mode,
        guest_endpoint="" if guest is None else guest.endpoint,
        **keyed,  # type: ignore[arg-type]
    )


def _in_room(room: Room, role: Role) -> Leg | None:
    return next((each for each in room.live(role) if each.joined), None)


def _reached(room: Room, caller: Leg | None) -> Reached:
    if room.is_inbound or not room.has_customer:
        return Reached.HERE
    if caller is None:
        return Reached.NOT_YET
    # Who has been here once is not called any more, wherever they are brought.
    return (
        Reached.HERE if caller.state is LegState.LEFT or room.place in (Place.QUEUE, Place.SURVEY) else caller.reached
    )
