"""What a webhook says of a room. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Final

from telephony.providers.twilio.happenings import (
    OVER_STATUSES,
    Happening,
    LeftQueue,
    LegMoved,
    Queued,
    Surveyed,
    Turn,
    Turned,
    Waited,
)
from telephony.providers.twilio.recording import RecordingTold
from telephony.providers.twilio.rooms import CALLER
from telephony.providers.twilio.wire import Webhook, WebhookKind, number_of

_TURNS: Final = frozenset(turn.value for turn in Turn)
_HELD: Final[Mapping[Turn, bool]] = MappingProxyType({Turn.HOLD: True, Turn.UNHOLD: False})
_MUTED: Final[Mapping[Turn, bool]] = MappingProxyType({Turn.MUTE: True, Turn.UNMUTE: False})


def happening_of(webhook: Webhook, *, label: str = "") -> Happening | None:
    """Return what a webhook says; None where that is nothing of the room. `label` is that of the leg it is about, where
    the address does not say it."""
    match webhook.kind:
        case WebhookKind.QUEUED:
            return Queued()
        case WebhookKind.WAIT:
            return Waited()
        case WebhookKind.SURVEY:
            return Surveyed()
        case WebhookKind.QUEUE_EXIT:
            return LeftQueue(webhook.params.get("QueueResult", ""))
        case WebhookKind.LEG:
            code = number_of(webhook.params.get("SipResponseCode", "")) or 0
            return LegMoved(webhook.leg or label or CALLER, webhook.call_sid, webhook.params["CallStatus"], code)
        case WebhookKind.CONFERENCE:
            return _turned(webhook.params)
        case WebhookKind.RECORDING:
            return _recording(webhook)
        case _:
            return None


def is_end(webhook: Webhook) -> bool:
    """Say whether it is the last word of a leg."""
    return webhook.kind is WebhookKind.LEG and webhook.params["CallStatus"] in OVER_STATUSES


def _recording(webhook: Webhook) -> RecordingTold:
    params = webhook.params
    return RecordingTold(
        params["RecordingSid"],
        params["RecordingStatus"],
        webhook.at,
        began_at=_moment(params.get("RecordingStartTime", "")),
        seconds=number_of(params.get("RecordingDuration", "")),
        channels=max(1, min(2, number_of(params.get("RecordingChannels", "")) or 1)),
    )


def _moment(text: str) -> datetime | None:
    """Read a time as Twilio writes it in webhooks (RFC 2822)."""
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _turned(params: Mapping[str, str]) -> Turned | None:
    told = params.get("StatusCallbackEvent", "")
    if told not in _TURNS:
        return None  # one that Twilio has added, or that says nothing of who hears whom
    turn = Turn(told)
    return Turned(
        turn,
        name=params.get("FriendlyName", ""),
        sid=params["ConferenceSid"],
        number=number_of(params["SequenceNumber"]) or 0,
        label=params.get("ParticipantLabel", ""),
        call_sid=params.get("CallSid", ""),
        held=_HELD.get(turn, _flag(params, "Hold")),
        muted=_MUTED.get(turn, _flag(params, "Muted")),
        coaching=_flag(params, "Coaching"),
        reason=params.get("ReasonParticipantLeft", ""),
        call_status=params.get("ParticipantCallStatus", ""),
    )


def _flag(params: Mapping[str, str], name: str) -> bool | None:
    return {"true": True, "false": False}.get(params.get(name, "").lower())
