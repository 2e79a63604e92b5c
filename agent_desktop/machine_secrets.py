"""Where the commands find their secrets: the environment, and the keyring of whoever runs them."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from agent_desktop.client.vault import Vault

KEYRING_SECONDS: Final = 3.0


class MachineSecrets:
    """Secrets from the environment, and where it has none from the keyring, which may be locked or missing."""

    def __init__(self, environment: Mapping[str, str], vault: "Vault") -> None:
        self._environment = environment
        self._vault = vault

    def get(self, name: str) -> str | None:
        """Return the secret, or None where neither has it.

        Raises:
            KeyringUnansweredError: The keyring would have to be asked and does not answer.
        """
        from agent_desktop.client.vault import KeyringState
        from agent_desktop.server.secrets import VARIABLES, EnvironmentSecrets, KeyringUnansweredError

        found = EnvironmentSecrets(self._environment).get(name) or self._vault.read(name)
        if found is None and self._vault.state is KeyringState.LOCKED:
            raise KeyringUnansweredError(seconds=round(KEYRING_SECONDS), variable=VARIABLES.get(name, ""))
        return found


def secrets_of_this_machine() -> MachineSecrets:
    """Return the secrets as this machine has them."""
    from agent_desktop.client.vault import Vault, find_keyring

    return MachineSecrets(os.environ, Vault(find_keyring, limit_seconds=KEYRING_SECONDS))
