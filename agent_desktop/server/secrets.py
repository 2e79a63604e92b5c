"""The few secrets a server needs, by name. Where they come from (keyring, environment) is not its business."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Protocol

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.server.start_errors import StartError


class SecretName(StrEnum):
    """A secret; the value is its name in the keyring, under the service `agent-desktop`."""

    DATABASE = "database"  # the password of the database that config.yaml names
    CARRIER = "carrier"  # the key shared with the carrier
    BANK_SYSTEMS = "bank-systems"  # the key shared with the bank's systems


VARIABLES: Final[Mapping[str, str]] = {
    SecretName.DATABASE: "AGENT_DESKTOP_DATABASE_PASSWORD",
    SecretName.CARRIER: "AGENT_DESKTOP_CARRIER_KEY",
    SecretName.BANK_SYSTEMS: "AGENT_DESKTOP_BANK_SYSTEMS_KEY",
}
"""The variable of the environment that holds each secret."""


class Secrets(Protocol):
    """Where secrets are read."""

    def get(self, name: str) -> str | None:
        """Return the secret, or None where there is none."""
        ...


class SecretMissingError(StartError):
    """`name`, `variable`: what is not set, and where in the environment it could be."""

    code = ErrorCode.SECRET_MISSING


class KeyringUnansweredError(StartError):
    """`seconds`, `variable`: how long the keyring was waited for, and what to set instead."""

    code = ErrorCode.KEYRING_UNANSWERED


class EnvironmentSecrets:
    """Secrets in variables of the environment."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def get(self, name: str) -> str | None:
        return self._environment.get(VARIABLES.get(name, "")) or None


def needed(secrets: Secrets, name: str) -> str:
    """Return the secret `name`.

    Raises:
        SecretMissingError: It is not set anywhere.
    """
    value = secrets.get(name)
    if not value:
        raise SecretMissingError(name=str(name), variable=VARIABLES.get(name, ""))
    return value
