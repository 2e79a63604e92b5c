"""``agent-desktop twilio setup`` with the real SDK, over real HTTP."""

from agent_desktop.server.secrets import EnvironmentSecrets
from agent_desktop.server.twilio.checking import Verdict, look_at_twilio
from agent_desktop.server.twilio.command import run_setup
from agent_desktop.server.twilio.wiring import rest_from, wanted_from
from telephony.providers.twilio.setting_up import SettingUp
from tests.server.twilio.account import DOMAIN, HOTLINE, PUBLIC, settings_with
from tests.twilio_cloud.cloud import Cloud

FALLBACK = "https://handler.twilio.com/twiml/EH3"


def test_setup_sets_what_twilio_then_asks_and_does_nothing_the_second_time() -> None:
    with Cloud() as cloud:
        number = cloud.do(lambda stage: stage.add_number(HOTLINE, VoiceUrl="https://demo.example/voice"))
        app = cloud.do(lambda stage: stage.add_application())
        cloud.do(lambda stage: stage.add_domain(DOMAIN, SipRegistration="true"))
        ours = cloud.credentials
        secrets = EnvironmentSecrets({"AGENT_DESKTOP_TWILIO_API_KEY": ours.key_secret})
        settings = settings_with(
            account_sid=ours.account_sid, api_key_sid=ours.key_sid, app_sid=str(app), api_url=cloud.url
        )
        told: list[str] = []

        assert run_setup(settings, secrets, "en", told.append, ask=None) == 0
        changes = sum(each["method"] == "POST" for each in cloud.requests)
        assert run_setup(settings, secrets, "en", told.append, ask=None) == 0

        assert changes == 3
        assert sum(each["method"] == "POST" for each in cloud.requests) == 3
        rest = rest_from(settings, secrets)
        assert {each.verdict for each in look_at_twilio(SettingUp(rest, wanted_from(settings)))} == {Verdict.FINE}
        found = rest.numbers.find_number(HOTLINE)
        assert found is not None
        assert found.sid == number
        assert found.webhooks.voice_url.startswith(f"{PUBLIC}/v1/carrier/twilio/voice#")
        assert found.webhooks.fallback_url == FALLBACK
        rest.close()
