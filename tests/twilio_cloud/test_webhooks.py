"""Webhooks: signed by the published rule, and sent again or not as the address says."""

import base64
import hashlib
import hmac
import random

import pytest
from twilio.request_validator import RequestValidator

from tests.twilio_cloud.conftest import CALLER, NUMBER, PUBLIC, Played
from tests.twilio_cloud.signing import sign_sha1
from tests.twilio_cloud.webhooks import RetryRule

VECTOR = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675309",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
}


def test_the_published_vector_is_reproduced() -> None:
    """telephony.md 2.1."""
    signed = sign_sha1("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", VECTOR.items())

    assert signed == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_every_webhook_is_signed_for_the_public_address(played: Played) -> None:
    number = played.client.incoming_phone_numbers.list()[0]
    number.update(voice_url=f"{PUBLIC}/voice?call=7#rc=2&rp=5xx", status_callback_method="GET")
    played.ring("<Say>Zoë, 你好</Say>")
    played.cloud.advance(5)

    validator = RequestValidator(played.cloud.credentials.auth_token)
    voice, number_status = played.desk.at("/voice")[0], played.desk.at("/number")[0]
    signature = voice.headers["x-twilio-signature"]
    assert voice.query == "call=7"
    assert validator.validate(f"{PUBLIC}/voice?call=7", voice.params, signature)
    assert not validator.validate(f"{PUBLIC}/voice?call=8", voice.params, signature)
    signature = number_status.headers["x-twilio-signature"]
    assert validator.validate(f"{PUBLIC}/number?{number_status.query}", {}, signature)
    assert len(voice.headers["i-twilio-idempotency-token"]) == 36
    known = {"CallSid", "AccountSid", "From", "To", "Direction", "CallStatus", "CallToken", "FromCity", "CallerCountry"}
    assert known <= voice.params.keys()


def test_a_shared_key_signs_in_the_token_s_place(played: Played) -> None:
    played.cloud.world.post.signer.shared_key = ("WK1", "shared")
    played.ring()

    got = played.desk.at("/voice")[0]
    assert got.headers["x-twilio-webhooks-signature-settings"] == "key=WK1,algorithm=HMAC_SHA256"
    text = f"{PUBLIC}/voice" + "".join(name + value for name, value in sorted(got.params.items()))
    wanted = base64.b64encode(hmac.new(b"shared", text.encode(), hashlib.sha256).digest()).decode()
    assert got.headers["x-twilio-signature"] == wanted


def test_a_5xx_is_tried_again_only_where_the_address_says_so(played: Played) -> None:
    """telephony.md 2.2."""
    number = played.client.incoming_phone_numbers.list()[0]
    played.desk.documents["/voice"] = 503
    played.cloud.ring(NUMBER, CALLER)
    played.cloud.advance(1)
    assert len(played.desk.at("/voice")) == 1

    number.update(voice_url=f"{PUBLIC}/voice#rc=3&rp=ct,5xx")
    played.cloud.ring(NUMBER, CALLER)
    played.cloud.advance(1)
    assert len(played.desk.at("/voice")) == 5
    assert len({one.headers["i-twilio-idempotency-token"] for one in played.desk.at("/voice")[1:]}) == 1


@pytest.mark.parametrize("fragment", ["rc=9", "rt=50", "rp=6xx", "retry=1", "ct=soon"])
def test_a_fragment_that_twilio_does_not_know_is_refused(fragment: str) -> None:
    with pytest.raises(ValueError):
        RetryRule.read(fragment)


def test_nothing_leaves_the_machine(played: Played) -> None:
    number = played.client.incoming_phone_numbers.list()[0]
    number.update(voice_url="https://elsewhere.example/voice")
    line = played.ring()

    assert line.status == "failed"
    assert played.cloud.problems[-1].code == 11210


def test_signatures_agree_with_the_sdk_on_anything() -> None:
    chance = random.Random(8)
    letters = "abcXYZ019 +&=%/é中😀"
    validator = RequestValidator("token")
    for _ in range(200):
        params = {f"k{n}": "".join(chance.choices(letters, k=chance.randrange(9))) for n in range(chance.randrange(6))}
        assert validator.validate(f"{PUBLIC}/x?a=1", params, sign_sha1("token", f"{PUBLIC}/x?a=1", params.items()))
