"""E-mails to one customer. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.customer_mails import (
    ChangeMail,
    CustomerMail,
    CustomerMails,
    MailForm,
    MailPreview,
    PreviewMail,
    SendMail,
)


class CustomerMailsApi:
    """By templates of the bank, seen before they go."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._mail = TypeAdapter(CustomerMail)

    def form(self, customer_id: UUID) -> MailForm:
        """Return what may be written. Raises CUSTOMER_NOT_FOUND."""
        return self._http.send("GET", f"{API_PREFIX}/customers/{customer_id}/mail-form", TypeAdapter(MailForm))

    def preview(self, customer_id: UUID, asked: PreviewMail) -> MailPreview:
        """Return how it would read. Raises CAMPAIGN_REFUSED, CUSTOMER_NOT_FOUND."""
        path = f"{API_PREFIX}/customers/{customer_id}/mails/preview"
        return self._http.send("POST", path, TypeAdapter(MailPreview), body=asked)

    def send(self, customer_id: UUID, command: SendMail) -> CustomerMail:
        """Send it, once the time to take it back is over. Raises CAMPAIGN_REFUSED, CUSTOMER_NOT_FOUND."""
        return self._http.send("POST", f"{API_PREFIX}/customers/{customer_id}/mails", self._mail, body=command)

    def listed(self, customer_id: UUID) -> CustomerMails:
        """Return what was written to a person lately. Raises CUSTOMER_NOT_FOUND."""
        return self._http.send("GET", f"{API_PREFIX}/customers/{customer_id}/mails", TypeAdapter(CustomerMails))

    def change(self, mail_id: UUID, command: ChangeMail) -> CustomerMail:
        """Do a step. Raises CAMPAIGN_REFUSED, CAMPAIGN_NOT_FOUND."""
        return self._http.send("POST", f"{API_PREFIX}/mails/{mail_id}/steps", self._mail, body=command)
