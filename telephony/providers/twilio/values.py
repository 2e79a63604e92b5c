"""What Twilio says of its things, as values of ours. An answer of the SDK goes no further than this file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Generic, TypeVar

T = TypeVar("T")

LIVE_CALLS: Final = frozenset({"queued", "initiated", "ringing", "in-progress"})
LIVE_RECORDINGS: Final = frozenset({"in-progress", "paused"})
COMPLETED: Final = "completed"


@dataclass(frozen=True, slots=True)
class TwilioCall:
    """`status` is Twilio's word. Numbers are not shown in any text of it."""

    sid: str
    status: str
    direction: str = ""
    from_number: str = field(default="", repr=False)
    to_number: str = field(default="", repr=False)
    parent_sid: str = ""
    made_at: datetime | None = None
    ended_at: datetime | None = None
    duration_seconds: int = 0
    answered_by: str = ""
    queue_seconds: float = 0.0

    @property
    def is_live(self) -> bool:
        return self.status in LIVE_CALLS


@dataclass(frozen=True, slots=True)
class TwilioConference:
    sid: str
    name: str
    status: str
    ended_because: str = ""
    made_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        return self.status != COMPLETED


@dataclass(frozen=True, slots=True)
class TwilioParticipant:
    """A leg in a conference. `status` is queued, connecting, ringing, connected, complete or failed."""

    call_sid: str
    conference_sid: str
    label: str
    status: str
    muted: bool = False
    hold: bool = False
    coaching: bool = False
    coached_call_sid: str = ""
    ends_conference: bool = False
    starts_conference: bool = False
    queue_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class TwilioRecording:
    sid: str
    status: str
    call_sid: str = ""
    conference_sid: str = ""
    channels: int = 0
    duration_seconds: int = 0
    source: str = ""
    track: str = ""
    started_at: datetime | None = None
    error_code: int = 0

    @property
    def is_live(self) -> bool:
        return self.status in LIVE_RECORDINGS


@dataclass(frozen=True, slots=True)
class TwilioMessage:
    sid: str
    status: str
    error_code: int = 0
    made_at: datetime | None = None
    body: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class TwilioQueue:
    sid: str
    name: str
    size: int = 0
    most: int = 0
    average_wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class TwilioQueueMember:
    call_sid: str
    position: int
    waited_seconds: int
    entered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Where Twilio asks for a number or an application; `application_sid` and `trunk_sid` take a number's calls
    elsewhere whatever the other values say."""

    voice_url: str = ""
    voice_method: str = ""
    fallback_url: str = ""
    fallback_method: str = ""
    status_url: str = ""
    status_method: str = ""
    message_url: str = ""
    message_method: str = ""
    application_sid: str = ""
    trunk_sid: str = ""


@dataclass(frozen=True, slots=True)
class TwilioNumber:
    sid: str
    number: str
    webhooks: Webhooks
    takes_calls: bool = True


@dataclass(frozen=True, slots=True)
class TwilioApplication:
    sid: str
    name: str
    webhooks: Webhooks


@dataclass(frozen=True, slots=True)
class TwilioSipDomain:
    """`name` is whole: ``bank.sip.twilio.com``. `registers`: telephones may sign in to it."""

    sid: str
    name: str
    webhooks: Webhooks
    registers: bool = True


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list; `next_page` names the rest, and is empty where there is none."""

    items: tuple[T, ...]
    next_page: str = ""


# Reading what the SDK gives. Everything there may be None, or of another type than said.


def call_from(answer: Any) -> TwilioCall:
    return TwilioCall(
        sid=_text(answer.sid),
        status=_text(answer.status),
        direction=_text(answer.direction),
        from_number=_text(answer._from),
        to_number=_text(answer.to),
        parent_sid=_text(answer.parent_call_sid),
        made_at=_moment(answer.date_created),
        ended_at=_moment(answer.end_time),
        duration_seconds=_whole(answer.duration),
        answered_by=_text(answer.answered_by),
        queue_seconds=_whole(answer.queue_time) / 1000,
    )


def conference_from(answer: Any) -> TwilioConference:
    return TwilioConference(
        sid=_text(answer.sid),
        name=_text(answer.friendly_name),
        status=_text(answer.status),
        ended_because=_text(answer.reason_conference_ended),
        made_at=_moment(answer.date_created),
    )


def participant_from(answer: Any) -> TwilioParticipant:
    return TwilioParticipant(
        call_sid=_text(answer.call_sid),
        conference_sid=_text(answer.conference_sid),
        label=_text(answer.label),
        status=_text(answer.status),
        muted=answer.muted is True,
        hold=answer.hold is True,
        coaching=answer.coaching is True,
        coached_call_sid=_text(answer.call_sid_to_coach),
        ends_conference=answer.end_conference_on_exit is True,
        starts_conference=answer.start_conference_on_enter is True,
        queue_seconds=_whole(answer.queue_time) / 1000,
    )


def recording_from(answer: Any) -> TwilioRecording:
    return TwilioRecording(
        sid=_text(answer.sid),
        status=_text(answer.status),
        call_sid=_text(answer.call_sid),
        conference_sid=_text(answer.conference_sid),
        channels=_whole(answer.channels),
        duration_seconds=_whole(answer.duration),
        source=_text(answer.source),
        track=_text(getattr(answer, "track", "")),
        started_at=_moment(answer.start_time),
        error_code=_whole(answer.error_code),
    )


def message_from(answer: Any) -> TwilioMessage:
    return TwilioMessage(
        sid=_text(answer.sid),
        status=_text(answer.status),
        error_code=_whole(answer.error_code),
        made_at=_moment(answer.date_created),
        body=_text(answer.body),
    )


def queue_from(answer: Any) -> TwilioQueue:
    return TwilioQueue(
        sid=_text(answer.sid),
        name=_text(answer.friendly_name),
        size=_whole(answer.current_size),
        most=_whole(answer.max_size),
        average_wait_seconds=_whole(answer.average_wait_time),
    )


def member_from(answer: Any) -> TwilioQueueMember:
    return TwilioQueueMember(
        call_sid=_text(answer.call_sid),
        position=_whole(answer.position),
        waited_seconds=_whole(answer.wait_time),
        entered_at=_moment(answer.date_enqueued),
    )


def number_from(answer: Any) -> TwilioNumber:
    able = answer.capabilities if isinstance(answer.capabilities, Mapping) else {}
    return TwilioNumber(
        sid=_text(answer.sid),
        number=_text(answer.phone_number),
        webhooks=Webhooks(
            voice_url=_text(answer.voice_url),
            voice_method=_text(answer.voice_method),
            fallback_url=_text(answer.voice_fallback_url),
            fallback_method=_text(answer.voice_fallback_method),
            status_url=_text(answer.status_callback),
            status_method=_text(answer.status_callback_method),
            message_url=_text(answer.sms_url),
            message_method=_text(answer.sms_method),
            application_sid=_text(answer.voice_application_sid),
            trunk_sid=_text(answer.trunk_sid),
        ),
        takes_calls=able.get("voice") is not False,
    )


def application_from(answer: Any) -> TwilioApplication:
    return TwilioApplication(
        sid=_text(answer.sid),
        name=_text(answer.friendly_name),
        webhooks=Webhooks(
            voice_url=_text(answer.voice_url),
            voice_method=_text(answer.voice_method),
            fallback_url=_text(answer.voice_fallback_url),
            fallback_method=_text(answer.voice_fallback_method),
            status_url=_text(answer.status_callback),
            status_method=_text(answer.status_callback_method),
        ),
    )


def sip_domain_from(answer: Any) -> TwilioSipDomain:
    return TwilioSipDomain(
        sid=_text(answer.sid),
        name=_text(answer.domain_name),
        webhooks=Webhooks(
            voice_url=_text(answer.voice_url),
            voice_method=_text(answer.voice_method),
            fallback_url=_text(answer.voice_fallback_url),
            fallback_method=_text(answer.voice_fallback_method),
            status_url=_text(answer.voice_status_callback_url),
            status_method=_text(answer.voice_status_callback_method),
        ),
        registers=answer.sip_registration is not False,
    )


def only_of(items: Iterable[T]) -> T | None:
    """Return the only one, or None: of several nobody knows which was meant."""
    found = tuple(items)
    return found[0] if len(found) == 1 else None


def checked(given: Mapping[str, Any], allowed: frozenset[str]) -> dict[str, Any]:
    """Return what was given, all of it allowed. What comes from elsewhere never reaches Twilio as it is.

    Raises:
        ValueError: Something else was given: a mistake of ours.
    """
    if unknown := given.keys() - allowed:
        raise ValueError(f"not allowed: {sorted(unknown)}")
    return dict(given)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = value.strip() if isinstance(value, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _moment(value: object) -> datetime | None:
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)
