"""The settings of outgoing e-mail. No secret is here."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt
from pydantic import model_validator as model_rule

from agent_desktop.settings_types import LocalName, Part, matching, refuse

Security = Literal["starttls", "tls", "none"]

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_Host = Annotated[str, matching(r"[A-Za-z0-9.\-:]{0,253}", "mail.bank.example")]
_AddressOrEmpty = Annotated[str, matching(r"|[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}", "name@host")]


class MailSettings(Part):
    """What each key means stands in the shipped config.yaml. An empty `host`: no e-mail goes out."""

    host: _Host
    port: Annotated[StrictInt, Field(ge=1, le=65_535)]
    security: Security
    user: str
    sender: _AddressOrEmpty
    sender_name: LocalName
    reply_to: _AddressOrEmpty
    ca_file: str
    seconds: Annotated[StrictInt, Field(ge=1, le=120)]
    most_a_minute: Annotated[StrictInt, Field(ge=1, le=6_000)]

    @model_rule(mode="after")
    def _goes_out_whole_and_sealed(self) -> Self:
        if self.host and not self.sender:
            raise refuse("name@host", "sender")
        if self.host and self.security == "none" and self.host not in _LOOPBACK:
            raise refuse("starttls, tls", "security")  # what is written to customers would go through the net in clear
        return self
