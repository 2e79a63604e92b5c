"""How simulator and server know each other's messages: HMAC-SHA256 with a shared key over time and body.

The header is ``t=<unix seconds>,v1=<hex digest>``. Its time is the machine's: a message is good for a few minutes,
so that one overheard yesterday is worth nothing. A delivery that is tried again is signed again.
"""

import hashlib
import hmac
from typing import Final

from telephony.errors import SignatureWrongError

SIGNATURE_HEADER: Final = "X-Carrier-Signature"
TOLERANCE_SECONDS: Final = 300


def sign(key: str, body: bytes, at: float) -> str:
    """Return the header's value for `body`, sent at unix time `at`."""
    moment = int(at)
    return f"t={moment},v1={_digest(key, moment, body)}"


def signed_headers(key: str, body: bytes, at: float) -> dict[str, str]:
    """Return the headers of a message in JSON that is sent at unix time `at`."""
    return {SIGNATURE_HEADER: sign(key, body, at), "Content-Type": "application/json"}


def check(key: str, body: bytes, header: str | None, at: float) -> None:
    """Check a message received at unix time `at`.

    Raises:
        SignatureWrongError: No signature, one of another key or body, or one that is too old.
    """
    if not key or not header:
        raise SignatureWrongError
    fields = dict(part.strip().partition("=")[::2] for part in header.split(","))
    try:
        moment = int(fields.get("t", ""))
    except ValueError:
        raise SignatureWrongError from None
    good = hmac.compare_digest(_digest(key, moment, body).encode(), fields.get("v1", "").encode())
    if not good or abs(at - moment) > TOLERANCE_SECONDS:
        raise SignatureWrongError


def _digest(key: str, moment: int, body: bytes) -> str:
    return hmac.new(key.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
