"""A softphone's token: who it is, for how long, and where its calls go."""

import re
from datetime import UTC, datetime
from uuid import UUID

import jwt
import pytest

from telephony.errors import SoftphoneNotSetUpError
from telephony.providers.twilio.tokens import SoftphoneTokens, identity_of

ACCOUNT, KEY, APP = "AC" + "0" * 32, "SK" + "1" * 32, "AP" + "2" * 32
AGENT = UUID("0190a6b2-1111-7aaa-8bbb-0123456789ab")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def tokens(**other: object) -> SoftphoneTokens:
    given: dict[str, object] = {
        "account_sid": ACCOUNT,
        "api_key_sid": KEY,
        "app_sid": APP,
        "secret": "s" * 32,
        "seconds": 600,
        **other,
    }
    return SoftphoneTokens(**given)  # type: ignore[arg-type]


def test_a_token_names_agent_and_application_and_ends_soon() -> None:
    issued = tokens().issue(AGENT, NOW)

    said = jwt.decode(issued.token, "s" * 32, algorithms=["HS256"], options={"verify_exp": False, "verify_nbf": False})
    assert jwt.get_unverified_header(issued.token)["cty"] == "twilio-fpa;v=1"
    assert (said["iss"], said["sub"]) == (KEY, ACCOUNT)
    assert said["grants"] == {
        "identity": "agent_0190a6b211117aaa8bbb0123456789ab",
        "voice": {"outgoing": {"application_sid": APP}},
    }
    assert said["exp"] == issued.expires_at.timestamp() == NOW.timestamp() + 600
    assert said["nbf"] <= NOW.timestamp()
    assert issued.token not in repr(issued)
    assert "sss" not in repr(tokens())


def test_no_token_is_good_for_more_than_a_day() -> None:
    assert (tokens(seconds=10**6).issue(AGENT, NOW).expires_at - NOW).total_seconds() == 86_400


@pytest.mark.parametrize("missing", ["account_sid", "api_key_sid", "app_sid", "secret"])
def test_without_any_of_what_it_takes_there_is_no_token(missing: str) -> None:
    with pytest.raises(SoftphoneNotSetUpError) as caught:
        tokens(**{missing: ""}).issue(AGENT, NOW)

    assert caught.value.details["missing"] == missing.replace("secret", "api_key")


def test_an_identity_has_only_what_twilio_takes() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_]{1,121}", identity_of(AGENT))
