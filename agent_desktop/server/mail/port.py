"""What sends an e-mail, as the rest of the server sees it. SMTP is one way (`smtp.py`); tests have their own.

SMTP knows no *exactly once*: whoever sends keeps, in a transaction of its own, that it is about to, sends, and keeps
what came of it. `MailAwayError` and `MailRefusedError` mean that nothing went out. After `MailUncertainError`, or a
death in between, nobody knows, and a person decides: by itself nothing is ever sent twice.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from agent_desktop.contract.base import Language


class MailProblem(StrEnum):
    """Why an e-mail did not go out, or may not have."""

    NOT_SET_UP = "not_set_up"
    AWAY = "away"  # the server was not reached, or does not take e-mail now
    LOGIN = "login"  # it does not take our name and password
    INSECURE = "insecure"  # it offers no encryption, or shows a certificate that is not its own
    ADDRESS = "address"  # it is no address, or nobody has it
    REFUSED = "refused"
    TOO_LARGE = "too_large"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file in an e-mail. `media_type` is such as ``application/pdf``."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail to one recipient, in plain text. `mail_id` becomes its Message-ID, so that mail servers know one that
    they have; `at` is aware UTC. `language` is of the sender's name."""

    mail_id: UUID
    to_address: str
    subject: str
    text: str
    at: datetime
    to_name: str = ""
    language: Language = "en"
    attachments: tuple[Attached, ...] = ()


class MailError(Exception):
    """An e-mail did not go out, or may not have. `code` is the server's number (550), 0 for none. The words of the
    server are never kept: they hold addresses."""

    def __init__(self, problem: MailProblem, code: int = 0) -> None:
        super().__init__(problem.value, code)
        self.problem = problem
        self.code = code


class MailAwayError(MailError):
    """Nothing went out; the same e-mail may be tried later, as may all others."""


class MailLaterError(MailAwayError):
    """Nothing went out; the server does not take one for this recipient now. The same e-mail may be tried later, others
    at once."""


class MailRefusedError(MailError):
    """Nothing went out, and this one never will; others may."""


class MailUncertainError(MailError):
    """The connection ended after all was said and before the server had answered: it may have gone out."""


class MailLine(Protocol):
    """A connection over which several go out, one after the other. For one thread."""

    def send(self, mail: Mail) -> None:
        """Send one.

        Raises:
            MailAwayError, MailLaterError, MailRefusedError, MailUncertainError: See there.
        """
        ...


class MailSender(Protocol):
    """Where e-mail goes out. May be used by several threads."""

    @property
    def is_set_up(self) -> bool:
        """Whether there is a mail server at all."""
        ...

    @property
    def most_a_minute(self) -> int:
        """How many a batch may give it in a minute."""
        ...

    def opened(self) -> AbstractContextManager[MailLine]:
        """Open a connection; it is made with the first e-mail, and closed at the end.

        Raises:
            MailAwayError: No mail server is set up (from `send`).
        """
        ...

    def send(self, mail: Mail) -> None:
        """Send one over a connection of its own.

        Raises:
            MailAwayError, MailRefusedError, MailUncertainError: See there.
        """
        ...
