"""A message of the stream as it comes from the wire."""

import json
import logging
from typing import Any, Final

from pydantic import JsonValue, ValidationError

from telephony.contract import EventKind, StreamMessage

_log = logging.getLogger(__name__)

_KINDS: Final = frozenset(kind.value for kind in EventKind)


def read_message(text: str | bytes) -> StreamMessage | None:
    """Return what the server sent, None where it is not understood. An event of a kind that only a newer server knows
    is understood by what it changes."""
    try:
        content = json.loads(text)
        payload = None
        if isinstance(content, dict):
            if content.get("kind") not in _KINDS:
                content.pop("kind", None)
            payload = _taken_out(content)
        message = StreamMessage.model_validate(content)
        return message if payload is None else _with_payload(message, payload)
    except (ValueError, ValidationError) as error:
        _log.warning("stream message not understood: %s", type(error).__name__)
        return None


def _taken_out(content: dict[str, Any]) -> dict[str, JsonValue] | None:
    """Take the payload out of an event's offer: it has just been JSON, and to be told so again value by value takes
    longer than all the rest of the message. Who it is for reads it by its own model."""
    change = content.get("change")
    offer = change.get("offer") if isinstance(change, dict) else None
    if not isinstance(offer, dict) or not isinstance(offer.get("payload"), dict):
        return None
    payload: dict[str, JsonValue] = offer.pop("payload")
    return payload


def _with_payload(message: StreamMessage, payload: dict[str, JsonValue]) -> StreamMessage:
    change = message.change
    if change is None or change.offer is None:
        return message
    offer = change.offer.model_copy(update={"payload": payload})
    return message.model_copy(update={"change": change.model_copy(update={"offer": offer})})
