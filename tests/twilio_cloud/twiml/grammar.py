"""Which verbs, attributes and values TwiML has, as far as a bank's telephone needs them (telephony.md 1.2, 1.7, 1.9).

What is not here is refused: the SDK's builder writes any attribute (1.2), and Twilio ignores or rejects it at run time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

Check = Callable[[str], bool]


def one_of(*words: str) -> Check:
    """One of some words."""
    return lambda text: text in words


def some_of(*words: str) -> Check:
    """Words of a list, separated by spaces."""
    return lambda text: bool(text) and set(text.split(" ")) <= set(words)


def number(low: int, high: int) -> Check:
    """A whole number within limits."""
    return lambda text: text.isdigit() and low <= int(text) <= high


def any_text(text: str) -> bool:
    """Any text up to 4096 characters."""
    return 0 < len(text) <= 4096


def address(text: str) -> bool:
    """A URL, absolute or relative, without a blank in it; empty is none."""
    return re.fullmatch(r"[^\s<>\"]*", text) is not None and (":" not in text.split("/")[0] or "://" in text)


def absolute(text: str) -> bool:
    """An absolute URL (telephony.md 1.8: `<Start><Recording>` needs one)."""
    return re.fullmatch(r"https?://[^\s<>\"]+", text) is not None


def digits(text: str) -> bool:
    """Keys to play; `w` waits half a second."""
    return re.fullmatch(r"[0-9*#wWA-D]+", text) is not None


def label(text: str) -> bool:
    """A participant's label."""
    return 0 < len(text) <= 128


flag = one_of("true", "false")
method = one_of("GET", "POST")
events = some_of("initiated", "ringing", "answered", "completed")
recording_events = some_of("in-progress", "completed", "absent")
_RECORDING = {
    "recordingStatusCallback": address,
    "recordingStatusCallbackMethod": method,
    "recordingStatusCallbackEvent": recording_events,
}
_WHEN = ("answer", "ringing", "answer-dual", "ringing-dual")
_CALLED = {"statusCallback": address, "statusCallbackMethod": method, "statusCallbackEvent": events}
_WHISPER = {"url": address, "method": method}


@dataclass(frozen=True, slots=True)
class Rule:
    """What an element may carry. `text`: whether it has words; `required` attributes must be there."""

    attributes: dict[str, Check] = field(default_factory=dict)
    children: tuple[str, ...] = ()
    text: str = "no"  # no | may | must
    required: tuple[str, ...] = ()


VERBS: Final = (
    "Say", "Play", "Pause", "Gather", "Enqueue", "Leave", "Redirect", "Dial", "Hangup", "Reject", "Record", "Start",
    "Stop", "Refer",
)  # fmt: skip
WAITING: Final = ("Play", "Say", "Pause", "Hangup", "Redirect", "Leave", "Gather")
"""What a caller in a queue may be told (telephony.md 1.2)."""
ROOM_WAITING: Final = ("Play", "Say", "Pause", "Redirect")
"""What somebody hears before a conference starts, or on hold: no Gather (1.2, 1.5)."""
ANNOUNCING: Final = ("Play", "Say", "Pause")

RULES: Final = {
    "Response": Rule(children=VERBS),
    "Say": Rule({"voice": any_text, "language": any_text, "loop": number(0, 1000)}, text="must"),
    "Play": Rule({"loop": number(0, 1000), "digits": digits}, text="may"),
    "Pause": Rule({"length": number(1, 3600)}),
    "Gather": Rule(
        {
            "input": one_of("dtmf", "speech", "dtmf speech"),
            "action": address,
            "method": method,
            "timeout": number(1, 600),
            "numDigits": number(1, 128),
            "finishOnKey": lambda text: text == "" or re.fullmatch(r"[0-9*#]", text) is not None,
            "actionOnEmptyResult": flag,
            "language": any_text,
            "hints": any_text,
            "speechTimeout": lambda text: text == "auto" or text.isdigit(),
            "speechModel": any_text,
            "bargeIn": flag,
            "profanityFilter": flag,
        },
        children=("Say", "Play", "Pause"),
    ),
    "Enqueue": Rule(
        {
            "action": address,
            "method": method,
            "waitUrl": address,
            "waitUrlMethod": method,
            "maxQueueSize": number(1, 5000),
        },
        text="must",
    ),
    "Leave": Rule(),
    "Redirect": Rule({"method": method}, text="may"),
    "Hangup": Rule(),
    "Reject": Rule({"reason": one_of("rejected", "busy")}),
    "Record": Rule(
        {
            "action": address,
            "method": method,
            "timeout": number(1, 600),
            "finishOnKey": lambda text: text == "" or re.fullmatch(r"[0-9*#]+", text) is not None,
            "maxLength": number(1, 14400),
            "playBeep": flag,
            "trim": one_of("trim-silence", "do-not-trim"),
            "transcribe": flag,
            "transcribeCallback": address,
            **_RECORDING,
        }
    ),
    "Dial": Rule(
        {
            "action": address,
            "method": method,
            "timeout": number(1, 600),
            "timeLimit": number(1, 14400),
            "callerId": any_text,
            "record": one_of("do-not-record", "true", "false", *(f"record-from-{when}" for when in _WHEN)),
            "trim": one_of("trim-silence", "do-not-trim"),
            "answerOnBridge": flag,
            **_RECORDING,
        },
        children=("Number", "Sip", "Client", "Conference"),
        text="may",
    ),
    "Number": Rule({"sendDigits": digits, **_WHISPER, **_CALLED}, text="must"),
    "Sip": Rule({"username": any_text, "password": any_text, **_WHISPER, **_CALLED}, text="must"),
    "Client": Rule({**_WHISPER, **_CALLED}, children=("Identity", "Parameter"), text="may"),
    "Identity": Rule(text="must"),
    "Parameter": Rule({"name": any_text, "value": any_text}, required=("name", "value")),
    "Conference": Rule(
        {
            "muted": flag,
            "beep": one_of("true", "false", "onEnter", "onExit"),
            "startConferenceOnEnter": flag,
            "endConferenceOnExit": flag,
            "participantLabel": label,
            "jitterBufferSize": one_of("off", "small", "medium", "large"),
            "waitUrl": address,
            "waitMethod": method,
            "maxParticipants": number(2, 250),
            "record": one_of("do-not-record", "record-from-start", "true", "false"),
            "region": any_text,
            "trim": one_of("trim-silence", "do-not-trim"),
            "coach": lambda text: re.fullmatch(r"CA[0-9a-f]{32}", text) is not None,
            "statusCallback": address,
            "statusCallbackMethod": method,
            "statusCallbackEvent": some_of(
                "start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement"
            ),
            **_RECORDING,
        },
        text="must",
    ),
    "Start": Rule(children=("Recording", "Transcription")),
    "Stop": Rule(children=("Transcription",)),
    "Recording": Rule(
        {
            "recordingStatusCallback": absolute,
            "recordingStatusCallbackMethod": method,
            "recordingStatusCallbackEvent": recording_events,
            "channels": one_of("mono", "dual"),
            "track": one_of("inbound", "outbound", "both"),
            "trim": one_of("trim-silence", "do-not-trim"),
        }
    ),
    "Transcription": Rule(
        {
            "name": any_text,
            "statusCallbackUrl": absolute,
            "statusCallbackMethod": method,
            "track": one_of("inbound_track", "outbound_track", "both_tracks"),
            "inboundTrackLabel": any_text,
            "outboundTrackLabel": any_text,
            "partialResults": flag,
            "languageCode": any_text,
            "transcriptionEngine": any_text,
            "speechModel": any_text,
            "profanityFilter": flag,
            "hints": any_text,
            "enableAutomaticPunctuation": flag,
            "intelligenceService": any_text,
        }
    ),
    "Refer": Rule({"action": address, "method": method}, children=("ReferSip",)),
    "ReferSip": Rule(text="must"),
}
