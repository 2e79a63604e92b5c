"""What every carrier is to telephony: orders go out, reports come in.

A call is a room with parties. A report says what happened and, in `room`, how the room stands after it, so that a
report which overtook others loses nothing and one that was overtaken changes nothing.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from telephony.contract import CallDirection, NumberCheck, Reached, RecordingState, SupervisionMode
from telephony.menu.walk import Ask, Closing, Entered, Music, Spoken
from telephony.providers.report_kinds import ReportKind as ReportKind
from telephony.terms import PartState as PartState
from telephony.transcripts.port import WordsReport


class OrderKind(StrEnum):
    """What a carrier can be asked to do to a call. `endpoint` names the agent's line."""

    JOIN_AGENT = "join_agent"
    REMOVE_AGENT = "remove_agent"
    HOLD = "hold"  # the caller hears music, hears no agent and is heard by none
    RESUME = "resume"
    MUTE = "mute"  # the agent's line
    UNMUTE = "unmute"
    END_CALL = "end_call"
    DIAL = "dial"  # make a room `call_sid` with the agent's line in it, then call the customer, if there is one
    JOIN_COLLEAGUE = "join_colleague"  # on hold unless the customer is
    REMOVE_COLLEAGUE = "remove_colleague"
    DIAL_OUTSIDE = "dial_outside"  # call `to_number` into the room as the colleague, whose line is then `endpoint`
    CONFER = "confer"  # customer, agent and colleague all hear each other, until a HOLD or a RESUME
    KEEP_GUEST = "keep_guest"  # the colleague's line `endpoint` stays, heard by all who are not held; another may come
    REMOVE_GUEST = "remove_guest"
    HAND_OVER = "hand_over"  # `endpoint`, the colleague's line, is the agent's now; the former agent's is out
    LISTEN = "listen"  # `endpoint` is a supervisor's line: heard by nobody, and joined first where it is not in yet
    WHISPER = "whisper"  # likewise: heard by the agent alone
    BARGE = "barge"  # likewise: heard by everybody who is not held
    LEAVE = "leave"  # the supervisor's line is out; nobody else's changes
    SEND_DIGITS = "send_digits"  # tones to one party, whom `audience` names; nobody else hears them
    ANNOUNCE = "announce"  # `spoken` to those whom `audience` names, while all else stays as it is
    SURVEY = "survey"  # the customer alone stays, and is asked what to hear next as in the menu; then the call ends
    RECORD_START = "record_start"  # after `spoken`, which the caller hears; the next three are of every recording of it
    RECORD_PAUSE = "record_pause"
    RECORD_RESUME = "record_resume"
    RECORD_STOP = "record_stop"


RECORD_KINDS: Final = frozenset(
    {OrderKind.RECORD_START, OrderKind.RECORD_PAUSE, OrderKind.RECORD_RESUME, OrderKind.RECORD_STOP}
)


class Audience(StrEnum):
    """Whom an order means of those in a room."""

    CUSTOMER = "customer"
    AGENT = "agent"
    COLLEAGUE = "colleague"  # or whoever outside was called in their place
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Order:
    """One order. A carrier does the same `order_id` once, however often it comes.

    `spoken` is what the caller hears first. To dial is to call `to_number` (empty: only the room is made), which sees
    `from_number`, and to give up after `ring_seconds`; the room's name is the server's, so that a dial whose answer was
    lost can be asked after. With a colleague in the room one of them and the customer is on hold: to hold the customer
    is to let the colleague hear and be heard, to resume the customer is to hold the colleague; only to confer holds
    nobody.

    To dial outside is the same into a room that is on: an `endpoint` is called once, so that an order which comes under
    another id rings nobody twice. To hand over takes the customer off hold. To a line that still rings it leaves the
    customer hearing the ringing, and whoever answers is then the agent; who does not leaves the customer waiting alone.

    A survey is for a customer who is here and whose agent, if there is one, is ours: every other line is out as with
    the end of a call, nothing is recorded any more, and where no server says what they are to hear the call ends.

    To begin or resume a recording with `transcribe` (the language of the menu, `any` where none was chosen) has what is
    said written down as long as it is recorded, and not a word longer: to pause or to stop it ends that first.

    One supervisor is in a room at most, and one guest. `digits` (0 to 9, ``*`` and ``#``) are shown nowhere: they may
    be a card's.
    """

    order_id: UUID
    call_sid: str
    kind: OrderKind
    endpoint: str
    spoken: tuple[Spoken, ...] = ()
    to_number: str = ""
    from_number: str = ""
    ring_seconds: int = 0
    audience: Audience | None = None
    digits: str = field(default="", repr=False)
    transcribe: str = ""


def outside_endpoint(transfer_id: UUID) -> str:
    """Return the name of the line of whoever outside is called for a transfer: one transfer calls one."""
    return f"{_OUTSIDE}{transfer_id}"


def is_outside(endpoint: str) -> bool:
    """Say whether a line is that of somebody outside."""
    return endpoint.startswith(_OUTSIDE)


_OUTSIDE: Final = "outside:"


class OrderOutcome(StrEnum):
    DONE = "done"
    CALL_ENDED = "call_ended"  # a race that is lost every day; the report of the end is on its way
    CALL_UNKNOWN = "call_unknown"  # the carrier has lost the call, and will never report its end
    REFUSED = "refused"  # the room does not allow it: hold without an agent, for example


@dataclass(frozen=True, slots=True)
class RecordedPart:
    """One recording of a room, as the carrier has it. `seconds` of sound in `channels` are known once it is ready."""

    recording_sid: str
    state: PartState
    began_at: datetime
    ended_at: datetime | None = None
    seconds: int | None = None
    channels: int = 1


class EndedBy(StrEnum):
    CALLER = "caller"
    AGENT = "agent"
    CARRIER = "carrier"
    BUSY = "busy"  # whoever was called; likewise the next three
    NO_ANSWER = "no_answer"
    DECLINED = "declined"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class RoomState:
    """How a room stands after a report. `agent_endpoint` is empty while no agent's line is in it.

    `waiting_inputs` is what the caller answered to the menu while they waited; `callback_wished` that they said they
    would rather be called back, which is understood from it. `reached` is how far a call of ours has come.

    `colleague_endpoint` names the line of a colleague from when it is called: `colleague_reached` says how far somebody
    outside has come, and is HERE for whoever is in the room. `colleague_failed` is why the last one called never came.
    `conferring`: customer and colleague are both in the room, and neither is held. `supervisor_endpoint` names the line
    of a supervisor who is in the room, and `supervisor_mode` who hears them; `guest_endpoint` that of a guest.
    `recording` is how all its `recordings` stand together; these are every one that there ever was.
    `survey_inputs` is what the customer keyed in the survey after the call, None where they never were in one.
    """

    agent_endpoint: str = ""
    caller_held: bool = False
    agent_muted: bool = False
    keyed_digits: str = ""
    waiting_inputs: tuple[str, ...] = ()
    callback_wished: bool = False
    ended_by: EndedBy | None = None
    reached: Reached = Reached.HERE
    colleague_endpoint: str = ""
    conferring: bool = False
    colleague_reached: Reached = Reached.HERE
    colleague_failed: EndedBy | None = None
    supervisor_endpoint: str = ""
    supervisor_mode: SupervisionMode | None = None
    guest_endpoint: str = ""
    recording: RecordingState = RecordingState.OFF
    recordings: tuple[RecordedPart, ...] = ()
    survey_inputs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a carrier knows of a call that has just arrived.

    `from_number` is as the carrier gave it, empty where it was withheld. `queue_code` is empty where the menu
    chose none. `menu_path` holds the labels that the caller chose, by language code. `menu_inputs` is what they
    answered to the steps of our entry menu, from which the server understands queue, path, reason, language and
    number; None where they were not in it. `called_at` is when they reached the carrier's menu (aware UTC), None where
    there was none. A room that we had made says so in `direction`. `carried` is what came with the call from whoever
    sent it on, by their own names: the headers of a SIP system, the parameters of an app. It is for the agent to read,
    and proves nothing.
    """

    from_number: str = ""
    to_number: str = ""
    number_check: NumberCheck = NumberCheck.NONE
    queue_code: str = ""
    menu_path: tuple[Mapping[str, str], ...] = ()
    menu_reason: str = ""
    menu_language: str = ""
    menu_inputs: tuple[str, ...] | None = None
    direction: CallDirection = CallDirection.INBOUND
    called_at: datetime | None = None
    carried: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MenuQuestion:
    """A carrier asks what a caller is to hear next. It brings everything they answered so far, so that any server
    can tell. `waiting`: they are in a queue, since `waited_seconds`, and answered `waiting_inputs` there. `surveying`:
    they are asked how the call was, and answered `survey_inputs`."""

    call_sid: str
    from_number: str = ""
    number_check: NumberCheck = NumberCheck.NONE
    inputs: tuple[str, ...] = ()
    waiting: bool = False
    waited_seconds: float = 0
    waiting_inputs: tuple[str, ...] = ()
    surveying: bool = False
    survey_inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """One request that claims to be a carrier's, exactly as it came: some sign the address with the body.

    `path_and_query` is what stands in the request's first line, undecoded; the host before it is the one that an
    administrator has told the carrier, which a request cannot say. `headers` are found however they are spelt.
    """

    method: str
    path_and_query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class CarrierAnswer:
    """A body in the carrier's own form."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class CarrierReport:
    """One report. `sequence` grows by one a report within a call, from 1; `at` is the carrier's clock, aware UTC.

    `arrival` comes with every report, so that a call whose first report is late can be made from any of them.
    """

    event_id: str
    call_sid: str
    sequence: int
    kind: ReportKind
    at: datetime
    arrival: Arrival = field(default_factory=Arrival)
    room: RoomState = field(default_factory=RoomState)


@dataclass(frozen=True, slots=True)
class LiveRoom:
    """A room that is on, as a list names it. `sequence` is the number of its last report, made at `changed_at` (aware
    UTC); a caller who is still in the entry menu is in no room yet."""

    call_sid: str
    sequence: int
    changed_at: datetime
    agent_endpoint: str = ""
    colleague_endpoint: str = ""
    supervisor_endpoint: str = ""
    guest_endpoint: str = ""


@dataclass(frozen=True, slots=True)
class RoomPage:
    """Some of the live rooms; `next_page` names the rest, and is empty where there is none."""

    rooms: tuple[LiveRoom, ...] = ()
    next_page: str = ""


class OrderTaker(Protocol):
    """A carrier, as whoever brings it orders uses it. Safe to use from several threads."""

    @property
    def name(self) -> str:
        """The carrier's name in tables and routes."""
        ...

    def carry_out(self, order: Order) -> OrderOutcome:
        """Give the carrier one order and wait for its word.

        Raises:
            CarrierAwayError: No answer in time, or none that can be trusted; the order may or may not be done.
        """
        ...


class RecordingStore(Protocol):
    """A carrier, as whoever fetches what it has recorded uses it. Safe to use from several threads."""

    @property
    def name(self) -> str:
        """The carrier's name in tables."""
        ...

    def open_recording(self, call_sid: str, recording_sid: str) -> AbstractContextManager[Iterator[bytes]]:
        """Give the sound of a recording that is ready, piece by piece, as a WAV file.

        Raises:
            RecordingGoneError: The carrier has none of this name, or none any more.
            CarrierAwayError: No answer in time, or it broke off; also while it is read.
        """
        ...

    def delete_recording(self, call_sid: str, recording_sid: str) -> None:
        """Have the carrier forget a recording; nothing where it has.

        Raises:
            CarrierAwayError: No answer in time; it may or may not be forgotten.
        """
        ...


class Provider(OrderTaker, Protocol):
    """A carrier, as telephony uses it. Safe to use from several threads."""

    def list_live_rooms(self, page: str = "") -> RoomPage:
        """Return a page of the rooms that are on, from the first or as the page before has named it.

        Raises:
            CarrierAwayError: No answer in time, or none that can be trusted.
        """
        ...

    def look_up_room(self, call_sid: str) -> CarrierReport | None:
        """Return the last report of one room once more, under its own event id; None where nobody knows the room.

        Raises:
            CarrierAwayError: No answer in time, or none that can be trusted.
        """
        ...

    def verify(self, request: SignedRequest) -> None:
        """Check that the carrier sent `request`.

        Raises:
            SignatureWrongError: It did not, or too long ago.
        """
        ...

    def read_report(self, body: bytes) -> CarrierReport:
        """Read a verified report.

        Raises:
            ReportNotUnderstoodError: It does not have the agreed form.
        """
        ...


class MenuProvider(Provider, Protocol):
    """A carrier that plays our entry menu."""

    def read_question(self, body: bytes) -> MenuQuestion:
        """Read a verified question of what a caller is to hear next.

        Raises:
            ReportNotUnderstoodError: It does not have the agreed form.
        """
        ...

    def write_step(self, question: MenuQuestion, step: Ask | Entered | Music | Closing) -> CarrierAnswer:
        """Write what a caller is to hear next in the carrier's own form. A carrier that remembers no answers gets
        those of `question` to bring back with the next one."""
        ...

    def read_words(self, body: bytes) -> WordsReport:
        """Read a verified report of something that was said.

        Raises:
            ReportNotUnderstoodError: It does not have the agreed form.
        """
        ...
