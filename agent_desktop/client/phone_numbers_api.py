"""The routes of a customer's telephone numbers. Each raises `ClientError`, and each look is audited."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.phone_numbers import CustomerNumbers, EndNumber, RestoreNumber


class PhoneNumbersApi:
    """Numbers that a customer has and had."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._numbers = TypeAdapter(CustomerNumbers)

    def numbers(self, customer_id: UUID, call_id: UUID | None) -> CustomerNumbers:
        """Return them, masked; `call_id` is the call of one's own whose number is marked. Raises CUSTOMER_NOT_FOUND."""
        asked = f"?call_id={call_id}" if call_id is not None else ""
        return self._http.send("GET", f"{API_PREFIX}/customers/{customer_id}/numbers{asked}", self._numbers)

    def end(self, customer_id: UUID, command: EndNumber) -> CustomerNumbers:
        """End one. Raises NUMBER_NOT_THEIRS."""
        return self._http.send("POST", f"{API_PREFIX}/customers/{customer_id}/numbers/end", self._numbers, body=command)

    def restore(self, customer_id: UUID, command: RestoreNumber) -> CustomerNumbers:
        """Take the end of one back. Raises NUMBER_NOT_RESTORABLE."""
        return self._http.send(
            "POST", f"{API_PREFIX}/customers/{customer_id}/numbers/restore", self._numbers, body=command
        )
