"""Opens the way by which e-mail goes out."""

from agent_desktop.server.mail.port import MailSender
from agent_desktop.server.mail.smtp import SmtpSender
from agent_desktop.server.secrets import SecretName, Secrets, needed
from agent_desktop.settings import Settings


def open_mail(settings: Settings, secrets: Secrets) -> MailSender:
    """Return the sender of the settings; with no mail server there it says so whenever it is asked to send.

    Raises:
        SecretMissingError: The mail server asks for a password (`mail.user`), and there is none.
    """
    mail = settings.mail
    return SmtpSender(mail, needed(secrets, SecretName.MAIL) if mail.host and mail.user else "")
