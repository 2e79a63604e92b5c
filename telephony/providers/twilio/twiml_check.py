"""Reads a TwiML document as strictly as Twilio means it, before it goes out. Pure.

The builder writes any word it is given, and Twilio passes over what it does not know: a misspelt attribute would be
found by a caller. So only the verbs and attributes that are used here are let through, each with the values it may
have, and only where it may stand (telephony.md 1.2, 1.3, 3.1).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from xml.etree import ElementTree as ET

MOST_BYTES: Final = 64 * 1024
MOST_SPOKEN: Final = 4096


CONFERENCE_EVENTS: Final = ("start", "end", "join", "leave", "mute", "hold", "modify", "announcement")
"""What a conference can tell of itself, without who speaks: that is too much to be of use."""


class TwimlWrongError(ValueError):
    """A document that Twilio would not do as it is meant."""


def checked(document: str, *, on_hold: bool = False) -> str:
    """Return `document` if Twilio would do all of it; `on_hold`: if it would where it plays to somebody on hold or
    alone in a conference, who can be asked nothing.

    Raises:
        TwimlWrongError: What is wrong with it, the first thing.
    """
    if len(document.encode()) > MOST_BYTES:
        raise TwimlWrongError("longer than 64 KB")
    try:
        root = ET.fromstring(document)  # noqa: S314  our own text, written a moment ago
    except ET.ParseError as error:
        raise TwimlWrongError(str(error)) from None
    if root.tag != "Response" or root.attrib or (root.text or "").strip():
        raise TwimlWrongError(f"begins with {root.tag}")
    _check_within(root, _ON_HOLD if on_hold else _TOP)
    _check_end(root)
    return document


def _check_within(parent: ET.Element, allowed: frozenset[str]) -> None:
    for element in parent:
        if element.tag not in allowed:
            raise TwimlWrongError(f"{element.tag} in {parent.tag}")
        if (element.tail or "").strip():
            raise TwimlWrongError(f"words after {element.tag}")
        _check_element(element, _VERBS[element.tag])


def _check_element(element: ET.Element, verb: "_Verb") -> None:
    for name, value in element.attrib.items():
        shape = verb.attributes.get(name)
        if shape is None or shape.fullmatch(value) is None:
            raise TwimlWrongError(f"{element.tag} {name}={value!r}")
    for name in verb.needs - element.attrib.keys():
        raise TwimlWrongError(f"{element.tag} without {name}")
    if verb.body is None and (element.text or "").strip():
        raise TwimlWrongError(f"words in {element.tag}")
    if verb.body is not None and verb.body.fullmatch(element.text or "") is None:
        raise TwimlWrongError(f"{element.tag}: {element.text!r}")
    _check_within(element, verb.within)


def _check_end(root: ET.Element) -> None:
    # What follows these is never done.
    for element in list(root)[:-1]:
        if element.tag in {"Hangup", "Redirect", "Reject", "Leave"}:
            raise TwimlWrongError(f"{element.tag} is not the last")


@dataclass(frozen=True, slots=True)
class _Verb:
    """`body` is what its text may be, None for a verb that has none."""

    attributes: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    needs: frozenset[str] = frozenset()
    body: re.Pattern[str] | None = None
    within: frozenset[str] = frozenset()


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _events(*events: str) -> re.Pattern[str]:
    # Twilio takes a wrong one with a 201 and then tells nothing at all (telephony.md 9, 14).
    one = "|".join(events)
    return _shape(rf"({one})( ({one}))*")


_URL: Final = _shape(r"https?://[^\s/]+/\S*")
_POST: Final = _shape("POST")
_COUNT: Final = _shape(r"[0-9]{1,5}")
_YES_NO: Final = _shape("true|false")
_LABEL: Final = _shape(r"[A-Za-z0-9_:.-]{1,128}")
_NUMBER: Final = _shape(r"\+[1-9][0-9]{4,14}")
_SPOKEN: Final = _shape(rf"(?s).{{1,{MOST_SPOKEN}}}")

_HEARD: Final = frozenset({"Say", "Play", "Pause"})
_ON_HOLD: Final = _HEARD | {"Redirect"}
_TOP: Final = _HEARD | {"Gather", "Enqueue", "Dial", "Redirect", "Hangup", "Reject", "Leave"}

_VERBS: Final[Mapping[str, _Verb]] = MappingProxyType(
    {
        "Say": _Verb(
            {"voice": _shape(r"[A-Za-z0-9.-]{1,60}"), "language": _shape(r"[a-z]{2,3}-[A-Z]{2}"), "loop": _COUNT},
            body=_SPOKEN,
        ),
        # An address, or keys: with neither there is nothing to play.
        "Play": _Verb({"loop": _COUNT, "digits": _shape("[0-9*#]{1,40}")}, body=_shape(rf"({_URL.pattern})?")),
        "Pause": _Verb({"length": _COUNT}, needs=frozenset({"length"})),
        "Gather": _Verb(
            {
                "input": _shape("dtmf"),
                "action": _URL,
                "method": _POST,
                "timeout": _COUNT,
                "numDigits": _COUNT,
                "finishOnKey": _shape("[0-9*#]?"),
                "actionOnEmptyResult": _YES_NO,
            },
            needs=frozenset({"input", "action", "method", "timeout", "numDigits", "finishOnKey"}),
            within=_HEARD,
        ),
        "Enqueue": _Verb(
            {"action": _URL, "method": _POST, "waitUrl": _URL, "waitUrlMethod": _POST},
            needs=frozenset({"action", "method", "waitUrl", "waitUrlMethod"}),
            body=_shape(r"[A-Za-z0-9_-]{1,64}"),
        ),
        "Dial": _Verb(
            {
                "action": _URL,
                "method": _POST,
                "timeLimit": _COUNT,
                "timeout": _COUNT,
                "answerOnBridge": _YES_NO,
                "callerId": _NUMBER,
            },
            needs=frozenset({"timeLimit"}),
            within=frozenset({"Conference"}),
        ),
        "Conference": _Verb(
            {
                "participantLabel": _LABEL,
                "startConferenceOnEnter": _YES_NO,
                "endConferenceOnExit": _YES_NO,
                "muted": _YES_NO,
                "coach": _shape("CA[0-9a-fA-F]{32}"),
                "beep": _shape("false"),  # its default is to beep (telephony.md 1.3)
                "waitUrl": _shape(rf"({_URL.pattern})?"),
                "waitMethod": _POST,
                "statusCallback": _URL,
                "statusCallbackMethod": _POST,
                "statusCallbackEvent": _events(*CONFERENCE_EVENTS),
                "jitterBufferSize": _shape("off|small|medium|large"),
                "maxParticipants": _COUNT,
            },
            needs=frozenset({"participantLabel", "startConferenceOnEnter", "endConferenceOnExit", "beep"}),
            # It has no words that could be a number or a name: every name is seen by the whole account.
            body=_shape(r"ad-[0-9a-f-]{36}|CF[0-9a-f]{32}"),
        ),
        "Redirect": _Verb({"method": _POST}, needs=frozenset({"method"}), body=_URL),
        "Hangup": _Verb(),
        "Reject": _Verb({"reason": _shape("rejected|busy")}, needs=frozenset({"reason"})),
        "Leave": _Verb(),
    }
)
