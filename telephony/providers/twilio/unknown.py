"""What Twilio says that nobody here knows: kept with its webhook, for whoever looks why a call went as it did. Pure.

Twilio adds parameters without notice. What one of them holds cannot be known, so no number of anybody's is kept of it,
nor anything that is more than a few words.
"""

import re
from collections.abc import Mapping
from typing import Final

MOST_KEPT: Final = 20
LONGEST_NAME: Final = 60
LONGEST_VALUE: Final = 80


def unknown_of(params: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters that Twilio is not known to send, without the numbers in them."""
    found = [(name, value) for name, value in params.items() if _KNOWN.fullmatch(name) is None]
    return {_without_numbers(name)[:LONGEST_NAME]: _kept(value) for name, value in found[:MOST_KEPT]}


def _kept(value: str) -> str:
    if _SID.fullmatch(value) is not None:
        return value
    return "" if len(value) > LONGEST_VALUE else _without_numbers(value)


def _without_numbers(text: str) -> str:
    return _NUMBER.sub("#", text)


_SID: Final = re.compile("[A-Z]{2}[0-9a-f]{32}")
_NUMBER: Final = re.compile(r"\d(?:[\s().+/-]*\d){4,}")
"""Five digits or more, however they are set apart: too many for a status, enough for an extension."""

_KNOWN: Final = re.compile(
    # Who, where and what of a call; what the caller said or keyed is the call's, and never this table's.
    "(From|To|Caller|Called)(City|State|Zip|Country)?|CallerName|CallSid|CallStatus|CallToken|CallDuration|Duration"
    "|AccountSid|ApiVersion|ApplicationSid|Direction|ForwardedFrom|ParentCallSid|Timestamp|Error(Code|Url|Message)"
    "|Stir[A-Za-z]+|Sip[A-Za-z]+|SipHeader_.*|SequenceNumber|CallbackSource|AnsweredBy|MachineDetectionDuration"
    "|Digits|FinishedOnKey|SpeechResult|Confidence|Language|msg|ticket"
    "|Queue(Sid|Time|Result|Position|Name)|AvgQueueTime|CurrentQueueSize|MaxQueueSize"
    "|Dial(CallSid|CallStatus|CallDuration|SipCallId|SipResponseCode|SipHeader_.*)|DialBridged"
    "|ConferenceSid|FriendlyName|StatusCallbackEvent|ParticipantLabel|ParticipantCallStatus|Muted|Hold|Coaching"
    "|CallSidToCoach|StartConferenceOnEnter|EndConferenceOnExit|EventName|Reason[A-Za-z]*|CallSidEndingConference"
    "|ParticipantLabelEndingConference|Annou?ncement[A-Za-z]*|Url(Type)?"
    "|Recording[A-Za-z]+"
    "|(Sms)?(MessageSid|Sid|Status|MessageStatus)|SmsMessageSid|Body|Num(Media|Segments)|Media[A-Za-z]+[0-9]*"
    "|MessagingServiceSid|RawDlrDoneDate|Channel[A-Za-z]*|OptOutType|ProfileName|WaId"
    "|Transcription[A-Za-z]+|SequenceId|Final|Track|LanguageCode|Stability|PartialResults"
)
