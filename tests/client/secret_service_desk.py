"""A program on a session bus of its own, with a real Secret Service: does what each line of its input says.

A line is a JSON list, the name of an order and its arguments; the answer is a line of JSON. The keyring's service
ends with this program.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import secretstorage
from jeepney import DBusAddress, message_bus, new_method_call  # type: ignore[import-untyped]
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

from agent_desktop.__main__ import expected_words
from agent_desktop.client.session import Session
from agent_desktop.client.vault import Vault, find_keyring
from agent_desktop.machine_secrets import secrets_of_this_machine
from agent_desktop.server.secrets import needed
from tests.client.test_session import Sessions

PASSWORD = b"of the keyring"
LIMIT_SECONDS = 1.0


class Desk:
    def __init__(self) -> None:
        self.vault = Vault(find_keyring, limit_seconds=LIMIT_SECONDS)
        self.sessions = Sessions()
        self.session = Session(self.sessions, self.vault)
        self.prompters: list[Any] = []

    def restart(self) -> None:
        """As a program started anew: what it knows, it knows from the keyring."""
        self.vault.close()
        self.vault = Vault(find_keyring, limit_seconds=LIMIT_SECONDS)
        self.session = Session(self.sessions, self.vault)

    def backend(self) -> str:
        return type(find_keyring()).__module__

    def read(self, name: str) -> str | None:
        return self.vault.read(name)

    def keep(self, name: str, secret: str) -> bool:
        return self.vault.keep(name, secret)

    def forget(self, name: str) -> None:
        self.vault.forget(name)

    def state(self) -> str:
        return self.vault.state.value

    def sign_in(self) -> list[str]:
        self.session.sign_in("amy.wong", "right")
        return self.remembered()

    def renew(self) -> list[str]:
        self.session.renew(self.session.access_token())
        return self.remembered()

    def resume(self) -> list[str] | None:
        return None if self.session.resume() is None else self.remembered()

    def remembered(self) -> list[str]:
        """The refresh token and the key of the drafts, as another program finds them in the keyring."""
        other = Vault(find_keyring, limit_seconds=LIMIT_SECONDS)
        kept = Session(self.sessions, other).remembered()
        other.close()
        return [kept.refresh_token, kept.draft_key] if kept else []

    def server_secret(self, name: str) -> str:
        """As a command of the server reads it: the secret, or the words of what is wrong."""
        try:
            return needed(secrets_of_this_machine(), name)
        except Exception as error:  # noqa: BLE001  the words are what is asked for
            return expected_words(error, "en") or repr(error)

    def lock(self) -> bool:
        with secretstorage.dbus_init() as bus:
            collection = secretstorage.get_default_collection(bus)
            collection.lock()
            return bool(collection.is_locked())

    def unlock(self) -> None:
        """As the person does who types the password."""
        with secretstorage.dbus_init() as bus:
            path = secretstorage.get_default_collection(bus).collection_path
        with open_dbus_connection("SESSION") as bus:
            internal = DBusAddress(
                "/org/freedesktop/secrets",
                bus_name="org.freedesktop.secrets",
                interface="org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
            )
            service = DBusAddress(
                "/org/freedesktop/secrets",
                bus_name="org.freedesktop.secrets",
                interface="org.freedesktop.Secret.Service",
            )
            opened = bus.send_and_get_reply(new_method_call(service, "OpenSession", "sv", ("plain", ("s", ""))))
            session = opened.body[1]
            secret = (session, b"", PASSWORD, "text/plain")
            bus.send_and_get_reply(new_method_call(internal, "UnlockWithMasterPassword", "o(oayays)", (path, secret)))

    def leave_prompts_open(self) -> None:
        """From now on a prompt stands on the screen and nobody answers it."""
        bus = open_dbus_connection("SESSION")
        bus.send_and_get_reply(message_bus.RequestName("org.gnome.keyring.SystemPrompter"))
        self.prompters.append(bus)

    def close_prompts(self) -> None:
        while self.prompters:
            self.prompters.pop().close()


def main() -> None:
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert daemon.stdin is not None
    daemon.stdin.write(PASSWORD)
    daemon.stdin.close()
    try:
        _wait_for_the_service()
        desk = Desk()
        print(json.dumps("ready"), flush=True)
        for line in sys.stdin:
            order, *arguments = json.loads(line)
            do: Callable[..., Any] = getattr(desk, order)
            print(json.dumps(do(*arguments)), flush=True)
    finally:
        daemon.terminate()
        daemon.wait(10)


def _wait_for_the_service() -> None:
    # Not by using it: the bus would start a second service, a locked one.
    ends = time.monotonic() + 15
    with open_dbus_connection("SESSION") as bus:
        while not bus.send_and_get_reply(message_bus.NameHasOwner("org.freedesktop.secrets")).body[0]:
            assert time.monotonic() < ends, "the Secret Service did not begin"
            time.sleep(0.02)


if __name__ == "__main__":
    main()
