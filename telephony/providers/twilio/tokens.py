"""Tokens by which a desktop's softphone signs in to Twilio.

A token says who somebody is and which application their calls go to; what they may do there is decided by the one-time
ticket that their call brings, never by what the softphone says of itself (telephony.md 5.1).
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

from telephony.errors import SoftphoneNotSetUpError

MOST_SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """`expires_at` is aware UTC; the softphone asks for the next one before."""

    token: str = field(repr=False)
    identity: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SoftphoneTokens:
    """Issues tokens. `seconds` is how long each is good for; Twilio takes a day at most."""

    account_sid: str
    api_key_sid: str
    app_sid: str
    secret: str = field(repr=False)
    seconds: int = 3600
    region: str = ""

    def issue(self, agent_id: UUID, now: datetime) -> IssuedToken:
        """Return a token for one agent, good from `now` (aware) on. It takes no calls in: the softphone calls.

        Raises:
            SoftphoneNotSetUpError: There is no API key or no application. Details: `missing`.
        """
        named = {"account_sid": self.account_sid, "api_key_sid": self.api_key_sid, "app_sid": self.app_sid}
        missing = [name for name, value in {**named, "api_key": self.secret}.items() if not value]
        if missing:
            raise SoftphoneNotSetUpError(missing=", ".join(missing))
        identity = identity_of(agent_id)
        begin = int(now.timestamp())
        until = begin + min(self.seconds, MOST_SECONDS)
        token: Any = AccessToken(
            self.account_sid,
            self.api_key_sid,
            self.secret,
            identity=identity,
            nbf=begin - _CLOCKS_DIFFER_SECONDS,
            valid_until=until,
            region=self.region or None,
        )
        token.add_grant(VoiceGrant(incoming_allow=False, outgoing_application_sid=self.app_sid))
        return IssuedToken(str(token.to_jwt()), identity, datetime.fromtimestamp(until, UTC))


_CLOCKS_DIFFER_SECONDS: Final = int(timedelta(seconds=30).total_seconds())


def identity_of(agent_id: UUID) -> str:
    """Return an agent's name at Twilio: letters, digits and underscores, no name of a person."""
    return f"agent_{agent_id.hex}"
