"""What a bank may write about recordings, and what is refused by name."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from agent_desktop.demo.recorded import kept_master_key, recordings_of_the_demo
from agent_desktop.records.sealed_files.sealing import MasterKeys
from agent_desktop.server.composition import keys_of
from agent_desktop.server.recordings.opening import checked_folder
from agent_desktop.server.routing_settings import telephony_settings_from
from agent_desktop.server.secrets import SecretName
from agent_desktop.settings import SettingsError, load_settings
from telephony.contract import CallDirection
from telephony.recordings.policy import LawfulBasis, policy_for

SAID = {"en": "This call is recorded."}
CONSENT = {"code": "service", "basis": "consent", "announcement": SAID, "refuse_by_word": True}


def load(place: Path, /, *policies: dict[str, Any], **more: Any) -> Any:
    path = place / "config.yaml"
    content = {"policies": list(policies)} | more
    path.write_text(yaml.safe_dump({"recordings": content}), encoding="utf-8")
    return load_settings(path)


def test_nothing_is_recorded_and_no_key_is_needed_until_a_bank_says_so(tmp_path: Path) -> None:
    shipped = load_settings(None)
    assert telephony_settings_from(shipped).recording_policies == ()
    assert SecretName.RECORDINGS not in keys_of(shipped)

    settings = load(tmp_path, CONSENT)
    assert SecretName.RECORDINGS in keys_of(settings)
    policy = telephony_settings_from(settings).recording_policies[0]
    assert (policy.basis, policy.retention_days, policy.pause_in_consult) == (LawfulBasis.CONSENT, 180, True)


def test_the_first_policy_that_holds_counts(tmp_path: Path) -> None:
    orders = CONSENT | {
        "code": "orders", "basis": "legal_obligation", "refuse_by_word": False, "queues": ["green"],
        "reasons": ["fund_order"], "outgoing": True,
    }  # fmt: skip
    never = CONSENT | {"code": "never", "queues": ["fraud"], "records": False}
    policies = telephony_settings_from(load(tmp_path, orders, never, CONSENT)).recording_policies

    def found(*call: Any) -> str:
        policy = policy_for(policies, *call)
        return "" if policy is None else policy.code

    assert found("green", "fund_order") == "orders"
    assert found("green", "balance") == "service"
    assert found("fraud", "fund_order") == ""
    assert found("green", "fund_order", CallDirection.OUTBOUND) == "orders"
    assert found("cards", "", CallDirection.OUTBOUND) == ""
    assert found("green", "fund_order", CallDirection.INTERNAL) == ""


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"announcement": {}}, "announcement"),  # nobody is recorded without being told
        ({"refuse_by_word": False}, "refuse_by_word"),  # who cannot refuse has not agreed
        ({"basis": "legal_obligation"}, "refuse_by_word"),
        ({"basis": "legal_obligation", "refuse_by_word": False, "agent_may_stop": True}, "agent_may_stop"),
        ({"basis": "habit"}, "basis"),
        ({"refuse_key": "88"}, "refuse_key"),
        ({"refuse_key": "8"}, "joining_announcement"),  # where no key is taken they hear of none
        ({"retention_days": 0}, "retention_days"),
        ({"retained": 5}, "retained"),
        ({"announcement": {"English": "Recorded"}}, "announcement"),
    ],
)
def test_what_would_not_be_lawful_or_is_misspelt_is_refused_by_name(
    tmp_path: Path, wrong: dict[str, Any], key: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        load(tmp_path, CONSENT | wrong)

    assert key in str(refused.value.details["key"])


def test_two_policies_of_one_code_and_a_folder_under_version_control_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        load(tmp_path, CONSENT, CONSENT)
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    settings = load(tmp_path, CONSENT, folder="repository/kept")
    with pytest.raises(SettingsError) as refused:
        checked_folder(settings)
    assert refused.value.details["key"] == "recordings.folder"
    assert checked_folder(load(tmp_path, CONSENT, folder="kept")) == tmp_path / "kept"


def test_the_demo_records_and_keeps_its_key_for_its_next_start(tmp_path: Path) -> None:
    settings = load(tmp_path, **recordings_of_the_demo(tmp_path))
    assert telephony_settings_from(settings).recording_policies[0].code == "demo"
    key = kept_master_key(tmp_path)
    assert kept_master_key(tmp_path) == key
    assert MasterKeys(key).newest
    assert (tmp_path / "recordings.key").stat().st_mode & 0o077 == 0
