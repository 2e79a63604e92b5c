"""Brings the real SDK to the stand-in: whatever host it means, nothing leaves the machine (telephony.md 8)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from tests.twilio_cloud.cloud import Cloud


class LoopbackHttpClient:
    """An HTTP client for the SDK that knows a few hosts, by the SDK's own. Another host is a KeyError."""

    is_async = False

    def __init__(self, bases: Mapping[str, str], timeout: float = 10) -> None:
        self._http: Any = TwilioHttpClient(timeout=timeout)
        self._bases = bases
        self._http.session.trust_env = False

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        meant = urlsplit(url)
        base = urlsplit(self._bases[meant.hostname or ""])
        real = urlunsplit((base.scheme, base.netloc, meant.path, meant.query, ""))
        return self._http.request(method, real, *args, **kwargs)

    def close(self) -> None:
        self._http.session.close()


def client_of(cloud: Cloud, *, by_key: bool = True, timeout: float = 10) -> Client:
    """Return the SDK's client with an API key of the stand-in's account, or with its token."""
    ours = cloud.credentials
    user, secret = (ours.key_sid, ours.key_secret) if by_key else (ours.account_sid, ours.auth_token)
    http: Any = LoopbackHttpClient({"api.twilio.com": cloud.url}, timeout)
    return Client(user, secret, ours.account_sid, http_client=http, environment={"_": ""})


def close(client: Client) -> None:
    """Let go of its connections."""
    http: Any = client.http_client
    http.close()
