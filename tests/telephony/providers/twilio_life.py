"""A conference as it truly was, with the events that Twilio would tell of it: what the adapter must come to know."""

from dataclasses import dataclass, field

from telephony.providers.twilio.happenings import (
    HUNG_UP,
    Happening,
    LegMoved,
    ParticipantSeen,
    Seen,
    Turn,
    Turned,
)
from telephony.providers.twilio.rooms import CALLER, Leg, LegState, Place, Role, Room

SID = "CF" + "1" * 32
CALLER_SID = "CA" + "0" * 32
AGENT, COLLEAGUE = "agent-1", "colleague-1"


def sid_of(label: str) -> str:
    return CALLER_SID if label == CALLER else "CA" + str(1 + (AGENT, COLLEAGUE).index(label)) * 32


def joining_room() -> Room:
    """A room whose caller is on the way into the conference, where an agent and a colleague are called."""
    legs = (
        Leg(CALLER, Role.CALLER, call_sid=CALLER_SID, state=LegState.ANSWERED),
        Leg(AGENT, Role.AGENT, "sip:agent", state=LegState.SUBMITTED),
        Leg(COLLEAGUE, Role.COLLEAGUE, "sip:colleague", state=LegState.SUBMITTED),
    )
    return Room(CALLER_SID, place=Place.ROOM, legs=legs, waits=False)


@dataclass
class Line:
    joined: bool = False
    held: bool = False
    muted: bool = False
    left: bool = False


@dataclass
class Life:
    """What happens, one thing after another; what cannot happen then is let be."""

    name: str
    lines: dict[str, Line] = field(default_factory=lambda: {each: Line() for each in (CALLER, AGENT, COLLEAGUE)})
    events: list[Happening] = field(default_factory=list)
    number: int = 0
    over: bool = False

    def ring(self, label: str) -> None:
        if label != CALLER and not self._gone(label) and not self.lines[label].joined:
            self.events.append(LegMoved(label, sid_of(label), "ringing"))

    def join(self, label: str) -> None:
        line = self.lines[label]
        if not self._gone(label) and not line.joined:
            line.joined = True
            self._tell(Turn.JOIN, label)

    def hold(self, label: str) -> None:
        line = self.lines[label]
        if line.joined and not self._gone(label):
            line.held = not line.held
            self._tell(Turn.HOLD if line.held else Turn.UNHOLD, label)

    def mute(self, label: str) -> None:
        line = self.lines[label]
        if line.joined and not self._gone(label):
            line.muted = not line.muted
            self._tell(Turn.MUTE if line.muted else Turn.UNMUTE, label)

    def leave(self, label: str) -> None:
        """Hang up; with the caller all others drop out, as their flag has it."""
        if self._gone(label):
            return
        self._out(label, HUNG_UP)
        self.events.append(LegMoved(label, sid_of(label), "completed"))
        if label == CALLER:
            for other in (AGENT, COLLEAGUE):
                if self.lines[other].joined and not self._gone(other):
                    self._out(other, "moderator_ended_conference")
            self.over = True
            self._tell(Turn.END, "")

    def seen(self) -> Seen:
        """What a look-up says now."""
        statuses = {sid_of(label): "in-progress" for label, line in self.lines.items() if not self._gone(label)}
        statuses |= {sid_of(label): "completed" for label, line in self.lines.items() if line.left}
        if self.over:
            statuses |= {sid_of(label): "completed" for label in (AGENT, COLLEAGUE)}
            return Seen(self.name, statuses=statuses)
        there = tuple(
            ParticipantSeen(
                label, sid_of(label), "connected" if line.joined else "ringing", held=line.held, muted=line.muted
            )
            for label, line in self.lines.items()
            if not line.left and (line.joined or label != CALLER)
        )
        return Seen(self.name, SID, 0.0, there, statuses)

    def _gone(self, label: str) -> bool:
        return self.over or self.lines[label].left

    def _out(self, label: str, reason: str) -> None:
        line = self.lines[label]
        line.left = True
        if line.joined:
            self._tell(Turn.LEAVE, label, reason)
        elif label != CALLER:
            self._tell(Turn.LEAVE, label, "participant_add_failed", "no-answer")

    def _tell(self, turn: Turn, label: str, reason: str = "", status: str = "") -> None:
        self.number += 1
        line = self.lines.get(label, Line())
        sid = sid_of(label) if label else ""
        self.events.append(
            Turned(
                turn, self.name, SID, self.number, label, sid, line.held, line.muted, reason=reason, call_status=status
            )
        )
