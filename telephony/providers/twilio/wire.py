"""What Twilio's webhooks say, as values. Only for requests whose signature was checked: nothing here is believed to be
Twilio's by itself. Pure.

A parameter that nobody knows is kept and ignored: Twilio adds some without notice, and signs them all. Each kind of
webhook has a key of its own, so that what is delivered again is known again: the address of a call alone says nothing,
since several statuses share it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from telephony.errors import ReportNotUnderstoodError
from telephony.providers.base import SignedRequest

NAME: Final = "twilio"
"""The carrier's name in tables and routes."""

DELIVERY_HEADER: Final = "I-Twilio-Idempotency-Token"
"""Names one delivery: the same when Twilio tries it again. It does not name what is told."""

MOST_PARAMETERS: Final = 100
"""Twilio sends some forty; each is sorted and hashed for whoever sends it."""


class WebhookKind(StrEnum):
    """What a webhook is about; the value is the end of the address that it comes to.

    The last two come to no address: the routes make them of a `VOICE`, `MENU` or `WAIT` that means more than it says.
    """

    VOICE = "voice"  # somebody calls one of our numbers
    MENU = "menu"  # they answered a step of the entry menu, or were silent
    WAIT = "wait"  # they are in Twilio's queue and are to hear something; with an answer, one to the offer made there
    QUEUE_EXIT = "queue-exit"  # they are out of it, and QueueResult says why
    AFTER = "after"  # the caller's conference is over for them, or their call was just redirected out of it
    CONFERENCE = "conference"
    LEG = "leg"  # how far a line has come
    AGENT = "agent"  # a line of ours has called in, or one that we called asks where to go
    SCREEN = "screen"  # whoever answered an agent's telephone was asked to press a key
    HOLD = "hold"  # somebody is to hear what is heard on hold
    FALLBACK = "fallback"  # Twilio could not get the document of a caller
    RECORDING = "recording"
    MESSAGE = "message"
    TRANSCRIPT = "transcript"
    SURVEY = "survey"  # they are asked how the call was; with an answer, one to that
    SAY = "say"  # somebody in a conference is to hear an announcement, or tones
    QUEUED = "queued"  # the caller goes to the queue: the entry menu is over
    ANSWERED = "answered"  # they answered to the offer while they wait


ONLY_TOLD: Final = frozenset(
    {
        WebhookKind.CONFERENCE,
        WebhookKind.LEG,
        WebhookKind.RECORDING,
        WebhookKind.MESSAGE,
        WebhookKind.TRANSCRIPT,
    }
)
"""What comes to an address of ours and wants no document: whether it was kept is all that Twilio is answered."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """One verified webhook.

    `room` is the product's name of the call it belongs to, `leg` the label of the line, both empty where the address
    says neither: then the call is a room of its own. `params` are Twilio's, `query` ours. `at` is Twilio's clock where
    it says a time (aware UTC), else when it came. The same `event_key` is the same event, however often it comes.
    """

    kind: WebhookKind
    room: str
    params: Mapping[str, str]
    at: datetime
    event_key: str
    leg: str = ""
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def call_sid(self) -> str:
        """Twilio's name of the line that this is about, empty where it is about none."""
        return self.params.get("CallSid", "")

    def as_queued(self) -> "Webhook":
        """Return the word that this caller goes to the queue: one a call, whoever brings it."""
        return replace(self, kind=WebhookKind.QUEUED, event_key=f"{WebhookKind.QUEUED}:{self.room}")

    def as_answered(self, number: int) -> "Webhook":
        """Return the word that this caller gave their answer `number` while they wait."""
        return replace(self, kind=WebhookKind.ANSWERED, event_key=f"{WebhookKind.ANSWERED}:{self.room}:{number}")


def read_webhook(kind: WebhookKind, request: SignedRequest, now: datetime) -> Webhook:
    """Read a verified request that came to the address of `kind` at `now`.

    Raises:
        ReportNotUnderstoodError: It does not name what it is about.
    """
    params = read_form(request.body)
    query = _pairs(urlsplit(request.path_and_query).query)
    for name, shape in _NEEDED.get(kind, _CALL).items():
        if shape.fullmatch(params.get(name, "")) is None:
            raise ReportNotUnderstoodError(field=name)
    room, leg = query.get("room", ""), query.get("leg", "")
    for name, value in (("room", room), ("leg", leg)):
        if value and _NAME.fullmatch(value) is None:
            raise ReportNotUnderstoodError(field=name)
    call_sid = params.get("CallSid", "")
    key = _KEYS[kind](params, query, request.headers.get(DELIVERY_HEADER, ""))
    return Webhook(
        kind,
        room or call_sid,
        MappingProxyType(params),
        _moment(params.get("Timestamp", ""), now),
        f"{kind}:{key}"[:80],
        leg,
        MappingProxyType(query),
    )


def read_form(body: bytes) -> dict[str, str]:
    """Return the parameters of a form; of one that is there twice the first value.

    Raises:
        ReportNotUnderstoodError: It is no form, or has more parameters than any webhook has.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise ReportNotUnderstoodError(field="body") from None
    return _pairs(text)


def number_of(text: str) -> int | None:
    """Return a number that a query carries; None where it is none, or absurd."""
    return int(text) if _COUNT.fullmatch(text) else None


def _pairs(text: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        raise ReportNotUnderstoodError(field="body") from None
    kept: dict[str, str] = {}
    for name, value in pairs:
        # A text with a NUL in it fits no column; nobody's number or name has one.
        kept.setdefault(name.replace("\0", ""), value.replace("\0", ""))
    return kept


def _moment(text: str, now: datetime) -> datetime:
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return now
    if at.tzinfo is None:  # "-0000": UTC, of a sender that does not say where it is
        return at.replace(tzinfo=UTC)
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return now


_NAME: Final = re.compile(r"[A-Za-z0-9_:.-]{1,80}")
_COUNT: Final = re.compile(r"[0-9]{1,6}")
_SID: Final = "[0-9a-fA-F]{32}"
_CALL: Final = {"CallSid": re.compile(f"CA{_SID}")}
_STATUS: Final = re.compile(r"[a-z-]{1,40}")
_NEEDED: Final[Mapping[WebhookKind, Mapping[str, re.Pattern[str]]]] = MappingProxyType(
    # what a webhook of each kind cannot be without; the rest need the call
    {
        WebhookKind.CONFERENCE: {"ConferenceSid": re.compile(f"CF{_SID}"), "SequenceNumber": _COUNT},
        WebhookKind.LEG: {**_CALL, "CallStatus": _STATUS},
        WebhookKind.HOLD: {},
        WebhookKind.SAY: {},
        WebhookKind.RECORDING: {"RecordingSid": re.compile(f"RE{_SID}"), "RecordingStatus": _STATUS},
        WebhookKind.MESSAGE: {"MessageSid": re.compile(f"(SM|MM){_SID}")},
        WebhookKind.TRANSCRIPT: {**_CALL, "TranscriptionSid": re.compile(f"GT{_SID}")},
    }
)


Params = Mapping[str, str]


def _by(*names: str) -> Callable[[Params, Params, str], str]:
    return lambda params, query, delivery: ":".join(params.get(name, "") for name in names)  # noqa: ARG005


def _by_step(params: Params, query: Params, delivery: str) -> str:  # noqa: ARG001
    return f"{params['CallSid']}:{query.get('step', '')}"


def _by_delivery(*names: str) -> Callable[[Params, Params, str], str]:
    # Where nothing in it numbers the event, the delivery does; a Twilio that does not name it is taken at its word.
    return lambda params, query, delivery: (  # noqa: ARG005
        f"{params.get('CallSid', '')}:{delivery or ':'.join(params.get(name, '') for name in names)}"
    )


def _leg(params: Params, query: Params, delivery: str) -> str:  # noqa: ARG001
    return f"{params['CallSid']}:{params.get('SequenceNumber') or params['CallStatus']}"


def _message(params: Params, query: Params, delivery: str) -> str:  # noqa: ARG001
    return f"{params['MessageSid']}:{params.get('MessageStatus') or params.get('SmsStatus', '')}"


_KEYS: Final[Mapping[WebhookKind, Callable[[Params, Params, str], str]]] = MappingProxyType(
    {
        WebhookKind.VOICE: _by("CallSid"),
        WebhookKind.MENU: _by_step,
        WebhookKind.WAIT: _by_delivery("QueueTime", "Digits"),
        WebhookKind.QUEUE_EXIT: _by("CallSid", "QueueResult", "QueueTime"),
        WebhookKind.AFTER: _by_delivery("DialCallSid", "DialCallStatus"),
        WebhookKind.CONFERENCE: _by("ConferenceSid", "SequenceNumber"),
        WebhookKind.LEG: _leg,
        WebhookKind.AGENT: _by("CallSid"),
        WebhookKind.SCREEN: _by_step,
        WebhookKind.HOLD: _by_delivery(),
        WebhookKind.SAY: _by_delivery(),
        WebhookKind.FALLBACK: _by_delivery("ErrorCode"),
        WebhookKind.SURVEY: _by_step,
        WebhookKind.RECORDING: _by("RecordingSid", "RecordingStatus"),
        WebhookKind.MESSAGE: _message,
        WebhookKind.TRANSCRIPT: _by("TranscriptionSid", "SequenceId", "TranscriptionEvent"),
    }
)
