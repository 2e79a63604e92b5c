"""Short messages to customers. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.messages import (
    MessagePreview,
    MessageTemplate,
    PreviewMessage,
    SendMessage,
    SentMessage,
    SentMessages,
)


class MessagesApi:
    """By templates that the bank has approved."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._templates = TypeAdapter(tuple[MessageTemplate, ...])
        self._preview = TypeAdapter(MessagePreview)
        self._sent = TypeAdapter(SentMessage)
        self._list = TypeAdapter(SentMessages)

    def templates(self) -> tuple[MessageTemplate, ...]:
        """Return what may be sent, in the order of the file."""
        return self._http.send("GET", f"{API_PREFIX}/message-templates", self._templates)

    def preview(self, asked: PreviewMessage) -> MessagePreview:
        """Return a message as it would go out. Raises TEMPLATE_UNKNOWN, CUSTOMER_NOT_FOUND."""
        return self._http.send("POST", f"{API_PREFIX}/messages/preview", self._preview, body=asked)

    def send(self, command: SendMessage) -> SentMessage:
        """Send a message. Raises MESSAGE_REFUSED, TEMPLATE_UNKNOWN, CUSTOMER_NOT_FOUND."""
        return self._http.send("POST", f"{API_PREFIX}/messages", self._sent, body=command)

    def sent(self, customer_id: UUID) -> SentMessages:
        """Return what was sent to a customer lately, the newest first."""
        return self._http.send("GET", f"{API_PREFIX}/customers/{customer_id}/messages", self._list)
