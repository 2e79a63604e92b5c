"""Twilio's stand-in as the demo's carrier: where it is, and how a caller's line is read from it."""

from pathlib import Path

import httpx
import pytest

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.parts import free_port
from agent_desktop.demo.trial_caller.twilio_carrier import TwilioCarrier
from agent_desktop.demo.twilio_stand_in import (
    NUMBER,
    StandInMissingError,
    TwilioStandIn,
    expect_stand_in,
    twilio_stand_in,
)
from agent_desktop.words import words_for
from telephony.contract import NumberCheck
from telephony.providers.simulator.wire import RingRequest
from tests.twilio_cloud.cloud import Cloud
from tests.twilio_cloud.desk import Desk

PUBLIC = "https://desk.test"
ASKS = "<Gather input='dtmf' numDigits='1' action='/next' timeout='60'><Say>Press 1.</Say></Gather>"


def test_where_the_source_is_not_there_it_is_said_so_in_both_languages(tmp_path: Path) -> None:
    assert (expect_stand_in() / "tests" / "twilio_cloud" / "__main__.py").is_file()
    with pytest.raises(StandInMissingError) as missing:
        expect_stand_in(tmp_path)

    details = missing.value.details
    assert str(tmp_path / "tests" / "twilio_cloud") in words_for(ErrorCode.STAND_IN_MISSING, "en", **details)
    assert "--carrier" in words_for(ErrorCode.STAND_IN_MISSING, "zh", **details)


def test_it_is_a_program_of_its_own_that_ends_with_whoever_started_it(tmp_path: Path) -> None:
    port = free_port()
    stand_in = twilio_stand_in(port, f"http://127.0.0.1:{port}", "http://127.0.0.1:1", tmp_path)
    stand_in.part.start()
    try:
        stand_in.part.wait_until_ready()
        settings, keys = stand_in.settings(), stand_in.keys()
        assert str(settings["account_sid"]).startswith("AC")
        assert settings["numbers"] == [NUMBER]
        assert all(keys.values())
        assert not {*map(str, settings.values())} & {*keys.values()}, "no secret is a setting"
    finally:
        stand_in.part.stop()
    with pytest.raises(httpx.HTTPError):
        TwilioStandIn(stand_in.part, f"http://127.0.0.1:{port}").settings()


def test_a_caller_is_followed_through_the_menu_to_the_end() -> None:
    with Desk() as desk, Cloud() as cloud:
        cloud.world.post.hosts[PUBLIC] = desk.url
        cloud.do(lambda stage: stage.add_number(NUMBER, VoiceUrl=f"{PUBLIC}/voice"))
        desk.documents["/voice"] = ASKS
        desk.documents["/next"] = "<Enqueue waitUrl='/wait'>q</Enqueue>"
        desk.documents["/wait"] = f"<Play>{PUBLIC}/music.wav</Play>"
        carrier = TwilioCarrier(cloud.url, NUMBER)
        try:
            rung = carrier.ring(RingRequest(from_number="+85291234567", number_check=NumberCheck.PASSED))
            cloud.advance(1)
            asked = carrier.read(rung.call_sid)
            assert (asked.state, [each.text for each in asked.prompt]) == ("menu", ["Press 1."])
            assert "1" in asked.keys
            assert "#" not in asked.keys
            carrier.press_keys(rung.call_sid, "1")
            cloud.advance(1)
            waits = carrier.read(rung.call_sid)
            assert (waits.state, waits.prompt, waits.keyed_digits) == ("waiting", (), "1")
            assert carrier.hang_up(rung.call_sid).state == "ended"
            assert cloud.deliveries("voice")[0].params["StirVerstat"] == "TN-Validation-Passed-A"
            with pytest.raises(ClientError) as nobody:
                carrier.read("CA" + "0" * 32)
            assert nobody.value.code == ErrorCode.CALL_NOT_FOUND
        finally:
            carrier.close()
    gone = TwilioCarrier(cloud.url, NUMBER)
    with pytest.raises(ClientError) as away:
        gone.hang_up("CA1")
    assert away.value.code == ErrorCode.CARRIER_AWAY
    gone.close()


def test_who_knows_why_they_call_keys_it_in_our_menu_and_a_withheld_number_is_a_word() -> None:
    with Desk() as desk, Cloud() as cloud:
        cloud.world.post.hosts[PUBLIC] = desk.url
        cloud.do(lambda stage: stage.add_number(NUMBER, VoiceUrl=f"{PUBLIC}/voice"))
        carrier = TwilioCarrier(cloud.url, NUMBER)
        carrier.ring(RingRequest(withheld=True, menu_reason="card_charge"))
        (call,) = cloud.world.calls.values()
        assert (call.from_, call.scripted_keys) == ("anonymous", ["3", "2", "#"])
        carrier.close()
