"""How far an e-mail has come that the server sends, once."""

from enum import StrEnum


class MailStage(StrEnum):
    """How far it has come."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"  # nobody knows whether it went out; nothing is sent twice
    NOT_SENT = "not_sent"
