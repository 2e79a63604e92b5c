"""Looks at everything that a call over Twilio needs, and says of each thing whether it is as it should be.

What is set here is looked at first; Twilio is asked only with credentials, the public address only where there is one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

import httpx

from agent_desktop.contract.base import API_PREFIX
from agent_desktop.server.secrets import SecretName, Secrets
from agent_desktop.server.twilio.wiring import signing_keys
from agent_desktop.settings import Settings
from telephony.errors import CarrierAwayError, CarrierRefusedError
from telephony.providers.twilio.check_route import CHECK_PATH
from telephony.providers.twilio.errors import CredentialsRefusedError
from telephony.providers.twilio.setting_up import Owned, Standing
from telephony.providers.twilio.signing import HMAC_SHA1, HMAC_SHA256, SETTINGS, SIGNATURE, sign

SECONDS: Final = 10.0
"""How long the public address may take to answer."""


class Check(StrEnum):
    """What is looked at. The words for each are `twilio_<check>_<standing>` in the language files."""

    PROVIDER = "provider"
    ACCOUNT = "account"
    API_KEY = "api_key"
    SIGNING = "signing"
    PUBLIC_URL = "public_url"
    NUMBERS = "numbers"
    AGENT_LEG = "agent_leg"
    FALLBACK = "fallback"
    TWILIO = "twilio"
    NUMBER = "number"
    APPLICATION = "application"
    SIP_DOMAIN = "sip_domain"
    REACHABLE = "reachable"
    SIGNED = "signed"


class Verdict(StrEnum):
    """`missing`, `wrong`, `away` and `refused` have to be put right; what is `odd` works, but may not be meant."""

    FINE = "fine"
    ODD = "odd"
    MISSING = "missing"
    WRONG = "wrong"
    AWAY = "away"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """`details` fill the words; no secret is among them."""

    check: Check
    verdict: Verdict
    details: dict[str, str] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        return self.verdict in (Verdict.FINE, Verdict.ODD)


class Looks(Protocol):
    """The part of `SettingUp` that looks."""

    def reach(self) -> None: ...

    def look(self) -> Iterator[Standing]: ...


def look_here(settings: Settings, secrets: Secrets) -> Iterator[Finding]:
    """Say what is set on this machine, and what is missing."""
    twilio = settings.twilio
    yield _found(Check.PROVIDER, settings.telephony.provider == "twilio", Verdict.ODD)
    yield _found(Check.ACCOUNT, bool(twilio.account_sid))
    yield _found(Check.API_KEY, bool(twilio.api_key_sid and secrets.get(SecretName.TWILIO_API_KEY)))
    keys = signing_keys(settings, secrets)
    yield _found(Check.SIGNING, bool(keys.auth_token or keys.shared_key))
    yield _found(Check.PUBLIC_URL, bool(twilio.public_url))
    yield _found(Check.NUMBERS, bool(twilio.numbers))
    needs = {"sip_dial_in": twilio.app_sid or twilio.sip_domain, "sip": twilio.sip_domain}
    yield _found(Check.AGENT_LEG, bool(needs.get(twilio.agent_leg, "nothing")), leg=twilio.agent_leg)
    yield _found(Check.FALLBACK, bool(twilio.fallback_url), Verdict.ODD)


def look_at_twilio(setting_up: Looks) -> Iterator[Finding]:
    """Say whether Twilio takes the credentials, and how number, application and SIP domain stand there."""
    try:
        setting_up.reach()
        yield Finding(Check.TWILIO, Verdict.FINE)
        for standing in setting_up.look():
            yield finding_of(standing)
    except CredentialsRefusedError as error:
        yield Finding(Check.TWILIO, Verdict.REFUSED, _told(error))
    except CarrierRefusedError as error:
        yield Finding(Check.TWILIO, Verdict.WRONG, _told(error))
    except CarrierAwayError as error:
        yield Finding(Check.TWILIO, Verdict.AWAY, _told(error))


def finding_of(standing: Standing) -> Finding:
    """Return how one thing stands, as a finding."""
    check = {Owned.NUMBER: Check.NUMBER, Owned.APPLICATION: Check.APPLICATION}.get(standing.kind, Check.SIP_DOMAIN)
    details = {"name": standing.name}
    if not standing.exists:
        return Finding(check, Verdict.MISSING, details)
    if not standing.usable:
        return Finding(check, Verdict.REFUSED, details)
    if standing.differences:
        return Finding(
            check, Verdict.WRONG, {**details, "fields": ", ".join(each.name for each in standing.differences)}
        )
    return Finding(check, Verdict.FINE, details)


def look_from_outside(
    settings: Settings, secrets: Secrets, *, client: Callable[[], httpx.Client] | None = None
) -> Iterator[Finding]:
    """Say whether the public address leads to a server of ours, and whether it takes what is signed for it.

    Args:
        client: Makes what asks; one that follows no redirection by default: Twilio would lose its form on the way.
    """
    url = settings.twilio.public_url
    with (client or _client)() as asking:
        try:
            answer = asking.get(f"{url}{API_PREFIX}/health")
        except httpx.HTTPError as error:
            yield Finding(Check.REACHABLE, Verdict.AWAY, {"url": url, "reason": type(error).__name__})
            return
        version = _version_in(answer)
        if not version:
            yield Finding(Check.REACHABLE, Verdict.WRONG, {"url": url, "status": str(answer.status_code)})
            return
        yield Finding(Check.REACHABLE, Verdict.FINE, {"url": url, "version": version})
        yield from _signed(settings, secrets, asking)


def _signed(settings: Settings, secrets: Secrets, asking: httpx.Client) -> Iterator[Finding]:
    keys = signing_keys(settings, secrets)
    url = f"{settings.twilio.public_url}{API_PREFIX}{CHECK_PATH}"
    values = [("AccountSid", settings.twilio.account_sid)]
    ways = [(keys.auth_token, HMAC_SHA1, {}), (keys.shared_key, HMAC_SHA256, _named(keys.shared_key_id))]
    for secret, algorithm, more in ways:
        if not secret:
            continue
        headers = {SIGNATURE: sign(url, values, secret=secret, algorithm=algorithm), **more}
        try:
            status = asking.post(url, data=dict(values), headers=headers).status_code
        except httpx.HTTPError as error:
            yield Finding(Check.SIGNED, Verdict.AWAY, {"algorithm": algorithm, "reason": type(error).__name__})
            continue
        verdict = {204: Verdict.FINE, 401: Verdict.REFUSED, 403: Verdict.REFUSED}.get(status, Verdict.WRONG)
        yield Finding(Check.SIGNED, verdict, {"algorithm": algorithm, "status": str(status)})


def _version_in(answer: httpx.Response) -> str:
    """Return the version that a server of ours names; empty for what is none of ours."""
    try:
        return str(answer.json()["version"]) if answer.status_code == 200 else ""
    except (ValueError, KeyError, TypeError):
        return ""


def _named(key_id: str) -> dict[str, str]:
    return {SETTINGS: f"key={key_id},algorithm={HMAC_SHA256}"}


def _client() -> httpx.Client:
    return httpx.Client(timeout=SECONDS, follow_redirects=False)


def _found(check: Check, there: bool, otherwise: Verdict = Verdict.MISSING, **details: str) -> Finding:
    return Finding(check, Verdict.FINE if there else otherwise, details)


def _told(error: CarrierAwayError | CarrierRefusedError) -> dict[str, str]:
    return {name: str(value) for name, value in error.details.items()}
