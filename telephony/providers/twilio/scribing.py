"""Having what is said written down by Twilio, as long as it is recorded (telephony.md 6.1).

Twilio cannot pause a transcription: it is stopped, and another one begun. Each has a name with a number, by which it is
stopped whether or not anybody knows that it began; what comes from another one than the last is not taken.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Protocol

from telephony.contract import Speaker
from telephony.errors import CarrierAwayError, CarrierRefusedError
from telephony.providers.twilio.errors import PartyGoneError
from telephony.providers.twilio.rest_transcripts import TranscriptWish
from telephony.providers.twilio.rooms import Room
from telephony.providers.twilio.wire import Webhook, number_of
from telephony.transcripts.port import WordsReport

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType({"zh-HK": "yue-Hant-HK", "zh-CN": "cmn-Hans-CN", "en": "en-US"})
"""Twilio's words for the languages of the menu."""

_log = logging.getLogger(__name__)


class Transcripts(Protocol):
    """The part of `TwilioRest.transcripts` that is used."""

    def start(self, call_sid: str, wish: TranscriptWish) -> None: ...

    def stop(self, call_sid: str, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Scribing:
    """How it is written down: `languages` are Twilio's by the menu's, the first is for who has chosen none; an empty
    `engine` is Twilio's own choice."""

    languages: Mapping[str, str] = field(default_factory=lambda: LANGUAGES)
    engine: str = ""

    def start(self, transcripts: Transcripts, call_sid: str, language: str, number: int, told_at: str) -> None:
        """Have a leg written down. The call is recorded whether that can be had or not."""
        spoken = self.languages.get(language) or next(iter(self.languages.values()))
        try:
            transcripts.start(call_sid, TranscriptWish(name_of(number), spoken, told_at, self.engine))
        except (PartyGoneError, CarrierRefusedError, CarrierAwayError) as error:
            _log.warning("call %s is not written down: %s", call_sid, type(error).__name__)


@contextmanager
def all_stopped(transcripts: Transcripts, call_sid: str, scribes: Iterable[int]) -> Iterator[None]:
    """Stop the transcriptions that may be on, and then do what the block does: nobody writes down what is not recorded.
    The block is done whatever comes of that.

    Raises:
        CarrierAwayError: Once the block is done: one of them may be on still, so that all of it is asked again.
    """
    away: CarrierAwayError | None = None
    for number in scribes:
        try:
            transcripts.stop(call_sid, name_of(number))
        except PartyGoneError:
            continue  # none of that name, or none any more
        except CarrierRefusedError as error:
            _log.error("call %s: the transcription %d is not stopped: %s", call_sid, number, error.details)
        except CarrierAwayError as error:
            away = error
    yield
    if away is not None:
        raise away


def name_of(number: int) -> str:
    return f"ad-words-{number}"


def words_of(webhook: Webhook, room: Room) -> WordsReport | None:
    """Return what a webhook says was said; None where it says nothing final, or is not of the transcription that is to
    run now."""
    params = webhook.params
    if params.get("TranscriptionEvent") != "transcription-content" or params.get("Final", "true").lower() == "false":
        return None
    if not room.transcribe or number_of(webhook.query.get("step", "")) != room.scribe:
        return None
    try:
        data = json.loads(params.get("TranscriptionData", ""))
    except ValueError:
        return None
    text = data.get("transcript") if isinstance(data, dict) else None
    if not isinstance(text, str) or not text.strip():
        return None
    # Of the customer's own leg: what comes in is theirs, what goes out is what they hear.
    speaker = Speaker.AGENT if params.get("Track") == "outbound_track" else Speaker.CUSTOMER
    return WordsReport(webhook.event_key, room.call_sid, speaker, text.strip(), webhook.at)
