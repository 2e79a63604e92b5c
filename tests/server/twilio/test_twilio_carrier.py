"""A whole server whose carrier is Twilio: its settings and secrets, its routes, and a call from ringing to its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import httpx
import pytest
import sqlalchemy as sa
from fastapi.routing import iter_route_contexts

from agent_desktop.server.composition import create_app
from agent_desktop.server.secrets import EnvironmentSecrets, SecretMissingError
from agent_desktop.settings import Settings
from telephony.contract import CallState
from telephony.providers.twilio.music import MUSIC_FILE
from telephony.providers.twilio.signing import sign
from tests.server.support import error_code, quick_passwords, serving, settings_for_tests, until
from tests.twilio_cloud.cloud import Cloud

PUBLIC, NUMBER = "https://desk.test", "+85228880000"


def twilio_settings(cloud: Cloud) -> Settings:
    ours = cloud.credentials
    twilio = {"account_sid": ours.account_sid, "api_key_sid": ours.key_sid, "public_url": PUBLIC, "api_url": cloud.url}
    records: dict[str, object] = {"bank_systems_url": ""}
    return settings_for_tests(
        telephony={"provider": "twilio"},
        twilio=twilio | {"numbers": (NUMBER,), "agent_leg": "sip", "sip_domain": "bank.sip.twilio.com"},
        records=records,
    )


def secrets_of(cloud: Cloud) -> EnvironmentSecrets:
    ours = cloud.credentials
    return EnvironmentSecrets(
        {"AGENT_DESKTOP_TWILIO_API_KEY": ours.key_secret, "AGENT_DESKTOP_TWILIO_AUTH_TOKEN": ours.auth_token}
    )


@contextmanager
def opened(engine: sa.Engine) -> Iterator[tuple[Cloud, str]]:
    with Cloud(speed=20) as cloud:
        settings = twilio_settings(cloud)
        app = create_app(settings, engine, secrets_of(cloud), passwords=quick_passwords())
        paths = {str(route.path) for route in iter_route_contexts(app.routes)}
        assert "/v1/carrier/twilio/voice" in paths
        assert not any("simulator" in path for path in paths)
        with serving(app, settings) as origin:
            cloud.world.post.hosts[PUBLIC] = origin
            at = f"{PUBLIC}/v1/carrier/twilio"
            cloud.do(lambda stage: stage.add_number(NUMBER, VoiceUrl=f"{at}/voice", StatusCallback=f"{at}/leg"))
            yield cloud, origin


def test_a_caller_goes_through_the_shipped_menu_waits_and_hangs_up(engine: sa.Engine) -> None:
    def states() -> list[tuple[str, str, str]]:
        with engine.connect() as connection:
            rows = connection.execute(sa.text("SELECT state, menu_reason, number_check FROM calls")).all()
        return [(row[0], row[1], row[2]) for row in rows]

    with opened(engine) as (cloud, origin):
        stir = "TN-Validation-Passed-A"
        line = cloud.ring(NUMBER, "+85291234567", keys=["3", "1", "10020030#"], stir=stir)
        until(lambda: states() == [(CallState.QUEUED.value, "lost_card", "passed")])
        line.hang_up()
        until(lambda: states() == [(CallState.ENDED.value, "lost_card", "passed")])
        assert cloud.problems == []

        form = urlencode({"AccountSid": cloud.credentials.account_sid, "CallSid": line.sid})
        refused = httpx.post(f"{origin}/v1/carrier/twilio/voice", content=form, headers={"X-Twilio-Signature": "x"})
        assert (refused.status_code, error_code(refused)) == (403, "signature_wrong")
        assert httpx.get(f"{origin}/v1/carrier/twilio/media/{MUSIC_FILE}").headers["content-type"] == "audio/wav"
        assert httpx.get(f"{origin}/v1/carrier/twilio/media/config.yaml").status_code == 404

        nonsense = [("AccountSid", cloud.credentials.account_sid), ("CallSid", "none")]
        signature = sign(f"{PUBLIC}/v1/carrier/twilio/voice", nonsense, secret=cloud.credentials.auth_token)
        headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        wrong = httpx.post(f"{origin}/v1/carrier/twilio/voice", content=urlencode(nonsense), headers=headers)
        assert (wrong.status_code, error_code(wrong)) == (422, "request_not_understood")


def test_a_server_does_not_start_without_what_twilio_signs_with(engine: sa.Engine) -> None:
    with Cloud() as cloud:
        settings = twilio_settings(cloud)
        for known in ({}, {"AGENT_DESKTOP_TWILIO_API_KEY": "k"}, {"AGENT_DESKTOP_TWILIO_AUTH_TOKEN": "t"}):
            with pytest.raises(SecretMissingError):
                create_app(settings, engine, EnvironmentSecrets(known), passwords=quick_passwords())
