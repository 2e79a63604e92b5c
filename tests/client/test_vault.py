import threading
import time
from collections.abc import Callable

import pytest
from keyring.backends import fail, null

from agent_desktop.client import vault as vault_module
from agent_desktop.client.vault import Keyring, KeyringState, Vault, find_keyring
from tests.client.support import wait_until


class MemoryKeyring:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.problem: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.problem:
            raise self.problem
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.problem:
            raise self.problem
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class LockedKeyring(MemoryKeyring):
    """Blocks until it is unlocked, as a keyring does that waits for a password nobody types."""

    def __init__(self) -> None:
        super().__init__()
        self.unlocked = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.unlocked.wait(60)
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.unlocked.wait(60)
        super().set_password(service, username, password)


def test_a_secret_is_kept_for_the_next_program() -> None:
    keyring = MemoryKeyring()
    first = Vault(lambda: keyring)
    assert first.keep("sign-in", "token")
    first.close()

    second = Vault(lambda: keyring)
    assert second.read("sign-in") == "token"
    assert second.state is KeyringState.WORKING
    second.forget("sign-in")
    assert second.read("sign-in") is None
    second.close()
    assert keyring.kept == {}


def test_a_keyring_that_blocks_for_ever_holds_nobody_longer_than_the_limit() -> None:
    keyring = LockedKeyring()
    vault = Vault(lambda: keyring, limit_seconds=0.1)

    began = time.monotonic()
    assert not vault.keep("sign-in", "token")
    assert vault.state is KeyringState.LOCKED
    assert vault.read("sign-in") == "token"  # in memory, until the program ends
    assert vault.read("other") is None
    for number in range(20):
        vault.keep("sign-in", f"token {number}")
    assert time.monotonic() - began < 5

    keyring.unlocked.set()
    vault.close()


def test_what_was_kept_while_locked_is_written_in_order_once_it_opens() -> None:
    keyring = LockedKeyring()
    vault = Vault(lambda: keyring, limit_seconds=0.05)
    for number in range(3):
        vault.keep("sign-in", f"token {number}")
    assert keyring.kept == {}

    keyring.unlocked.set()

    wait_until(lambda: list(keyring.kept.values()) == ["token 2"])
    wait_until(lambda: vault.state is KeyringState.WORKING)
    vault.close()


def test_a_keyring_that_blocks_while_it_is_looked_for_holds_nobody_either() -> None:
    found = threading.Event()

    def find() -> Keyring | None:
        found.wait(60)
        return None

    vault = Vault(find, limit_seconds=0.1)
    assert vault.read("sign-in") is None
    assert vault.state is KeyringState.LOCKED
    found.set()
    wait_until(lambda: vault.state is KeyringState.MISSING)
    vault.close()


def test_without_a_keyring_secrets_stay_in_memory_and_the_state_says_so() -> None:
    vault = Vault(lambda: None)

    assert not vault.keep("sign-in", "token")
    assert vault.read("sign-in") == "token"
    assert vault.state is KeyringState.MISSING
    vault.close()


def test_a_keyring_that_refuses_is_taken_as_locked() -> None:
    keyring = MemoryKeyring()
    keyring.problem = RuntimeError("the collection is locked")
    vault = Vault(lambda: keyring)

    assert vault.read("sign-in") is None
    assert not vault.keep("sign-in", "token")
    assert vault.state is KeyringState.LOCKED
    vault.close()


def test_what_a_keyring_refused_is_written_at_its_next_use() -> None:
    keyring = MemoryKeyring()
    keyring.kept["agent-desktop", "old"] = "of somebody who signs out now"
    vault = Vault(lambda: keyring)
    keyring.problem = RuntimeError("the collection is locked")
    vault.keep("sign-in", "token 1")
    vault.keep("sign-in", "token 2")
    vault.forget("old")

    keyring.problem = None
    assert vault.read("other") is None

    assert keyring.kept == {("agent-desktop", "sign-in"): "token 2"}
    assert vault.state is KeyringState.WORKING
    vault.close()


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_a_backend_that_keeps_nothing_safe_is_refused(
    backend: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keyring.get_keyring", backend)

    assert find_keyring() is None


def test_a_readable_file_is_no_keyring_and_a_chain_gives_its_first_safe_one(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = type("PlaintextKeyring", (MemoryKeyring,), {"__module__": "keyrings.alt.file"})()
    safe = MemoryKeyring()
    chain = type("ChainerBackend", (), {"__module__": "keyring.backends.chainer", "backends": [plain, safe]})()
    monkeypatch.setattr("keyring.get_keyring", lambda: chain)
    assert find_keyring() is safe

    monkeypatch.setattr("keyring.get_keyring", lambda: plain)
    assert find_keyring() is None


def test_importing_the_vault_does_not_look_for_a_keyring() -> None:
    assert not hasattr(vault_module, "keyring")
