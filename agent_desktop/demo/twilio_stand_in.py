"""Twilio as the demo's carrier, without Twilio: its stand-in of the tests, as a program of its own beside the server.

It is no part of what is installed. Where the program runs from its source tree it is there, and nothing of it is loaded
here: it is started, and spoken to over HTTP, as Twilio is.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import httpx
import sqlalchemy as sa

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.parts import Part
from agent_desktop.server.secrets import VARIABLES, EnvironmentSecrets, SecretName
from agent_desktop.server.start_errors import StartError
from agent_desktop.settings import Settings
from agent_desktop.words import Language

STAND_IN: Final = "twilio-stand-in"
"""What the carrier is called on the command line, and the part in what the demo says."""

NUMBER: Final = "+85228880000"
"""The number of ours that the demo's callers call."""

_PUBLIC: Final = "https://demo.invalid"
_DOMAIN: Final = "demo.sip.twilio.com"
_PROGRAM: Final = "tests.twilio_cloud"
_LIMIT_SECONDS: Final = 10.0
_SEEDS: Final = 2**31
_LOST: Final = sa.text(
    "SELECT r.call_sid, l.label, l.leg_sid FROM twilio_rooms r JOIN twilio_legs l USING (call_sid)"
    " WHERE r.ended_by IS NULL ORDER BY r.call_sid, l.label <> 'caller', l.number"
)


class StandInMissingError(StartError):
    """`folder`: where the stand-in's source would be."""

    code = ErrorCode.STAND_IN_MISSING


@dataclass(frozen=True, slots=True)
class Account:
    """The stand-in's account, as Twilio would give one."""

    account_sid: str
    key_sid: str
    auth_token: str = field(repr=False)
    key_secret: str = field(repr=False)


class TwilioStandIn:
    """The stand-in and what the server is to know of it.

    Args:
        part: Its process; its owner starts and stops it.
        url: Where it serves.
    """

    def __init__(self, part: Part, url: str) -> None:
        self.part = part
        self._url = url
        self._account: Account | None = None

    @property
    def account(self) -> Account:
        """The account; asked for once, when the stand-in answers."""
        if self._account is None:
            self._account = Account(**self._order("credentials"))
        return self._account

    def settings(self) -> dict[str, object]:
        """Return the section `twilio` of the server's settings."""
        return {
            "account_sid": self.account.account_sid,
            "api_key_sid": self.account.key_sid,
            "public_url": _PUBLIC,
            "api_url": self._url,
            "numbers": [NUMBER],
            "agent_leg": "sip",
            "sip_domain": _DOMAIN,
        }

    def keys(self) -> dict[str, str]:
        """Return the server's secrets, by the variables of the environment."""
        return {
            VARIABLES[SecretName.TWILIO_API_KEY]: self.account.key_secret,
            VARIABLES[SecretName.TWILIO_AUTH_TOKEN]: self.account.auth_token,
        }

    def set_up(self, settings: Settings, language: Language) -> None:
        """Own a number and a SIP domain, and have ``agent-desktop twilio setup`` set them as it would Twilio's.

        Raises:
            CarrierAwayError: The stand-in does not answer.
        """
        from agent_desktop.server.twilio.command import run_setup

        self._order("add_number", number=NUMBER)
        self._order("add_domain", name=_DOMAIN, SipRegistration="true")
        run_setup(settings, EnvironmentSecrets(self.keys()), language, lambda _: None, ask=None)

    def end_lost_calls(self, engine: sa.Engine, server: str) -> None:
        """Tell the server, as Twilio would, that the lines of calls have ended which a killed demo left on: the
        stand-in of that demo is gone, and nobody else will ever say it.

        Raises:
            httpx.HTTPError: The server does not take it.
        """
        from telephony.providers.twilio.signing import SIGNATURE, sign

        with engine.connect() as connection:
            lost = connection.execute(_LOST).all()
        with httpx.Client(base_url=server, timeout=_LIMIT_SECONDS, trust_env=False) as client:
            for room, label, leg_sid in lost:
                path = f"/v1/carrier/twilio/leg?{urlencode({'room': room, 'leg': label})}"
                form = [
                    ("AccountSid", self.account.account_sid),
                    ("CallSid", leg_sid or f"CA{secrets.token_hex(16)}"),
                    ("CallStatus", "completed"),
                    ("SequenceNumber", "9999"),
                ]
                headers = {
                    SIGNATURE: sign(_PUBLIC + path, form, secret=self.account.auth_token),
                    "Content-Type": "application/x-www-form-urlencoded",
                }
                client.post(path, content=urlencode(form), headers=headers).raise_for_status()

    def _order(self, verb: str, **given: object) -> Any:
        with httpx.Client(timeout=_LIMIT_SECONDS, trust_env=False) as client:
            answer = client.post(f"{self._url}/control/{verb}", json=given)
            answer.raise_for_status()
            return answer.json()["result"]


def expect_stand_in(root: Path | None = None) -> Path:
    """Return the source tree that the stand-in is in; by default the one that this program runs from.

    Raises:
        StandInMissingError: It is not there: what is installed has no tests.
    """
    root = root or Path(__file__).resolve().parents[2]
    program = root.joinpath(*_PROGRAM.split("."), "__main__.py")
    if not program.is_file():
        raise StandInMissingError(folder=str(program.parent))
    return root


def twilio_stand_in(
    port: int, url: str, server: str, logs: Path, environment: Mapping[str, str] = os.environ
) -> TwilioStandIn:
    """Return the stand-in that will serve at `url` and reach the server at `server`.

    Raises:
        StandInMissingError: There is none.
    """
    root = expect_stand_in()
    paths = [str(root), *filter(None, [environment.get("PYTHONPATH", "")])]
    part = Part(
        STAND_IN,
        [
            *("--port", str(port), "--speed", "1", "--everybody-answers", "--ends-with-input"),
            *("--seed", str(secrets.randbelow(_SEEDS)), "--host", f"{_PUBLIC}={server}"),
        ],
        health_url=f"{url}/control/credentials",
        log=logs / f"{STAND_IN}.log",
        environment={"PYTHONPATH": os.pathsep.join(paths)},
        module=_PROGRAM,
        folder=root,
    )
    return TwilioStandIn(part, url)
