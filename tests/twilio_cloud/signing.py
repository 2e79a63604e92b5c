"""How a webhook is signed (telephony.md 2.1). Written from the published rule, not taken from the SDK."""

import base64
import hashlib
import hmac
from collections.abc import Iterable


def sign_sha1(token: str, url: str, params: Iterable[tuple[str, str]] = ()) -> str:
    """Return `X-Twilio-Signature`: HMAC-SHA1 over the whole URL, query included, and the sorted form parameters; a
    repeated name's values are de-duplicated and sorted."""
    return _sign(token, url, params, "sha1")


def sign_sha256(secret: str, url: str, params: Iterable[tuple[str, str]] = ()) -> str:
    """Return the same with a shared key, as `X-Twilio-Webhooks-Signature-Settings` announces it (2.1, beta)."""
    return _sign(secret, url, params, "sha256")


def settings_header(key_id: str) -> str:
    """Return the value of `X-Twilio-Webhooks-Signature-Settings` (2.1)."""
    return f"key={key_id},algorithm=HMAC_SHA256"


def _sign(secret: str, url: str, params: Iterable[tuple[str, str]], algorithm: str) -> str:
    signed = url + "".join(name + value for name, value in sorted(set(params)))
    return base64.b64encode(hmac.new(secret.encode(), signed.encode(), getattr(hashlib, algorithm)).digest()).decode()
