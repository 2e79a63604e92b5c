"""What the simulator and the server say to each other, and what a trial caller asks of the simulator."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from telephony.contract import NumberCheck
from telephony.providers.base import EndedBy, OrderKind, OrderOutcome, ReportKind

NAME = "simulator"
"""The simulator's name in tables and routes."""

Sid = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Keys = Annotated[str, StringConstraints(pattern=r"^[0-9*#]*$", max_length=40)]


class Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CallerScript(Message):
    """A caller who gives up after `patience_seconds` without a talk, and hangs up after `talk_seconds` of it; both on
    the simulator's business clock."""

    patience_seconds: float = Field(ge=0)
    talk_seconds: float = Field(ge=0)


class RingRequest(Message):
    """`POST /calls`: somebody calls. `from_number` empty or `withheld` leaves the server without a number.

    `menu_path` are the labels chosen in the entry menu, `menu_keys` the keys pressed there. `call_sid` empty takes a
    new one. With a `script` the caller hangs up by themselves.
    """

    from_number: str = Field(default="", max_length=40)
    to_number: str = Field(default="", max_length=40)
    withheld: bool = False
    number_check: NumberCheck = NumberCheck.NONE
    queue: str = Field(default="", max_length=40)
    menu_keys: Keys = ""
    menu_path: tuple[dict[str, str], ...] = ()
    menu_reason: str = Field(default="", max_length=60)
    call_sid: str = Field(default="", max_length=80)
    script: CallerScript | None = None


class KeysRequest(Message):
    """`POST /calls/{sid}/keys`: the caller presses keys."""

    keys: Annotated[str, StringConstraints(pattern=r"^[0-9*#]+$", max_length=40)]


class OrderRequest(Message):
    """`POST /orders`: the server asks for something. Signed; the same `order_id` is done once."""

    order_id: UUID
    call_sid: Sid
    kind: OrderKind
    endpoint: str = Field(default="", max_length=80)


class OrderAnswer(Message):
    outcome: OrderOutcome


class PartyView(Message):
    label: str
    endpoint: str = ""
    held: bool = False
    muted: bool = False


class CallView(Message):
    """`GET /calls/{sid}`: a call as the carrier has it.

    `hears` says of each party whom they hear; `music` who hears music instead. `undelivered` counts the reports
    that the server has not yet accepted.
    """

    call_sid: str
    state: str
    from_number: str
    menu_reason: str = ""
    keyed_digits: str = ""
    parties: tuple[PartyView, ...] = ()
    hears: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    music: tuple[str, ...] = ()
    ended_by: EndedBy | None = None
    undelivered: int = 0


class LineView(Message):
    """`GET /line`: how many callers with a script are on the line, and how many reports are not yet accepted."""

    callers: int
    undelivered: int


class RoomMessage(Message):
    agent_endpoint: str = Field(default="", max_length=80)
    caller_held: bool = False
    agent_muted: bool = False
    keyed_digits: Keys = ""
    ended_by: EndedBy | None = None


class ArrivalMessage(Message):
    from_number: str = Field(default="", max_length=40)
    to_number: str = Field(default="", max_length=40)
    number_check: NumberCheck = NumberCheck.NONE
    queue_code: str = Field(default="", max_length=40)
    menu_path: tuple[dict[str, str], ...] = Field(default=(), max_length=10)
    menu_reason: str = Field(default="", max_length=60)


class ReportMessage(Message):
    """One report: what happened, how the room stands after it, and what the arrival said."""

    event_id: Sid
    call_sid: Sid
    sequence: int = Field(ge=1, le=2_000_000_000)
    kind: ReportKind
    at: AwareDatetime
    arrival: ArrivalMessage = Field(default_factory=ArrivalMessage)
    room: RoomMessage = Field(default_factory=RoomMessage)
