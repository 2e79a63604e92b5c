"""The settings of Twilio: what may stand in the file, and what may not."""

from pathlib import Path

import pytest

from agent_desktop.settings import SettingsError, load_settings

ACCOUNT = "AC" + "0123456789abcdef" * 2


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "my.yaml"
    file.write_text(f"telephony: {{provider: twilio}}\ntwilio:\n{text}", encoding="utf-8")
    return file


def test_an_account_is_no_secret_and_the_rest_keeps_its_default(tmp_path: Path) -> None:
    text = f"  account_sid: {ACCOUNT}\n  public_url: https://phone.example.com/\n  numbers: ['+85230000001']\n"
    settings = load_settings(written(tmp_path, text))

    assert settings.telephony.provider == "twilio"
    assert settings.twilio.account_sid == ACCOUNT
    assert settings.twilio.public_url == "https://phone.example.com"
    assert settings.twilio.agent_leg == "sip"
    assert settings.twilio.calls_per_second == 1


@pytest.mark.parametrize(
    ("line", "code", "key"),
    [
        ("auth_token: something", "config_holds_secret", "twilio.auth_token"),
        ("sip_domain: " + "0123456789abcdef" * 2, "config_holds_secret", "twilio.sip_domain"),
        ("account_sid: SK" + "0" * 32, "config_value_wrong", "twilio.account_sid"),
        ("public_url: http://phone.example.com", "config_value_wrong", "twilio.public_url"),
        ("public_url: https://phone.example.com/?a=1", "config_value_wrong", "twilio.public_url"),
        ("api_url: https://api.evil.example", "config_value_wrong", "twilio.api_url"),
        ("numbers: ['+85230000001', '+85230000001']", "config_value_wrong", "twilio.numbers"),
        ("agent_leg: carrier_pigeon", "config_value_wrong", "twilio.agent_leg"),
        ("calls_per_second: 0", "config_value_wrong", "twilio.calls_per_second"),
        ("publc_url: ''", "config_key_unknown", "twilio.publc_url"),
    ],
)
def test_what_may_not_stand_there_is_refused_by_name(tmp_path: Path, line: str, code: str, key: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(written(tmp_path, f"  {line}\n"))

    assert caught.value.code == code
    assert caught.value.details["key"] == key
