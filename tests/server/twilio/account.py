"""An account at Twilio in memory, as set-up meets it: numbers, an app, a SIP domain. It answers the SDK's requests."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from twilio.http.response import Response

from agent_desktop.server.secrets import EnvironmentSecrets, Secrets
from agent_desktop.settings import Settings
from telephony.providers.twilio.rest import TwilioAccount, TwilioRest
from tests.server.support import settings_for_tests

ACCOUNT = "AC" + "0" * 32
KEY = "SK" + "1" * 32
APP = "AP" + "2" * 32
HOTLINE = "+85230000001"
DOMAIN = "bank.sip.twilio.com"
PUBLIC = "https://phone.example.com"

SECRETS = EnvironmentSecrets(
    {
        "AGENT_DESKTOP_TWILIO_API_KEY": "the secret of the key, made up for tests",
        "AGENT_DESKTOP_TWILIO_AUTH_TOKEN": "the token",
        "AGENT_DESKTOP_TWILIO_WEBHOOK_KEY": "the shared key",
    }
)


def settings_with(**twilio: object) -> Settings:
    """Settings in which nothing is missing, but for `twilio`."""
    whole = {
        "account_sid": ACCOUNT,
        "api_key_sid": KEY,
        "app_sid": APP,
        "public_url": PUBLIC,
        "numbers": (HOTLINE,),
        "sip_domain": DOMAIN,
        "fallback_url": "https://handler.twilio.com/twiml/EH3",
    }
    return settings_for_tests(telephony={"provider": "twilio"}, twilio={**whole, **twilio})


@dataclass
class Account:
    """Keeps what it is told. `secret` is the only one it takes."""

    secret: str = "the secret of the key, made up for tests"
    things: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {
            "IncomingPhoneNumbers/PN1": {
                "sid": "PN1",
                "phone_number": HOTLINE,
                "capabilities": {"voice": True},
                "voice_url": "https://demo.twilio.com/welcome/voice/",
                "voice_method": "POST",
                "trunk_sid": "TK1",
            },
            f"Applications/{APP}": {"sid": APP, "friendly_name": "telephones"},
            "SIP/Domains/SD1": {"sid": "SD1", "domain_name": DOMAIN, "sip_registration": True},
        }
    )
    changes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    asked: int = 0

    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Any:
        self.asked += 1
        if auth != (KEY, self.secret):
            return Response(401, json.dumps({"code": 20003, "message": "Authenticate", "status": 401}), {})
        path = urlsplit(url).path.partition(f"/Accounts/{ACCOUNT}/")[2].removesuffix(".json")
        if method == "POST":
            told = {name: value for name, value in (data or {}).items() if isinstance(value, str)}
            self.changes.append((path, told))
            self.things[path].update({_snake(name): value for name, value in told.items()})
            return Response(200, json.dumps(self.things[path]), {})
        if path in self.things:
            return Response(200, json.dumps(self.things[path]), {})
        wanted = (params or {}).get("PhoneNumber")
        found = [
            each
            for name, each in self.things.items()
            if name.startswith(f"{path}/") and (not isinstance(wanted, str) or each.get("phone_number") == wanted)
        ]
        known = {"IncomingPhoneNumbers": "incoming_phone_numbers", "SIP/Domains": "domains"}
        if path not in known:
            return Response(404, json.dumps({"code": 20404, "message": "not found", "status": 404}), {})
        return Response(200, json.dumps({known[path]: found, "next_page_uri": None}), {})

    def rest(self, settings: Settings, secrets: Secrets) -> TwilioRest:
        twilio = settings.twilio
        account = TwilioAccount(twilio.account_sid, twilio.api_key_sid, secrets.get("twilio-api-key") or "")
        return TwilioRest(account, http_client=lambda: self)


def _snake(name: str) -> str:
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name).lstrip("_")
