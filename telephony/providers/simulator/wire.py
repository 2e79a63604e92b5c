"""What the simulator and the server say to each other, and what a trial caller asks of the simulator."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from telephony.contract import CallDirection, NumberCheck, Reached, RecordingState, Speaker, SupervisionMode
from telephony.menu.walk import MOST_INPUTS
from telephony.providers.base import Audience, EndedBy, OrderKind, OrderOutcome, PartState, ReportKind
from telephony.providers.simulator.recorder_conduct import RecordingConduct

NAME = "simulator"
"""The simulator's name in tables and routes."""

Sid = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Keys = Annotated[str, StringConstraints(pattern=r"^[0-9*#]*$", max_length=40)]


class Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


MenuInput = Annotated[str, StringConstraints(pattern=r"^[0-9*#]*$", max_length=21)]
MenuInputs = Annotated[tuple[MenuInput, ...], Field(max_length=MOST_INPUTS + 1)]


SurveyKeys = Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^[0-9*#]{1,3}$")], ...], Field(max_length=20)]


class CallerScript(Message):
    """A caller who gives up after `patience_seconds` without a talk, and hangs up after `talk_seconds` of it; both on
    the simulator's business clock."""

    patience_seconds: float = Field(ge=0)
    talk_seconds: float = Field(ge=0)


class RingRequest(Message):
    """`POST /calls`: somebody calls. `from_number` empty or `withheld` leaves the server without a number.

    With `through_menu` they hear the entry menu and press keys; otherwise they are in a queue at once, as if they had
    been through it: `menu_path` are the labels chosen there, `menu_language` the language, `menu_keys` the keys
    pressed. `call_sid` empty takes a new one. With a `script` the caller hangs up by themselves. `survey_keys` are what
    they press by themselves where they are asked how the call was, one entry a question.
    """

    from_number: str = Field(default="", max_length=40)
    to_number: str = Field(default="", max_length=40)
    withheld: bool = False
    number_check: NumberCheck = NumberCheck.NONE
    queue: str = Field(default="", max_length=40)
    menu_keys: Keys = ""
    menu_path: tuple[dict[str, str], ...] = ()
    menu_reason: str = Field(default="", max_length=60)
    menu_language: str = Field(default="", max_length=10)
    carried: dict[str, str] = Field(default_factory=dict, max_length=8)
    through_menu: bool = False
    call_sid: str = Field(default="", max_length=80)
    script: CallerScript | None = None
    survey_keys: SurveyKeys = ()


class Conduct(StrEnum):
    """What somebody does whose telephone rings."""

    ANSWERS = "answers"
    BUSY = "busy"
    DECLINES = "declines"
    NO_ANSWER = "no_answer"
    UNREACHABLE = "unreachable"


class ConductRequest(Message):
    """`POST /conducts`: whoever has `number` does this `after_seconds` of ringing, and who answers hangs up after
    `talk_seconds` (0: never); both on the simulator's business clock. An empty number is everybody else's."""

    number: str = Field(default="", max_length=40)
    conduct: Conduct = Conduct.ANSWERS
    after_seconds: float = Field(default=3, ge=0)
    talk_seconds: float = Field(default=0, ge=0)


class RefuseRequest(Message):
    """`POST /calls/{sid}/refuse`: whoever is called does not take it."""

    conduct: Conduct = Conduct.DECLINES


class DroppedParty(StrEnum):
    """Whose line may go down by itself."""

    AGENT = "agent"
    COLLEAGUE = "colleague"
    SUPERVISOR = "supervisor"
    GUEST = "guest"


class DropRequest(Message):
    """`POST /calls/{sid}/drop`: a telephone is put down or unplugged, and nobody had asked for it. Whoever still rings
    as a colleague declines."""

    party: DroppedParty


class KeysRequest(Message):
    """`POST /calls/{sid}/keys`: the caller presses keys."""

    keys: Annotated[str, StringConstraints(pattern=r"^[0-9*#]+$", max_length=40)]


class SpokenMessage(Message):
    """One text that a caller hears, or the recording `file` of it."""

    language: str
    text: str
    file: str = ""


class OrderRequest(Message):
    """`POST /orders`: the server asks for something. Signed; the same `order_id` is done once."""

    order_id: UUID
    call_sid: Sid
    kind: OrderKind
    endpoint: str = Field(default="", max_length=80)
    spoken: tuple[SpokenMessage, ...] = Field(default=(), max_length=10)
    to_number: str = Field(default="", max_length=40)
    from_number: str = Field(default="", max_length=40)
    ring_seconds: int = Field(default=0, ge=0)
    audience: Audience | None = None
    digits: str = Field(default="", max_length=40, pattern=r"^[0-9*#]*$", repr=False)
    transcribe: str = Field(default="", max_length=10)


class SayRequest(Message):
    """`POST /calls/{sid}/say`: somebody in the call says something. It is told to the server where what is said is
    written down now."""

    speaker: Speaker = Speaker.CUSTOMER
    text: str = Field(min_length=1, max_length=2_000)


class WordsMessage(Message):
    """``POST …/words`` of the server, signed: something that was said."""

    event_id: Sid
    call_sid: Sid
    speaker: Speaker
    text: str = Field(max_length=2_000)
    at: AwareDatetime


class OrderAnswer(Message):
    outcome: OrderOutcome


class QuestionMessage(Message):
    """``POST …/menu`` of the server, signed: what is this caller to hear next? See `MenuQuestion`."""

    call_sid: Sid
    from_number: str = Field(default="", max_length=40)
    number_check: NumberCheck = NumberCheck.NONE
    inputs: MenuInputs = ()
    waiting: bool = False
    waited_seconds: float = Field(default=0, ge=0)
    waiting_inputs: MenuInputs = ()
    surveying: bool = False
    survey_inputs: MenuInputs = ()


class StepMessage(Message):
    """Its answer. `ask`: play, then take one of `keys`, or up to `longest` digits ended by `end_key`, and ask again
    with what was keyed, empty after `wait_seconds` of silence. `enter`: play, and put the caller into a queue.
    `music`: play, and ask again after `again_seconds`, never where it is None. `end`: play, and end the call."""

    kind: Literal["ask", "enter", "music", "end"]
    spoken: tuple[SpokenMessage, ...] = ()
    keys: str = ""
    longest: int = 1
    end_key: str = ""
    wait_seconds: float = 0
    again_seconds: float | None = None


class PartyView(Message):
    """`heard_digits` are the tones, `told` the words, that the server sent to this line."""

    label: str
    endpoint: str = ""
    held: bool = False
    muted: bool = False
    heard_digits: str = ""
    told: tuple[SpokenMessage, ...] = ()


class RecordedMessage(Message):
    recording_sid: Sid
    state: PartState
    began_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    seconds: int | None = Field(default=None, ge=0)
    channels: int = Field(default=1, ge=1, le=2)


class CallView(Message):
    """`GET /calls/{sid}`: a call as the carrier has it.

    `hears` says of each party whom they hear; `music` who hears music instead, and `ringback` who hears it ring at
    somebody else. `called` is the number of whoever outside is called into the call or was. `undelivered` counts the
    reports that the server has not yet accepted. `prompt` is what the caller hears said now, or was told last, `keys`
    those that mean something to it, and `typed` what they have keyed of a number.
    """

    call_sid: str
    state: str
    from_number: str
    to_number: str = ""
    direction: CallDirection = CallDirection.INBOUND
    menu_reason: str = ""
    keyed_digits: str = ""
    parties: tuple[PartyView, ...] = ()
    hears: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    music: tuple[str, ...] = ()
    ringback: tuple[str, ...] = ()
    called: str = ""
    ended_by: EndedBy | None = None
    undelivered: int = 0
    prompt: tuple[SpokenMessage, ...] = ()
    keys: str = ""
    typed: str = ""
    recording: RecordingState = RecordingState.OFF
    recordings: tuple[RecordedMessage, ...] = ()


class LineView(Message):
    """`GET /line`: how many callers with a script are on the line, and how many reports are not yet accepted."""

    callers: int
    undelivered: int


class RoomMessage(Message):
    agent_endpoint: str = Field(default="", max_length=80)
    caller_held: bool = False
    agent_muted: bool = False
    keyed_digits: Keys = ""
    waiting_inputs: MenuInputs = ()
    callback_wished: bool = False
    ended_by: EndedBy | None = None
    reached: Reached = Reached.HERE
    colleague_endpoint: str = Field(default="", max_length=80)
    conferring: bool = False
    colleague_reached: Reached = Reached.HERE
    colleague_failed: EndedBy | None = None
    supervisor_endpoint: str = Field(default="", max_length=80)
    supervisor_mode: SupervisionMode | None = None
    guest_endpoint: str = Field(default="", max_length=80)
    recording: RecordingState = RecordingState.OFF
    recordings: tuple[RecordedMessage, ...] = Field(default=(), max_length=100)
    survey_inputs: MenuInputs | None = None


class ArrivalMessage(Message):
    from_number: str = Field(default="", max_length=40)
    to_number: str = Field(default="", max_length=40)
    number_check: NumberCheck = NumberCheck.NONE
    queue_code: str = Field(default="", max_length=40)
    menu_path: tuple[dict[str, str], ...] = Field(default=(), max_length=10)
    menu_reason: str = Field(default="", max_length=60)
    menu_language: str = Field(default="", max_length=10)
    menu_inputs: MenuInputs | None = None
    direction: CallDirection = CallDirection.INBOUND
    called_at: AwareDatetime | None = None
    carried: dict[str, str] = Field(default_factory=dict, max_length=8)


class ReportMessage(Message):
    """One report: what happened, how the room stands after it, and what the arrival said."""

    event_id: Sid
    call_sid: Sid
    sequence: int = Field(ge=1, le=2_000_000_000)
    kind: ReportKind
    at: AwareDatetime
    arrival: ArrivalMessage = Field(default_factory=ArrivalMessage)
    room: RoomMessage = Field(default_factory=RoomMessage)


class RoomsRequest(Message):
    """`POST /rooms/list`, signed: which rooms are on? `page` is what the answer before named, empty at first."""

    page: str = Field(default="", max_length=20, pattern=r"^[0-9]*$")


class LiveRoomMessage(Message):
    call_sid: Sid
    sequence: int = Field(ge=1)
    changed_at: AwareDatetime
    agent_endpoint: str = Field(default="", max_length=80)
    colleague_endpoint: str = Field(default="", max_length=80)
    supervisor_endpoint: str = Field(default="", max_length=80)
    guest_endpoint: str = Field(default="", max_length=80)


class RoomsAnswer(Message):
    rooms: tuple[LiveRoomMessage, ...] = ()
    next_page: str = ""


class RecordingRequest(Message):
    """`POST /recordings/fetch` and ``/delete``, signed: the sound of a recording that is ready, as a WAV file; 404
    where there is none, or none any more."""

    call_sid: Sid
    recording_sid: Sid


class RecordingConductRequest(Message):
    """`POST /recordings/conduct`: how the carrier deals with recording orders of this kind from now on."""

    kind: OrderKind
    conduct: RecordingConduct


class LookUpRequest(Message):
    """`POST /rooms/look-up`, signed: what was the last report of this room?"""

    call_sid: Sid


class LookUpAnswer(Message):
    """`report` is None where nobody knows the room."""

    report: ReportMessage | None = None
