"""Whether a webhook comes from Twilio, decided before anything of it is read.

Twilio signs the address it was told, with its query, and the form's values: HMAC-SHA1 with the account's auth token, or
HMAC-SHA256 with a shared key that is for webhooks alone (telephony.md 2.1). The address is put together from the
configured public one: what a proxy or the request says of host and scheme is anybody's word.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl

from twilio.request_validator import HMAC_SHA1 as HMAC_SHA1
from twilio.request_validator import HMAC_SHA256 as HMAC_SHA256
from twilio.request_validator import RequestValidator

from telephony.errors import SignatureWrongError
from telephony.providers.base import SignedRequest
from telephony.providers.twilio.wire import MOST_PARAMETERS

SIGNATURE: Final = "x-twilio-signature"
SETTINGS: Final = "x-twilio-webhooks-signature-settings"
_FORM: Final = "application/x-www-form-urlencoded"
_JSON: Final = "application/json"
_BODY_HASH: Final = "bodySHA256"
_ACCOUNT: Final = "AccountSid"

Values = Sequence[tuple[str, str]]
"""Names and values as they came; a name may come again."""


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """What webhooks may be signed with; one of them empty is not in use. `shared_key_id` empty takes any id."""

    auth_token: str = field(default="", repr=False)
    shared_key: str = field(default="", repr=False)
    shared_key_id: str = ""


class TwilioSignatures:
    """Checks webhooks. `public_url` is what Twilio was told, without a path of ours: ``https://phone.example.com``."""

    def __init__(self, public_url: str, account_sid: str, keys: SigningKeys) -> None:
        self._public_url = public_url.rstrip("/")
        self._account_sid = account_sid
        self._keys = keys

    def verify(self, request: SignedRequest) -> None:
        """Check that Twilio sent `request`.

        Raises:
            SignatureWrongError: It did not.
        """
        self.check(request.method, request.path_and_query, request.headers, request.body)

    def check(self, method: str, path_and_query: str, headers: Mapping[str, str], body: bytes) -> Values:
        """Return the values of a webhook that Twilio has signed: those of its form, or of its query for GET.

        Args:
            path_and_query: As they came, nothing decoded.

        Raises:
            SignatureWrongError: It is not from Twilio, not for this account, or has no form of Twilio's.
        """
        named = {name.lower(): value for name, value in headers.items()}
        signature = named.get(SIGNATURE, "")
        secret, algorithm = self._secret_for(named.get(SETTINGS, ""))
        if not secret or not signature or not path_and_query.startswith("/"):
            raise SignatureWrongError
        try:
            url = self._public_url + path_and_query.partition("#")[0]
            query = _values(path_and_query.partition("#")[0].partition("?")[2])
            media = named.get("content-type", "").partition(";")[0].strip().lower()
            if media == _JSON:
                if not _is_body_of(query, body):
                    raise SignatureWrongError
                values: Values = query
                signed_too: Values = ()
            elif method.upper() == "POST" and (media == _FORM or not body):
                values = signed_too = _values(body.decode("utf-8"))
            elif method.upper() == "GET" and not body:
                values, signed_too = query, ()
            else:
                raise SignatureWrongError
            good = is_signed(url, signed_too, signature, secret=secret, algorithm=algorithm)
        except ValueError:  # no UTF-8, too many fields, or an address that is none
            raise SignatureWrongError from None
        accounts = {value for name, value in (*query, *values) if name == _ACCOUNT}
        if not good or (accounts != {self._account_sid} and not (media == _JSON and not accounts)):
            raise SignatureWrongError
        return values

    def _secret_for(self, settings: str) -> tuple[str, str]:
        """Return secret and algorithm by which a message says it is signed; an empty secret for what is not in use."""
        if not settings:
            return self._keys.auth_token, HMAC_SHA1
        said = dict(part.strip().partition("=")[::2] for part in settings.split(","))
        wanted = self._keys.shared_key_id
        if said.get("algorithm") != HMAC_SHA256 or (wanted and said.get("key") != wanted):
            return "", HMAC_SHA256
        return self._keys.shared_key, HMAC_SHA256


def is_signed(url: str, values: Values, signature: str, *, secret: str, algorithm: str = HMAC_SHA1) -> bool:
    """Say whether the signature is that of an address and a form's values.

    Raises:
        ValueError: The address or a value cannot be signed at all.
    """
    return bool(RequestValidator(secret).validate(url, _Form(values), signature, algorithm=algorithm))


def sign(url: str, values: Values, *, secret: str, algorithm: str = HMAC_SHA1) -> str:
    """Return the signature that Twilio would send."""
    signed: Any = RequestValidator(secret).compute_signature(url, _Form(values), algorithm)
    return str(signed)


class _Form(dict[str, str]):
    """A form as the SDK reads one: names, and all the values of a name."""

    def __init__(self, values: Values) -> None:
        super().__init__(values)
        # Once, and not for each name: this is done for whoever sends something, before it is known who that is.
        self._lists: dict[str, list[str]] = {}
        for name, value in values:
            self._lists.setdefault(name, []).append(value)

    def getlist(self, name: str) -> list[str]:
        return self._lists.get(name, [])


def _values(text: str) -> list[tuple[str, str]]:
    return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)


def _is_body_of(query: Values, body: bytes) -> bool:
    said = [value for name, value in query if name == _BODY_HASH]
    digest = hashlib.sha256(body).hexdigest()
    return len(said) == 1 and hmac.compare_digest(said[0].lower().encode(), digest.encode())
