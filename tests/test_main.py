"""The command line: plain lines for what can be expected to go wrong, in the person's language."""

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from agent_desktop import __main__ as command_line
from agent_desktop.__main__ import build_parser, expected_words, main
from agent_desktop.client.vault import Keyring, Vault
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.machine_secrets import MachineSecrets
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.database import create_engine
from agent_desktop.server.secrets import KeyringUnansweredError, SecretMissingError, SecretName, all_needed, needed
from agent_desktop.server.start_errors import DatabaseAwayError
from tests.support.postgres import TestCluster


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Write a config.yaml that names a database; its password goes into the environment."""

    def write(address: str, name: str = "config.yaml") -> str:
        url = sa.make_url(address)
        monkeypatch.setenv("AGENT_DESKTOP_DATABASE_PASSWORD", str(url.password))
        path = tmp_path / name
        named = sa.URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
        path.write_text(f"database: {{url: '{named}'}}\n", encoding="utf-8")
        return str(path)

    return write


def test_a_wrong_setting_is_one_plain_line_and_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("server: {prot: 1}")

    status = main(["migrate", "--config", str(path)])

    out, err = capsys.readouterr()
    assert status == 2
    assert out == ""
    assert err == f"{path}: nothing is called server.prot. Did you mean server.port?\n"


def test_the_line_is_in_the_persons_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = str(tmp_path / "config.yaml")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")

    main(["migrate", "--config", missing])
    by_locale = capsys.readouterr().err
    main(["migrate", "--config", missing, "--language", "en"])

    assert by_locale == f"没有设置文件 {missing}。请检查 --config 给出的路径。\n"
    assert capsys.readouterr().err.startswith("There is no settings file")


def test_no_traceback_reaches_a_person(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("database: {password: x}")

    done = subprocess.run(
        [sys.executable, "-m", "agent_desktop", "server", "--config", "config.yaml"],
        cwd=tmp_path,
        env={**os.environ, "LANG": "C", "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "database.password looks like a password or key" in done.stderr


def test_a_database_that_does_not_answer_is_named_without_its_password(
    config: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = config("postgresql://desk:secret-word@127.0.0.1:1/bank")

    assert main(["migrate", "--config", path]) == 2

    err = capsys.readouterr().err
    assert "Database: desk@127.0.0.1:1/bank." in err
    assert "secret-word" not in err


def test_a_wrong_database_password_is_said_plainly(
    database_url: str, config: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = config(database_url)
    monkeypatch.setenv("AGENT_DESKTOP_DATABASE_PASSWORD", "guess")

    assert main(["migrate", "--config", path]) == 2
    said = capsys.readouterr().err
    assert said.startswith("The database answers, but does not let this program in. Database: ")
    assert "password authentication failed" in said
    assert said.endswith("The password is read from the keyring, or from AGENT_DESKTOP_DATABASE_PASSWORD.\n")

    monkeypatch.delenv("AGENT_DESKTOP_DATABASE_PASSWORD")
    assert main(["migrate", "--config", path]) == 2
    assert capsys.readouterr().err.startswith("The database answers, but does not let this program in.")


def test_tables_of_a_newer_program_are_left_alone(
    database_url: str, config: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    assert main(["migrate", "--config", config(database_url)]) == 2
    assert "newer version (9999)" in capsys.readouterr().err


def test_a_person_added_at_the_command_line_is_there(
    database_url: str, config: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("a long password\n"))
    order = ["add-user", "mei", "--display-name", "Mei Wong", "--role", "agent", "--role", "supervisor"]
    order += ["--other-name", "黄美", "--site", "shanghai", "--speaks", "cmn", "--speaks", "en"]

    status = main([*order, "--config", config(database_url)])

    engine = create_engine(database_url)
    with engine.connect() as connection:
        row = connection.execute(
            sa.select(
                UserRow.name,
                UserRow.display_name,
                UserRow.roles,
                UserRow.password_hash,
                UserRow.other_name,
                UserRow.site,
                UserRow.languages,
            )
        ).one()
    engine.dispose()
    assert status == 0
    assert row[:3] == ("mei", "Mei Wong", ["agent", "supervisor"])
    assert "a long password" not in row[3]
    assert row[4:] == ("黄美", "shanghai", ["cmn", "en"])
    assert capsys.readouterr().out == "mei can sign in now (agent, supervisor).\n"


def test_a_person_is_added_with_the_queues_they_serve_and_what_they_can(
    database_url: str, config: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    serves = ["--queue", "english", "--queue", "fraud", "--skill", "english=4", "--skill", "fraud=2"]
    refused = (("lam", ["--queue", "loans"], 2), ("lam", ["--skill", "klingon=3"], 2))
    for name, queues, status in (("mei", serves, 0), *refused):
        monkeypatch.setattr(sys, "stdin", io.StringIO("a long password\n"))
        assert main(["add-user", name, *queues, "--config", config(database_url)]) == status

    engine = create_engine(database_url)
    with engine.connect() as connection:
        serving = sa.text("SELECT q.code FROM queue_members m JOIN queues q USING (queue_id) ORDER BY q.code")
        skills = sa.text("SELECT skill, level FROM agent_skills ORDER BY skill")
        assert connection.execute(serving).scalars().all() == ["english", "fraud"]
        assert [tuple(row) for row in connection.execute(skills)] == [("english", 4), ("fraud", 2)]
        assert connection.execute(sa.text("SELECT name FROM users")).scalars().all() == ["mei"]
    engine.dispose()
    told = capsys.readouterr().err
    assert "There is no such queue." in told
    assert "Asked for: klingon. There are: english, wealth, fraud." in told


def test_a_name_can_be_given_to_one_person_only(
    database_url: str, config: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = config(database_url)
    for status in (0, 2):
        monkeypatch.setattr(sys, "stdin", io.StringIO("a long password\n"))
        assert main(["add-user", "mei", "--config", path]) == status

    assert capsys.readouterr().err == (
        "Somebody already signs in with this name. Choose another one. The name is mei.\n"
    )


def test_a_password_that_is_too_short_is_refused(
    database_url: str, config: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))

    assert main(["add-user", "mei", "--config", config(database_url)]) == 2
    assert capsys.readouterr().err == (
        "The password is too short. Choose a longer one. It needs 8 characters or more.\n"
    )


def test_a_bank_moves_from_the_embedded_database_to_a_named_one(
    database_url: str,
    cluster: TestCluster,
    config: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("a long password\n"))
    main(["add-user", "mei", "--config", config(database_url)])
    target = cluster.empty()
    capsys.readouterr()

    assert main(["backup", str(tmp_path / "bank.backup"), "--config", config(database_url)]) == 0
    backed_up = capsys.readouterr().out
    assert main(["restore", str(tmp_path / "bank.backup"), "--config", config(target, "new.yaml")]) == 0
    restored = capsys.readouterr().out
    again = main(["restore", str(tmp_path / "bank.backup"), "--config", config(target, "new.yaml")])

    assert "users: 1 rows" in backed_up
    assert ": 0 rows" not in backed_up + restored
    assert "users: 1 rows" in restored
    assert again == 2
    assert "holds records already. Restore into an empty one." in capsys.readouterr().err
    engine = create_engine(target)
    with engine.connect() as connection:
        assert connection.scalar(sa.select(UserRow.name)) == "mei"
    engine.dispose()
    cluster.drop(target)


def test_a_port_that_is_taken_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def taken(host: str, port: int, *_: object, **_options: object) -> None:
        raise OSError(errno.EADDRINUSE, "Address already in use")

    monkeypatch.setenv("AGENT_DESKTOP_CARRIER_KEY", "k")
    monkeypatch.setattr("telephony.providers.simulator.run.run", taken)

    assert main(["simulator", "--port", "8123"]) == 2
    assert capsys.readouterr().err.startswith("Port 8123 on 127.0.0.1 is in use")


def test_a_part_that_is_not_installed_is_named() -> None:
    words = expected_words(ModuleNotFoundError("no", name="sqlalchemy.orm"), "en")
    ours = expected_words(ModuleNotFoundError("no", name="agent_desktop.gone"), "en")

    assert words is not None
    assert "sqlalchemy.orm" in words
    assert ours is None


def test_a_missing_system_library_is_named() -> None:
    words = expected_words(ImportError("libEGL.so.1: cannot open shared object file: No such file"), "en")

    assert words is not None
    assert "libEGL.so.1" in words


def test_what_nobody_expected_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(command_line, "_administration", fails)

    with pytest.raises(ZeroDivisionError):
        main(["migrate"])


def test_an_interrupted_command_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "_administration", interrupted)

    assert main(["migrate"]) == 130


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args(["--help"])

    text = capsys.readouterr().out
    assert ended.value.code == 0
    for command in ("server", "desktop", "simulator", "trial-bank", "import", "backup", "restore", "add-user", "demo"):
        assert f"    {command}" in text


def test_an_import_without_its_mapping_says_so(
    database_url: str, config: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["import", "--mapping", str(tmp_path / "no.yaml"), str(tmp_path), "--config", config(database_url)]) == 2
    )
    assert "mapping" in capsys.readouterr().err.lower()


# Secrets of the machine


class FakeKeyring:
    def __init__(self, kept: dict[str, str], *, locked: bool = False) -> None:
        self._kept = kept
        self._locked = locked

    def get_password(self, service: str, username: str) -> str | None:
        if self._locked:
            raise RuntimeError("locked")
        return self._kept.get(username) if service == "agent-desktop" else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("a server writes no secret")

    def delete_password(self, service: str, username: str) -> None:
        raise AssertionError("a server removes no secret")


@pytest.fixture
def vaults() -> Iterator[Any]:
    opened: list[Vault] = []

    def vault(keyring: Keyring | None) -> Vault:
        opened.append(Vault(lambda: keyring, limit_seconds=20))
        return opened[-1]

    yield vault
    for one in opened:
        one.close()


def test_the_environment_goes_before_the_keyring(vaults: Any) -> None:
    secrets = MachineSecrets(
        {"AGENT_DESKTOP_CARRIER_KEY": "from the environment"}, vaults(FakeKeyring({"carrier": "k"}))
    )

    assert secrets.get(SecretName.CARRIER) == "from the environment"


def test_the_keyring_has_what_the_environment_has_not(vaults: Any) -> None:
    secrets = MachineSecrets({}, vaults(FakeKeyring({"carrier": "from the keyring"})))

    assert needed(secrets, SecretName.CARRIER) == "from the keyring"


def test_a_secret_that_is_nowhere_is_named_with_its_variable(vaults: Any) -> None:
    secrets = MachineSecrets({}, vaults(None))

    with pytest.raises(SecretMissingError) as missing:
        needed(secrets, SecretName.BANK_SYSTEMS)

    assert missing.value.details == {"name": "bank-systems", "variable": "AGENT_DESKTOP_BANK_SYSTEMS_KEY"}


def test_all_secrets_that_are_nowhere_are_named_at_once(vaults: Any) -> None:
    secrets = MachineSecrets({"AGENT_DESKTOP_DATABASE_PASSWORD": "known"}, vaults(None))

    with pytest.raises(SecretMissingError) as missing:
        all_needed(secrets, (SecretName.DATABASE, SecretName.CARRIER, SecretName.BANK_SYSTEMS))

    variables = "AGENT_DESKTOP_CARRIER_KEY, AGENT_DESKTOP_BANK_SYSTEMS_KEY"
    assert missing.value.details == {"name": "carrier, bank-systems", "variable": variables}


def test_a_locked_keyring_is_told_with_every_variable_that_would_do(vaults: Any) -> None:
    secrets = MachineSecrets({}, vaults(FakeKeyring({}, locked=True)))

    with pytest.raises(KeyringUnansweredError) as unanswered:
        all_needed(secrets, [SecretName.CARRIER, SecretName.BANK_SYSTEMS])

    assert unanswered.value.details["variable"] == "AGENT_DESKTOP_CARRIER_KEY, AGENT_DESKTOP_BANK_SYSTEMS_KEY"


def test_a_locked_keyring_is_named(vaults: Any) -> None:
    secrets = MachineSecrets({}, vaults(FakeKeyring({}, locked=True)))

    with pytest.raises(KeyringUnansweredError):
        secrets.get(SecretName.DATABASE)


def test_details_are_words_and_never_a_password() -> None:
    error = DatabaseAwayError(address="desk@db.bank.example/bank", reason="no")

    assert json.dumps(error.details) == '{"address": "desk@db.bank.example/bank", "reason": "no"}'
    assert error.code is ErrorCode.DATABASE_AWAY
