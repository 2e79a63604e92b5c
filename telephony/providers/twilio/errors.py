"""What can be expected to go wrong with Twilio's REST interface, and how each failure of the SDK is read.

Whoever uses it sees these classes and never an exception of the SDK or of the HTTP library.
"""

import json
from enum import StrEnum
from typing import Any, Final

import requests
from twilio.base.exceptions import TwilioException
from urllib3.exceptions import NewConnectionError

from telephony.errors import CarrierAwayError, CarrierRefusedError, TelephonyError


class PartyGoneError(TelephonyError):
    """That party hung up, or the call, conference or recording has ended: a race that is lost every day."""

    code = "call_not_found"


class CarrierBusyError(CarrierAwayError):
    """Never processed: too many requests, or our own limit of calls per second. Safe to ask again later."""


class OutcomeUnknownError(CarrierAwayError):
    """Whether something was made is not known, nor could it be found. Details: `label`.

    Ask nobody to do it again before it was looked for once more: it may be on its way, and each costs money.
    """


class CredentialsRefusedError(CarrierAwayError):
    """Twilio does not know the API key, or the key may not do this. Details: `status`, `carrier_code`."""


class NotUnderstoodError(Exception):
    """An answer that is none of Twilio's: no JSON object, or a redirection. What became of the request is unknown."""


class Fate(StrEnum):
    """What became of one request."""

    GONE = "gone"
    REFUSED = "refused"
    BAD_REQUEST = "bad_request"  # 400; of what has ended already where we wanted to end it
    CREDENTIALS = "credentials"
    NOT_PROCESSED = "not_processed"
    UNKNOWN = "unknown"


EXPECTED: Final = (TwilioException, requests.exceptions.RequestException, NotUnderstoodError)
"""What asking Twilio may raise."""

_GONE_CODES: Final = frozenset({20404, 21220, 16028})  # the last: whoever is to be coached has left
_BUSY_CODE: Final = 20429
_CREDENTIAL_CODES: Final = frozenset({20003, 20005, 20006})


class Failure:
    """One failed request: its `fate`, the HTTP `status` (0: no answer) and Twilio's own `code` (0: none)."""

    def __init__(self, error: BaseException) -> None:
        self.status, self.code = _numbers_of(error)
        self.fate = _fate_of(error, self.status, self.code)

    def as_error(self) -> TelephonyError:
        """Return what to raise for it."""
        match self.fate:
            case Fate.GONE:
                return PartyGoneError()
            case Fate.CREDENTIALS:
                return CredentialsRefusedError(status=self.status, carrier_code=self.code)
            case Fate.NOT_PROCESSED:
                return CarrierBusyError(status=self.status, carrier_code=self.code)
            case Fate.UNKNOWN:
                return CarrierAwayError(status=self.status, carrier_code=self.code)
            case _:
                return CarrierRefusedError(status=self.status, carrier_code=self.code)


def _fate_of(error: BaseException, status: int, code: int) -> Fate:
    if isinstance(error, requests.exceptions.RequestException):
        return Fate.NOT_PROCESSED if _never_connected(error) else Fate.UNKNOWN
    if status == 429 or code == _BUSY_CODE:
        return Fate.NOT_PROCESSED
    if code in _GONE_CODES or status == 404:
        return Fate.GONE
    if code in _CREDENTIAL_CODES or status in (401, 403):
        return Fate.CREDENTIALS
    if status == 400:
        return Fate.BAD_REQUEST
    return Fate.REFUSED if 400 <= status < 500 else Fate.UNKNOWN


def _numbers_of(error: BaseException) -> tuple[int, int]:
    """Return status and code. A failed list says them only in the answer that it brings."""
    if type(error) is TwilioException and len(error.args) > 1:
        answer: Any = error.args[1]
        return _whole(getattr(answer, "status_code", None)), _code_in(str(getattr(answer, "text", "")))
    return _whole(getattr(error, "status", None)), _whole(getattr(error, "code", None))


def _code_in(text: str) -> int:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return 0
    return _whole(said.get("code")) if isinstance(said, dict) else 0


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10 else 0


def _never_connected(error: BaseException) -> bool:
    """Say whether nothing was sent: there was no connection to send it on."""
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError)
