"""The vault and the server's secrets on a real keyring: gnome-keyring on a session bus that nobody else is on."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
MISSING = [name for name in PROGRAMS if shutil.which(name) is None]

pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"a real keyring needs {' and '.join(MISSING)} (packages dbus-daemon and gnome-keyring)"
)


class Keyring:
    """The program beside the keyring, order by order."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert self.answer() == "ready"

    def __call__(self, *order: str) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self.answer()

    def answer(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


@pytest.fixture
def keyring(tmp_path: Path) -> Iterator[Keyring]:
    running = tmp_path / "run"
    running.mkdir(mode=0o700)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AGENT_DESKTOP_", "DBUS_"))}
    for name in ("DISPLAY", "PYTHON_KEYRING_BACKEND"):
        kept.pop(name, None)
    process = subprocess.Popen(
        ["dbus-run-session", "--", sys.executable, "-m", "tests.client.secret_service_desk"],
        cwd=ROOT,
        env={**kept, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_RUNTIME_DIR": str(running)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield Keyring(process)
    finally:
        process.communicate(timeout=30)


def test_the_secret_service_is_taken_and_keeps_a_secret_for_the_next_program(keyring: Keyring) -> None:
    assert keyring("backend") == "keyring.backends.SecretService"
    assert keyring("keep", "draft", "of a note") is True

    keyring("restart")

    assert (keyring("read", "draft"), keyring("state")) == ("of a note", "working")
    keyring("forget", "draft")
    keyring("restart")
    assert keyring("read", "draft") is None


def test_a_sign_in_is_kept_with_its_draft_key_and_renewed_in_the_keyring(keyring: Keyring) -> None:
    first, key = keyring("sign_in")
    second, same_key = keyring("renew")
    keyring("restart")
    third, kept_key = keyring("resume")

    assert (first, second, third) == ("refresh 1", "refresh 2", "refresh 3")
    assert key == same_key == kept_key != ""


def test_the_server_reads_its_secrets_from_the_keyring(keyring: Keyring) -> None:
    assert keyring("server_secret", "database") == (
        "These secrets are not set: database. Put each into the keyring, or into the environment as"
        " AGENT_DESKTOP_DATABASE_PASSWORD."
    )
    keyring("keep", "database", "correct horse")

    assert keyring("server_secret", "database") == "correct horse"


def test_a_locked_keyring_has_a_plain_word_and_opens_again(keyring: Keyring) -> None:
    keyring("keep", "carrier", "of the carrier")
    assert keyring("lock") is True
    keyring("restart")

    assert keyring("read", "carrier") is None
    assert keyring("state") == "locked"
    assert keyring("server_secret", "carrier") == (
        "The password store is locked, or did not answer in 3 seconds. Unlock it, or set AGENT_DESKTOP_CARRIER_KEY."
    )
    keyring("unlock")
    assert (keyring("read", "carrier"), keyring("state")) == ("of the carrier", "working")


def test_a_prompt_that_nobody_answers_holds_nobody(keyring: Keyring) -> None:
    keyring("keep", "carrier", "of the carrier")
    keyring("leave_prompts_open")
    keyring("lock")
    keyring("restart")

    assert keyring("read", "carrier") is None
    assert keyring("keep", "carrier", "newer") is False
    assert keyring("state") == "locked"
    assert keyring("read", "carrier") == "newer"
    keyring("unlock")
    keyring("close_prompts")


def test_what_a_locked_keyring_refused_is_written_once_it_is_open(keyring: Keyring) -> None:
    keyring("sign_in")
    keyring("lock")
    keyring("restart")
    keyring("sign_in")
    assert keyring("state") == "locked"
    keyring("unlock")

    assert keyring("read", "anything") is None  # the next use of the keyring, whatever it is for

    assert keyring("remembered")[0] == "refresh 2"
