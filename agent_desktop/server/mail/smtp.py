"""E-mail over SMTP (RFC 5321), encrypted (RFC 3207, or TLS from the first byte)."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from agent_desktop.server.mail.port import (
    Mail,
    MailAwayError,
    MailError,
    MailLaterError,
    MailProblem,
    MailRefusedError,
    MailUncertainError,
)
from agent_desktop.settings_mail import MailSettings

_FINE: Final = (250, 251)
_LINE_BEGINS: Final = re.compile(rb"(?m)^\.")
_DATA_GOES_ON: Final = 354
_CLOSES: Final = 421
"""The server ends the connection (RFC 5321, 4.2.2): it is away for everybody."""
_TOO_LARGE: Final = 552
_NOBODY: Final = frozenset({550, 551, 553, 501})
LONGEST_SUBJECT: Final = 200
LONGEST_ADDRESS: Final = 254


class SmtpSender:
    """Sends through one mail server. `password` is empty where it asks for none."""

    def __init__(self, settings: MailSettings, password: str) -> None:
        self._settings = settings
        self._password = password

    @property
    def is_set_up(self) -> bool:
        return bool(self._settings.host)

    @property
    def most_a_minute(self) -> int:
        return self._settings.most_a_minute

    @contextmanager
    def opened(self) -> Iterator["SmtpLine"]:
        line = SmtpLine(self._settings, self._password)
        try:
            yield line
        finally:
            line.close()

    def send(self, mail: Mail) -> None:
        with self.opened() as line:
            line.send(mail)


class SmtpLine:
    """One connection, made when it is first needed and anew after it has broken."""

    def __init__(self, settings: MailSettings, password: str) -> None:
        self._settings = settings
        self._password = password
        self._smtp: smtplib.SMTP | None = None

    def send(self, mail: Mail) -> None:
        """See `MailLine.send`."""
        if not self._settings.host:
            raise MailAwayError(MailProblem.NOT_SET_UP)
        message = message_of(mail, self._settings)
        content = message.as_bytes(policy=SMTP)
        try:
            smtp = self._ready()
            self._envelope(smtp, mail.to_address)
        except (MailRefusedError, MailLaterError):
            raise
        except (MailError, OSError, smtplib.SMTPException) as error:
            self.close()
            raise _away(error) from None
        self._data(smtp, content)

    def close(self) -> None:
        """End it; nothing that was sent depends on how."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            with suppress(OSError):
                smtp.close()

    def _ready(self) -> smtplib.SMTP:
        """Return a connection over which the next one may go.

        Raises:
            MailAwayError, OSError, smtplib.SMTPException: There is none.
        """
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                if self._smtp.rset()[0] == _FINE[0]:
                    return self._smtp
            self.close()
        settings = self._settings
        here = settings.sender.rpartition("@")[2]  # never the name of this machine
        if settings.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                settings.host, settings.port, here, timeout=settings.seconds, context=_context(settings)
            )
        else:
            smtp = smtplib.SMTP(settings.host, settings.port, here, timeout=settings.seconds)
        self._smtp = smtp
        smtp.ehlo_or_helo_if_needed()
        if settings.security == "starttls":
            if not smtp.has_extn("starttls"):
                raise MailAwayError(MailProblem.INSECURE)
            smtp.starttls(context=_context(settings))
            smtp.ehlo_or_helo_if_needed()
        if settings.user:
            smtp.login(settings.user, self._password)
        return smtp

    def _envelope(self, smtp: smtplib.SMTP, to_address: str) -> None:
        """Say from whom and to whom.

        Raises:
            MailRefusedError: The server does not take it for this recipient.
            MailLaterError: Not now for this recipient.
            MailAwayError, OSError, smtplib.SMTPException: It does not take it now.
        """
        code, _ = smtp.mail(self._settings.sender)
        if code in _FINE:
            code, _ = smtp.rcpt(ascii_address(to_address))
            if code in _FINE:
                return
            if code >= 500:
                raise MailRefusedError(MailProblem.ADDRESS if code in _NOBODY else MailProblem.REFUSED, code)
            if code != _CLOSES:
                raise MailLaterError(MailProblem.AWAY, code)
        raise MailAwayError(MailProblem.AWAY, code)

    def _data(self, smtp: smtplib.SMTP, content: bytes) -> None:
        """Give it over.

        Raises:
            MailAwayError, MailRefusedError: The server has answered that it does not take it.
            MailUncertainError: It has not answered.
        """
        try:
            code, _ = smtp.docmd("DATA")
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise _away(error) from None
        if code == _DATA_GOES_ON:
            body = content if content.endswith(b"\r\n") else content + b"\r\n"
            try:
                smtp.send(_LINE_BEGINS.sub(b"..", body))  # RFC 5321, 4.5.2
                smtp.send(b".\r\n")
                code, _ = smtp.getreply()
            except (OSError, smtplib.SMTPException):
                self.close()
                raise MailUncertainError(MailProblem.UNCERTAIN) from None
        if code in _FINE:
            return
        if code == _TOO_LARGE:
            raise MailRefusedError(MailProblem.TOO_LARGE, code)
        if code >= 500:
            raise MailRefusedError(MailProblem.REFUSED, code)
        raise MailAwayError(MailProblem.AWAY, code)


def message_of(mail: Mail, settings: MailSettings) -> EmailMessage:
    """Return the e-mail as it goes out. The same one is the same, byte by byte, but for the border between its parts.

    Raises:
        MailRefusedError: Its recipient has no address.
    """
    message = EmailMessage(policy=SMTP)
    sender = settings.sender
    message["From"] = Address(settings.sender_name.get(mail.language, ""), addr_spec=sender)
    message["To"] = Address(_one_line(mail.to_name), addr_spec=ascii_address(mail.to_address))
    if settings.reply_to:
        message["Reply-To"] = settings.reply_to
    message["Subject"] = _one_line(mail.subject)[:LONGEST_SUBJECT]
    message["Date"] = mail.at
    message["Message-ID"] = f"<{mail.mail_id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: whoever is away does not answer
    message["Content-Language"] = mail.language
    message.set_content(mail.text, charset="utf-8", cte="quoted-printable")
    for each in mail.attachments:
        main, _, sub = each.media_type.partition("/")
        message.add_attachment(each.content, maintype=main, subtype=sub, filename=_one_line(each.name))
    return message


def ascii_address(address: str) -> str:
    """Return an address as every mail server takes it: a domain in other letters by its ASCII form.

    Raises:
        MailRefusedError: It is none, or its name before the @ is in other letters, which few servers take.
    """
    name, at, domain = address.strip().rpartition("@")
    try:
        plain = f"{name}@{domain.encode('idna').decode('ascii')}"
        if not at or not name or "." not in domain or not plain.isascii() or len(plain) > LONGEST_ADDRESS:
            raise ValueError
        parsed = Address(addr_spec=plain)
        if not plain.isprintable() or " " in plain or parsed.addr_spec != plain:
            raise ValueError
    except (ValueError, IndexError, HeaderParseError):
        raise MailRefusedError(MailProblem.ADDRESS) from None
    return plain


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _context(settings: MailSettings) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.ca_file:
        context.load_verify_locations(settings.ca_file)
    return context


def _away(error: Exception) -> MailAwayError:
    if isinstance(error, MailAwayError):
        return error
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return MailAwayError(MailProblem.LOGIN, error.smtp_code)
    if isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return MailAwayError(MailProblem.INSECURE)
    return MailAwayError(MailProblem.AWAY, error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0)
