"""The few secrets a server needs, by name. Where they come from (keyring, environment) is not its business."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, Protocol

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.server.start_errors import StartError


class SecretName(StrEnum):
    """A secret; the value is its name in the keyring, under the service `agent-desktop`."""

    DATABASE = "database"  # the password of the database that config.yaml names
    CARRIER = "carrier"  # the key shared with the carrier
    BANK_SYSTEMS = "bank-systems"  # the key shared with the bank's systems
    RECORDINGS = "recordings"  # the master keys of what is recorded, the newest first
    MAIL = "mail"  # the password at the mail server
    TWILIO_API_KEY = "twilio-api-key"  # the secret of the API key that Twilio is asked with
    TWILIO_AUTH_TOKEN = "twilio-auth-token"  # noqa: S105  the account's token, by which Twilio signs
    TWILIO_WEBHOOK_KEY = "twilio-webhook-key"  # the shared key by which Twilio signs


VARIABLES: Final[Mapping[str, str]] = {
    SecretName.DATABASE: "AGENT_DESKTOP_DATABASE_PASSWORD",
    SecretName.CARRIER: "AGENT_DESKTOP_CARRIER_KEY",
    SecretName.BANK_SYSTEMS: "AGENT_DESKTOP_BANK_SYSTEMS_KEY",
    SecretName.RECORDINGS: "AGENT_DESKTOP_RECORDINGS_KEY",
    SecretName.MAIL: "AGENT_DESKTOP_MAIL_PASSWORD",
    SecretName.TWILIO_API_KEY: "AGENT_DESKTOP_TWILIO_API_KEY",
    SecretName.TWILIO_AUTH_TOKEN: "AGENT_DESKTOP_TWILIO_AUTH_TOKEN",
    SecretName.TWILIO_WEBHOOK_KEY: "AGENT_DESKTOP_TWILIO_WEBHOOK_KEY",
}
"""The variable of the environment that holds each secret."""


class Secrets(Protocol):
    """Where secrets are read."""

    def get(self, name: str) -> str | None:
        """Return the secret, or None where there is none."""
        ...


class SecretMissingError(StartError):
    """`name`, `variable`: what is not set, and where in the environment it could be; several with commas between."""

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
    return all_needed(secrets, [name])[name]


def all_needed(secrets: Secrets, names: Iterable[str]) -> dict[str, str]:
    """Return these secrets by name. What is missing is told all at once: else each start would name one more.

    Raises:
        SecretMissingError: Some are not set anywhere.
        KeyringUnansweredError: Some would have to be asked of a keyring that does not answer.
    """
    found: dict[str, str] = {}
    missing: list[str] = []
    unanswered: KeyringUnansweredError | None = None
    for name in names:
        try:
            value = secrets.get(name)
        except KeyringUnansweredError as error:
            unanswered, value = error, None
        if value:
            found[name] = value
        else:
            missing.append(str(name))
    variables = [VARIABLES.get(name, "") for name in missing]
    if unanswered is not None:
        raise KeyringUnansweredError(seconds=unanswered.details["seconds"], variable=", ".join(variables))
    if missing:
        raise SecretMissingError(name=", ".join(missing), variable=", ".join(variables))
    return found
