"""Access tokens: short, signed with HMAC-SHA256, opaque to a desktop. Refresh tokens: random, kept by their SHA-256.

An access token is ``key id . payload . signature``. It names the person and the family (one sign-in on one
workstation); whether the family is still open is asked of the database, so that a sign-out counts at once.
"""

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from agent_desktop.server.errors import SignedOutError


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What an access token says. `expires_at` is seconds since the epoch on the machine's clock."""

    user_id: UUID
    family_id: UUID
    expires_at: float


class AccessTokens:
    """Issues and reads access tokens. `keys` is by key id; `signing_key_id` signs, every key verifies."""

    def __init__(
        self, keys: Mapping[str, bytes], signing_key_id: str, *, seconds: int, wall: Callable[[], float]
    ) -> None:
        self._keys = dict(keys)
        self._signing_key_id = signing_key_id
        self._wall = wall
        self.seconds = seconds

    def issue(self, user_id: UUID, family_id: UUID) -> str:
        payload = json.dumps(
            {"u": user_id.hex, "f": family_id.hex, "e": self._wall() + self.seconds}, separators=(",", ":")
        )
        signed = f"{self._signing_key_id}.{_encode(payload.encode())}"
        return f"{signed}.{_encode(self._sign(self._signing_key_id, signed))}"

    def read(self, token: str) -> AccessClaims:
        """Return what a token says.

        Raises:
            SignedOutError: It was not issued here, was changed, or has run out.
        """
        try:
            signed, _, signature = token.rpartition(".")
            key_id, _, payload = signed.partition(".")
            if not hmac.compare_digest(_decode(signature), self._sign(key_id, signed)):
                raise SignedOutError
            said = json.loads(_decode(payload))
            claims = AccessClaims(UUID(said["u"]), UUID(said["f"]), float(said["e"]))
        except (KeyError, ValueError, TypeError):
            raise SignedOutError from None
        if claims.expires_at <= self._wall():
            raise SignedOutError
        return claims

    def seconds_left(self, claims: AccessClaims) -> float:
        return max(0.0, claims.expires_at - self._wall())

    def _sign(self, key_id: str, signed: str) -> bytes:
        return hmac.new(self._keys[key_id], signed.encode(), hashlib.sha256).digest()


def new_refresh_token() -> str:
    """Return a fresh refresh token: 43 characters, short enough for every keyring."""
    return secrets.token_urlsafe(32)


def refresh_token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _encode(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
