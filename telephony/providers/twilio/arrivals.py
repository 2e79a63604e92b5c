"""Who calls, as Twilio says it: the number or that it was withheld, what the network says of it, and what came with a
call over SIP or from an app. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from telephony.contract import NumberCheck
from telephony.providers.base import Arrival
from telephony.providers.twilio.wire import Webhook

MOST_CARRIED: Final = 8
LONGEST_NAME: Final = 40
LONGEST_VALUE: Final = 120
"""How much of what came with a call goes on to its agent."""


def arrival_of(webhook: Webhook) -> Arrival:
    """Return what is known of a caller from the first webhook of their call."""
    params = webhook.params
    return Arrival(
        from_number=caller_number(params.get("From", "")),
        to_number=caller_number(params.get("To", "")),
        number_check=number_check(params.get("StirVerstat", "")),
        called_at=webhook.at,
        carried=dict(_carried(params)),
    )


def caller_number(text: str) -> str:
    """Return the number that stands in a From or a To, empty where there is none.

    Twilio puts a word there for a withheld number, the same word spelt on a telephone's keys after a plus sign (which
    would be read as somebody's number abroad), the name of an app's user, or the address of a SIP telephone.
    """
    scheme, colon, rest = text.partition(":")
    if colon and scheme.lower() not in {"sip", "sips", "tel"}:
        return ""
    number = unquote(rest if colon else text).partition("@")[0].partition(";")[0].strip()
    if number in _WITHHELD or _NUMBER.fullmatch(number) is None:
        return ""
    return number


def number_check(verstat: str) -> NumberCheck:
    """Return what the network says of the caller's number (STIR).

    Only the highest word, and of a call that nobody sent on, counts as checked: with any other the network vouches for
    the road and not for the number.
    """
    if verstat == "TN-Validation-Passed-A":
        return NumberCheck.PASSED
    return NumberCheck.FAILED if verstat.startswith("TN-Validation-Failed") else NumberCheck.NONE


def _carried(params: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a SIP telephone system put into its headers, or an app into its call, under the names it gave."""
    is_app = params.get("From", "").startswith("client:")
    left = MOST_CARRIED
    for name, value in params.items():
        own = name.removeprefix(_HEADER) if name.startswith(_HEADER) else name
        wanted = own != name or (is_app and _TWILIOS.fullmatch(name) is None)
        if wanted and left and value.strip() and _NAME.fullmatch(own) is not None:
            left -= 1
            yield own, "".join(sign for sign in value[:LONGEST_VALUE] if sign.isprintable())


_HEADER: Final = "SipHeader_"
_NAME: Final = re.compile(rf"[A-Za-z][A-Za-z0-9_-]{{0,{LONGEST_NAME - 1}}}")
_NUMBER: Final = re.compile(r"\+?[0-9]{3,15}")

_WITHHELD: Final = frozenset(
    # ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE on the keys of a telephone, some with a country before them
    prefix + spelt
    for spelt in ("266696687", "7378742833", "2562533", "8656696", "86282452253")
    for prefix in ("", "+", "+1")
)

_TWILIOS: Final = re.compile(
    # what Twilio says of every call itself, and of one that came over SIP
    "(From|To|Caller|Called)(City|State|Zip|Country)?|CallerName|CallSid|CallStatus|CallToken|AccountSid|ApiVersion"
    "|ApplicationSid|Direction|ForwardedFrom|ParentCallSid|Timestamp|Error(Code|Url)|Stir[A-Za-z]+|Sip[A-Za-z]+"
)
