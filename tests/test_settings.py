"""A settings file is read whole or refused by name."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from agent_desktop.contract.problems import ProblemCode
from agent_desktop.settings import (
    SettingsError,
    database_folder,
    load_settings,
    resources_folder,
    scripts_folder,
    shipped_file,
    user_data_folder,
)
from agent_desktop.words import LANGUAGES, words_for


@pytest.fixture
def refuse(tmp_path: Path) -> Any:
    """Load a text as config.yaml and return why it was refused."""

    def load(text: str) -> SettingsError:
        path = tmp_path / "config.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError) as refused:
            load_settings(path)
        assert refused.value.details["file"] == str(path)
        return refused.value

    return load


def test_the_shipped_file_holds_every_setting() -> None:
    settings = load_settings(None)

    assert settings.server.port == 8480
    assert settings.database.url == ""
    assert settings.telephony.queues[0].name == {"en": "Cards", "zh": "信用卡"}
    assert settings.records.rates["USD"] == Decimal("7.8")
    assert load_settings(shipped_file("config.yaml")) == settings


def test_a_file_need_only_hold_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("server: {port: 9000}\n")

    settings = load_settings(path)

    assert settings.server.port == 9000
    assert settings.server.host == "127.0.0.1"
    assert settings.records == load_settings(None).records


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text("# nothing yet\n")

    assert load_settings(path) == load_settings(None)


def test_paths_are_taken_from_the_files_own_folder(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("database: {data_folder: data}\nrecords: {scripts_folder: my-scripts}\n")

    settings = load_settings(path)

    assert database_folder(settings) == tmp_path / "data"
    assert scripts_folder(settings) == tmp_path / "my-scripts"


@pytest.mark.parametrize(
    ("text", "key", "meant"),
    [
        ("server: {prot: 1}", "server.prot", "server.port"),
        ("sever: {port: 1}", "sever", "server"),
        ("records: {wrap_up_seconds: 1}", "records.wrap_up_seconds", ""),
        ("server: {pool_size: 1}", "server.pool_size", "database.pool_size"),
        ("server: {colour: red}", "server.colour", ""),
        (
            "telephony: {queues: [{code: a, group: b, name: {en: A, zh: 甲}, ring_secs: 9, wrap_up_seconds: 0}]}",
            "telephony.queues[1].ring_secs",
            "telephony.queues[1].ring_seconds",
        ),
    ],
)
def test_an_unknown_key_is_refused_with_the_one_probably_meant(refuse: Any, text: str, key: str, meant: str) -> None:
    error = refuse(text)

    assert (error.code, error.details["key"], error.details["meant"]) == ("config_key_unknown", key, meant)


@pytest.mark.parametrize(
    ("text", "key", "limit"),
    [
        ("server: {port: 99999}", "server.port", "0…65535"),
        ("server: {port: '8480'}", "server.port", "whole_number"),
        ("server: {port: true}", "server.port", "whole_number"),
        ("server: {host: ''}", "server.host", "not_empty"),
        ("server: {host: 8}", "server.host", "text"),
        ("server: {log_level: loud}", "server.log_level", "debug, info, warning, error"),
        ("server: {tls_certificate: a.pem}", "server.tls_key", "file"),
        ("server: {tls_key: a.pem}", "server.tls_certificate", "file"),
        ("server: 5", "server", "section"),
        ("database: {url: mysql://host/name}", "database.url", "postgresql://user@host:5432/name"),
        ("database: {pool_size: 0}", "database.pool_size", "1…100"),
        ("telephony: {provider: pigeon}", "telephony.provider", "simulator, twilio"),
        ("telephony: {default_region: XX}", "telephony.default_region", "HK, CN, …"),
        ("telephony: {default_region: NO}", "telephony.default_region", "text"),
        ("telephony: {default_queue: loans}", "telephony.default_queue", "cards, general, english, green, fraud"),
        ("telephony: {queues: []}", "telephony.queues", "not_empty"),
        ("telephony: {queues: [{code: cards}]}", "telephony.queues[1].group", "needed"),
        ("telephony: {queues: cards}", "telephony.queues", "list"),
        ("records: {base_currency: dollars}", "records.base_currency", "HKD, CNY, USD, …"),
        ("records: {rates: {HKD: 2}}", "records.rates.HKD", "1"),
        ("records: {rates: {HKD: 1, USD: -1}}", "records.rates.USD", "> 0"),
        ("records: {rates: {HKD: 1, USD: .inf}}", "records.rates.USD", "> 0"),
        ("records: {rates: {HKD: 1, USD: much}}", "records.rates.USD", "number"),
        ("consolidation: {nightly_at: '2:30'}", "consolidation.nightly_at", '"02:30"'),
        (
            "telephony: {decline_reasons: [{code: away, name: {en: Away}}]}",
            "telephony.decline_reasons[1].name",
            "{en: …, zh: …}",
        ),
    ],
)
def test_a_wrong_value_names_key_and_limit(refuse: Any, text: str, key: str, limit: str) -> None:
    error = refuse(text)

    assert (error.code, error.details["key"], error.details["limit"]) == ("config_value_wrong", key, limit)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("database: {password: secret-word}", "database.password"),
        ("database: {url: 'postgresql://desk:word@db.bank.example/desk'}", "database.url"),
        ("database: {url: 'postgresql://db.bank.example/desk?password=word'}", "database.url"),
        ("telephony: {carrier_key: abc}", "telephony.carrier_key"),
        ("telephony: {auth_token: abc}", "telephony.auth_token"),
        ("secrets: {a: 1, client_secret: b}", "secrets.client_secret"),
        ("server: {tls_key: '-----BEGIN PRIVATE KEY-----'}", "server.tls_key"),
        ("telephony: {simulator_url: 'http://me:word@127.0.0.1:8481'}", "telephony.simulator_url"),
        ("records: {bank_systems_url: 0123456789abcdef0123456789abcdef}", "records.bank_systems_url"),
    ],
)
def test_anything_like_a_secret_is_refused_and_not_repeated(refuse: Any, text: str, key: str) -> None:
    error = refuse(text)

    assert (error.code, error.details["key"]) == ("config_holds_secret", key)
    assert set(error.details) == {"file", "key"}


def test_token_lifetimes_and_the_tls_key_file_are_no_secrets(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("server: {access_token_seconds: 600, tls_certificate: a.pem, tls_key: b.pem}\n")

    assert load_settings(path).server.tls_key == str(tmp_path / "b.pem")


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("server: {port: 1", 1, {"problem": "not_yaml", "column": "17"}),
        ("server:\n  port: 1\n  port: 2\n", 3, {"problem": "key_twice", "name": "port"}),
        ("- server\n", 1, {"problem": "keys_needed"}),
        ("a: !!python/name:os.system x\n", 1, {"problem": "not_yaml", "column": "4"}),
        ("server:\n  \x01\n", 2, {"problem": "not_yaml", "column": "3"}),
    ],
)
def test_a_file_that_is_not_the_expected_yaml_is_refused_with_its_place(
    refuse: Any, text: str, line: int, problem: dict[str, str]
) -> None:
    error = refuse(text)

    assert (error.code, error.details["line"], error.details["problem"]) == ("config_unreadable", line, problem)
    assert ProblemCode(problem["problem"])
    for language in LANGUAGES:
        words = words_for(error.code, language, **error.details)
        assert "expected" not in words
        assert "…" not in words


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"server: {host: \xff\xfe}")

    with pytest.raises(SettingsError) as refused:
        load_settings(path)

    assert refused.value.code == "config_unreadable"
    assert refused.value.details["problem"] == {"problem": "not_utf8"}


def test_a_folder_is_refused_as_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(tmp_path)

    assert "It is a folder." in words_for(refused.value.code, "en", **refused.value.details)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(tmp_path / "nowhere.yaml")

    assert refused.value.code == "config_not_found"


def test_the_programs_own_files_are_found() -> None:
    assert (resources_folder() / "words" / "en.yaml").is_file()


def test_the_data_folder_can_be_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGENT_DESKTOP_DATA_FOLDER", str(tmp_path))

    assert user_data_folder() == tmp_path
    assert database_folder(load_settings(None)) == tmp_path / "postgres"
