"""A message of the stream as it comes from the wire."""

import json
import logging
from typing import Any, Final

from pydantic import JsonValue, ValidationError

from telephony.contract import EventKind, StreamMessage

_log = logging.getLogger(__name__)

_KINDS: Final = frozenset(kind.value for kind in EventKind)
_AHEAD: Final = '"type":"ahead",'
_EVENT: Final = '"type":"event",'


class StreamReader:
    """Reads one message after the other. What went ahead of an event is not read again when the event comes."""

    def __init__(self) -> None:
        self._ahead: tuple[str, StreamMessage] | None = None

    def read(self, text: str | bytes) -> StreamMessage | None:
        """Return what the server sent, None where it is not understood. An event of a kind that only a newer server
        knows is understood by what it changes."""
        message = self._known(text)
        if message is None:
            message = _read(text)
            if message is not None and message.type == "ahead" and isinstance(text, str):
                self._ahead = text.partition(_AHEAD)[2], message
        return message

    def _known(self, text: str | bytes) -> StreamMessage | None:
        """Return the event of whose words nothing but the numbers is new."""
        if self._ahead is None or not isinstance(text, str):
            return None
        (words, ahead), self._ahead = self._ahead, None
        numbers, _, rest = text.partition(_EVENT)
        if rest != words or not numbers.endswith(","):
            return None
        try:
            known: dict[str, int] = json.loads(numbers[:-1] + "}")
        except ValueError:
            return None
        return ahead.model_copy(update={"type": "event", **known})


def _read(text: str | bytes) -> StreamMessage | None:
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
