"""A whole server whose carrier is Twilio: its settings and secrets, its routes, and a call from ringing to its end."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from urllib.parse import urlencode

import httpx
import pytest
import sqlalchemy as sa
from fastapi.routing import iter_route_contexts

from agent_desktop.server.composition import create_app
from agent_desktop.server.database import create_engine
from agent_desktop.server.mends.command import MendWish, run_mend
from agent_desktop.server.secrets import EnvironmentSecrets, SecretMissingError
from agent_desktop.server.versions import server_version
from agent_desktop.settings import Settings
from telephony.contract import CallState
from telephony.providers.twilio.music import MUSIC_FILE
from telephony.providers.twilio.routes import DOCUMENTS_AT_ONCE, TOLD_AT_ONCE
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


def mended(cloud: Cloud, engine: sa.Engine) -> list[str]:
    """Return what ``agent-desktop mend`` tells beside the running server."""
    settings, told = twilio_settings(cloud), list[str]()
    database = settings.database.model_dump() | {"url": engine.url.render_as_string(hide_password=False)}
    settings = Settings.model_validate(settings.model_dump() | {"database": database})
    assert run_mend(settings, secrets_of(cloud), MendWish(), "en", told.append) == 0
    return told


def test_a_caller_goes_through_the_shipped_menu_waits_and_hangs_up(engine: sa.Engine) -> None:
    def states() -> list[tuple[str, str, str]]:
        with engine.connect() as connection:
            rows = connection.execute(sa.text("SELECT state, menu_reason, number_check FROM calls")).all()
        return [(row[0], row[1], row[2]) for row in rows]

    with opened(engine) as (cloud, origin):
        stir = "TN-Validation-Passed-A"
        line = cloud.ring(NUMBER, "+85291234567", keys=["3", "1", "10020030#"], stir=stir)
        until(lambda: states() == [(CallState.QUEUED.value, "lost_card", "passed")])
        assert mended(cloud, engine) == ["Nothing is stuck."], "who waits in Twilio's queue is found there"
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


def test_23_while_the_database_stands_still_every_caller_is_answered(database_url: str) -> None:
    engine = create_engine(database_url, lock_seconds=30)
    with (
        ExitStack() as at_end,
        opened(engine) as (cloud, origin),
        httpx.Client(base_url=f"{origin}/v1", timeout=10) as http,
        ThreadPoolExecutor(40) as others,
        engine.connect() as standing,
    ):
        at_end.callback(engine.dispose)
        ours = cloud.credentials

        def post(kind: str, number: int, **params: str) -> httpx.Response:
            form = [("AccountSid", ours.account_sid), ("CallSid", f"CA{number:032d}"), ("To", NUMBER), *params.items()]
            signature = sign(f"{PUBLIC}/v1/carrier/twilio/{kind}", form, secret=ours.auth_token)
            headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
            return http.post(f"/carrier/twilio/{kind}", content=urlencode(form), headers=headers)

        def waiting() -> int:
            return standing.scalar(sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")) or 0

        asked = {"refresh_token": "none", "client_version": server_version()}
        standing.execute(sa.text("LOCK TABLE twilio_rooms, twilio_inbox, refresh_tokens"))
        requests = [others.submit(http.post, "/sessions/refresh", json=asked) for _ in range(14)]
        told = [others.submit(post, "leg", number, CallStatus="completed") for number in range(100, 106)]
        until(lambda: waiting() >= 10 + TOLD_AT_ONCE)

        callers = list(others.map(lambda number: post("voice", number), range(DOCUMENTS_AT_ONCE + 4)))
        music, file = post("hold", 1), http.get(f"/carrier/twilio/media/{MUSIC_FILE}")
        assert {each.result().status_code for each in told} == {503}, "Twilio waits no longer than a second"
        standing.rollback()

        assert {(each.status_code, each.headers["content-type"][:8]) for each in callers} == {(200, "text/xml")}
        assert all("<Enqueue" in each.text for each in callers)
        assert (music.status_code, file.status_code) == (200, 200)
        assert "<Play" in music.text
        until(lambda: {post("leg", number, CallStatus="completed").status_code for number in range(100, 106)} == {204})
        assert {each.result().status_code for each in requests} == {401}
        # What was begun went on by itself, each on its own thread; what found none was never begun.
        rooms = sa.text("SELECT count(*) FROM twilio_rooms")
        until(lambda: standing.scalar(rooms) == DOCUMENTS_AT_ONCE)


def test_a_server_does_not_start_without_what_twilio_signs_with(engine: sa.Engine) -> None:
    with Cloud() as cloud:
        settings = twilio_settings(cloud)
        for known in ({}, {"AGENT_DESKTOP_TWILIO_API_KEY": "k"}, {"AGENT_DESKTOP_TWILIO_AUTH_TOKEN": "t"}):
            with pytest.raises(SecretMissingError):
                create_app(settings, engine, EnvironmentSecrets(known), passwords=quick_passwords())
